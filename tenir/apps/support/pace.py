"""How many clocks stand at once, each in its own working time: what the queue shows.

Clause: 7.7, 7.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects

from tenir.apps.agreements import queries as agreements
from tenir.apps.support.clocking import CALENDAR, hours_ordered
from tenir.apps.support.happening import visible
from tenir.apps.support.models import Request
from tenir.terms.calendars import Calendar
from tenir.terms.dates import epoch, local
from tenir.terms.opening import clock_calendar
from tenir.terms.standing import Kind, Standing, standing
from tenir.viewer import SYSTEM, Viewer

Calendars = Callable[[Request], Calendar | None]


def standings(viewer: Viewer, rows: Sequence[Request], *, now: datetime) -> dict[int, Standing]:
    """How the response clock of each request stands, by its key, in three queries.

    Left out: one without a clock or terms, one that the viewer may not know of. Of a clock that is
    paused or stopped: what was left of it then.
    Clause: 7.7, 7.13, 7.15.
    """
    seen = [row for row in rows if row.recorded_at and row.promised_at and visible(viewer, row)]
    running = [row for row in seen if row.due_at]
    calendars = _calendars(running) if running else None
    found: dict[int, Standing] = {}
    for row in seen:
        calendar = calendars(row) if row.due_at and calendars else None
        if calendar:
            found[row.pk] = _running(row, calendar, now)
        elif not row.due_at:
            found[row.pk] = _held(row)
    return found


def _running(row: Request, calendar: Calendar, now: datetime) -> Standing:
    start, due_at = row.recorded_at or now, row.due_at or now
    warned = row.risk_at is not None and row.risk_at <= now
    return standing(calendar, started_at=start, due_at=due_at, now=now, warned=warned)


def _held(row: Request) -> Standing:
    """One that runs no more."""
    kind: Kind = "paused" if row.clock == "paused" else "waived"
    if row.stopped_at is not None:
        kind = "kept" if row.in_time else "late"
    left, took = row.left or 0, row.took or 0
    return Standing(kind, took + left, took, left, working=True)


def _calendars(rows: Sequence[Request]) -> Calendars:
    """The calendar of each clock, those alike worked out once."""
    prefetch_related_objects(rows, "subscription__contract")
    versions = agreements.versions_over_many({row.client_id for row in rows})
    closures, on_call = agreements.closures(), _on_call(rows)
    known: dict[tuple[str, int | None, datetime | None], Calendar] = {}

    def found(row: Request) -> Calendar | None:
        at, line = row.recorded_at, row.subscription
        if at is None or line is None:
            return None
        try:
            version = versions(row.client_id, at=at, agreement=line.contract.agreement)
        except agreements.NoVersionInForce:
            return None
        terms = agreements.agreement_of(version).terms()
        day = local(epoch(at), terms.zone).date()
        option = next((one for one in on_call(line.contract_id) if one.runs_on(day)), None)
        key = (version.digest, option.pk if option else None, at if closures else None)
        if key not in known:
            hours = hours_ordered(option)
            terms = terms.with_calendar(CALENDAR, hours) if hours else terms
            known[key] = clock_calendar(terms, CALENDAR, recorded_at=at, closures=closures)
        return known[key]

    return found


def _on_call(rows: Sequence[Request]) -> Callable[[int], list[agreements.Option]]:
    """The on-call services of each contract, the latest first: `on_call` takes the last one."""
    contracts = {row.subscription.contract_id for row in rows if row.subscription}
    options = agreements.options(SYSTEM, kind=agreements.Option.Kind.ON_CALL)
    held: dict[int, list[agreements.Option]] = {}
    for option in options.filter(contract__in=contracts):
        held.setdefault(option.contract_id, []).insert(0, option)
    return lambda contract: held.get(contract, [])
