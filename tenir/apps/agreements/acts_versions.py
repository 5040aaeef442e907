"""Acts on versions: drafting one, publishing it, notifying each client of it.

Clause: 3.1, 3.4, 3.5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tenir.apps.agreements.asked_terms import own_terms_of
from tenir.apps.agreements.checking import NotADraft, checked, checked_draft, taken
from tenir.apps.agreements.findable import forget_version, index_versions
from tenir.apps.agreements.models import Amendment, ClientVersion, Contract, Subscription, Version
from tenir.apps.agreements.notifying import notify
from tenir.apps.agreements.reading import HEAVY, agreement_of, day_of, in_force
from tenir.apps.agreements.rights import must_keep
from tenir.apps.journal import services as journal
from tenir.terms.agreement import Agreement
from tenir.terms.contract_terms import FaultyContract, own_terms
from tenir.terms.contracts import line_mistakes
from tenir.terms.convention import Override
from tenir.terms.dossier import Line
from tenir.terms.errors import Refused
from tenir.terms.kinds_service import Reasons
from tenir.terms.loading import Fault
from tenir.viewer import SYSTEM, NotSeen, Viewer

IMMEDIATE = "evolution.immediate"
AT_ONCE = 50  # clients notified in one transaction: half a second's work
State = Version.State


class UnknownReason(Refused):
    """A reason for which the agreement does not let a version hold at once."""


@transaction.atomic
def draft_version(
    *, convention: str, text: str = "", cases: str = "", actor: Viewer, at: datetime
) -> Version:
    """A version to be published: the whole file, its words, its acceptance cases, all checked.

    The same number again replaces the draft. Raises FaultyConvention, NotADraft.
    Clause: 3.4.
    """
    agreement = checked_draft(convention, text, cases, actor=actor)
    header = agreement.convention.agreement
    told = {
        "digest": agreement.digest, "convention": convention, "text": text, "cases": cases,
        "drafted_at": at,
    }  # fmt: skip
    found, new = Version.objects.get_or_create(
        agreement=header.id, number=header.version, defaults=told
    )
    if not new:
        draft = Version.objects.filter(pk=found.pk, state=State.DRAFT)
        if not draft.update(**told):  # published meanwhile
            raise taken(convention, str(found))
        found.refresh_from_db()
    index_versions([found])
    journal.record(
        "agreements.version_drafted", subject=subject_of(found), actor=actor, at=at,
        clauses=("3.4",), after={"version": str(found), "digest": found.digest},
    )  # fmt: skip
    return found


@transaction.atomic
def discard_draft(*, version: int, actor: Viewer, at: datetime) -> None:
    """A draft is thrown away. Raises NotADraft for a version that is published."""
    must_keep(actor)
    found = _held(version)
    if found.state != State.DRAFT:
        raise NotADraft("agreements.not_a_draft", version=str(found))
    subject, told = subject_of(found), {"version": str(found), "digest": found.digest}
    found.delete()
    forget_version(version)
    journal.record("agreements.draft_discarded", subject=subject, actor=actor, at=at, before=told)


@transaction.atomic
def publish(
    version: int,
    *,
    reason: str | None = None,
    because: str = "",
    actor: Viewer,
    at: datetime,
) -> Version:
    """A draft becomes a version, and every client with a contract that runs is notified of it.

    The first fifty at once, the others by `notify_more`, soon after: one act does not hold the
    database for a thousand clients. Each client's month runs from its own notification. With a
    reason that the client's own terms accept (security, law) it is in force at once; `because` says
    which flaw or which law. Refused where a contract's own terms or products do not fit it: amend
    the contract first.
    Raises NotADraft, UnknownReason, FaultyContract.
    Clause: 3.1, 3.4, 3.5.
    """
    must_keep(actor)
    found = _held(version)
    if found.state != State.DRAFT:
        raise NotADraft("agreements.not_a_draft", version=str(found))
    read = checked(found.convention, found.text, found.cases)
    reason = (reason or "").strip()
    if reason and not because.strip():
        raise UnknownReason("agreements.because", reason=reason)
    told = list(_told(found, at))
    _must_accept(reason, told, read)
    if faults := list(misfits(found, at=at)):
        raise FaultyContract(faults)
    found.state, found.published_at = State.PUBLISHED, at
    found.reason, found.because = reason, because.strip()
    found.save(update_fields=["state", "published_at", "reason", "because"])
    index_versions([found])
    journal.record(
        "agreements.version_published", subject=subject_of(found), actor=actor, at=at,
        clauses=("3.5",) if reason else ("3.1",),
        after={"version": str(found), "digest": read.digest, "reason": reason},
    )  # fmt: skip
    _notify(found, told[:AT_ONCE], actor=actor, at=at)
    return found


def notify_more(now: datetime) -> int:
    """Notifies further clients of the version published last, at most fifty; how many.

    Called often, by as many as like: each client is told once. One whose contract went on after the
    publication is told too.
    Clause: 3.1.
    """
    for version in _last_published():
        if _untold(version, now):
            return _notify_some(version.pk, now)
    return 0


@transaction.atomic
def _notify_some(version: int, now: datetime) -> int:
    found = _held(version)
    left = _untold(found, now)[:AT_ONCE]
    told = list(_told(found, now, only=left))
    _notify(found, told, actor=SYSTEM, at=now)
    return len(told)


def _notify(version: Version, told: Sequence[ToldClient], *, actor: Viewer, at: datetime) -> None:
    for client in told:
        notify(version, client.client, client.held, client.contracts, actor=actor, at=at)


def _last_published() -> list[Version]:
    """The version published last of each agreement."""
    found: dict[str, Version] = {}
    rows = Version.objects.filter(state=State.PUBLISHED).defer(*HEAVY)
    for row in rows.order_by("-published_at", "-pk"):
        found.setdefault(row.agreement, row)
    return list(found.values())


def _untold(version: Version, at: datetime) -> list[int]:
    """The clients with a contract that runs under an older version, not told of that one yet."""
    own = ClientVersion.objects.filter(client=OuterRef("client"))
    older = own.filter(version__agreement=version.agreement).exclude(version=version)
    running = _running(version.agreement, day_of(at, agreement_of(version)))
    left = running.filter(Exists(older)).exclude(Exists(own.filter(version=version)))
    return sorted(set(left.values_list("client", flat=True)))


@dataclass(frozen=True)
class ToldClient:
    """A client to be notified: the version that holds for it, its contracts' own terms."""

    client: int
    held: Version
    contracts: tuple[tuple[Override, ...], ...]


def misfits(version: Version, *, at: datetime) -> Iterator[Fault]:
    """What does not fit that version in the contracts that run: their own terms, their products.

    Each mistake is placed as `C-2026-04.overrides[1].set.value`.
    """
    read = agreement_of(version)
    today = day_of(at, read)
    running = {contract.pk: contract for contract in _running(version.agreement, today)}
    for row in _amendments(running, today):
        yield from _own_misfits(read, running[row.contract_id], row)
    lines = Subscription.objects.filter(contract__in=running).order_by("contract", "pk")
    mistakes = cache(lambda product, hosting: tuple(
        line_mistakes(read, Line("", product=product, hosting=hosting))
    ))  # fmt: skip
    for contract, target, product, hosting in lines.filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    ).values_list("contract", "target", "product__key", "hosting"):
        for refused in mistakes(product, hosting):
            yield Fault(refused.key, f"{running[contract]}.{target}", **refused.values)


def _amendments(contracts: Collection[int], today: date) -> list[Amendment]:
    """Those that hold on that day, and those to come."""
    rows = Amendment.objects.filter(contract__in=contracts).order_by("contract", "effective_on")
    held = {row.contract_id: row for row in rows if row.effective_on <= today}
    return [*held.values(), *(row for row in rows if row.effective_on > today)]


def _own_misfits(read: Agreement, contract: Contract, row: Amendment) -> Iterator[Fault]:
    try:
        own_terms(read, row.overrides)
    except FaultyContract as faulty:
        for fault in faulty.faults:
            yield Fault(fault.key, f"{contract}.{fault.where}", **fault.values)


def _told(
    version: Version, at: datetime, *, only: Sequence[int] | None = None
) -> Iterator[ToldClient]:
    """The clients with a contract that runs or is to run, each with the version that holds.

    `only`: of those clients.
    """
    today = day_of(at, agreement_of(version))
    holding = in_force(at).filter(version__agreement=version.agreement)
    running = _running(version.agreement, today)
    if only is not None:
        holding, running = holding.filter(client__in=only), running.filter(client__in=only)
    held: dict[int, Version] = {}
    for row in holding:
        held.setdefault(row.client_id, row.version)
    by_client: dict[int, list[int]] = {}
    for contract in running:
        by_client.setdefault(contract.client_id, []).append(contract.pk)
    own = own_terms_of([pk for pks in by_client.values() for pk in pks], on=today)
    for client, contracts in sorted(by_client.items()):
        yield ToldClient(client, held[client], tuple(own.get(pk, ()) for pk in contracts))


def _running(agreement: str, today: date) -> QuerySet[Contract]:
    found = Contract.objects.filter(agreement=agreement).order_by("pk")
    return found.filter(Q(ends_on=None) | Q(ends_on__gte=today))


def _must_accept(reason: str, told: Sequence[ToldClient], read: Agreement) -> None:
    """A reason that nobody's terms accept would say “at once” and not be."""
    judging = [agreement_of(client.held) for client in told] or [read]
    accepted = [agreement.terms().get(IMMEDIATE, Reasons).term.accepted for agreement in judging]
    if reason and not any(given == "any" or reason in given for given in accepted):
        raise UnknownReason("agreements.reason", given=reason, known=accepted[0])


def _held(version: int) -> Version:
    found = Version.objects.select_for_update().filter(pk=version).first()
    if found is None:
        raise NotSeen("agreements.no_version")
    return found


def subject_of(version: Version) -> str:
    """What notices and the journal call a version."""
    return f"version/{version.pk}"
