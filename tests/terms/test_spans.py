"""Spans against sets of seconds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.spans import clip, first_seconds, intersect, minus, reaching, total, union
from tests.terms.examples import tried_on

few = tried_on(5, many=100)
seconds = st.integers(-5, 30)
many_spans = st.lists(st.tuples(seconds, seconds), max_size=7)


def held(spans: list[tuple[int, int]]) -> set[int]:
    return {second for start, end in spans for second in range(start, end)}


def is_tidy(spans: list[tuple[int, int]]) -> bool:
    """In order, disjoint, none empty, none touching."""
    edges = [edge for span in spans for edge in span]
    return edges == sorted(set(edges))


def test_touching_spans_become_one_and_empty_ones_vanish():
    """Clause: 5.3."""
    assert union([(5, 8), (0, 5), (9, 9), (12, 10)]) == [(0, 8)]


def test_a_span_inside_another_does_not_shorten_it():
    """Clause: 5.3."""
    assert union([(0, 10), (2, 4), (10, 11)]) == [(0, 11)]


def test_one_span_can_be_taken_away_from_several():
    """Clause: 5.5."""
    assert minus([(0, 4), (6, 10)], [(3, 7)]) == [(0, 3), (7, 10)]


def test_the_first_seconds_of_two_spans_stop_inside_the_second():
    """Clause: 5.16."""
    assert first_seconds([(10, 20), (0, 4)], 7) == [(0, 4), (10, 13)]


@pytest.mark.clause("5.3")
@few
@given(many_spans)
def test_a_union_holds_each_second_once(spans):
    assert held(union(spans)) == held(spans)
    assert is_tidy(union(spans))
    assert total(spans) == len(held(spans))


@pytest.mark.clause("5.5")
@few
@given(many_spans, many_spans)
def test_minus_and_intersect_share_the_seconds_out(left, right):
    assert held(minus(left, right)) == held(left) - held(right)
    assert held(intersect(left, right)) == held(left) & held(right)
    assert is_tidy(minus(left, right))
    assert is_tidy(intersect(left, right))


@pytest.mark.clause("5.3")
@few
@given(many_spans, st.tuples(seconds, seconds))
def test_clipping_keeps_the_seconds_inside(spans, bounds):
    assert held(clip(spans, bounds)) == held(spans) & held([bounds])


@pytest.mark.clause("5.3")
@few
@given(many_spans, st.tuples(seconds, seconds).filter(lambda bounds: bounds[0] < bounds[1]))
def test_the_spans_that_reach_into_bounds_are_whole(spans, bounds):
    tidy = union(spans)
    assert reaching(tidy, bounds) == [span for span in tidy if held([span]) & held([bounds])]


@pytest.mark.clause("5.16")
@few
@given(many_spans, st.integers(-2, 40))
def test_the_first_seconds_are_the_earliest(spans, limit):
    assert sorted(held(first_seconds(spans, limit))) == sorted(held(spans))[: max(0, limit)]
