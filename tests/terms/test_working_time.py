"""Working time: one request at a time, as a client would tell it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from tenir.terms.calendars import Calendar, NeverOpens, OutOfReach
from tenir.terms.dates import BadInstant
from tenir.terms.dials import Dial
from tenir.terms.openings import openings_of
from tenir.terms.working_time import BadPause, BadSeconds, due, elapsed, subtract
from tests.terms.opening_hours import EVERY_DAY, at, on, opened, support

HOUR = 3600


@pytest.fixture(params=["careful", "on a dial"])
def calendar(request: pytest.FixtureRequest) -> Calendar:
    """Support, asked for the first time; and asked so often that it has a dial."""
    found = support(closures=[{"date": "2026-05-15", "from": "00:00", "to": "24:00"}])
    if request.param == "on a dial":
        years = openings_of(found.hours, first_year=2026, last_year=2026)
        found.dial = Dial(years, found.zone)
    return found


@pytest.mark.clause("7.13")
@pytest.mark.parametrize(
    ("recorded", "hours", "found"),
    [
        ("2026-05-04T09:00", 8, "2026-05-05T09:30"),
        ("2026-05-04T08:30", 4, "2026-05-04T12:30"),  # the morning: ends at its closing
        ("2026-05-04T12:30", 1, "2026-05-04T14:30"),
        ("2026-05-04T12:45", 1, "2026-05-04T14:30"),
        ("2026-05-07T17:00", 8, "2026-05-12T09:00"),  # the 8th is a holiday
        ("2026-05-13T16:00", 8, "2026-05-18T16:30"),  # Ascension Day, then a closure
        ("2026-03-27T16:00", 8, "2026-03-30T16:30"),  # over the spring night
        ("2026-12-31T16:00", 2, "2027-01-04T09:30"),
    ],
)
def test_a_delay_counts_working_hours(
    calendar: Calendar, recorded: str, hours: int, found: str
) -> None:
    assert due(calendar, start=at(recorded), seconds=hours * HOUR) == at(found)
    assert elapsed(calendar, start=at(recorded), end=at(found)) == hours * HOUR


@pytest.mark.clause("7.13")
def test_the_other_reading_of_the_edge_waits_for_the_next_opening(calendar: Calendar) -> None:
    def ends(start: str) -> datetime:
        return due(calendar, start=at(start), seconds=4 * HOUR, edge="next-opening")

    assert ends("2026-05-04T08:30") == at("2026-05-04T13:30")
    assert ends("2026-05-04T08:31") == at("2026-05-04T13:31")


def test_the_next_opening_may_be_decades_away() -> None:
    hour = [["08:00", "09:00"]]
    calendar = opened(special_days={"2026-05-04": hour, "2071-05-04": hour})
    found = due(calendar, start=at("2026-05-04T08:00"), seconds=HOUR, edge="next-opening")
    assert found == at("2071-05-04T08:00")


def test_the_seconds_around_an_edge_are_told_apart(calendar: Calendar) -> None:
    opening = at("2026-05-04T08:30")
    edges = [
        elapsed(calendar, start=opening + timedelta(seconds=n), end=at("2026-05-04T12:30:01"))
        for n in (-1, 0, 1)
    ]
    assert edges == [4 * HOUR, 4 * HOUR, 4 * HOUR - 1]


def test_zero_gives_back_the_start_also_out_of_hours(calendar: Calendar) -> None:
    sunday = datetime(2026, 5, 3, 10, tzinfo=UTC)
    assert due(calendar, start=sunday, seconds=0).isoformat() == "2026-05-03T12:00:00+02:00"


def test_a_length_taken_back_may_end_at_an_opening(calendar: Calendar) -> None:
    def back(hours: int) -> datetime:
        return subtract(calendar, end=at("2026-05-04T12:30"), seconds=hours * HOUR)

    assert (back(4), back(5)) == (at("2026-05-04T08:30"), at("2026-04-30T16:00"))


def test_an_end_before_the_start_is_negative(calendar: Calendar) -> None:
    asked = {"start": at("2026-05-05T09:30"), "end": at("2026-05-04T09:00")}
    assert elapsed(calendar, **asked) == -8 * HOUR
    lunch = (at("2026-05-04T10:00"), at("2026-05-04T11:00"))
    assert elapsed(calendar, **asked, pauses=[lunch]) == -7 * HOUR


def test_answers_are_in_the_calendars_zone_whatever_the_question(calendar: Calendar) -> None:
    tokyo = datetime(2026, 5, 4, 16, tzinfo=timezone(timedelta(hours=9)))
    assert due(calendar, start=tokyo, seconds=HOUR).isoformat() == "2026-05-04T10:00:00+02:00"


def test_a_fraction_of_a_second_is_dropped(calendar: Calendar) -> None:
    late = at("2026-05-04T09:00:00.999999")
    assert due(calendar, start=late, seconds=HOUR) == at("2026-05-04T10:00")
    assert elapsed(calendar, start=late, end=at("2026-05-04T09:00:01.000001")) == 1


@pytest.mark.clause("7.13")
class TestPauses:
    def test_a_pause_is_counted_into_the_delay(self, calendar: Calendar) -> None:
        pause = (at("2026-05-04T10:00"), at("2026-05-04T11:30"))
        found = due(calendar, start=at("2026-05-04T09:00"), seconds=2 * HOUR, pauses=[pause])
        assert found == at("2026-05-04T12:30")
        assert (
            elapsed(calendar, start=at("2026-05-04T09:00"), end=found, pauses=[pause]) == 2 * HOUR
        )

    def test_pauses_that_overlap_are_counted_once_in_any_order(self, calendar: Calendar) -> None:
        pauses = [
            (at("2026-05-04T10:30"), at("2026-05-04T14:00")),
            (at("2026-05-04T10:00"), at("2026-05-04T11:00")),
            (at("2026-05-04T10:45"), at("2026-05-04T10:50")),
        ]
        for told in (pauses, pauses[::-1]):
            found = due(calendar, start=at("2026-05-04T09:00"), seconds=2 * HOUR, pauses=told)
            assert found == at("2026-05-04T15:00")

    def test_a_pause_before_the_start_or_after_the_end_changes_nothing(
        self, calendar: Calendar
    ) -> None:
        pauses = [
            (at("2026-05-03T10:00"), at("2026-05-04T09:00")),
            (at("2026-05-04T10:00"), at("2026-05-04T11:00")),
        ]
        asked: dict[str, Any] = {"start": at("2026-05-04T09:00"), "pauses": pauses}
        assert due(calendar, seconds=HOUR, **asked) == at("2026-05-04T10:00")
        assert elapsed(calendar, end=at("2026-05-04T10:00"), **asked) == HOUR

    def test_a_pause_over_the_start_delays_it(self, calendar: Calendar) -> None:
        pause = (at("2026-05-03T10:00"), at("2026-05-04T10:00"))
        found = due(calendar, start=at("2026-05-04T09:00"), seconds=HOUR, pauses=[pause])
        assert found == at("2026-05-04T11:00")

    def test_the_other_edge_waits_for_the_pause_to_end(self, calendar: Calendar) -> None:
        pause = (at("2026-05-04T12:00"), at("2026-05-04T15:00"))
        asked: dict[str, Any] = {"start": at("2026-05-04T11:00"), "pauses": [pause]}
        assert due(calendar, seconds=HOUR, **asked) == at("2026-05-04T12:00")
        found = due(calendar, seconds=HOUR, edge="next-opening", **asked)
        assert found == at("2026-05-04T15:00")

    def test_pauses_are_skipped_backwards_too(self, calendar: Calendar) -> None:
        pauses = [
            (at("2026-05-04T10:00"), at("2026-05-04T11:00")),
            (at("2026-05-04T12:00"), at("2026-05-09T11:00")),
        ]
        found = subtract(calendar, end=at("2026-05-04T12:30"), seconds=2 * HOUR, pauses=pauses)
        assert found == at("2026-05-04T09:00")

    def test_a_pause_of_many_years_is_waited_for(self, calendar: Calendar) -> None:
        pause = (at("2026-05-04T10:00"), at("2061-05-03T11:00"))
        found = due(calendar, start=at("2026-05-04T09:00"), seconds=2 * HOUR, pauses=[pause])
        assert found == at("2061-05-03T12:00")

    def test_a_pause_that_ends_before_it_starts_is_refused(self, calendar: Calendar) -> None:
        pause = (at("2026-05-04T11:00"), at("2026-05-04T10:00"))
        with pytest.raises(BadPause, match=r"pauses\.1: the pause ends"):
            due(calendar, start=at("2026-05-04T09:00"), seconds=1, pauses=[pause[::-1], pause])


class TestClockChanges:
    """Hours on the nights of 29 March and 25 October 2026."""

    @pytest.fixture(params=["careful", "on a dial"])
    def always(self, request: pytest.FixtureRequest) -> Calendar:
        found = opened(on(EVERY_DAY, "00:00-24:00"))
        if request.param == "on a dial":
            years = openings_of(found.hours, first_year=2026, last_year=2026)
            found.dial = Dial(years, found.zone)
        return found

    def test_the_spring_night_lasts_an_hour_less(self, always: Calendar) -> None:
        assert elapsed(always, start=at("2026-03-29"), end=at("2026-03-30")) == 23 * HOUR
        assert due(always, start=at("2026-03-29"), seconds=23 * HOUR) == at("2026-03-30")

    def test_the_autumn_night_lasts_an_hour_more(self, always: Calendar) -> None:
        assert elapsed(always, start=at("2026-10-25"), end=at("2026-10-26")) == 25 * HOUR

    def test_0230_comes_twice_and_an_hour_lies_between(self, always: Calendar) -> None:
        first = at("2026-10-25T02:30")
        second = first.replace(fold=1)
        assert elapsed(always, start=first, end=second) == HOUR
        found = due(always, start=first, seconds=HOUR)
        assert (found.isoformat(), found.fold) == ("2026-10-25T02:30:00+01:00", 1)

    @pytest.mark.parametrize(
        ("start", "found"),
        [
            ("2026-10-25T00:59:59Z", "2026-10-25T02:00:00+01:00"),
            ("2026-10-25T01:59:59Z", "2026-10-25T03:00:00+01:00"),
            ("2026-03-29T00:59:59Z", "2026-03-29T03:00:00+02:00"),
        ],
    )
    def test_a_delay_may_end_as_the_clocks_change(
        self, always: Calendar, start: str, found: str
    ) -> None:
        assert due(always, start=datetime.fromisoformat(start), seconds=1).isoformat() == found

    def test_every_minute_of_the_autumn_night_may_be_due(self, always: Calendar) -> None:
        start = datetime(2026, 10, 24, 22, tzinfo=UTC)
        for minute in range(1, 300):
            found = due(always, start=start, seconds=minute * 60)
            wanted = (start + timedelta(minutes=minute)).astimezone(found.tzinfo)
            assert found.isoformat() == wanted.isoformat()

    def test_a_day_in_the_middle_of_summer_is_months_into_its_opening(
        self, always: Calendar
    ) -> None:
        assert due(always, start=at("2026-07-01"), seconds=90 * HOUR) == at("2026-07-04T18:00")


@pytest.mark.clause("7.13")
class TestRefusals:
    @pytest.mark.parametrize(
        "seconds", [float("nan"), float("inf"), 1.5, "8", None, Decimal("0.1")]
    )
    def test_seconds_that_are_no_whole_number(self, calendar: Calendar, seconds: Any) -> None:
        with pytest.raises(BadSeconds, match="is no whole number of seconds"):
            due(calendar, start=at("2026-05-04T09:00"), seconds=seconds)

    def test_whole_seconds_of_another_type_are_taken(self, calendar: Calendar) -> None:
        found = due(calendar, start=at("2026-05-04T09:00"), seconds=3600.0)  # type: ignore[arg-type]  # as JSON may say it
        assert found == at("2026-05-04T10:00")

    def test_naive_datetimes(self, calendar: Calendar) -> None:
        naive = datetime(2026, 5, 4, 9)
        with pytest.raises(BadInstant, match="offset"):
            due(calendar, start=naive, seconds=HOUR)
        with pytest.raises(BadInstant, match="offset"):
            elapsed(calendar, start=at("2026-05-04T09:00"), end=naive)

    def test_a_calendar_that_never_opens_is_no_endless_search(self) -> None:
        with pytest.raises(NeverOpens, match="check its ranges, holidays and closures"):
            due(opened(), start=at("2026-05-04T09:00"), seconds=1)
        with pytest.raises(NeverOpens):
            due(opened(), start=at("2026-05-04T09:00"), seconds=-1)

    @pytest.mark.parametrize("seconds", [10**10, 10**30, -(10**10)])
    def test_a_length_beyond_2100_or_before_1970(self, calendar: Calendar, seconds: int) -> None:
        with pytest.raises(OutOfReach):
            due(calendar, start=at("2026-05-04T09:00"), seconds=seconds)


def test_a_calendar_asked_often_gets_a_dial_and_keeps_its_answers() -> None:
    calendar = support()
    start, end = at("2026-05-04T09:00"), at("2026-05-05T09:30")
    for _ in range(100):
        assert due(calendar, start=start, seconds=8 * HOUR) == end
        assert elapsed(calendar, start=start, end=end) == 8 * HOUR
    assert calendar.dial.openings.years == (2025, 2034)


def test_a_year_that_the_dial_does_not_have_is_searched(calendar: Calendar) -> None:
    for year in (2010, 2025, 2026, 2027, 2050):
        start = datetime(year, 6, 16, 10, tzinfo=UTC)
        end = due(calendar, start=start, seconds=100 * HOUR)
        assert end.year == year
        assert elapsed(calendar, start=start, end=end) == 100 * HOUR
