"""A clock that stands still: for the client, for a quote, for both at once. June 2026, in Paris."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from tenir.terms.resolution import Terms
from tenir.terms.support_clock import replay
from tenir.terms.support_history import Happened, awaited
from tests.terms.test_support_clock import clock, on, recorded, terms

__all__ = ["terms"]


def test_two_pauses_that_overlap_on_9_june_count_once(terms: Terms) -> None:
    """Clause: 7.13."""
    found = clock(
        terms, recorded(), Happened("client_asked", on("09 10:00")),
        Happened("parked", on("09 10:30")), Happened("client_replied", on("09 11:00")),
        Happened("unparked", on("09 11:30")),
    )  # fmt: skip
    assert found.p1_due == on("10 11:00")


def test_waits_are_named_by_the_clocks_of_the_place_and_those_at_once_together(
    terms: Terms,
) -> None:
    """Clause: 7.13."""
    history = (
        recorded(), Happened("client_asked", on("09 10:00")), Happened("parked", on("09 10:30")),
        Happened("client_replied", on("09 11:00")), Happened("unparked", on("09 11:30")),
        Happened("client_asked", on("09 14:00")), Happened("answered", on("09 15:00")),
    )  # fmt: skip
    history = tuple(replace(one, at=one.at.astimezone(UTC)) for one in history)
    told = replay(terms, history).reason
    said = [step.sentence("en") for step in told.walk() if step.rule.startswith("support_clock.w")]
    assert said == [
        "2 waits at once, from 9 Jun 2026 10:00 to 9 Jun 2026 11:30: the time they share counts "
        "once",
        "waited for the client from 9 Jun 2026 10:00 to 9 Jun 2026 11:00",
        "waited for a quote from 9 Jun 2026 10:30 to 9 Jun 2026 11:30",
        "waited for the client from 9 Jun 2026 14:00 to 9 Jun 2026 15:00",
    ]
    assert "stopped on 9 Jun 2026 15:00" in told.sentence("en")
    before = replay(terms, history, waits=False)
    assert before.value.due_at == replay(terms, history).value.due_at
    assert not {step.rule for step in before.reason.walk()} & {"support_clock.wait"}


@pytest.mark.parametrize(
    ("ends", "since"), [("10:30", "10:30"), ("10:31", "10:00")], ids=["meets", "overlaps"]
)
def test_a_clock_stands_still_since_the_first_of_the_waits_that_overlap(
    terms: Terms, ends: str, since: str
) -> None:
    """Clause: 7.13."""
    found = clock(
        terms, recorded(), Happened("client_asked", on("09 10:00")),
        Happened("parked", on("09 10:30")), Happened("client_replied", on(f"09 {ends}")),
    )  # fmt: skip
    assert (found.state, found.paused_at) == ("paused", on(f"09 {since}"))


def test_what_stops_the_clock_ends_the_pause(terms: Terms) -> None:
    """Clause: 7.13."""
    found = clock(
        terms, recorded(), Happened("client_asked", on("09 10:00")),
        Happened("taken_in_charge", on("11 10:00")),
    )  # fmt: skip
    assert (found.state, found.paused_at, found.in_time) == ("stopped", None, True)
    assert (found.left, found.took) == (7 * 3600, 3600)


def test_a_later_pause_moves_nothing(terms: Terms) -> None:
    """Clause: 7.8, 7.13."""
    taken = clock(terms, recorded(), Happened("taken_in_charge", on("09 10:00")))
    asked = clock(
        terms, recorded(), Happened("taken_in_charge", on("09 10:00")),
        Happened("client_asked", on("09 10:30")), Happened("client_replied", on("10 10:30")),
    )  # fmt: skip
    assert asked == taken


def test_a_request_waits_for_what_no_event_of_its_own_ended() -> None:
    """Clause: 7.13."""
    asked, parked = Happened("client_asked", on("09 10:00")), Happened("parked", on("09 10:30"))
    replied = Happened("client_replied", on("09 11:00"))
    answered = Happened("answered", on("09 11:15"))
    assert awaited([recorded()]) == frozenset()
    assert awaited([recorded(), asked, parked]) == {"client_asked", "parked"}
    assert awaited([recorded(), asked, parked, replied]) == {"parked"}
    assert awaited([recorded(), asked, parked, answered]) == frozenset()
    again = Happened("parked", on("09 12:00"))
    assert awaited([recorded(), asked, answered, again]) == {"parked"}
