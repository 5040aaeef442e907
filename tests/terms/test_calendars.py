"""Calendars: when they are open, which days work, and how far they reach."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tenir.terms.calendars import Calendar, NeverOpens, OutOfReach, calendar_of
from tenir.terms.dates import BadInstant
from tenir.terms.hours import Hours
from tenir.terms.hours_read import read_hours
from tenir.terms.openings import openings_of
from tenir.terms.public_holidays import public_holidays
from tenir.terms.zones import offsets_of
from tests.terms.examples import THOROUGH
from tests.terms.opening_hours import EVERY_DAY, WEEK, at, on, opened, support


def hours_on(calendar: Calendar, day: str) -> list[str]:
    """The openings of a local day, `08:30-12:30`."""
    spans = calendar.spans(at(day), at(day) + timedelta(days=1))
    return ["-".join(f"{calendar.local(edge):%H:%M}" for edge in span) for span in spans]


@pytest.mark.clause("7.15")
def test_support_is_open_from_0830_to_1230_and_from_1330_to_1700() -> None:
    assert hours_on(support(), "2026-05-04") == ["08:30-12:30", "13:30-17:00"]


@pytest.mark.clause("7.15")
@pytest.mark.parametrize(
    ("instant", "open_then"),
    [
        ("2026-05-04T08:29:59", False),
        ("2026-05-04T08:30:00", True),
        ("2026-05-04T12:29:59.9", True),
        ("2026-05-04T12:30:00", False),
        ("2026-05-04T17:00:00", False),
        ("2026-05-08T10:00:00", False),  # Victory day
        ("2026-05-09T10:00:00", False),  # a Saturday
    ],
)
def test_an_opening_has_its_first_second_and_not_its_last(instant: str, open_then: bool) -> None:
    assert support().is_open(at(instant)) is open_then


def test_nothing_is_open_before_the_first_opening_ever() -> None:
    calendar = opened(special_days={"2026-05-04": [["08:00", "09:00"]]})
    assert not calendar.is_open(at("2026-05-03T12:00"))


@pytest.mark.clause("7.15")
def test_french_holidays_leave_alsace_and_the_islands_open() -> None:
    calendar = support()
    assert hours_on(calendar, "2026-04-06") == []  # Easter Monday
    assert hours_on(calendar, "2026-04-03") != []  # Good Friday, kept in Alsace-Moselle
    assert hours_on(calendar, "2026-05-22") != []  # abolition of slavery, kept in Martinique


def test_a_part_of_a_country_keeps_its_own_holidays_too() -> None:
    assert hours_on(opened(on(WEEK, "08:30-12:30"), holidays=["FR-57"]), "2026-04-03") == []


def test_holidays_of_a_country_and_of_ones_own_add_up() -> None:
    calendar = opened(on(EVERY_DAY, "09:00-10:00"), holidays=["FR", "2026-05-15"])
    assert [hours_on(calendar, f"2026-05-{day}") for day in ("14", "15")] == [[], []]


def test_a_holiday_takes_its_own_date_out_of_the_nights_around_it() -> None:
    calendar = opened(on(EVERY_DAY, "22:00-06:00"), holidays=["2026-06-10"])
    assert hours_on(calendar, "2026-06-09") == ["00:00-06:00", "22:00-00:00"]
    assert hours_on(calendar, "2026-06-10") == []
    assert hours_on(calendar, "2026-06-11") == ["00:00-06:00", "22:00-00:00"]


def test_a_special_day_replaces_the_week_and_wins_over_a_holiday() -> None:
    calendar = support(special_days={"2026-05-08": [["10:00", "11:00"]], "2026-05-07": []})
    assert hours_on(calendar, "2026-05-08") == ["10:00-11:00"]
    assert hours_on(calendar, "2026-05-07") == []


def test_a_special_day_that_is_a_holiday_keeps_the_end_of_the_night_before() -> None:
    hours = {"special_days": {"2026-06-10": []}, "holidays": ["2026-06-10"]}
    calendar = opened(on(EVERY_DAY, "22:00-06:00"), **hours)
    assert hours_on(calendar, "2026-06-10") == ["00:00-06:00"]


def test_ranges_that_touch_or_overlap_are_one_opening() -> None:
    calendar = opened(on(WEEK, "08:00-12:00", "12:00-16:00", "15:00-18:00"))
    assert hours_on(calendar, "2026-05-04") == ["08:00-18:00"]


def test_the_first_year_compiled_begins_in_the_night_of_the_year_before() -> None:
    hours = opened(on(EVERY_DAY, "22:00-06:00")).hours
    found = openings_of(hours, first_year=2026, last_year=2026)
    assert found.opens[0] == found.begin == at("2026-01-01").timestamp()
    assert found.closes[0] == at("2026-01-01T06:00").timestamp()


def test_a_special_night_runs_into_the_holiday_that_follows() -> None:
    calendar = support(special_days={"2026-05-07": [["22:00", "02:00"]]})
    assert hours_on(calendar, "2026-05-08") == ["00:00-02:00"]


@pytest.mark.clause("7.15")
def test_a_closure_shuts_part_of_a_day_or_a_stretch_between_instants() -> None:
    calendar = support(
        closures=[
            {"date": "2026-05-04", "from": "12:00", "to": "14:00"},
            {"from": "2026-05-05T15:00:00+02:00", "to": "2026-05-06T07:00:00Z"},
        ]
    )
    assert hours_on(calendar, "2026-05-04") == ["08:30-12:00", "14:00-17:00"]
    assert hours_on(calendar, "2026-05-05") == ["08:30-12:30", "13:30-15:00"]
    assert hours_on(calendar, "2026-05-06") == ["09:00-12:30", "13:30-17:00"]


@pytest.mark.clause("7.15")
def test_a_closure_announced_late_is_unknown_to_clocks_that_run() -> None:
    whole_day = {"from": "00:00", "to": "24:00"}
    shape = {
        "tz": "Europe/Paris",
        "closures": [
            {"date": "2026-05-05", **whole_day, "announced_at": "2026-05-04T10:00Z"},
            {"date": "2026-05-04", **whole_day, "announced_at": "2026-05-04T10:00Z"},
            {"date": "2026-05-06", **whole_day},
        ],
    }
    evening = at("2026-05-04T20:00")
    hours = read_hours(shape)
    before, after = (hours.told_by(int(when.timestamp())) for when in (at("2026-05-04"), evening))
    assert [closure.on for closure in before.closures] == [date(2026, 5, 6)]
    assert {closure.on for closure in after.closures} == {date(2026, 5, 5), date(2026, 5, 6)}
    assert before.told_by(0) is before


def test_0230_to_0315_does_not_exist_on_the_spring_night() -> None:
    calendar = opened(on(("sun",), "02:30-03:15"))
    assert hours_on(calendar, "2026-03-29") == []
    assert hours_on(calendar, "2026-04-05") == ["02:30-03:15"]


def test_0230_to_0315_lasts_an_hour_more_on_the_autumn_night() -> None:
    calendar = opened(on(("sun",), "02:30-03:15"))
    ((opens, closes),) = calendar.spans(at("2026-10-25"), at("2026-10-26"))
    assert closes - opens == 6300
    assert calendar.local(opens).isoformat() == "2026-10-25T02:30:00+02:00"


def test_a_date_that_the_zone_skipped_has_no_hours() -> None:
    samoa = opened(on(EVERY_DAY, "09:00-17:00"), tz="Pacific/Apia")
    assert [samoa.is_working_day(date(2011, 12, day)) for day in (29, 30, 31)] == [
        True,
        False,
        True,
    ]


@pytest.mark.clause("5.7")
def test_working_days_leave_out_weekends_holidays_and_closures() -> None:
    calendar = support(closures=[{"date": "2026-05-15", "from": "00:00", "to": "24:00"}])
    found = [day for day in range(11, 19) if calendar.is_working_day(date(2026, 5, day))]
    assert found == [11, 12, 13, 18]  # the 14th is Ascension Day


@pytest.mark.clause("5.7", "5.12")
@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        ("2026-05-07", 1, "2026-05-11"),
        ("2026-05-08", 1, "2026-05-11"),
        ("2026-05-08", 0, "2026-05-08"),
        ("2026-05-11", -1, "2026-05-07"),
        ("2026-05-10", -2, "2026-05-06"),
    ],
)
def test_the_nth_working_day_does_not_count_the_first(day: str, count: int, found: str) -> None:
    assert support().add_working_days(date.fromisoformat(day), count).isoformat() == found


def test_the_nth_working_day_may_lie_many_years_ahead() -> None:
    day, left = date(2026, 5, 7), 2520
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in public_holidays("FR", year=day.year)
    assert support().add_working_days(date(2026, 5, 7), 2520) == day


def test_a_working_day_long_ago_is_found_by_looking_farther() -> None:
    calendar = opened(special_days={"1999-12-31": [["09:00", "10:00"]]})
    assert calendar.add_working_days(date(2026, 5, 1), -1) == date(1999, 12, 31)


@pytest.mark.clause("7.14")
def test_a_working_day_closes_at_its_last_closing() -> None:
    calendar = support()
    assert calendar.closing_of(date(2026, 5, 4)) == at("2026-05-04T17:00")
    assert calendar.closing_of(date(2026, 5, 9)) is None


def test_a_night_closes_on_the_next_date_also_on_new_years_eve() -> None:
    calendar = opened(on(EVERY_DAY, "22:00-06:00"))
    assert calendar.closing_of(date(2026, 12, 31)) == at("2027-01-01T06:00")
    calendar.is_open(at("2035-06-01T12:00"))
    assert calendar.closing_of(date(2035, 12, 31)) == at("2036-01-01T06:00")


def test_the_next_opening_of_an_open_instant_is_itself() -> None:
    assert support().next_opening(at("2026-05-04T09:00")) == at("2026-05-04T09:00")
    assert support().next_opening(at("2026-05-07T17:00")) == at("2026-05-11T08:30")
    answer = support().next_opening(datetime(2026, 5, 4, 12, tzinfo=UTC))
    assert answer.isoformat() == "2026-05-04T14:00:00+02:00"


def test_the_next_opening_may_be_decades_away() -> None:
    calendar = opened(special_days={"2071-05-04": [["08:00", "09:00"]]})
    assert calendar.next_opening(at("2026-05-04T09:00")) == at("2071-05-04T08:00")


def test_no_time_lies_between_an_instant_and_an_earlier_one() -> None:
    assert support().spans(at("2026-05-05"), at("2026-05-04")) == []


def test_a_calendar_that_never_opens_says_so() -> None:
    with pytest.raises(NeverOpens, match="does not open after 4 May 2026 09:00") as refused:
        opened().next_opening(at("2026-05-04T09:00"))
    assert "n'ouvre plus après le 04/05/2026 09:00" in refused.value.message("fr")


def test_a_calendar_that_never_opened_before_says_so() -> None:
    with pytest.raises(NeverOpens, match="does not open before"):
        opened().add_working_days(date(2026, 5, 4), -1)


def test_too_many_working_days_lead_out_of_reach() -> None:
    with pytest.raises(OutOfReach, match="outside the years 1970 to 2100"):
        support().add_working_days(date(2026, 5, 4), 100_000)


@pytest.mark.parametrize("day", [date(1950, 1, 1), date(2101, 1, 1)])
def test_days_before_1970_and_after_2100_are_out_of_reach(day: date) -> None:
    with pytest.raises(OutOfReach):
        support().is_working_day(day)


def test_an_instant_of_2100_in_utc_is_of_2101_in_tokyo() -> None:
    with pytest.raises(OutOfReach):
        opened(tz="Asia/Tokyo").is_open(datetime(2100, 12, 31, 20, tzinfo=UTC))


def test_the_first_second_of_1970_is_within_reach_in_america() -> None:
    calendar = opened(on(EVERY_DAY, "00:00-24:00"), tz="America/Los_Angeles")
    assert calendar.is_open(datetime(1970, 1, 1, tzinfo=UTC))


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(BadInstant, match="offset"):
        support().is_open(datetime(2026, 5, 4, 9))


def test_the_same_hours_have_one_calendar() -> None:
    weekly = on(WEEK, "08:30-12:30")
    assert calendar_of(opened(weekly).hours) is calendar_of(opened(weekly).hours)
    assert calendar_of(Hours("Europe/Paris")) is not calendar_of(Hours("Europe/Rome"))


def test_a_local_midnight_may_come_at_one() -> None:
    calendar = opened(tz="America/Sao_Paulo")
    assert calendar.local_midnight(date(2018, 11, 4)).isoformat() == "2018-11-04T01:00:00-02:00"


ODD_ZONES = ["Africa/Casablanca", "Asia/Gaza", "Australia/Lord_Howe", "UTC"] if THOROUGH else []


@pytest.mark.parametrize("zone", ["Europe/Paris", *ODD_ZONES])
def test_the_clocks_of_a_zone_are_known_from_1970_to_2100(zone: str) -> None:
    instants = range(0, 4_133_894_400, 5 * 86400 + 3607)
    walls = offsets_of(zone, first_year=1970, last_year=2100).walls_of(np.array(instants))
    for instant, wall in zip(instants, walls.tolist(), strict=True):
        local = datetime.fromtimestamp(instant, ZoneInfo(zone))
        assert local.replace(tzinfo=UTC).timestamp() == wall
