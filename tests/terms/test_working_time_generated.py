"""More than a thousand generated cases, over fifteen calendars and five zones.

Each is counted with care, on a dial and in a column, and held against a count second by second.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import pytest

from tenir.terms import calendars
from tenir.terms.calendars import Calendar
from tenir.terms.dials import Dial
from tenir.terms.hours import Hours
from tenir.terms.hours_read import read_hours
from tenir.terms.openings import openings_of
from tenir.terms.working_time import Edge, due, elapsed
from tenir.terms.working_time_many import due_many, elapsed_many
from tests.terms.examples import THOROUGH
from tests.terms.second_by_second import WEEKDAYS, SecondBySecond

DAYS = 22
CASES = 35 if THOROUGH else 7  # of each calendar in each of its two zones: 1,050 in `make test`
WEEK = WEEKDAYS[:5]
OFFICE = ("08:30-12:30", "13:30-17:00")

# A zone and two nights on which its clocks change; Kathmandu, at +05:45, has none.
NIGHTS = {
    "Europe/Paris": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2024, 3, 10), date(2024, 11, 3)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),  # by half an hour
    "America/Sao_Paulo": (date(2018, 2, 18), date(2018, 11, 4)),  # at midnight
    "Asia/Kathmandu": (date(2027, 2, 28), date(2028, 2, 29)),
}

Shape = dict[str, Any]


def day(night: date, after: int) -> str:
    return (night + timedelta(days=after)).isoformat()


def on(days: list[str], *ranges: str) -> Shape:
    return {"weekly": {day: [text.split("-") for text in ranges] for day in days}}


# The night is a Sunday but for one 29 February; + 1 is a working day of most calendars.
CALENDARS: dict[str, Callable[[date], Shape]] = {
    "lunch": lambda night: on(WEEK, *OFFICE),
    "overnight": lambda night: on(WEEKDAYS, "22:00-06:00"),
    "touching": lambda night: on(WEEK, "08:00-12:00", "12:00-18:00"),
    "overlapping": lambda night: on(WEEKDAYS, "08:00-13:00", "09:15-18:00", "17:00-02:00"),
    "always": lambda night: on(WEEKDAYS, "00:00-24:00"),
    "one-minute": lambda night: on(WEEKDAYS, "02:29-02:30"),
    "every-half-hour": lambda night: on(
        WEEKDAYS, *(f"{h:02}:{m:02}-{h:02}:{m + 10:02}" for h in range(24) for m in (0, 30))
    ),
    "clock-change-opens": lambda night: on(WEEKDAYS, "02:30-03:15"),
    "clock-change-closes": lambda night: on(WEEKDAYS, "00:00-00:30", "01:15-02:00", "20:00-24:00"),
    "holiday-after-overnight": lambda night: {
        **on(WEEKDAYS, "20:00-08:00"),
        "holidays": [day(night, 0), day(night, 3), day(night, 4)],
    },
    "holidays": lambda night: {
        **on(WEEK, *OFFICE),
        "holidays": [day(night, n) for n in (-2, 1, 2, 8)],
    },
    "special-days": lambda night: {
        **on(WEEK, *OFFICE),
        "holidays": [day(night, 1)],
        "special_days": {
            day(night, 0): [["01:30", "02:30"]],
            day(night, 1): [["10:00", "11:00"], ["22:00", "03:00"]],
            day(night, 3): [],
        },
    },
    "local-closures": lambda night: {
        **on(WEEK, *OFFICE),
        "closures": [
            {"date": day(night, 1), "from": "10:00", "to": "14:15"},
            {"date": day(night, 2), "from": "00:00", "to": "24:00"},
            {"date": day(night, 3), "from": "16:00", "to": "09:00"},
        ],
    },
    "closures-at-instants": lambda night: {
        **on(WEEKDAYS, "00:00-24:00"),
        "closures": [
            {"from": f"{day(night, -1)}T12:34:56Z", "to": f"{day(night, 0)}T01:00:07Z"},
            {"from": f"{day(night, 0)}T06:00:00+05:45", "to": f"{day(night, 2)}T00:00:00-03:30"},
        ],
    },
    "all-at-once": lambda night: {
        **on(WEEK, "07:45-12:00", "11:30-16:20", "23:00-01:30"),
        "holidays": [day(night, 2)],
        "special_days": {day(night, 0): [["00:00", "24:00"]], day(night, 5): [["06:00", "06:05"]]},
        "closures": [
            {"date": day(night, 0), "from": "03:00", "to": "23:50"},
            {"from": f"{day(night, 1)}T09:00:00Z", "to": f"{day(night, 1)}T10:30:00Z"},
        ],
    },
}


@pytest.fixture(autouse=True)
def _few_years(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile two years where ten would be: it is five times quicker."""
    monkeypatch.setattr(calendars, "_YEARS", 2)


PAIRS = [
    (name, list(NIGHTS)[(n + step) % 5])
    for n, name in enumerate(CALENDARS)
    for step in ((0, 2) if THOROUGH else (0,))
]


@pytest.mark.parametrize(("name", "zone"), PAIRS)
@pytest.mark.clause("7.13", "7.15")
def test_every_second_is_counted_as_it_should(name: str, zone: str) -> None:
    chance = random.Random(f"{name} {zone}")
    night = chance.choice(NIGHTS[zone])
    shape: Shape = {"holidays": [], "special_days": {}, "closures": []}
    shape |= {"tz": zone, **CALENDARS[name](night)}
    reference = SecondBySecond(shape, first=night - timedelta(days=DAYS // 2), days=DAYS)
    careful, quick = Calendar(read_hours(shape)), wound(read_hours(shape), night.year)
    for _ in range(CASES):
        case = Case(chance, reference, night)
        assert case.counted_by(careful) == case.expected, case
        assert case.counted_by(quick) == case.expected, case
        assert case.counted_in_columns(careful) == case.expected_without_pauses, case


def wound(hours: Hours, year: int) -> Calendar:
    """A calendar with the dial that it gets when it is asked often."""
    calendar = Calendar(hours)
    calendar.dial = Dial(openings_of(hours, first_year=year, last_year=year), calendar.zone)
    return calendar


class Case:
    """A start, an end, a length and pauses, most of them near the night of the change."""

    def __init__(self, chance: random.Random, reference: SecondBySecond, night: date) -> None:
        self.reference = reference
        self.middle = reference.at(night, "02:00")
        self.zone = chance.choice([reference.zone, UTC])
        self.start, self.end = self.instant(chance), self.instant(chance)
        self.edge: Edge = chance.choice(["closing", "closing", "next-opening"])
        self.pauses = [self.pause(chance) for _ in range(chance.choice([0, 0, 1, 3]))]
        self.seconds = self.length(chance)

    def instant(self, chance: random.Random) -> int:
        spread = chance.choice([3 * 3600, 2 * 86400, 4 * 86400])
        at = self.middle + chance.randint(-spread, spread)
        return at - at % chance.choice([1, 60, 1800])

    def pause(self, chance: random.Random) -> tuple[int, int]:
        start = self.instant(chance)
        return start, start + chance.choice([0, 90, 3600, 50_000])

    def length(self, chance: random.Random) -> int:
        """Often one that ends at an edge; never more than these days hold."""
        open_by, start = self.reference.open, self.start - self.reference.begin
        stop = start + chance.choice([-1, 1, 1, 1]) * chance.randint(0, 6 * 86400)
        edges = open_by[stop : stop + 86400].astype(int)
        stop += int(abs(edges[1:] - edges[:-1]).argmax()) + 1
        return self.reference.elapsed(self.start, self.reference.begin + stop, self.pauses)

    @property
    def start_at(self) -> datetime:
        return datetime.fromtimestamp(self.start, self.zone)

    @cached_property
    def expected(self) -> tuple[int, int]:
        return (
            self.reference.due(self.start, self.seconds, self.pauses, self.edge),
            self.reference.elapsed(self.start, self.end, self.pauses),
        )

    @property
    def expected_without_pauses(self) -> tuple[int, int]:
        if not self.pauses:
            return self.expected
        return (
            self.reference.due(self.start, self.seconds, [], self.edge),
            self.reference.elapsed(self.start, self.end, []),
        )

    def counted_by(self, calendar: Calendar) -> tuple[int, int]:
        end = datetime.fromtimestamp(self.end, self.zone)
        pauses = [
            (datetime.fromtimestamp(a, UTC), datetime.fromtimestamp(b, UTC)) for a, b in self.pauses
        ]
        asked: dict[str, Any] = {"start": self.start_at, "pauses": pauses}
        found = due(calendar, seconds=self.seconds, edge=self.edge, **asked)
        assert found.isoformat() == calendar.local(int(found.timestamp())).isoformat()
        return int(found.timestamp()), elapsed(calendar, end=end, **asked)

    def counted_in_columns(self, calendar: Calendar) -> tuple[int, int]:
        found = due_many(calendar, starts=[self.start], seconds=self.seconds, edge=self.edge)
        return int(found[0]), int(elapsed_many(calendar, starts=[self.start], ends=[self.end])[0])

    def __repr__(self) -> str:
        return (
            f"start {self.start_at.isoformat()}, {self.seconds} s, edge {self.edge}, "
            f"end {self.end}, pauses {self.pauses}"
        )
