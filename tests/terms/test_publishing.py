"""What the status page says of a product, by seconds told by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.terms.dates import at_local
from tenir.terms.publishing import (
    Allowed,
    Times,
    Watched,
    best_seen,
    days_of,
    indicator,
    standing,
)

PARIS = "Europe/Paris"
MONDAY = date(2026, 10, 5)
DAY = 86400


def at(hour: float, on: date = MONDAY) -> int:
    return at_local(on, int(hour * 3600), PARIS)


def whole(**times: list[tuple[int, int]]) -> Watched:
    return Watched((at(0), at(24)), **times)


@pytest.mark.clause("5.3", "10.4")
def test_what_is_down_for_one_alone_is_not_down_for_all() -> None:
    one = whole(down=[(at(8), at(12))])
    assert best_seen([one, whole()]).down == []
    assert best_seen([one, whole(down=[(at(10), at(14))])]).down == [(at(10), at(12))]


@pytest.mark.clause("5.3")
def test_what_one_sees_degraded_and_the_others_down_is_degraded() -> None:
    seen = best_seen([whole(down=[(at(8), at(12))]), whole(degraded=[(at(8), at(12))])])
    assert (seen.down, seen.degraded) == ([], [(at(8), at(12))])


@pytest.mark.clause("5.3")
def test_what_none_measured_is_not_measured() -> None:
    seen = best_seen([whole(unmeasured=[(at(8), at(12))]), whole(unmeasured=[(at(10), at(14))])])
    assert seen.state_at(at(11)) == "unmeasured"
    assert seen.state_at(at(13)) == "up"
    assert seen.state_at(at(24)) == "unmeasured"
    assert seen.measured == DAY - 2 * 3600
    assert best_seen([]) == Times()


@pytest.mark.clause("5.3")
def test_a_day_says_the_worst_of_it_and_how_long() -> None:
    seen = best_seen([whole(down=[(at(8), at(9))], degraded=[(at(10), at(12))])])
    sunday, monday = days_of(seen, until=at(24) - 1, count=2, zone=PARIS)
    assert (sunday.state, sunday.unmeasured) == ("unmeasured", DAY)
    assert (monday.on, monday.state) == (MONDAY, "down")
    assert (monday.down, monday.degraded, monday.unmeasured) == (3600, 7200, 0)


@pytest.mark.parametrize(
    ("times", "state"),
    [
        ({}, "up"),
        ({"degraded": [(at(8), at(9))]}, "degraded"),
        ({"unmeasured": [(at(1), at(12))]}, "up"),
        ({"unmeasured": [(at(0), at(12))]}, "unmeasured"),
    ],
)
def test_the_state_of_a_day(times: dict[str, list[tuple[int, int]]], state: str) -> None:
    (day,) = days_of(best_seen([whole(**times)]), until=at(24) - 1, count=1, zone=PARIS)
    assert day.state == state


@pytest.mark.clause("5.12")
@pytest.mark.parametrize("how", ["down", "degraded"])
def test_a_day_whose_outage_lies_in_announced_works_is_one_of_works(how: str) -> None:
    seen = best_seen([whole(**{how: [(at(20), at(21))]})])
    asked = {"until": at(24) - 1, "count": 1, "zone": PARIS}
    assert days_of(seen, works=[(at(20), at(22))], **asked)[0].state == "works"
    assert days_of(seen, works=[(at(20), at(20.5))], **asked)[0].state == how


@pytest.mark.clause("5.16", "A2")
@pytest.mark.parametrize(
    ("down", "counts", "whole_counts"),
    [
        ([(2, 2.5)], [(2, 2.5)], [(2, 2.5)]),
        ([(2, 3)], [(2, 3)], []),
        ([(2, 2.75), (4, 5)], [(2, 2.75), (4, 4.25)], []),
        ([(5.5, 7)], [(5.5, 6)], [(5.5, 6)]),
        ([(6, 7)], [], []),
    ],
)
def test_a_weekly_stop_takes_its_first_hour(
    down: list[tuple[float, float]],
    counts: list[tuple[float, float]],
    whole_counts: list[tuple[float, float]],
) -> None:
    def told(spans: list[tuple[float, float]]) -> list[tuple[int, int]]:
        return [(at(start), at(end)) for start, end in spans]

    for whole, wanted in ((False, counts), (True, whole_counts)):
        stop = Allowed([(at(0), at(6))], 3600, whole_counts=whole)
        assert stop.taken(told(down)) == told(wanted)


@pytest.mark.clause("5.16", "A2")
@pytest.mark.parametrize(
    ("hour", "covered"), [(1, True), (2.9, True), (3, False), (5, False), (7, False)]
)
def test_a_stop_is_one_until_its_time_is_used_up(hour: float, covered: bool) -> None:
    stop = Allowed([(at(0), at(6))], 3600)
    assert stop.covers(at(hour), [(at(1), at(1.5)), (at(2.5), at(8))]) is covered


def test_the_night_of_the_clock_change_has_its_hour_more() -> None:
    change = date(2026, 10, 25)
    seen = best_seen([Watched((at(0, change), at(24, change)))])
    (day,) = days_of(seen, until=at(24, change) - 1, count=1, zone=PARIS)
    assert (day.state, day.unmeasured, seen.measured) == ("up", 0, 25 * 3600)


@pytest.mark.clause("10.4")
@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"measured": "up"}, "operational"),
        ({"measured": "down"}, "major_outage"),
        ({"measured": "degraded"}, "degraded"),
        ({"measured": "unmeasured"}, "unmeasured"),
        ({"measured": "down", "works": True}, "maintenance"),
        ({"measured": "up", "impacts": ["none"]}, "operational"),
        ({"measured": "up", "impacts": ["minor", "major"]}, "partial_outage"),
        ({"measured": "up", "works": True, "impacts": ["critical"]}, "major_outage"),
    ],
)
def test_the_state_of_a_component(told: dict[str, object], state: str) -> None:
    assert standing(**told) == state  # type: ignore[arg-type]


@pytest.mark.clause("10.4")
@pytest.mark.parametrize(
    ("states", "impacts", "word"),
    [
        ([], [], "none"),
        (["operational", "unmeasured"], [], "none"),
        (["operational", "maintenance"], [], "maintenance"),
        (["operational", "degraded"], [], "minor"),
        (["operational"], ["minor"], "minor"),
        (["operational", "partial_outage"], [], "major"),
        (["operational", "major_outage"], [], "major"),
        (["operational"], ["major"], "major"),
        (["major_outage", "major_outage"], [], "critical"),
        (["operational"], ["critical"], "critical"),
    ],
)
def test_one_word_for_all(states: list[str], impacts: list[str], word: str) -> None:
    assert indicator(states, impacts) == word


@pytest.mark.clause("5.3")
def test_each_day_has_the_outages_of_its_own() -> None:
    tuesday = date(2026, 10, 6)
    night = (at(23), at(1, tuesday))
    seen = best_seen([Watched((at(0), at(24, tuesday)), down=[(at(8), at(9)), night])])
    monday, next_day = days_of(seen, until=at(24, tuesday) - 1, count=2, zone=PARIS)
    assert (monday.down, next_day.down) == (2 * 3600, 3600)
    assert (monday.unmeasured, next_day.unmeasured) == (0, 0)
