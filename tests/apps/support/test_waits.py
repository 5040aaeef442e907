"""A request that waits for its client and for a quote at once: the clock stands still, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenir.apps.agreements.queries import Version, agreement_of
from tenir.apps.commitments import queries as promises
from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry as Fact
from tenir.apps.support import queries, services
from tenir.apps.support.models import Request
from tenir.terms.grounds import recomputed
from tests.apps.support.conftest import Open, on
from tests.cast import Cast

TEN, HALF_PAST, ELEVEN, LATER = (
    on("09 10:00"), on("09 10:30"), on("09 11:00"), on("09 11:30")
)  # fmt: skip


def asks(found: Request, cast: Cast, at: Any = TEN) -> None:
    services.ask_client(found.pk, "Which file?", actor=cast.sam, at=at)


def parks(found: Request, cast: Cast, at: Any = HALF_PAST) -> None:
    services.park(found.pk, kind="tma", because="Your settings", actor=cast.sam, at=at)


def replies(found: Request, cast: Cast, at: Any = ELEVEN) -> None:
    services.reply(found.pk, "This one", actor=cast.bob, at=at)


def goes_on(found: Request, cast: Cast, at: Any = LATER) -> None:
    services.unpark(found.pk, because="Covered", actor=cast.sam, at=at)


Act = Callable[..., None]
EACH_WAY: list[tuple[Act, Act, Act, Act, str]] = [
    (asks, parks, replies, goes_on, "parked"),
    (asks, parks, goes_on, replies, "waiting_client"),
    (parks, asks, replies, goes_on, "parked"),
    (parks, asks, goes_on, replies, "waiting_client"),
]


@pytest.mark.parametrize(("first", "second", "third", "last", "still"), EACH_WAY)
def test_two_waits_are_each_ended_by_their_own_event_and_count_once(
    open_: Open, cast: Cast, first: Act, second: Act, third: Act, last: Act, still: str
) -> None:
    """Clause: 2.6, 7.10, 7.13."""
    found = open_()
    first(found, cast, at=TEN)
    second(found, cast, at=HALF_PAST)
    found.refresh_from_db()
    assert (found.state, found.clock, found.left) == ("waiting_both", "paused", 25_200)
    third(found, cast, at=ELEVEN)
    found.refresh_from_db()
    assert (found.state, found.clock, found.left) == (still, "paused", 25_200)
    assert queries.why(cast.bob, found.pk, at=ELEVEN).clock.paused_at == TEN
    last(found, cast, at=LATER)
    found.refresh_from_db()
    assert (found.state, found.clock, found.due_at) == ("recorded", "running", on("10 11:00"))
    states = [
        fact.after["state"] for fact in Fact.objects.filter(subject=found.subject).order_by("pk")
        if "clock" in fact.after
    ]  # fmt: skip
    assert states[-4:-2] == [states[-4], "waiting_both"]
    assert states[-2:] == [still, "recorded"]


def test_the_reasons_name_both_and_the_promise_is_judged_again_the_same(
    open_: Open, cast: Cast
) -> None:
    """Clause: 5.4, 7.13."""
    found = open_()
    for act in (asks, parks, replies, goes_on):
        act(found, cast)
    told = [step.sentence("en") for step in queries.why(cast.bob, found.pk, at=LATER).reason.walk()]
    (both,) = (one for one in told if one.startswith("2 waits at once"))
    assert "10:00" in both
    assert "11:30" in both
    assert any(one.startswith("waited for the client from") for one in told)
    assert any(one.startswith("waited for a quote from") for one in told)
    promise = Commitment.objects.get(subject=found.subject, kind="requests.response_p1")
    assert (promise.due_at, promise.engine) == (on("10 11:00"), "4")
    agreement = agreement_of(Version.objects.get())
    again = recomputed(
        promises.recorded(promise), with_digest=lambda _: agreement, frozen=lambda _: (b"", b"")
    )
    assert again.outcome == "same", again


def test_it_is_not_asked_twice_nor_parked_twice_and_may_be_taken_in_charge(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.8."""
    found = open_()
    asks(found, cast)
    parks(found, cast)
    for act in (asks, parks):
        with pytest.raises(services.MovedOn, match="waiting for the client and for a quote"):
            act(found, cast)
    found = services.take_in_charge(found.pk, actor=cast.sam, at=LATER)
    assert (found.state, found.clock, found.in_time) == ("in_progress", "stopped", True)


@pytest.mark.parametrize(
    ("waits", "state"),
    [((asks,), "waiting_client"), ((parks,), "parked"), ((asks, parks), "waiting_both")],
)
def test_a_ruling_taken_back_leaves_it_waiting_for_what_it_waited_for(
    open_: Open, cast: Cast, waits: tuple[Act, ...], state: str
) -> None:
    """Clause: 2.2, 7.21."""
    found = open_()
    for wait in waits:
        wait(found, cast)
    services.rule_out(
        found.pk, reason="other_product", evidence="Seen", actor=cast.sam, at=on("09 10:45")
    )
    services.reverse_ruling(found.pk, because="No", actor=cast.sam, at=on("09 10:50"))
    found.refresh_from_db()
    assert (found.state, found.clock) == (state, "paused")


def test_what_was_taken_in_charge_before_the_ruling_waits_for_nothing(
    open_: Open, cast: Cast
) -> None:
    """Clause: 2.2."""
    found = open_()
    asks(found, cast)
    services.take_in_charge(found.pk, actor=cast.sam, at=HALF_PAST)
    services.rule_out(found.pk, reason="other_product", evidence="So", actor=cast.sam, at=ELEVEN)
    services.reverse_ruling(found.pk, because="No", actor=cast.sam, at=LATER)
    found.refresh_from_db()
    assert found.state == "in_progress"


def test_merged_what_one_waits_for_both_wait_for(open_: Open, cast: Cast) -> None:
    """Clause: 7.7, 7.13."""
    older = open_(at=on("09 09:00"))
    kept = open_(at=on("09 09:30"))
    parks(older, cast, at=TEN)
    asks(kept, cast, at=TEN)
    services.merge(older.pk, into=kept.pk, actor=cast.sam, at=HALF_PAST)
    kept.refresh_from_db()
    older.refresh_from_db()
    assert (kept.state, kept.clock, kept.quote) == ("waiting_both", "paused", older.quote)
    goes_on(kept, cast, at=ELEVEN)
    replies(kept, cast, at=LATER)
    kept.refresh_from_db()
    assert (kept.state, kept.clock, kept.due_at) == ("recorded", "running", on("10 10:30"))


def test_a_question_merged_into_another_request_is_answered_there(open_: Open, cast: Cast) -> None:
    """Clause: 7.12, 7.13."""
    older, kept = open_(at=on("09 09:00")), open_(at=on("09 09:30"))
    asks(older, cast, at=TEN)
    services.merge(older.pk, into=kept.pk, actor=cast.sam, at=HALF_PAST)
    kept.refresh_from_db()
    its_own = on("10 10:00")  # which never waited, and runs on
    assert (kept.state, kept.quote) == ("waiting_client", None)
    assert (kept.clock, kept.due_at) == ("running", its_own)
    promise = Commitment.objects.get(subject=kept.subject, kind="requests.response_p1")
    assert (promise.state, promise.due_at) == ("running", its_own)
    assert promise.next_at is not None
    replies(kept, cast, at=ELEVEN)
    kept.refresh_from_db()
    assert (kept.state, kept.clock, kept.due_at) == ("recorded", "running", its_own)


def test_merged_into_what_is_in_charge_it_is_in_charge_too_late_where_that_was_late(
    open_: Open, cast: Cast
) -> None:
    """Clause: 7.8, 7.13."""
    kept, soon, late = open_(at=on("09 09:00")), open_(at=on("09 09:30")), open_(at=on("09 10:00"))
    services.take_in_charge(kept.pk, actor=cast.sam, at=TEN)
    services.merge(soon.pk, into=kept.pk, actor=cast.sam, at=ELEVEN)
    kept.refresh_from_db()
    assert (kept.state, kept.clock, kept.in_time) == ("in_progress", "stopped", True)
    services.merge(late.pk, into=kept.pk, actor=cast.sam, at=on("12 09:00"))
    kept.refresh_from_db()
    assert (kept.state, kept.clock, kept.in_time) == ("in_progress", "stopped", False)
    assert kept.promised_at == late.promised_at
    states = Commitment.objects.filter(subject=kept.subject).values_list("state", flat=True)
    assert set(states) == {"kept"}


def test_merged_into_what_was_answered_it_is_still_to_be_answered(open_: Open, cast: Cast) -> None:
    """Clause: 7.13."""
    kept, other = open_(at=on("09 09:00")), open_(at=on("09 09:30"))
    services.answer(kept.pk, "Try this", actor=cast.sam, at=TEN)
    services.merge(other.pk, into=kept.pk, actor=cast.sam, at=ELEVEN)
    kept.refresh_from_db()
    assert (kept.state, kept.clock, kept.due_at) == ("answered", "running", other.due_at)
    promises = Commitment.objects.filter(subject=kept.subject, kind="requests.response_p1")
    assert sorted(promises.values_list("state", flat=True)) == ["kept", "running"]
    services.answer(kept.pk, "To both of you", actor=cast.sam, at=LATER)
    assert {one.state for one in promises.all()} == {"kept"}


def test_merged_into_what_a_third_party_has_it_stays_there(open_: Open, cast: Cast) -> None:
    """Clause: 7.20."""
    older, kept = open_(at=on("09 09:00")), open_(at=on("09 09:30"))
    asks(older, cast, at=TEN)
    Request.objects.filter(pk=kept.pk).update(state="waiting_third_party")
    services.merge(older.pk, into=kept.pk, actor=cast.sam, at=HALF_PAST)
    kept.refresh_from_db()
    assert kept.state == "waiting_third_party"
