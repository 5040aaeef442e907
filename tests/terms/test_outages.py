"""From what monitors saw to outages: the last state holds, silence is not health."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms import quiet
from tenir.terms.evidence import evidence_of
from tenir.terms.outages import (
    EVER_AFTER,
    EVER_BEFORE,
    Measured,
    Measuring,
    OutOfOrder,
    Stretches,
    outages_of,
)
from tenir.terms.samples import (
    DEGRADED,
    DOWN,
    UNKNOWN,
    UP,
    Packing,
    Samples,
    UnpackableSamples,
    ordered,
    samples_of,
)
from tests.terms.examples import tried_on

pytestmark = pytest.mark.clause("5.3")

NIGHT = int(datetime.fromisoformat("2026-03-29T00:00:00+01:00").timestamp())  # a 23-hour day
FIELDS = ("seen", "outages", "degraded", "unmeasured")
Record = tuple[int, int, int]


def records(*rows: Record) -> Samples:
    return samples_of(*zip(*rows, strict=True)) if rows else samples_of([], [], [])


def night(*rows: tuple[int, int]) -> Samples:
    """Records of one target, by minutes after midnight."""
    return records(*((0, NIGHT + 60 * minute, state) for minute, state in rows))


def minutes(stretches: Stretches) -> list[tuple[int, int]]:
    """The stretches in minutes after midnight, those without a known end left out."""
    return [
        ((start - NIGHT) // 60, (end - NIGHT) // 60)
        for start, end in zip(stretches.start.tolist(), stretches.end.tolist(), strict=True)
        if start > EVER_BEFORE and end < EVER_AFTER
    ]


def test_a_target_is_down_from_its_record_to_the_next_one_that_says_otherwise():
    seen = outages_of(night((0, UP), (10, DOWN), (20, DOWN), (30, UP), (40, UP)), silence=None)

    assert minutes(seen.outages) == [(10, 30)]


def test_the_last_record_ends_the_measuring():
    seen = outages_of(night((0, UP), (10, DOWN)), silence=None)

    assert minutes(seen.outages) == []
    assert seen.unmeasured.start.tolist() == [EVER_BEFORE, NIGHT + 600]
    assert seen.unmeasured.end.tolist() == [NIGHT, EVER_AFTER]


def test_a_target_seen_down_to_the_end_was_down_until_its_last_record():
    seen = outages_of(night((0, DOWN), (10, DOWN)), silence=None)

    assert minutes(seen.outages) == [(0, 10)]


def test_past_the_silence_limit_nothing_is_known_until_the_next_record():
    seen = outages_of(night((0, UP), (10, DOWN), (90, DOWN), (95, UP)), silence=1800)

    assert minutes(seen.outages) == [(10, 40), (90, 95)]
    assert minutes(seen.unmeasured) == [(40, 90)]


def test_records_that_are_just_not_too_far_apart_leave_no_gap():
    seen = outages_of(night((0, DOWN), (30, DOWN), (60, UP)), silence=1800)

    assert minutes(seen.outages) == [(0, 60)]
    assert minutes(seen.unmeasured) == []


def test_without_a_silence_limit_a_state_simply_holds():
    seen = outages_of(night((0, DOWN), (60 * 24 * 11, UP)), silence=None)

    assert minutes(seen.outages) == [(0, 60 * 24 * 11)]


def test_degraded_is_not_down_but_is_told():
    seen = outages_of(night((0, DEGRADED), (5, UP), (9, UP)), silence=None)

    assert minutes(seen.outages) == []
    assert minutes(seen.degraded) == [(0, 5)]


def test_a_record_that_says_unknown_is_not_measured_until_the_next():
    seen = outages_of(night((0, UP), (5, UNKNOWN), (15, UP), (20, UP)), silence=None)

    assert minutes(seen.unmeasured) == [(5, 15)]


def test_of_two_records_at_one_instant_the_worst_is_taken():
    seen = outages_of(night((5, UP), (0, UP), (5, DOWN), (7, UP), (5, DEGRADED)), silence=None)

    assert minutes(seen.outages) == [(5, 7)]
    assert minutes(seen.degraded) == []


def test_a_better_record_at_the_instant_of_a_worse_one_does_not_split_an_outage():
    seen = outages_of(night((0, DOWN), (5, UP), (5, DOWN), (9, UP)), silence=None)

    assert minutes(seen.outages) == [(0, 9)]


def test_each_target_has_its_own_states():
    seen = outages_of(records((2, 5, DOWN), (0, 7, UP), (2, 9, UP), (0, 1, DOWN)), silence=None)

    assert [column.tolist() for column in seen.outages] == [[0, 2], [1, 5], [7, 9]]


def test_no_record_says_nothing():
    assert [len(getattr(outages_of(records(), silence=60), field).start) for field in FIELDS] == [
        0, 0, 0, 0,
    ]  # fmt: skip


def test_two_centuries_between_two_records_are_no_trouble():
    new_year_1970, new_year_2170 = 0, 6_311_433_600

    seen = outages_of(
        records((70_000, new_year_1970, DOWN), (70_000, new_year_2170, UP)), silence=3600
    )

    assert seen.outages.end.tolist() == [3600]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([(-1, 0, UP)], "samples.target"),
        ([(0, 0, 4)], "samples.state"),
        ([(0, 0, -1)], "samples.state"),
        ([(2**30, 0, UP), (0, 2**40, UP)], "samples.width"),
    ],
)
def test_what_is_no_record_is_refused(rows, key):
    with pytest.raises(UnpackableSamples) as refused:
        outages_of(records(*rows), silence=None)

    assert refused.value.key == key


def test_a_helping_that_begins_before_the_last_one_ended_is_refused():
    measuring = Measuring(silence=None)
    measuring.add(night((0, UP), (10, DOWN)))

    with pytest.raises(OutOfOrder):
        measuring.add(night((9, UP)))


def test_an_outage_goes_on_from_one_helping_to_the_next():
    measuring = Measuring(silence=None)
    measuring.add(night((0, UP), (10, DOWN), (15, DOWN)))
    measuring.add(night())
    measuring.add(night((20, DOWN), (30, UP)))

    assert minutes(measuring.measured().outages) == [(10, 30)]


# --- the evidence --------------------------------------------------------------------------------


def kept(evidence: Samples) -> list[int]:
    return [(at - NIGHT) // 60 for at in evidence.at.tolist()]


def test_where_a_state_simply_holds_the_evidence_is_its_changes_and_the_last_record():
    every_minute = night(*((n, DOWN if 10 <= n < 20 else UP) for n in range(60)))

    assert kept(evidence_of(every_minute, silence=None)) == [0, 10, 20, 59]


def test_with_a_silence_limit_the_evidence_shows_that_somebody_looked():
    every_minute = night(*((n, UP) for n in range(60)), (100, UP), (101, UP))

    assert kept(evidence_of(every_minute, silence=1200)) == [0, 20, 40, 59, 100, 101]


def test_the_evidence_of_a_month_begins_with_the_record_before_it_and_ends_with_the_next():
    every_minute = night(*((n, DOWN if n < 9 else UP) for n in range(60)))
    month = (NIGHT + 60 * 10 + 1, NIGHT + 60 * 30 - 1)

    assert kept(evidence_of(every_minute, silence=None, within=month)) == [10, 30]


def test_no_record_proves_nothing():
    assert len(evidence_of(records(), silence=60).at) == 0


# --- against a reference that looks at every second ----------------------------------------------


def second_by_second(rows: list[Record], silence: int | None) -> dict[tuple[int, int], int]:
    """The state of each target at each second between its first and its last record."""
    worst: dict[int, dict[int, int]] = {}
    for target, at, state in rows:
        states = worst.setdefault(target, {})
        states[at] = max(state, states.get(at, UNKNOWN))
    found = {}
    for target, states in worst.items():
        instants = sorted(states)
        for at, until in pairwise(instants):
            for second in range(at, until):
                known = silence is None or second - at < silence
                found[target, second] = states[at] if known else UNKNOWN
    return found


def every_second(measured: Measured) -> dict[tuple[int, int], int]:
    seen = dict(
        zip(measured.seen.target.tolist(), zip(*_bounds(measured.seen), strict=True), strict=True)
    )
    found = {}
    for stretches, state in (
        (measured.seen, UP),
        (measured.unmeasured, UNKNOWN),
        (measured.degraded, DEGRADED),
        (measured.outages, DOWN),
    ):
        for target, start, end in zip(stretches.target.tolist(), *_bounds(stretches), strict=True):
            first, last = seen[target]
            inside = range(max(start, first), min(end, last))
            found.update({(target, second): state for second in inside})
    return found


def _bounds(stretches: Stretches) -> tuple[list[int], list[int]]:
    return stretches.start.tolist(), stretches.end.tolist()


def same(left: Measured, right: Measured) -> bool:
    return all(
        np.array_equal(a, b)
        for field in FIELDS
        for a, b in zip(getattr(left, field), getattr(right, field), strict=True)
    )


mostly_up = st.sampled_from([UP] * 12 + [DOWN, DOWN, DEGRADED, UNKNOWN])
histories = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-20, 100), mostly_up), min_size=1, max_size=50
)
silences = st.none() | st.integers(0, 40)


@pytest.fixture(params=[10**9, 0], ids=["all sorted", "the quiet left out"], autouse=True)
def _grid(request, monkeypatch):
    """Every test is done twice: sorting all the records, and leaving out those that are quiet."""
    monkeypatch.setattr(quiet, "MANY", request.param)
    monkeypatch.setattr(quiet, "CROWD", 1)


enough = tried_on(5, many=60)


@enough
@given(rows=histories, silence=silences)
def test_every_second_is_what_the_reference_says(rows, silence):
    measured = outages_of(records(*rows), silence=silence)

    assert every_second(measured) == second_by_second(rows, silence)


@enough
@given(rows=histories, silence=silences, shuffler=st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_the_records(rows, silence, shuffler):
    shuffled = shuffler.sample(rows, len(rows))

    assert same(
        outages_of(records(*rows), silence=silence), outages_of(records(*shuffled), silence=silence)
    )


@enough
@given(rows=histories, silence=silences)
def test_the_evidence_gives_the_same_outages_under_the_same_silence_limit(rows, silence):
    evidence = evidence_of(records(*rows), silence=silence)

    assert same(outages_of(evidence, silence=silence), outages_of(records(*rows), silence=silence))


@enough
@given(
    rows=histories,
    silence=silences,
    cut=st.integers(-30, 130),
    month=st.tuples(st.integers(-40, 140), st.integers(0, 60)),
)
def test_two_helpings_say_and_prove_what_one_does(rows, silence, cut, month):
    start, end = month[0], month[0] + month[1]
    measuring = Measuring(silence=silence, proving=(start, end))
    measuring.add(records(*(row for row in rows if row[1] <= cut)))
    measuring.add(records(*(row for row in rows if row[1] > cut)))
    evidence = [tuple(row) for row in zip(*(c.tolist() for c in measuring.evidence()), strict=True)]

    assert same(measuring.measured(), outages_of(records(*rows), silence=silence))
    assert _inside(second_by_second(evidence, silence), start, end) == _inside(
        second_by_second(rows, silence), start, end
    )


def _inside(
    seconds: dict[tuple[int, int], int], start: int, end: int
) -> dict[tuple[int, int], int]:
    return {place: state for place, state in seconds.items() if start <= place[1] < end}


@pytest.mark.parametrize("silence", [None, 3600, 300])
def test_the_quiet_records_of_a_month_are_left_out_and_nothing_changes(silence, monkeypatch):
    rng = np.random.default_rng(2026)
    at = NIGHT + 60 * rng.permutation(43_200).astype(np.int64)
    down = np.isin(at // 3600, rng.choice(at // 3600, 9))
    month = samples_of(np.arange(len(at)) % 3, at[at // 7200 % 50 != 0].repeat(2)[: len(at)],
                       np.where(down, DOWN, UP))  # fmt: skip
    monkeypatch.setattr(quiet, "CROWD", 4)
    measured = outages_of(month, silence=silence)
    monkeypatch.setattr(quiet, "MANY", 10**9)

    assert same(measured, outages_of(month, silence=silence))


def test_records_in_order_are_by_target_then_instant_and_the_worst_of_each():
    in_order = ordered(records((1, 3, UP), (0, 9, UP), (1, 3, DOWN), (1, 1, UP)))

    assert [column.tolist() for column in in_order] == [[0, 1, 1], [9, 1, 3], [UP, UP, DOWN]]


def test_no_record_is_left_out_where_a_state_holds_for_its_second_alone() -> None:
    samples = records(*((0, NIGHT + second, UP) for second in range(200)))
    packing = Packing.of(samples)
    assert quiet.grid_for(packing, 200, silence=0) is None
    assert quiet.grid_for(packing, 200_000, silence=60) is not None
