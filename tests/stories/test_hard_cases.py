"""Hard cases of peers lived through the pages: a client whose agreement has those hours.

Each is a request that Bob opens on the portal at the vector's start, under a version of the
agreement with its zone, its opening hours and its length for a P1; what happens to it on the way
is done on the console's pages, and its page then tells the vector's instant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tenir.apps.agreements.models import Closure
from tests.once import undone
from tests.stories.desk import BEFORE, P1, P3, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
Case = dict[str, Any]
SOON = timedelta(seconds=30)


class Lived(NamedTuple):
    """Why it is hard, and what happens to the request before its page is read."""

    because: str
    happens: Callable[[Desk, Case], int] = lambda desk, case: desk.opens(start_of(case))


def raised(desk: Desk, case: Case) -> int:
    """Opened as a P3, it is raised to a P1: due from its recording."""
    made = desk.opens(start_of(case), **P3)
    desk.at(start_of(case) + SOON)
    desk.sam(f"{made}/do/requalify/", **P1, because="All are stopped")
    return made


def lowered_and_raised(desk: Desk, case: Case) -> int:
    """Lowered to a P3 by mistake, and raised again: as if nothing had been."""
    made = desk.opens(start_of(case))
    for n, gravity in enumerate((P3, P1), start=1):
        desk.at(start_of(case) + n * SOON)
        desk.sam(f"{made}/do/requalify/", **gravity, because="On the telephone")
    return made


def asked(desk: Desk, made: int, since: datetime, until: datetime) -> None:
    """Sam asks, Bob replies."""
    desk.at(since)
    desk.sam(f"{made}/say/", act="ask", text="Which file?")
    desk.at(until)
    desk.bob(f"{made}/say/", text="This one")


def parked(desk: Desk, made: int, since: datetime, until: datetime) -> None:
    """It waits for a quote, and meanwhile Sam asks and Bob replies: one pause lies in the other."""
    desk.at(since)
    desk.sam(f"{made}/do/park/", kind="training", because="Two days")
    asked(desk, made, since + SOON, until - SOON)
    desk.at(until)
    desk.sam(f"{made}/do/unpark/", because="Covered")


def overlapping(desk: Desk, made: int, since: datetime, until: datetime) -> None:
    """It waits for Bob, for a quote as well, then for the quote alone: the time counts once."""
    desk.at(since)
    desk.sam(f"{made}/say/", act="ask", text="Which file?")
    desk.at(since + SOON)
    desk.sam(f"{made}/say/", refused=True, act="ask", text="Which file?")
    desk.sam(f"{made}/do/park/", kind="training", because="Two days")
    desk.at(until - SOON)
    desk.bob(f"{made}/say/", text="This one")
    desk.at(until)
    desk.sam(f"{made}/do/unpark/", because="Covered")


def waits(desk: Desk, case: Case) -> int:
    """Each pause of the vector, in another way."""
    made = desk.opens(start_of(case))
    for pause, (first, last) in zip((asked, overlapping, parked), case["pauses"], strict=True):
        pause(desk, made, datetime.fromisoformat(first), datetime.fromisoformat(last))
    return made


def waits_for_both(desk: Desk, case: Case) -> int:
    """The pause of the vector is two that overlap."""
    made = desk.opens(start_of(case))
    ((first, last),) = case["pauses"]
    overlapping(desk, made, datetime.fromisoformat(first), datetime.fromisoformat(last))
    return made


def told_in_time(desk: Desk, case: Case) -> int:
    """The holiday is a closure that every client was told the day before it was recorded."""
    Closure.objects.all().delete()
    desk.at(start_of(case) - timedelta(days=1))
    for day in _holidays(case):
        desk.closes(day)
    return desk.opens(start_of(case))


def told_too_late(desk: Desk, case: Case) -> int:
    """The next working day is said to be closed once the clock runs: it does not move."""
    made = desk.opens(start_of(case))
    desk.at(start_of(case) + SOON)
    desk.closes(datetime.fromisoformat(case["expected"]).date())
    return made


CASES = {
    "znu-02": Lived("the hour that March takes away, on a weekend between two working days"),
    "znu-04": Lived("a public holiday and a clock change on the way, round the clock"),
    "znu-05": Lived("midnight comes twice when the clocks go back at midnight"),
    "znu-06": Lived("midnight does not exist when the clocks go forward at midnight"),
    "znu-08": Lived("a clock change on the way, seconds kept", lowered_and_raised),
    "znu-09": Lived("a zone of half an hour, on the day when it goes back"),
    "znu-10": Lived("a zone of half an hour, on the day when it goes forward at midnight"),
    "znu-11": Lived("the southern hemisphere: clocks go back in April"),
    "znu-12": Lived("recorded on a Sunday, down to the second"),
    "znu-13": Lived("over the night, half a minute kept; raised half a minute later", raised),
    "znu-14": Lived("a lunch break in the middle"),
    "znu-15": Lived("from a Sunday over a whole week of lunches"),
    "znu-16": Lived("Christmas: four closed days, and seconds kept"),
    "znu-17": Lived("recorded on a Sunday, due on a day of 23 hours"),
    "znu-18": Lived("recorded on a Sunday at midnight, before a day of 23 hours"),
    "znu-19": Lived("29 hours, of which one does not exist, round the clock"),
    "znu-20": Lived("a working Monday of 23 hours"),
    "znu-21": Lived("a working Tuesday of 25 hours"),
    "znu-22": Lived("one minute, from a Saturday"),
    "glpi-06": Lived("three pauses to the second: one, two that overlap, one in one", waits),
    "glpi-08": Lived("two pauses that overlap, for different reasons", waits_for_both),
    "glpi-24": Lived("two hours today and two tomorrow; raised to a P1", raised),
    "bt-02": Lived("a closure told too late, on the day when it is due", told_too_late),
    "bt-04": Lived("a holiday on Monday, told to every client in time", told_in_time),
    "bt-08": Lived("a delay that ends exactly at closing"),
}


@pytest.fixture
def desk(room: Desk) -> Iterator[Desk]:
    with undone():
        yield room


@pytest.mark.clause("7.13", "7.15", "7.19")
@pytest.mark.parametrize("id", CASES)
def test_a_hard_case_comes_out_right_on_the_pages(shared: Path, desk: Desk, id: str) -> None:
    cases = json.loads((shared / "vectors" / "working_time.json").read_text())
    (case,) = (each for each in cases if each["id"] == id)
    desk.lives_under(_changes(case))
    for day in _holidays(case):
        Closure.objects.create(on=day, announced_at=BEFORE, because="A holiday")
    made = CASES[id].happens(desk, case)
    assert desk.due(made) == datetime.fromisoformat(case["expected"])


def test_a_closure_told_before_the_next_opening_moves_the_clock_that_waits_for_it(
    desk: Desk,
) -> None:
    """Clause: 7.15."""
    made = desk.opens(datetime(2026, 6, 12, 18, tzinfo=UTC))  # a Friday evening
    assert desk.due(made) == datetime(2026, 6, 16, 7, tzinfo=UTC)
    desk.at(datetime(2026, 6, 13, 10, tzinfo=UTC))
    desk.closes(date(2026, 6, 15))
    assert desk.due(made) == datetime(2026, 6, 17, 7, tzinfo=UTC)


WHIT_FRIDAY = datetime(2026, 5, 22, 14, 45, tzinfo=UTC)  # 16:45 in Paris


def test_a_holiday_of_france_is_no_day_of_the_clock_without_any_closure(desk: Desk) -> None:
    """Clause: 7.13, 7.15."""
    made = desk.opens(WHIT_FRIDAY)
    assert not Closure.objects.exists()
    assert desk.due(made) == datetime(2026, 5, 27, 6, 45, tzinfo=UTC)


def test_a_request_that_is_lowered_alone_is_due_as_if_it_had_been_that_from_its_recording(
    desk: Desk,
) -> None:
    """Clause: 7.13, 7.19."""
    plain = desk.opens(WHIT_FRIDAY, **P3)
    due = desk.due(plain)
    made = desk.opens(WHIT_FRIDAY)
    assert desk.due(made) < due
    desk.at(WHIT_FRIDAY + SOON)
    desk.sam(f"{made}/do/requalify/", **P3, because="One person alone")
    assert desk.due(made) == due


def start_of(case: Case) -> datetime:
    return datetime.fromisoformat(case["start"])


def _changes(case: Case) -> dict[str, str]:
    """What the agreement says instead; where its days differ, the hours of the day it all is on."""
    hours = {day: ranges for day, ranges in case["opening_hours"].items() if ranges}
    alike = len({json.dumps(ranges) for ranges in hours.values()}) == 1
    days = list(hours) if alike else [start_of(case).strftime("%a").lower()]
    ranges = [f"{first}-{last}" for first, last in hours[days[0]]]
    return {
        "timezone: Europe/Paris": f"timezone: {case['tz']}",
        "days: [mon, tue, wed, thu, fri]": f"days: [{', '.join(days)}]",
        'hours: ["08:30-12:30", "13:30-17:00"]': f"hours: {json.dumps(ranges)}",
        "holidays: FR": "holidays: none",
        "length: 8 working_hours": f"length: {case['add_working_seconds']} seconds",
    }


def _holidays(case: Case) -> list[date]:
    year = int(case["start"][:4])
    return [
        date.fromisoformat(each)
        for given in case["holidays"]
        for each in ([f"{y}-{given}" for y in (year, year + 1)] if len(given) == 5 else [given])
    ]
