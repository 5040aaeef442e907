"""Any month at all: four buckets that sum to T, whatever the order of what happened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.availability import month_availability
from tenir.terms.dates import month_span
from tenir.terms.facts import Excluded, Outage, Works
from tests.terms.examples import tried_on
from tests.terms.minute_by_minute import BEGINS, MINUTES, REASONS, month_by_minutes

KINDS = ("planned", "urgent-security", "urgent", "no-impact")
EVERY_READING = [
    {},
    {"5.3.unmeasured": "counts-down"},
    {"5.3.unmeasured": "counts-up"},
    {"5.5.overlap": "all-or-nothing"},
    {"5.5.fortuitous": "excluded"},
    {"5.5.urgent": "excluded"},
    {"5.5.notice": "five-working-days"},
    {"5.15.monday": "window"},
    {"5.16.sunday": "adds"},
    {"5.16.sunday": "whole-counts"},
]
few = tried_on(5, many=60)

starts = st.integers(0, MINUTES - 1)
pieces = st.builds(
    lambda start, length: (start, min(MINUTES, start + length)),
    starts | st.integers(3 * 1440, 4 * 1440),  # often near the Sunday of 23 hours
    st.integers(1, 1200),
)
outages = st.lists(
    st.tuples(pieces, st.sampled_from([True, True, False]),
              st.sampled_from(["production", "production", "test"])), max_size=6
)  # fmt: skip
works = st.lists(
    st.tuples(pieces, st.sampled_from(KINDS), st.none() | st.integers(0, MINUTES)), max_size=5
)
exclusions = st.lists(st.tuples(pieces, st.sampled_from(REASONS)), max_size=3)
histories = st.fixed_dictionaries(
    {
        "outages": outages,
        "works": works,
        "exclusions": exclusions,
        "unmeasured": st.lists(pieces, max_size=2),
    }
)


def second(minute):
    return BEGINS + 60 * minute


def span(piece):
    return second(piece[0]), second(piece[1])


def judged(agreement, history, *, month, annex_2=False):
    found = month_availability(
        agreement.terms("document-viewer" if annex_2 else "drive"),
        month=month,
        outages=[Outage(span(p), total, where) for p, total, where in history["outages"]],
        works=[
            Works(span(p), kind, None if told is None else second(told))
            for p, kind, told in history["works"]
        ],
        exclusions=[Excluded(span(p), reason) for p, reason in history["exclusions"]],
        unmeasured=[span(p) for p in history["unmeasured"]],
    )
    return found.value


@pytest.mark.clause("5.2", "5.3", "5.5", "5.14", "5.15", "5.16")
@few
@given(history=histories, march=st.booleans(), annex_2=st.booleans())
def test_a_month_agrees_with_a_count_minute_by_minute(agreement, history, march, annex_2):
    month = "2026-03" if march else "2026-04"
    found = judged(agreement, history, month=month, annex_2=annex_2)
    minutes = month_by_minutes(march=march, annex_2=annex_2, **history)
    assert found.excluded_by_reason == {r: 60 * n for r, n in minutes["excluded"].items()}
    assert found.counted_seconds == 60 * minutes["counted"]
    assert found.down_seconds == 60 * minutes["down"]
    assert found.unmeasured_seconds == 60 * minutes["unmeasured"]


@pytest.mark.clause("5.3", "5.5")
@few
@given(history=histories, reading=st.sampled_from(EVERY_READING), annex_2=st.booleans())
def test_the_buckets_sum_to_t_under_every_reading(agreement, history, reading, annex_2):
    found = judged(agreement.reading(reading), history, month="2026-03", annex_2=annex_2)
    up = found.T_seconds - found.down_seconds - found.unmeasured_seconds
    parts = (up, found.counted_seconds, found.excluded_seconds, found.unmeasured_seconds)
    assert min(parts) >= 0
    assert sum(parts) == found.T_seconds


@pytest.mark.clause("5.3", "5.5")
@few
@given(history=histories, mixed=st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_in_which_things_are_told(agreement, history, mixed):
    shuffled = {name: mixed.sample(rows, len(rows)) for name, rows in history.items()}
    assert judged(agreement, shuffled, month="2026-03") == judged(
        agreement, history, month="2026-03"
    )


@pytest.mark.clause("5.3")
@few
@given(history=histories)
def test_unknown_time_read_as_down_or_up_never_raises_or_lowers_the_rate(agreement, history):
    rates = [
        judged(agreement.reading({"5.3.unmeasured": reading}), history, month="2026-03").rate
        for reading in ("counts-down", "apart", "counts-up")
    ]
    assert rates == sorted(rates)


@pytest.mark.clause("5.3")
@few
@given(
    year=st.integers(1970, 2100),
    month=st.integers(1, 12),
    outage=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_any_month_from_1970_to_2100_is_judged(agreement, year, month, outage):
    name = f"{year}-{month:02d}"
    start, end = month_span(name, "Europe/Paris")
    inside = sorted(start + int(part * (end - start)) for part in outage)
    told = Works((inside[0], inside[1]), "planned", start - 86400)
    found = month_availability(
        agreement.terms("drive"), month=name, outages=[Outage((inside[0], inside[1]))], works=[told]
    ).value
    assert found.T_seconds == end - start
    assert found.counted_seconds + found.excluded_seconds == inside[1] - inside[0]
