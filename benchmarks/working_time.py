"""Due and elapsed working time, against the package workclock.

The same calendar on both sides: 08:30-12:30 and 13:30-17:00 on working days in Europe/Paris,
French holidays of ten years; 8 working hours to a due instant, up to two weeks between the
instants of an elapsed time. Single requests are spread over a year, columns over nine. Both sides
give the same answers.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import workclock

from benchmarks.side_by_side import ROUNDS, Row, against, alone
from tenir.terms.calendars import Calendar, calendar_of
from tenir.terms.dials import Dial
from tenir.terms.hours_read import read_hours
from tenir.terms.packed import tables_of
from tenir.terms.public_holidays import public_holidays
from tenir.terms.working_time import due, elapsed
from tenir.terms.working_time_many import due_many, elapsed_many

PARIS = ZoneInfo("Europe/Paris")
FIRST_YEAR = 2025
RANGES = [["08:30", "12:30"], ["13:30", "17:00"]]
EIGHT_HOURS = 8 * 3600
ONE_BY_ONE, MANY, MANY_FOR_PEER = 20_000, 1_000_000, 50_000
GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)
SINGLE = "workclock, Schedule"
COLUMNS = "workclock, NumPy"

Columns = tuple[Any, Any]


def rows() -> list[Row]:
    """Single requests in two zones, columns of them, their growth, and compiling."""
    return [*one_request(PARIS), *one_request(UTC), *many(), *growth(), *compiling()]


def one_request(zone: tzinfo) -> list[Row]:
    """One request after the other: aware datetimes in and out."""
    calendar, schedule = ours(), theirs()
    starts, ends = (
        [datetime.fromtimestamp(at, zone) for at in column.tolist()]
        for column in requests(ONE_BY_ONE, years=1)
    )
    length = timedelta(seconds=EIGHT_HOURS)

    def due_here() -> list[datetime]:
        return [due(calendar, start=start, seconds=EIGHT_HOURS) for start in starts]

    def due_there() -> list[datetime]:
        return [schedule.add(start, length) for start in starts]

    def elapsed_here() -> list[int]:
        return [elapsed(calendar, start=s, end=e) for s, e in zip(starts, ends, strict=True)]

    def elapsed_there() -> list[timedelta]:
        return [schedule.between(s, e) for s, e in zip(starts, ends, strict=True)]

    assert due_here() == due_there()
    assert elapsed_here() == [span.total_seconds() for span in elapsed_there()]
    said: Any = {"peer": SINGLE, "unit": "µs", "per": ONE_BY_ONE / 1e6}
    return [
        against(f"working time: due, one request ({zone})", due_here, due_there, **said),
        against(
            f"working time: elapsed, one request ({zone})", elapsed_here, elapsed_there, **said
        ),
    ]


def many() -> list[Row]:
    """Columns of requests: int64 seconds here, datetime64 there, as each side likes best."""
    calendar, schedule = ours(), theirs()
    (starts, ends), out = requests(MANY), np.empty(MANY, np.int64)
    few: list[Any] = [column[:MANY_FOR_PEER].astype("datetime64[s]") for column in (starts, ends)]
    length = np.timedelta64(EIGHT_HOURS, "s")

    def due_here() -> Any:
        return due_many(calendar, starts=starts, seconds=EIGHT_HOURS, out=out)

    def due_there() -> Any:
        return schedule.add_many(few[0], length)

    def elapsed_here() -> Any:
        return elapsed_many(calendar, starts=starts, ends=ends, out=out)

    def elapsed_there() -> Any:
        return schedule.between_many(*few)

    assert (due_here()[:MANY_FOR_PEER] == seconds(due_there())).all()
    assert (elapsed_here()[:MANY_FOR_PEER] == seconds(elapsed_there())).all()
    said: Any = {"peer": COLUMNS, "unit": "ns", "per": MANY / 1e9, "their_per": MANY_FOR_PEER / 1e9}
    return [
        against("working time: due, a million requests, each", due_here, due_there, **said),
        against(
            "working time: elapsed, a million requests, each", elapsed_here, elapsed_there, **said
        ),
    ]


def growth() -> list[Row]:
    """The cost of a request as their number grows."""
    return [row for count in GROWTH for row in growing(count)]


def growing(count: int) -> list[Row]:
    """The cost of each request among so many."""
    calendar, (starts, ends), out = ours(), requests(count), np.empty(count, np.int64)

    def due_here() -> Any:
        return due_many(calendar, starts=starts, seconds=EIGHT_HOURS, out=out)

    def elapsed_here() -> Any:
        return elapsed_many(calendar, starts=starts, ends=ends, out=out)

    rounds = ROUNDS if count >= MANY else 10 * ROUNDS
    said: Any = {"unit": "ns", "per": count / 1e9, "rounds": rounds}
    return [
        alone(f"working time: due, {count:,} requests, each", due_here, **said),
        alone(f"working time: elapsed, {count:,} requests, each", elapsed_here, **said),
    ]


def compiling() -> list[Row]:
    """Ten years of the calendar, and the tables that answer fast."""
    hours = ours().hours
    first = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())

    def openings() -> Any:
        return Calendar(hours).openings(first, first)

    def everything() -> Any:
        found = openings()
        return Dial(found, PARIS), tables_of.__wrapped__(found)

    found = openings()
    said: Any = {"unit": "ms", "per": 1 / 1e3, "rounds": 5 * ROUNDS}
    return [
        alone("working time: compile ten years", openings, **said),
        alone("working time: the dial of single requests", lambda: Dial(found, PARIS), **said),
        alone("working time: the tables of columns", lambda: tables_of.__wrapped__(found), **said),
        alone("working time: compile ten years, with dial and tables", everything, **said),
    ]


def ours() -> Calendar:
    weekly = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), RANGES)
    hours = read_hours({"tz": PARIS.key, "weekly": weekly, "holidays": "FR"})
    return calendar_of(hours)


def theirs() -> workclock.Schedule:
    days = [day for year in range(2024, 2036) for day in public_holidays("FR", year=year)]
    return workclock.Schedule(
        [
            workclock.WorkDay(time(8, 30), time(17)),
            workclock.Break(time(12, 30), time(13, 30)),
            workclock.Holidays(days),
        ],
        time_zone=PARIS,
    )


def requests(count: int, *, years: int = 9) -> Columns:
    """Starts spread over the years, and an end up to two weeks after each; always the same."""
    chance = np.random.default_rng(20260504)
    first = int(datetime(FIRST_YEAR, 6, 1, tzinfo=UTC).timestamp())
    starts = chance.integers(first, first + years * 365 * 86400, count)
    return starts, starts + chance.integers(0, 14 * 86400, count)


def seconds(column: Any) -> Any:
    """Their microseconds as our seconds."""
    return column.astype(np.int64) // 1_000_000
