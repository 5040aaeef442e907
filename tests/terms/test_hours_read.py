"""Opening hours as programs send them, and how their mistakes are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tenir.terms.errors import Refused
from tenir.terms.hours import Closure
from tenir.terms.hours_read import read_hours


def test_all_fields_are_read() -> None:
    hours = read_hours(
        {
            "tz": "Europe/Paris",
            "weekly": {
                "mon": [["13:30", "17:00"], ["08:30", "12:30"]],
                "fri": [["22:00", "06:00"]],
            },
            "holidays": ["FR", "2026-05-15"],
            "special_days": {"2026-05-16": [["00:00", "24:00"]]},
            "closures": [{"date": "2026-05-18", "from": "20:00", "to": "00:00"}],
        }
    )
    assert hours.zone == "Europe/Paris"
    assert hours.weekly[0] == ((30600, 45000), (48600, 61200))
    assert hours.weekly[4] == ((79200, 108000),)
    assert hours.weekly[6] == ()
    assert (hours.country, hours.holidays) == ("FR", {date(2026, 5, 15)})
    assert hours.special_days == {(date(2026, 5, 16), ((0, 86400),))}
    assert hours.closures == {Closure(72000, 86400, date(2026, 5, 18))}


def test_only_the_zone_is_required() -> None:
    assert read_hours({"tz": "UTC", "holidays": "FR"}).weekly == ((),) * 7


def test_the_order_in_which_things_are_told_does_not_matter() -> None:
    days, closures = ["2026-05-14", "2026-05-15"], [
        {"date": "2026-05-18", "from": "10:00", "to": "11:00"},
        {"from": "2026-05-19T08:00Z", "to": "2026-05-20T08:00Z"},
    ]  # fmt: skip
    told = read_hours({"tz": "UTC", "holidays": days, "closures": closures})
    assert told == read_hours({"tz": "UTC", "holidays": days[::-1], "closures": closures[::-1]})


def week(*monday: Any) -> dict[str, Any]:
    return {"weekly": {"mon": list(monday)}}


def shut(**closure: str) -> dict[str, Any]:
    return {"closures": [closure]}


MAY = {"from": "10:00", "to": "11:00"}
MISTAKES: list[tuple[Any, str]] = [
    ({}, "tz: there is no time zone “None”"),
    ({"tz": "Europe/Pari"}, "tz: there is no time zone “Europe/Pari”"),
    ({"tz": "../etc/passwd"}, "tz: there is no time zone"),
    ({"tz": ""}, "tz: there is no time zone"),
    ({"tz": float("nan")}, "tz: there is no time zone “nan”"),
    ("Europe/Paris", "“Europe/Paris” is no object"),
    ({"timezone": "UTC"}, "there is no field “timezone”; there are closures, holidays"),
    ({"weekly": {"monday": []}}, "weekly: “monday” is no weekday"),
    ({"weekly": [["08:30", "12:30"]]}, "weekly: .* is no object"),
    ({"weekly": {"mon": "08:30-12:30"}}, "weekly.mon: “08:30-12:30” is no list"),
    ({"weekly": {"mon": 8}}, "weekly.mon: “8” is no list"),
    (week(["08:30"]), "weekly.mon.0: .* is no range"),
    (week(["08:30", "12:30"], ["8:30", "9:00"]), "weekly.mon.1: “8:30” is no clock time"),
    (week(["08:30", "24:30"]), "weekly.mon.0: “24:30” is no clock time"),
    (week(["08:30", float("nan")]), "weekly.mon.0: “nan” is no clock time"),
    (week([830, 1230]), "weekly.mon.0: “830” is no clock time"),
    (week(["08:30", "08:30"]), "weekly.mon.0: the range from 08:30 to 08:30 is empty"),
    (week(["24:00", "06:00"]), "weekly.mon.0: the range from 24:00 to 06:00 is empty"),
    ({"holidays": ["05-01"]}, "holidays: “05-01” is no date"),
    ({"holidays": ["2026-02-30"]}, "holidays: “2026-02-30” is no date"),
    ({"holidays": ["FR", "DE"]}, "holidays: FR and DE: a calendar keeps"),
    ({"holidays": "ZZ"}, "holidays: the public holidays of “ZZ” are not known"),
    ({"holidays": ["FR-99"]}, "holidays: the public holidays of “FR-99” are not known"),
    ({"holidays": 2026}, "holidays: “2026” is no list"),
    ({"special_days": {"today": []}}, "special_days: “today” is no date"),
    ({"special_days": {"2026-05-01": [["a", "b"]]}}, "special_days.2026-05-01.0: “a” is no"),
    (shut(day="2026-05-01"), "closures.0: there is no field “day”"),
    ({"closures": ["2026-05-01"]}, "closures.0: “2026-05-01” is no object"),
    (shut(date="2026-05-32", **MAY), "closures.0.date: “2026-05-32” is no date"),
    (shut(date="2026-05-01"), "closures.0: “None” is no clock time"),
    (shut(**{"from": "2026-05-01T10:00"}), "closures.0.from: .*offset"),
    (shut(**{"from": "2026-05-02T10:00Z", "to": "2026-05-01T11:00Z"}), "closures.0: the closure"),
    (shut(date="2026-05-01", announced_at="noon", **MAY), "closures.0.announced_at: "),
]


@pytest.mark.parametrize(("shape", "told"), MISTAKES)
def test_a_mistake_is_told_with_its_place_in_both_languages(shape: Any, told: str) -> None:
    if isinstance(shape, dict) and "tz" not in shape and shape:
        shape = {"tz": "UTC", **shape}
    with pytest.raises(Refused, match=told) as refused:
        read_hours(shape)
    assert refused.value.message("fr") != refused.value.message("en")
