"""What holds of working time for any calendar, from 1970 to 2100."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms import calendars
from tenir.terms.calendars import Calendar, NeverOpens, OutOfReach
from tenir.terms.dials import Dial
from tenir.terms.hours import Closure, Hours
from tenir.terms.working_time import due, elapsed
from tenir.terms.working_time_many import due_many, elapsed_many
from tests.terms.examples import tried_on

QUICK = tried_on(5, many=60)
FEW = tried_on(4, many=20)
FIRST, LAST = 0, 4_133_980_799  # the last second of 2100, in UTC
ZONES = st.sampled_from(
    ["Europe/Paris", "UTC", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
)
RANGES = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
        lambda pair: (pair[0] * 60, (pair[0] + pair[1]) * 60)
    ),
    max_size=3,
).map(tuple)
DATES = st.dates(date(2026, 3, 1), date(2026, 4, 30))
CLOSURES = st.builds(
    lambda start, length: Closure(start, start + length),
    st.integers(1_772_000_000, 1_777_000_000),
    st.integers(0, 400_000),
)
HOURS = st.builds(
    Hours,
    zone=ZONES,
    weekly=st.tuples(*[RANGES] * 7),
    country=st.sampled_from([None, "FR"]),
    holidays=st.frozensets(DATES, max_size=3),
    special_days=st.dictionaries(DATES, RANGES, max_size=3).map(lambda d: frozenset(d.items())),
    closures=st.frozensets(CLOSURES, max_size=3),
)
SPRING = st.integers(1_772_500_000, 1_777_000_000)  # March and April 2026
LENGTHS = st.integers(-400_000, 400_000)


@pytest.fixture(autouse=True, scope="module")
def _few_years() -> Iterator[None]:
    """Compile two years where ten would be: it is five times quicker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calendars, "_YEARS", 2)
        yield


@lru_cache(maxsize=8)
def calendar_with_dial(hours: Hours) -> Calendar:
    calendar = Calendar(hours)
    calendar.dial = Dial(calendar.openings(1_767_225_600, 1_798_000_000), calendar.zone)
    return calendar


def when(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def asked(question: Callable[..., Any], **values: Any) -> Any:
    """The answer, or the name of the refusal."""
    try:
        return question(**values)
    except (NeverOpens, OutOfReach) as refused:
        return type(refused).__name__


@QUICK
@given(HOURS, SPRING, LENGTHS)
def test_elapsed_undoes_due(hours: Hours, start: int, seconds: int) -> None:
    found = asked(due, calendar=Calendar(hours), start=when(start), seconds=seconds)
    if isinstance(found, datetime):
        assert elapsed(Calendar(hours), start=when(start), end=found) == seconds


@QUICK
@given(HOURS, SPRING, st.integers(1, 400_000))
def test_the_two_edges_enclose_what_is_closed(hours: Hours, start: int, seconds: int) -> None:
    calendar = Calendar(hours)
    closing = asked(due, calendar=calendar, start=when(start), seconds=seconds)
    opening = asked(due, calendar=calendar, start=when(start), seconds=seconds, edge="next-opening")
    if isinstance(opening, datetime):
        assert elapsed(calendar, start=closing, end=opening) == 0
        assert calendar.is_open(opening)
        assert calendar.is_open(closing - timedelta(seconds=1))


@QUICK
@given(HOURS, SPRING, SPRING, SPRING)
def test_elapsed_times_add_up(hours: Hours, a: int, b: int, c: int) -> None:
    calendar = calendar_with_dial(hours)

    def between(first: int, last: int) -> int:
        return elapsed(calendar, start=when(first), end=when(last))

    assert between(a, b) + between(b, c) == between(a, c)
    spans = calendar.spans(when(min(a, b)), when(max(a, b)))
    assert sum(end - start for start, end in spans) == abs(between(a, b))
    assert all(calendar.is_open(when(start)) for start, _ in spans)


@QUICK
@given(HOURS, st.lists(st.tuples(SPRING, SPRING, LENGTHS), min_size=1, max_size=20))
def test_a_column_and_a_dial_answer_as_one_request_does(
    hours: Hours, rows: list[tuple[int, int, int]]
) -> None:
    careful, quick = Calendar(hours), calendar_with_dial(hours)
    starts, ends, lengths = (np.array(column) for column in zip(*rows, strict=True))
    alone = [asked(due, calendar=careful, start=when(s), seconds=n) for s, _, n in rows]
    assert alone == [asked(due, calendar=quick, start=when(s), seconds=n) for s, _, n in rows]
    together = asked(due_many, calendar=quick, starts=starts, seconds=lengths)
    if isinstance(together, str):
        assert together in alone
    else:
        assert together.tolist() == [int(found.timestamp()) for found in alone]
    assert elapsed_many(quick, starts=starts, ends=ends).tolist() == [
        elapsed(careful, start=when(s), end=when(e)) for s, e, _ in rows
    ]


@QUICK
@given(HOURS, SPRING, LENGTHS, st.lists(st.tuples(SPRING, st.integers(0, 200_000))), st.randoms())
def test_the_order_of_pauses_does_not_matter(
    hours: Hours, start: int, seconds: int, stops: list[tuple[int, int]], chance: Any
) -> None:
    calendar = Calendar(hours)
    pauses = [(when(begin), when(begin + length)) for begin, length in stops]
    shuffled = chance.sample(pauses, len(pauses))
    answers = [
        asked(due, calendar=calendar, start=when(start), seconds=seconds, pauses=told)
        for told in (pauses, shuffled, pauses + shuffled)
    ]
    assert answers[0] == answers[1] == answers[2]
    if isinstance(answers[0], datetime):
        worked = elapsed(calendar, start=when(start), end=answers[0], pauses=pauses)
        assert worked == seconds


@FEW
@given(HOURS, st.integers(FIRST, LAST), st.integers(-(10**10), 10**10))
def test_from_1970_to_2100_every_question_is_answered_or_refused(
    hours: Hours, start: int, seconds: int
) -> None:
    calendar = Calendar(hours)
    found = asked(due, calendar=calendar, start=when(start), seconds=seconds)
    if isinstance(found, datetime):
        assert elapsed(calendar, start=when(start), end=found) == seconds


@FEW
@given(st.integers(1970, 2100), ZONES)
def test_a_leap_year_has_a_day_more(year: int, zone: str) -> None:
    always = calendars.calendar_of(Hours(zone, weekly=(((0, 86400),),) * 7))
    first, last = (always.midnight(date(year, *day)) for day in ((2, 28), (3, 1)))
    leap = year % 4 == 0 and year != 2100
    days = elapsed(always, start=when(first), end=when(last)) / 86400
    assert round(days) == 1 + leap
    assert always.is_working_day(date(year, 12, 31))
