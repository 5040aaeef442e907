"""A version read into terms, once a process; and which version is in force for whom, when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, TypeAlias

from django.db.models import F, Q, QuerySet, Subquery

from tenir.apps.agreements.models import REFERENCE, ClientVersion, Contract, Version
from tenir.prepared import Prepared
from tenir.terms.agreement import Agreement
from tenir.terms.dates import at_local, epoch, local, month_span
from tenir.terms.errors import Refused
from tenir.terms.loading import load

HEAVY = ("convention", "text", "cases")


AgreementHeld: TypeAlias = Callable[..., Agreement]


class ChangedVersion(Refused):
    """A version whose text is no longer the one that its digest was taken of."""


class NoVersionInForce(Refused):
    """No version of the agreement was in force for that client at that instant."""


def agreement_of(version: Version) -> Agreement:
    """The terms of a version, read once a process. Raises ChangedVersion.

    The version may come without its text (`defer`): it is asked for where it was not yet read.
    """
    return _with_digest(version.digest)


def agreements_held(organisation: int) -> AgreementHeld:
    """The terms of the version in force for a client at any instant, in one query for all of them.

    Call it with `at` and the `agreement`: without one, the agreement of its first contract. Raises
    NoVersionInForce, ChangedVersion, as `version_of`.
    Clause: 3.1, 3.2, 3.5.
    """
    held: list[tuple[datetime, str, str, str | None]] = []

    def found(*, at: datetime, agreement: str = "") -> Agreement:
        if not held:
            held.extend(_HELD(organisation))
        for effective_at, named, digest, signed in held:
            if effective_at <= at and named == (agreement or signed or REFERENCE):
                return _with_digest(digest)
        agreement = agreement or agreement_named(organisation)
        raise NoVersionInForce("agreements.none_in_force", agreement=agreement, at=at)

    return found


def _held(client: Any) -> QuerySet[ClientVersion, Any]:
    first = Subquery(_contracts_of(client).values("agreement")[:1])
    columns = ("effective_at", "version__agreement", "version__digest")
    return _holding(ClientVersion.objects.filter(client=client)).values_list(*columns, first)


_HELD = Prepared(_held)


@lru_cache(maxsize=64)
def _with_digest(digest: str) -> Agreement:
    version = Version.objects.filter(digest=digest).earliest("pk")
    agreement = load(version.convention, f"{version.agreement}-{version.number}.yaml")
    if agreement.digest != digest:
        raise ChangedVersion("agreements.changed", version=str(version), digest=digest[:19])
    return agreement


def version_of(organisation: int, *, at: datetime, agreement: str | None = None) -> Version:
    """The version in force for a client at an instant: its text is loaded when it is asked for.

    The caller says which instant judges: a request's recording, the first midnight of a month
    (`month_start`), a backup's date, the first midnight of a claim's month. Without `agreement` it
    is that of the client's first contract, the reference for a client without any. Among those in
    force the one published last holds, so a month of notice that ends after a security version came
    in force does not bring the older text back. Raises NoVersionInForce.
    Clause: 3.1, 3.2, 3.5.
    """
    agreement = agreement or agreement_named(organisation)
    found = in_force(at).filter(client=organisation, version__agreement=agreement).first()
    if found is None:
        raise NoVersionInForce("agreements.none_in_force", agreement=agreement, at=at)
    return found.version


def versions_over(organisation: int) -> Callable[..., Version]:
    """`version_of` for one client and many instants, in one query: call it with `at`, `agreement`.

    Clause: 3.1, 3.2, 3.5.
    """
    return partial(versions_over_many([organisation]), organisation)


def versions_over_many(organisations: Iterable[int]) -> Callable[..., Version]:
    """The same for many clients, in one query: call it with the client, `at`, `agreement`.

    Clause: 3.1, 3.2, 3.5.
    """
    rows: dict[int, list[ClientVersion]] = defaultdict(list)
    for row in _holding(ClientVersion.objects.filter(client__in=list(organisations))):
        rows[row.client_id].append(row)

    def found(organisation: int, *, at: datetime, agreement: str) -> Version:
        for row in rows[organisation]:
            if row.effective_at <= at and row.version.agreement == agreement:
                return row.version
        raise NoVersionInForce("agreements.none_in_force", agreement=agreement, at=at)

    return found


def version_of_each(organisations: Iterable[int]) -> Callable[..., Version]:
    """`version_of` for many clients and instants, in two queries: call it with the client and `at`.

    Clause: 3.1, 3.2, 3.5.
    """
    wanted = list(organisations)
    contracts = Contract.objects.filter(client__in=wanted).order_by("-pk")
    named = dict(contracts.values_list("client", "agreement"))  # the first contract's comes last
    version_over = versions_over_many(wanted)

    def found(organisation: int, *, at: datetime) -> Version:
        return version_over(organisation, at=at, agreement=named.get(organisation) or REFERENCE)

    return found


def in_force(at: datetime) -> QuerySet[ClientVersion]:
    """The versions in force at that instant for any client, the one that holds first."""
    return _holding(ClientVersion.objects.filter(effective_at__lte=at))


def _holding(rows: QuerySet[ClientVersion]) -> QuerySet[ClientVersion]:
    """Those that hold once they are in force: neither left nor without their proof."""
    return (
        rows.exclude(state=ClientVersion.State.TERMINATED)
        .filter(Q(proven_at__isnull=False) | ~Q(basis=ClientVersion.Basis.NOTICE))
        .select_related("version")
        .defer("reasons", *(f"version__{name}" for name in HEAVY))
        .order_by("client_id", "version__agreement", F("version__published_at").desc(), "-pk")
    )


def versions_of(organisations: Iterable[int], *, at: datetime) -> dict[tuple[int, str], Version]:
    """The versions in force for many clients at once: {(organisation, agreement): version}."""
    rows = in_force(at).filter(client__in=list(organisations))
    held: dict[tuple[int, str], int] = {}
    for client, agreement, version in rows.values_list("client", "version__agreement", "version"):
        held.setdefault((client, agreement), version)
    few = Version.objects.defer(*HEAVY).in_bulk(set(held.values()))
    return {key: few[version] for key, version in held.items()}


def agreement_named(organisation: int) -> str:
    """The agreement that a client's first contract names; the reference where it has none."""
    return _contracts_of(organisation).values_list("agreement", flat=True).first() or REFERENCE


def _contracts_of(organisation: Any) -> QuerySet[Contract]:
    return Contract.objects.filter(client=organisation).order_by("pk")


def latest(agreement: str, *, at: datetime) -> Version:
    """The version published last. Raises NoVersionInForce where none is."""
    found = (
        Version.objects.filter(
            agreement=agreement, state=Version.State.PUBLISHED, published_at__lte=at
        )
        .order_by("-published_at", "-pk")
        .first()
    )
    if found is None:
        raise NoVersionInForce("agreements.none_published", agreement=agreement)
    return found


def day_of(at: datetime, agreement: Agreement) -> date:
    """The day of an instant in the agreement's zone."""
    return local(epoch(at), agreement.zone).date()


def midnight(on: date, agreement: Agreement) -> datetime:
    """The first instant of a day in the agreement's zone."""
    return local(at_local(on, 0, agreement.zone), agreement.zone)


def month_start(month: str, agreement: Agreement) -> datetime:
    """The first instant of a month such as `2026-10`: the version in force then judges it."""
    return local(month_span(month, agreement.zone)[0], agreement.zone)
