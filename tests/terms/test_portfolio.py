"""The months of many subscriptions at once: the same figures as one by one."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.portfolio import (
    Allowances,
    BackwardSpan,
    Exclusions,
    MonthSeconds,
    Spans,
    UnknownSubscription,
    months_of,
)
from tests.terms.examples import tried_on

PARIS = ZoneInfo("Europe/Paris")
enough = tried_on(5, many=60)


def columns(shape, rows):
    wide = zip(*rows, strict=True) if rows else [[]] * len(shape._fields)
    return shape(*(np.asarray(column, np.int64) for column in wide))


def paris(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=PARIS).timestamp())


def one(start: str, end: str) -> tuple[int, int, int]:
    return (0, paris(start), paris(end))


SPRING = np.array([paris("2026-03-01"), paris("2026-04-01"), paris("2026-05-01")])


def spring(outages, **others) -> MonthSeconds:
    """March and April 2026 of subscription 0."""
    return months_of(columns(Spans, outages), subscriptions=1, months=SPRING, **others)


@pytest.mark.clause("5.3")
def test_march_2026_has_a_day_of_23_hours():
    months = spring([])

    assert months.T.tolist() == [[44_580 * 60, 43_200 * 60]]
    assert months.up.tolist() == months.T.tolist()


@pytest.mark.clause("5.3")
def test_outages_that_overlap_on_4_march_2026_count_once():
    first = one("2026-03-04 05:00", "2026-03-04 06:00")
    second = one("2026-03-04 05:30", "2026-03-04 06:30")

    assert spring([second, first, second]).down.tolist() == [[5400, 0]]


@pytest.mark.clause("5.3")
def test_an_outage_over_the_end_of_march_is_cut_at_midnight_in_paris():
    assert spring([one("2026-03-31 23:00", "2026-04-01 00:30")]).down.tolist() == [[3600, 1800]]


@pytest.mark.clause("5.3")
def test_what_lies_outside_the_months_is_left_out():
    before_and_after = [
        one("2026-02-01 00:00", "2026-03-01 00:01"),
        one("2026-04-30 23:59", "2027-01-01 00:00"),
        one("2025-01-01 00:00", "2025-02-01 00:00"),
    ]

    assert spring(before_and_after).down.tolist() == [[60, 60]]


@pytest.mark.clause("5.3")
def test_down_time_that_nobody_measured_is_unmeasured_not_down():
    months = spring(
        [one("2026-03-04 05:00", "2026-03-04 06:00")],
        unmeasured=columns(Spans, [one("2026-03-04 05:45", "2026-03-04 07:00")]),
    )

    assert months.down.tolist() == [[2700, 0]]
    assert months.unmeasured.tolist() == [[4500, 0]]
    assert (months.up + months.counted + months.excluded + months.unmeasured == months.T).all()


@pytest.mark.clause("5.5")
def test_a_second_excluded_for_two_reasons_is_told_under_the_lower_one():
    months = spring(
        [one("2026-03-04 05:00", "2026-03-04 06:00")],
        reasons=9,
        exclusions=columns(
            Exclusions,
            [
                (*one("2026-03-04 05:10", "2026-03-04 05:40"), 7),
                (*one("2026-03-04 05:30", "2026-03-04 07:00"), 2),
                (*one("2026-03-05 05:30", "2026-03-05 07:00"), 1),
            ],
        ),
    )

    assert months.excluded_by[:, 0, 0].tolist() == [0, 0, 1800, 0, 0, 0, 0, 1200, 0]
    assert months.counted.tolist() == [[600, 0]]


@pytest.mark.clause("5.16")
def test_on_sunday_1_march_2026_the_first_sixty_minutes_down_are_excluded_and_the_rest_counts():
    sunday = (*one("2026-03-01 00:00", "2026-03-01 06:00"), 0, 3600)
    months = spring(
        [
            one("2026-03-01 01:00", "2026-03-01 01:40"),
            one("2026-03-01 05:30", "2026-03-01 07:00"),
        ],
        reasons=1,
        allowances=columns(Allowances, [sunday]),
    )

    assert months.excluded.tolist() == [[3600, 0]]
    assert months.counted.tolist() == [[40 * 60 + 90 * 60 - 3600, 0]]


@pytest.mark.clause("5.16")
def test_works_announced_on_a_sunday_do_not_use_up_what_annex_2_allows():
    sunday = (*one("2026-03-01 00:00", "2026-03-01 06:00"), 0, 3600)
    works = (*one("2026-03-01 01:00", "2026-03-01 01:40"), 0)
    months = spring(
        [one("2026-03-01 01:00", "2026-03-01 04:00")],
        reasons=1,
        exclusions=columns(Exclusions, [works]),
        allowances=columns(Allowances, [sunday]),
    )

    assert months.excluded.tolist() == [[100 * 60, 0]]


@pytest.mark.clause("5.5")
def test_a_reason_that_was_not_announced_is_told_all_the_same():
    excluded = (*one("2026-03-04 05:00", "2026-03-04 05:20"), 4)
    months = spring(
        [one("2026-03-04 05:00", "2026-03-04 06:00")], exclusions=columns(Exclusions, [excluded])
    )

    assert months.excluded_by[:, 0, 0].tolist() == [0, 0, 0, 0, 1200]


def test_an_outage_that_ends_before_it_starts_is_refused():
    with pytest.raises(BackwardSpan):
        spring([one("2026-03-04 06:00", "2026-03-04 05:00")])


@pytest.mark.parametrize("number", [-1, 1])
def test_an_outage_of_a_subscription_that_is_not_there_is_refused(number):
    with pytest.raises(UnknownSubscription):
        spring([(number, int(SPRING[0]), int(SPRING[1]))])


# --- against a reference that looks at every second ----------------------------------------------

SUBSCRIPTIONS, REASONS, EDGES = 2, 3, [0, 25, 40, 70]
spans = st.tuples(st.integers(0, SUBSCRIPTIONS - 1), st.integers(-10, 80), st.integers(0, 40)).map(
    lambda span: (span[0], span[1], span[1] + span[2])
)
reason = st.integers(0, REASONS - 1)
exclusions = st.tuples(spans, reason).map(lambda given: (*given[0], given[1]))
# Sundays do not overlap: each subscription has at most one allowance of each reason in the test.
allowances = st.tuples(spans, reason, st.integers(0, 20)).map(lambda given: (*given[0], *given[1:]))
facts = st.fixed_dictionaries(
    {
        "outages": st.lists(spans, max_size=12),
        "unmeasured": st.lists(spans, max_size=3),
        "exclusions": st.lists(exclusions, max_size=6),
        "allowances": st.lists(allowances, max_size=4, unique_by=lambda row: (row[0], row[3])),
    }
)


def in_arrays(given) -> MonthSeconds:
    return months_of(
        columns(Spans, given["outages"]),
        subscriptions=SUBSCRIPTIONS,
        months=np.array(EDGES),
        reasons=REASONS,
        exclusions=columns(Exclusions, given["exclusions"]),
        allowances=columns(Allowances, given["allowances"]),
        unmeasured=columns(Spans, given["unmeasured"]),
    )


def second_by_second(given) -> dict[tuple[int, int], str | int]:
    """For each subscription and second: "unmeasured", "up", "counted" or a reason."""
    found: dict[tuple[int, int], str | int] = {}
    seconds = range(EDGES[0], EDGES[-1])
    for number in range(SUBSCRIPTIONS):
        for second in seconds:
            inside = [
                {row[3:] for row in given[kind] if row[0] == number and row[1] <= second < row[2]}
                for kind in ("unmeasured", "outages", "exclusions")
            ]
            unknown, down, ruled = inside
            reasons = sorted(code for (code,) in ruled)
            found[number, second] = (
                "unmeasured"
                if unknown
                else "up"
                if not down
                else reasons[0]
                if ruled
                else "counted"
            )
    for number, start, end, code, cap in sorted(given["allowances"], key=lambda row: row[3]):
        left = cap
        for second in (s for s in seconds if start <= s < end):
            state = found[number, second]
            if left and (state == "counted" or (isinstance(state, int) and state > code)):
                found[number, second] = code
                left -= 1
    return found


@enough
@given(given=facts)
def test_every_second_is_in_the_bucket_that_the_reference_says(given):
    months = in_arrays(given)
    seconds = second_by_second(given)

    for number in range(SUBSCRIPTIONS):
        for month, (first, last) in enumerate(pairwise(EDGES)):
            told = [seconds[number, second] for second in range(first, last)]
            at = (number, month)
            assert months.unmeasured[at] == told.count("unmeasured")
            assert months.up[at] == told.count("up")
            assert months.counted[at] == told.count("counted")
            assert months.excluded_by[:, *at].tolist() == [told.count(r) for r in range(REASONS)]


@enough
@given(given=facts, shuffler=st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_the_inputs(given, shuffler):
    shuffled = {kind: shuffler.sample(rows, len(rows)) for kind, rows in given.items()}
    one_way, other_way = in_arrays(given), in_arrays(shuffled)

    assert (one_way.down == other_way.down).all()
    assert (one_way.excluded_by == other_way.excluded_by).all()
    assert (one_way.unmeasured == other_way.unmeasured).all()
