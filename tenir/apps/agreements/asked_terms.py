"""Which terms hold for a subscription, and why it is so here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from pydantic import TypeAdapter

from tenir.apps.agreements.asked_contracts import subscription as one_subscription
from tenir.apps.agreements.models import Amendment, Subscription, Version
from tenir.apps.agreements.reading import (
    AgreementHeld,
    agreement_of,
    agreements_held,
    day_of,
    versions_of,
    versions_over_many,
)
from tenir.prepared import Prepared
from tenir.terms.agreement import Agreement
from tenir.terms.convention import Override
from tenir.terms.resolution import Terms
from tenir.terms.terms_in_words import terms_in_words
from tenir.viewer import Viewer

_OWN: TypeAdapter[tuple[Override, ...]] = TypeAdapter(tuple[Override, ...])


def terms_of(
    viewer: Viewer, subscription: int, *, at: datetime, version: Version | None = None
) -> Terms:
    """The terms that hold for a subscription at an instant: see `version_of` for which instant.

    The version in force for its client, the product's and hosting's own terms, the contract's
    terms of that day. Under another `version`, where one is given: what would hold under it.
    Raises NotSeen, NoVersionInForce.
    Clause: 1.2, 2.4, 3.1.
    """
    return terms_of_line(one_subscription(viewer, subscription), at=at, version=version)


def terms_of_line(
    line: Subscription,
    *,
    at: datetime,
    version: Version | None = None,
    held: AgreementHeld | None = None,
) -> Terms:
    """The same of a subscription that the caller holds already: it has looked who asks.

    `held` is what its client holds (agreements_held), where the caller has it.
    Clause: 1.2, 2.4, 3.1.
    """
    signed = line.contract
    held = held or agreements_held(signed.client_id)
    read = agreement_of(version) if version else held(at=at, agreement=signed.agreement)
    return _terms(read, line, _own_terms(line.contract_id, day_of(at, read)))


def terms_of_many(
    viewer: Viewer,
    subscriptions: Sequence[Subscription],
    *,
    at: datetime,
    version: Version | None = None,
) -> dict[int, Terms]:
    """The terms of many subscriptions at one instant, by subscription, in three queries.

    Left out: one that the viewer may not know of, one whose client had no version in force then.
    """
    subscriptions = [line for line in subscriptions if viewer.sees(line.contract.client_id)]
    versions = {} if version else versions_of(
        {line.contract.client_id for line in subscriptions}, at=at
    )  # fmt: skip
    by_day: dict[date, dict[int, tuple[Override, ...]]] = {}
    found: dict[int, Terms] = {}
    for line in subscriptions:
        key = (line.contract.client_id, line.contract.agreement)
        judging = version or versions.get(key)
        if judging is None:
            continue
        read = agreement_of(judging)
        day = day_of(at, read)
        if day not in by_day:
            by_day[day] = own_terms_of({line.contract_id for line in subscriptions}, on=day)
        found[line.pk] = _terms(read, line, by_day[day].get(line.contract_id, ()))
    return found


def terms_over(subscriptions: Sequence[Subscription]) -> Callable[[Subscription, datetime], Terms]:
    """`terms_of_line` for many subscriptions and instants, in two queries for all of them.

    Clause: 1.2, 2.4, 3.1.
    """
    versions = versions_over_many({line.contract.client_id for line in subscriptions})
    rows = Amendment.objects.filter(contract__in={line.contract_id for line in subscriptions})
    amended: dict[int, list[Amendment]] = defaultdict(list)
    for row in rows.order_by("effective_on"):
        amended[row.contract_id].append(row)
    met: dict[tuple[int, str, int | None], Terms] = {}

    def found(line: Subscription, at: datetime) -> Terms:
        contract = line.contract
        version = versions(contract.client_id, at=at, agreement=contract.agreement)
        read = agreement_of(version)
        day = day_of(at, read)
        last = next((r for r in reversed(amended[contract.pk]) if r.effective_on <= day), None)
        key = (line.pk, version.digest, last.pk if last else None)
        if key not in met:
            own = _OWN.validate_python(last.overrides) if last and last.overrides else ()
            met[key] = _terms(read, line, own)
        return met[key]

    return found


def own_terms_of(contracts: Iterable[int], *, on: date) -> dict[int, tuple[Override, ...]]:
    """The terms that each contract changes on that day, by contract."""
    rows = Amendment.objects.filter(contract__in=list(contracts), effective_on__lte=on)
    last = dict(rows.order_by("effective_on").values_list("contract_id", "overrides"))
    return {contract: _OWN.validate_python(raw) for contract, raw in last.items() if raw}


def _own_terms(contract: int, on: date) -> tuple[Override, ...]:
    """The same of one contract."""
    raw = next(iter(_LAST(contract, on)), None)
    return _OWN.validate_python(raw) if raw else ()


def _last(contract: Any, on: Any) -> QuerySet[Amendment, Any]:
    rows = Amendment.objects.filter(contract=contract, effective_on__lte=on)
    return rows.order_by("-effective_on").values_list("overrides", flat=True)[:1]


_LAST = Prepared(_last)


def resolved_terms(viewer: Viewer, subscription: int, *, at: datetime) -> list[dict[str, Any]]:
    """Every term of a subscription in words, and why it is so here: for its client to read.

    In the order of the agreement, each {"key", "title", "value", "clauses", "layer", "layers",
    "readings", "refers_to"} (tenir.terms.terms_in_words). Raises NotSeen, NoVersionInForce.
    Clause: 1.2, 2.4, 3.4.
    """
    return terms_in_words(terms_of(viewer, subscription, at=at))


def _terms(read: Agreement, line: Subscription, own: tuple[Override, ...]) -> Terms:
    return read.terms(line.product.key, line.hosting, own)
