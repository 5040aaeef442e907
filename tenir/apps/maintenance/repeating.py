"""Works that come back: announced once, put on the calendar some weeks ahead, stopped.

Clause: 5.12, 5.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import services as journal
from tenir.apps.maintenance.checking import Check, checks
from tenir.apps.maintenance.models import Recurring, Step, Works
from tenir.apps.maintenance.planned import Planned
from tenir.apps.maintenance.planning import announced_as, judged_for, placed, withdraw
from tenir.apps.maintenance.refusals import FaultyWorks, require_planner
from tenir.apps.maintenance.seeing import recurring as one_recurring
from tenir.apps.maintenance.telling import take_step
from tenir.terms.works_recurring import Recurrence, checked, occurrences
from tenir.viewer import SYSTEM, Viewer

AHEAD, RENEWED = timedelta(days=63), timedelta(days=56)  # on the calendar, at most and at least
KINDS = (Works.Kind.PLANNED, Works.Kind.NO_IMPACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Works that come back, to announce. `starts` and `ends` are clock times: 22:00."""

    number: str
    kind: str
    title_fr: str
    rule: Recurrence
    title_en: str = ""
    products: Sequence[str] = ()
    subscriptions: Sequence[int] = ()
    despite: str = ""


@transaction.atomic
def repeat(again: Again, *, actor: Viewer, at: datetime) -> Recurring:
    """Works that come back are announced, once for all; those of nine weeks are on the calendar.

    Raises FaultyWorks, BadRecurrence; WorksAgainst where one of those times is frozen or taken and
    no reason is given.
    Clause: 5.12, 5.15.
    """
    require_planner(actor)
    _check(again)
    rule, today = again.rule, timezone.localtime(at).date()
    made = Recurring.objects.create(
        number=again.number, kind=again.kind, title_fr=again.title_fr.strip(),
        title_en=again.title_en.strip(), days=list(rule.days), starts=rule.starts, ends=rule.ends,
        every=rule.every, nth=rule.nth, first_on=rule.first_on, last_on=rule.last_on,
        announced_at=at, made_until=today, planned_by_id=actor.person,
    )  # fmt: skip
    made.products.set([catalogue.product(key) for key in again.products])
    made.subscriptions.set([agreements.subscription(actor, key) for key in again.subscriptions])
    journal.record(
        "maintenance.recurring_announced", subject=made.subject, actor=actor, at=at,
        clauses=("5.12",), after={
            "kind": made.kind, "days": made.days, "starts": made.starts, "ends": made.ends,
            "every": made.every, "nth": made.nth, "first_on": made.first_on.isoformat(),
            "products": list(again.products), "subscriptions": list(again.subscriptions),
        },
    )  # fmt: skip
    found = _make(made, until=today + AHEAD, despite=again.despite, actor=actor, at=at)
    if not found:
        raise FaultyWorks("maintenance.never_comes")
    take_step(found[0], Step.What.ANNOUNCED, happened_at=at, actor=actor, at=at)
    return made


@transaction.atomic
def stop_repeating(number: str, *, because: str, actor: Viewer, at: datetime) -> Recurring:
    """Works come back no more: those on the calendar that have not begun are withdrawn.

    Clause: 5.12.
    """
    require_planner(actor)
    if not because.strip():
        raise FaultyWorks("maintenance.no_reason")
    found = one_recurring(actor, number)
    if Recurring.objects.filter(pk=found.pk, stopped_at=None).update(
        stopped_at=at, stopped_because=because.strip()
    ):
        journal.record(
            "maintenance.recurring_stopped", subject=found.subject, actor=actor, at=at,
            clauses=("5.12",), personal={"because": because.strip()},
        )  # fmt: skip
        left = found.works.filter(started_at=None, withdrawn_at=None, ends_at__gt=at)
        for place, row in enumerate(left.order_by("starts_at")):
            withdraw(number=row.number, because=because, quiet=place > 0, actor=actor, at=at)
    found.refresh_from_db()
    return found


def make_more(now: datetime) -> int:
    """Puts the next times of works that come back on the calendar; how many.

    Clause: 5.12, 5.15.
    """
    today = timezone.localtime(now).date()
    waiting = Recurring.objects.filter(stopped_at=None, made_until__lt=today + RENEWED)
    return sum(
        _make_more(pk, today + AHEAD, now) for pk in list(waiting.values_list("pk", flat=True))
    )


@transaction.atomic
def _make_more(pk: int, until: date, now: datetime) -> int:
    found = Recurring.objects.select_for_update().get(pk=pk)
    if found.stopped_at is not None or found.made_until >= until:
        return 0
    return len(_make(found, until=until, despite=None, actor=SYSTEM, at=now))


def _make(
    found: Recurring, *, until: date, despite: str | None, actor: Viewer, at: datetime
) -> list[Works]:
    """The times from `made_until` on; without a `despite` what stands against one is only kept."""
    made = []
    days = {"since": found.made_until, "until": until}
    for day, span in occurrences(rule_of(found), **days, zone=settings.TIME_ZONE):
        starts_at, ends_at = (datetime.fromtimestamp(second, UTC) for second in span)
        if starts_at > at:
            planned = _turn(found, day, starts_at, ends_at, despite or "")
            judged = _judged(planned, found, despite)
            row = placed(planned, judged, recurring=found, occurs_on=day, actor=actor, at=at)
            made.append(announced_as(row, announced_at=found.announced_at))
    for row in made if despite is None else made[1:]:  # the first of all is told by `repeat`
        take_step(row, Step.What.ANNOUNCED, happened_at=at, quiet=True, actor=actor, at=at)
    found.made_until = until
    found.save(update_fields=["made_until"])
    return made


def _turn(
    found: Recurring, day: date, starts_at: datetime, ends_at: datetime, despite: str
) -> Planned:
    return Planned(
        number=f"{found.number}-{day:%Y%m%d}", kind=found.kind, title_fr=found.title_fr,
        title_en=found.title_en, starts_at=starts_at, ends_at=ends_at, despite=despite,
        products=list(found.products.values_list("key", flat=True)),
        subscriptions=list(found.subscriptions.values_list("pk", flat=True)),
    )  # fmt: skip


def _judged(planned: Planned, found: Recurring, despite: str | None) -> list[Check]:
    if despite is None:
        return checks(planned.when(found.announced_at))
    return judged_for(planned, told_at=found.announced_at)


def rule_of(found: Recurring) -> Recurrence:
    """As the rules read it."""
    return Recurrence(
        days=tuple(found.days), starts=found.starts, ends=found.ends, first_on=found.first_on,
        last_on=found.last_on, every=found.every, nth=found.nth,
    )  # fmt: skip


def _check(again: Again) -> None:
    checked(again.rule)
    if again.kind not in KINDS:
        raise FaultyWorks("maintenance.unknown_kind", given=again.kind, known=", ".join(KINDS))
    if not again.title_fr.strip():
        raise FaultyWorks("maintenance.no_title")
    if not again.products and not again.subscriptions:
        raise FaultyWorks("maintenance.nothing_touched")
    taken = Recurring.objects.filter(number=again.number).exists()
    if not again.number.strip() or taken:
        raise FaultyWorks("maintenance.number_taken", given=again.number)
