"""The clock that is kept of requests merged into one. June 2026, in Paris."""

from __future__ import annotations

import pytest

from tenir.terms.resolution import Terms
from tenir.terms.support_history import Happened
from tests.terms.test_support_clock import clock, on, phrases, recorded, terms

__all__ = ["terms"]


def test_a_merge_keeps_the_clock_that_is_due_first(terms: Terms) -> None:
    """Clause: 7.13."""
    older = (recorded("2026-06-08 09:00"), Happened("merged", on("09 10:00")))
    history = (recorded(), Happened("merged_in", on("09 10:00"), of=older))
    assert clock(terms, *history).p1_due == on("09 09:30")
    assert "clock.merged" in phrases(terms, *history)
    younger = Happened("merged_in", on("09 10:00"), of=(recorded("2026-06-09 09:30"),))
    assert clock(terms, recorded(), younger).p1_due == on("10 09:30")
    draft = Happened("merged_in", on("09 10:00"), of=(Happened("sent_incomplete", on("08 09:00")),))
    assert clock(terms, recorded(), draft).p1_due == on("10 09:30")


def test_what_follows_a_merge_moves_both_clocks(terms: Terms) -> None:
    """Clause: 7.13."""
    merged = Happened("merged_in", on("09 10:00"), of=(recorded("2026-06-09 08:30"),))
    stop = Happened("taken_in_charge", on("09 11:00"))
    assert clock(terms, recorded(), merged, stop).stopped_at == on("09 11:00")


def merged(at: str, *of: Happened) -> Happened:
    return Happened("merged_in", on(at), of=of)


ASKED, TAKEN = Happened("client_asked", on("09 10:00")), Happened("taken_in_charge", on("09 10:00"))
EARLIER, LATER = recorded(), recorded("2026-06-09 09:30")  # due on the 10th at 9:30, at 10:00


@pytest.mark.parametrize(
    "history",
    [
        pytest.param((LATER, merged("09 11:00", EARLIER, ASKED)), id="which waits"),
        pytest.param((LATER, merged("09 11:00", EARLIER, TAKEN)), id="which was answered"),
        pytest.param((EARLIER, ASKED, merged("09 11:00", LATER)), id="into one that waits"),
        pytest.param(
            (EARLIER, Happened("answered", on("09 10:00")), merged("09 11:00", LATER)),
            id="into one that was answered",
        ),
    ],
)
def test_a_merge_neither_suspends_nor_stops_the_clock_of_a_request_that_nobody_answered(
    terms: Terms, history: tuple[Happened, ...]
) -> None:
    """Clause: 7.13."""
    found = clock(terms, *history)
    assert (found.state, found.due_at) == ("running", on("10 10:00"))
    assert "clock.merged_running" in phrases(terms, *history)
    replied = clock(terms, *history, Happened("client_replied", on("11 09:00")))
    assert replied.due_at == on("10 10:00")


def test_of_several_that_run_or_wait_the_one_due_first_is_kept(terms: Terms) -> None:
    """Clause: 7.13."""
    waits = (EARLIER, ASKED, merged("09 11:00", LATER, ASKED))
    assert (clock(terms, *waits).state, clock(terms, *waits).due_at) == ("paused", on("10 09:30"))
    later = (LATER, ASKED, merged("09 11:00", EARLIER, TAKEN))
    assert (clock(terms, *later).state, clock(terms, *later).due_at) == ("paused", on("10 10:00"))
    assert "clock.merged_paused" in phrases(terms, *later)


def test_what_is_merged_into_a_request_in_charge_is_in_charge_with_it(terms: Terms) -> None:
    """Clause: 7.8, 7.13."""
    for other in (LATER, recorded("2026-06-08 17:00")):
        found = clock(terms, EARLIER, TAKEN, merged("09 11:00", other))
        assert (found.state, found.in_time) == ("stopped", True)
    late = (EARLIER, TAKEN, merged("12 11:00", LATER))
    assert clock(terms, *late).stopped_at == on("12 11:00")
    assert (clock(terms, *late).in_time, clock(terms, *late).due_at) == (False, on("10 10:00"))
    assert "clock.merged_stopped" in phrases(terms, *late)


def test_what_was_merged_before_goes_on_with_its_own_clock(terms: Terms) -> None:
    """Clause: 7.7, 7.13."""
    second = (LATER, merged("09 11:00", EARLIER), Happened("merged", on("09 11:30")))
    third = (recorded("2026-06-09 10:00"), merged("09 11:30", *second))
    assert clock(terms, *third).due_at == on("10 09:30")
    gone = clock(terms, *third, TAKEN, Happened("merged", on("09 12:00")))
    assert (gone.state, gone.due_at) == ("carried", on("10 09:30"))
