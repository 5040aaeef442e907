"""Works planned, announced, changed, withdrawn.

Clause: 5.12, 5.13, 5.14.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import services as journal
from tenir.apps.maintenance.checking import Check, against, checks
from tenir.apps.maintenance.models import Recurring, Step, Works
from tenir.apps.maintenance.planned import (
    Planned,
    check,
    check_shape,
    planned_of,
    refuse_names,
)
from tenir.apps.maintenance.refusals import FaultyWorks, WorksAgainst, require_planner
from tenir.apps.maintenance.seeing import works_numbered
from tenir.apps.maintenance.telling import take_step
from tenir.viewer import Viewer


@transaction.atomic
def plan(planned: Planned, *, announce: bool = True, actor: Viewer, at: datetime) -> Works:
    """Works go on the calendar; announced, they are told at once to the contacts concerned.

    Without `announce` they are the staff's own matter until `announce`. Raises FaultyWorks, and
    WorksAgainst where the time is frozen or taken and no reason is given.
    Clause: 5.12, 5.13, 5.14.
    """
    require_planner(actor)
    check(planned, at)
    if not planned.subscriptions and not planned.named_on_purpose:
        refuse_names(planned.title_fr, planned.title_en, planned.because)
    found = placed(planned, judged_for(planned, told_at=at), actor=actor, at=at)
    return _announced(found, actor=actor, at=at) if announce else found


@transaction.atomic
def announce(number: str, *, despite: str = "", actor: Viewer, at: datetime) -> Works:
    """Works that were planned are told to the contacts of whoever they touch; twice is once.

    Clause: 5.12, 5.14.
    """
    found = held(number, actor)
    if found.announced_at is not None:
        return found
    if found.ends_at <= at:
        raise FaultyWorks("maintenance.past", end=found.ends_at)
    planned = replace(planned_of(found), despite=despite.strip() or found.despite)
    _judge(found, judged_for(planned, told_at=at, besides=found.number), planned.despite)
    return _announced(found, actor=actor, at=at)


@transaction.atomic
def change(
    number: str,
    *,
    starts_at: datetime,
    ends_at: datetime,
    because: str,
    despite: str = "",
    actor: Viewer,
    at: datetime,
) -> Works:
    """Works that have not begun move; whoever was told of them is told again.

    Outside of the hours announced before, they count as announced from now on.
    Clause: 5.12, 5.14.
    """
    found = held(number, actor)
    if found.started_at is not None:
        raise FaultyWorks("maintenance.begun")
    if not because.strip():
        raise FaultyWorks("maintenance.no_reason_change")
    before = (found.starts_at, found.ends_at)
    planned = replace(planned_of(found), starts_at=starts_at, ends_at=ends_at,
                      despite=despite.strip() or found.despite)  # fmt: skip
    check(planned, at, besides=found.number)
    within = before[0] <= starts_at and ends_at <= before[1]
    told_at = found.announced_at if within and found.announced_at else at
    _judge(found, judged_for(planned, told_at=told_at, besides=number), planned.despite)
    found.starts_at, found.ends_at, found.revision = starts_at, ends_at, found.revision + 1
    if found.announced_at is not None:
        found.announced_at = told_at
        found.due_at = starts_at if found.course else None
    found.save()
    hours = {"starts_at": before[0].isoformat(), "ends_at": before[1].isoformat()}
    _journal("works_changed", found, actor, at, because=because, before=hours)
    if found.announced_at is not None:
        take_step(found, Step.What.CHANGED, happened_at=at, because=because, actor=actor, at=at)
    return found


@transaction.atomic
def withdraw(
    *, number: str, because: str, quiet: bool = False, actor: Viewer, at: datetime
) -> Works:
    """Works that do not take place: they exclude nothing any more. Who was told of them is told.

    Clause: 5.12.
    """
    require_planner(actor)
    if not because.strip():
        raise FaultyWorks("maintenance.no_reason")
    found = works_numbered(actor, number)
    if Works.objects.filter(pk=found.pk, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_because=because.strip(), due_at=None
    ):
        found.refresh_from_db()
        _journal("works_withdrawn", found, actor, at, because=because)
        if found.announced_at is not None:
            take_step(found, Step.What.WITHDRAWN, happened_at=at, because=because, quiet=quiet,
                      actor=actor, at=at)  # fmt: skip
    found.refresh_from_db()
    return found


@transaction.atomic
def put_on_record(
    *,
    number: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    products: Sequence[str] = (),
    subscriptions: Sequence[int] = (),
    announced_at: datetime | None = None,
    title_fr: str = "",
    title_en: str = "",
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
    actor: Viewer,
    at: datetime,
) -> Works:
    """Works announced elsewhere, or done and never announced where `announced_at` is None.

    They touch every subscription of the products, and those named; nobody is told. Announced is
    when the clients were: works announced before they begin, inside a window, do not count.
    Clause: 5.5, 5.12, 5.14.
    """
    require_planner(actor)
    planned = Planned(
        number=number, kind=kind, starts_at=starts_at, ends_at=ends_at, course="",
        title_fr=title_fr, title_en=title_en, products=products, subscriptions=subscriptions,
    )  # fmt: skip
    check_shape(planned)
    if ended_at and (started_at is None or ended_at <= started_at):
        raise FaultyWorks("maintenance.lived_backward")
    found = placed(planned, checks(planned.when(announced_at)), actor=actor, at=at)
    found.announced_at, found.started_at, found.ended_at = announced_at, started_at, ended_at
    found.save(update_fields=["announced_at", "started_at", "ended_at"])
    _journal("works_announced", found, actor, at, happened_at=announced_at or at)
    return found


def placed(
    planned: Planned,
    judged: Sequence[Check],
    *,
    recurring: Recurring | None = None,
    occurs_on: date | None = None,
    actor: Viewer,
    at: datetime,
) -> Works:
    """The row, not announced yet."""
    found = Works(
        number=planned.number or uuid4().hex, kind=planned.kind, title_fr=planned.title_fr.strip(),
        title_en=planned.title_en.strip(), because=planned.because.strip(),
        force_majeure=planned.force_majeure, starts_at=planned.starts_at, ends_at=planned.ends_at,
        course=planned.course, planned_by_id=actor.person, recurring=recurring,
        occurs_on=occurs_on,
    )  # fmt: skip
    _judge(found, judged, planned.despite)
    if not planned.number:
        found.number = f"T-{found.pk:05d}"
        found.save(update_fields=["number"])
    found.products.set([catalogue.product(key) for key in planned.products])
    found.subscriptions.set([agreements.subscription(actor, key) for key in planned.subscriptions])
    if planned.course:
        _journal("works_planned", found, actor, at)
    return found


def announced_as(found: Works, *, announced_at: datetime) -> Works:
    """With what follows from being announced: when they are looked at next."""
    found.announced_at, found.due_at = announced_at, found.starts_at
    found.save(update_fields=["announced_at", "due_at"])
    return found


def _announced(found: Works, *, actor: Viewer, at: datetime) -> Works:
    announced_as(found, announced_at=at)
    _journal("works_announced", found, actor, at)
    take_step(found, Step.What.ANNOUNCED, happened_at=at, actor=actor, at=at)
    return found


def judged_for(planned: Planned, *, told_at: datetime, besides: str = "") -> list[Check]:
    """The checks; WorksAgainst where one asks for a reason that is not given."""
    found = checks(planned.when(told_at), besides=besides)
    stops = against(found)
    if stops and not planned.despite.strip():
        raise WorksAgainst(
            "maintenance.against",
            fr=" ; ".join(each.reason.sentence("fr") for each in stops),
            en="; ".join(each.reason.sentence("en") for each in stops),
        )  # fmt: skip
    return found


def _judge(found: Works, judged: Sequence[Check], despite: str) -> None:
    found.checks = [each.to_json() for each in judged]
    found.outside = any(each.name == "window" and not each.stands for each in judged)
    found.late = any(each.name == "notice" and not each.stands for each in judged)
    found.despite = despite.strip() if against(judged) else ""
    found.save()


def held(number: str, actor: Viewer) -> Works:
    """Those works, locked, for whoever plans; FaultyWorks where they are withdrawn or over."""
    require_planner(actor)
    seen = works_numbered(actor, number)
    found = Works.objects.select_for_update().get(pk=seen.pk)
    if found.withdrawn_at is not None:
        raise FaultyWorks("maintenance.is_withdrawn")
    if found.ended_at is not None:
        raise FaultyWorks("maintenance.is_over")
    return found


def _journal(
    verb: str,
    found: Works,
    actor: Viewer,
    at: datetime,
    *,
    because: str = "",
    before: dict[str, Any] | None = None,
    happened_at: datetime | None = None,
) -> None:
    journal.record(
        f"maintenance.{verb}", subject=found.subject, actor=actor, at=at,
        happened_at=happened_at or at, clauses=("5.12", "5.14"), before=before,
        after={
            "kind": found.kind, "starts_at": found.starts_at.isoformat(),
            "ends_at": found.ends_at.isoformat(),
            "products": list(found.products.values_list("key", flat=True)),
            "subscriptions": list(found.subscriptions.values_list("pk", flat=True)),
            "outside": found.outside, "late": found.late,
        },
        personal={"because": because.strip(), "despite": found.despite} if because else {},
    )  # fmt: skip
