"""Access and its end: ending a subscription ends access and support in one act.

Clause: 1.1, 4.2, 4.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from tenir.apps.agreements.changing import contract_to_change, line_to_change
from tenir.apps.agreements.models import Access, Contract, Option, Subscription
from tenir.apps.agreements.reading import agreement_of, day_of, version_of
from tenir.apps.agreements.rights import OPENERS, must_have
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.parties import queries as parties
from tenir.terms.agreement import Agreement
from tenir.terms.dates import midnight_after
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, Viewer


class NoContact(Refused):
    """Access is asked for, for a client that has designated nobody."""


class NotRunning(Refused):
    """A subscription that has not begun, or that has ended."""


class EndedAlready(Refused):
    """What has ended already, on an earlier day."""


@transaction.atomic
def open_access(*, subscription: int, actor: Viewer, at: datetime) -> Access:
    """Access to a subscription is opened, and support with it; opening it again changes nothing.

    Never for a client without a contact. Raises NoContact, NotRunning, NotAllowed, NotSeen.
    Clause: 1.1, 4.2, 4.3.
    """
    line = _line_to_open(subscription, actor)
    found = Access.objects.filter(Q(closed_at=None) | Q(closed_at__gt=at), subscription=line)
    if held := found.first():
        return held
    contract = line.contract
    read = agreement_of(version_of(contract.client_id, at=at, agreement=contract.agreement))
    if not line.runs_on(day_of(at, read)):
        raise NotRunning("agreements.not_running", start=line.starts_on, end=line.ends_on or "…")
    terms = read.terms(line.product.key, line.hosting)
    judged = parties.may_start(contract.client_id, terms=terms)
    if not judged.value:
        raise NoContact("agreements.no_contact", client=contract.client.legal_name)
    end = midnight_after(line.ends_on, read.zone) if line.ends_on else None
    access = Access.objects.create(
        subscription=line, opened_at=at, opened_by_id=actor.person, closed_at=end
    )
    journal.record(
        "agreements.access_opened", subject=line.subject, actor=actor, at=at,
        client=contract.client_id, clauses=("4.2", "4.3"), after={"target": line.target},
    )  # fmt: skip
    notices.owe(
        "agreements.access_opened", key=f"{line.subject}/access/{access.pk}",
        to=parties.recipients_of(contract.client_id), subject=line.subject,
        values={
            "product": line.product.name, "contract": contract.number, "opened_at": at,
        },
        actor=actor, at=at, organisation=contract.client_id, clauses=("4.3",),
    )  # fmt: skip
    return access


@transaction.atomic
def end_subscription(
    *, subscription: int, on: date, because: str, actor: Viewer, at: datetime
) -> Subscription:
    """A subscription ends on a day, that day included: access and support together.

    Raises EndedAlready, NotRunning, NotAllowed, NotSeen.
    Clause: 1.1.
    """
    contract, line = line_to_change(subscription, actor)
    read = agreement_of(version_of(contract.client_id, at=at, agreement=contract.agreement))
    _must_end(line, on, day_of(at, read))
    _end_line(line, on=on, because=because, read=read, actor=actor, at=at)
    _end_options(Option.objects.filter(subscription=line), on=on, because=because)
    _tell(contract, [line], on=on, because=because, actor=actor, at=at)
    return line


@transaction.atomic
def extend_contract(
    *, contract: int, ends_on: date | None, actor: Viewer, at: datetime
) -> Contract:
    """A contract goes on to a later day, or without an end: its lines and access with it.

    The lines that were to end with it follow; those that end before do not. Raises EndedAlready for
    one that was ended, NotRunning where the new end is not later.
    Clause: 1.1.
    """
    held = contract_to_change(contract, actor)
    if held.ended_at is not None:
        raise EndedAlready("agreements.ended_already", on=held.ends_on)
    before = held.ends_on
    if before is None or (ends_on is not None and ends_on <= before):
        raise NotRunning("agreements.not_later", end=before or "…")
    read = agreement_of(version_of(held.client_id, at=at, agreement=held.agreement))
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    lines = held.subscriptions.filter(ends_on=before, ended_at=None)
    Access.objects.filter(
        subscription__in=lines, closed_at=midnight_after(before, read.zone)
    ).update(closed_at=midnight_after(ends_on, read.zone) if ends_on else None)
    lines.update(ends_on=ends_on)
    journal.record(
        "agreements.contract_extended", subject=held.subject, actor=actor, at=at,
        client=held.client_id, clauses=("1.1",), before={"ends_on": before.isoformat()},
        after={"ends_on": ends_on and ends_on.isoformat()},
    )  # fmt: skip
    return held


@transaction.atomic
def end_contract(*, contract: int, on: date, because: str, actor: Viewer, at: datetime) -> Contract:
    """A contract ends on a day, that day included, and all that it carries with it.

    Raises EndedAlready, NotRunning, NotAllowed, NotSeen.
    Clause: 1.1.
    """
    held = contract_to_change(contract, actor)
    read = agreement_of(version_of(held.client_id, at=at, agreement=held.agreement))
    _must_end(held, on, day_of(at, read))
    end_all(held, on=on, because=because, read=read, actor=actor, at=at)
    return held


def end_all(
    contract: Contract, *, on: date, because: str, read: Agreement, actor: Viewer, at: datetime,
    tell: bool = True,
) -> bool:  # fmt: skip
    """Ends a contract and all its lines where they do not end before; whether it did.

    One that is over stays as it ended, and so does a line.
    """
    today = day_of(at, read)
    if _ended(contract, on) or _over(contract, today):
        return False
    before = {"ends_on": contract.ends_on and contract.ends_on.isoformat()}
    ends_on = min(on, contract.ends_on or on)
    contract.ends_on, contract.ended_at, contract.ended_because = ends_on, at, because
    contract.save(update_fields=["ends_on", "ended_at", "ended_because"])
    held = contract.subscriptions.select_related("product").order_by("pk")
    lines = [line for line in held if not (_ended(line, ends_on) or _over(line, today))]
    for line in lines:
        _end_line(
            line,
            on=min(ends_on, line.ends_on or ends_on),
            because=because,
            read=read,
            actor=actor,
            at=at,
        )
    _end_options(contract.options.all(), on=ends_on, because=because)
    journal.record(
        "agreements.contract_ended", subject=contract.subject, actor=actor, at=at,
        client=contract.client_id, clauses=("1.1",), before=before,
        after={"ends_on": ends_on.isoformat()}, personal={"because": because},
    )  # fmt: skip
    if tell:
        _tell(contract, lines, on=ends_on, because=because, actor=actor, at=at)
    return True


def _must_end(ending: Contract | Subscription, on: date, today: date) -> None:
    if on < ending.starts_on - timedelta(days=1):
        raise NotRunning("agreements.not_begun", start=ending.starts_on)
    if ending.ends_on is not None and (_ended(ending, on) or _over(ending, today)):
        raise EndedAlready("agreements.ended_already", on=ending.ends_on)
    if ending.ends_on is not None and on > ending.ends_on:
        raise NotRunning("agreements.ends_before", end=ending.ends_on)


def _ended(ending: Contract | Subscription, on: date) -> bool:
    """Whether it was ended, by that day at the latest."""
    return ending.ended_at is not None and ending.ends_on is not None and ending.ends_on <= on


def _over(ending: Contract | Subscription, today: date) -> bool:
    return ending.ends_on is not None and ending.ends_on < today


def _end_line(
    line: Subscription, *, on: date, because: str, read: Agreement, actor: Viewer, at: datetime
) -> None:
    before = {"ends_on": line.ends_on and line.ends_on.isoformat()}
    line.ends_on, line.ended_at, line.ended_because = on, at, because
    line.save(update_fields=["ends_on", "ended_at", "ended_because"])
    end = midnight_after(on, read.zone)
    running = line.accesses.filter(Q(closed_at=None) | Q(closed_at__gt=end))
    for access in running:
        access.closed_at = max(end, access.opened_at)
        access.save(update_fields=["closed_at"])
    journal.record(
        "agreements.subscription_ended", subject=line.subject, actor=actor, at=at,
        client=line.contract.client_id, clauses=("1.1",), before=before,
        after={"ends_on": on.isoformat(), "target": line.target}, personal={"because": because},
    )  # fmt: skip


def _end_options(options: Any, *, on: date, because: str) -> None:
    for option in options.filter(Q(ends_on=None) | Q(ends_on__gt=on)):
        option.ends_on, option.ended_because = on, because or "…"
        option.save(update_fields=["ends_on", "ended_because"])


def _tell(
    contract: Contract, lines: Sequence[Subscription], *, on: date, because: str, actor: Viewer,
    at: datetime,
) -> None:  # fmt: skip
    names = [line.product.name for line in lines]
    if names and (to := parties.recipients_of(contract.client_id)):
        subject = lines[0].subject if len(lines) == 1 else contract.subject
        notices.owe(
            "agreements.ended", key=f"{subject}/ended/{on.isoformat()}", to=to, subject=subject,
            values={
                "contract": contract.number, "lines": names, "ends_on": on, "because": because,
            },
            actor=actor, at=at, organisation=contract.client_id, clauses=("1.1",),
        )  # fmt: skip


def _line_to_open(subscription: int, actor: Viewer) -> Subscription:
    lines = Subscription.objects.select_related("product", "contract__client")
    line = lines.select_for_update(of=("self",)).filter(pk=subscription).first()
    unseen = "agreements.no_subscription"
    if line is None:
        raise NotSeen(unseen)
    must_have(actor, OPENERS, line.contract.client_id, unseen=unseen)
    return line
