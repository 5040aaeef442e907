"""Promised, kept, waived, moved: each once, each in the journal."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tenir.apps.commitments.queries import Commitment, Step
from tenir.apps.commitments.services import (
    DueBeforeStart,
    NoReason,
    keep,
    move,
    settle,
    waive,
)
from tenir.apps.journal.queries import Entry, personal_of
from tenir.viewer import SYSTEM, NotSeen
from tests.apps.commitments.promises import DUE, HALF, LATE, START, day, made, verbs
from tests.cast import Cast
from tests.promises import chosen

KEY = "contacts/1"


def now() -> Commitment:
    return Commitment.objects.get(key=KEY)


# --- promise


def test_the_same_promise_twice_is_one(cast: Cast) -> None:
    first = made(cast)
    assert made(cast, due_at=day(20)).pk == first.pk
    assert (now().due_at, verbs()) == (DUE, ["promised"])


def test_a_promise_waits_for_its_first_warning(cast: Cast) -> None:
    assert made(cast).next_at == HALF
    assert made(cast, "other", steps=()).next_at == DUE


def test_a_promise_keeps_the_reasons_of_its_due_instant(cast: Cast) -> None:
    assert made(cast).reasons["sentence"]["en"].startswith("240 h left until")


def test_a_promise_due_before_it_starts_is_refused(cast: Cast) -> None:
    with pytest.raises(DueBeforeStart):
        made(cast, due_at=day(-1))
    assert not Commitment.objects.exists()


# --- keep


def test_done_before_it_is_due_is_kept(cast: Cast) -> None:
    made(cast)
    found = keep(KEY, kept_at=day(3), actor=SYSTEM, at=day(3))
    assert (found.state, found.done_at, found.late_seconds) == ("kept", day(3), 0)
    assert verbs() == ["promised", "kept"]


def test_done_at_the_due_instant_is_still_kept(cast: Cast) -> None:
    made(cast)
    assert keep(KEY, kept_at=DUE, actor=SYSTEM, at=DUE).state == "kept"


def test_done_after_it_was_due_is_missed_by_so_much(cast: Cast) -> None:
    made(cast)
    found = keep(KEY, kept_at=day(11), actor=SYSTEM, at=day(11))
    assert (found.state, found.late_seconds) == ("missed", 86_400)
    assert Entry.objects.get(verb="commitments.missed").after["late_seconds"] == 86_400


def test_done_after_it_was_marked_missed_stays_missed_and_is_told_as_late(cast: Cast) -> None:
    made(cast)
    settle(day(11))
    found = keep(KEY, kept_at=day(12), actor=SYSTEM, at=day(12))
    assert (found.state, found.settled_at, found.done_at) == ("missed", day(11), day(12))
    assert verbs() == ["promised", "missed", "done_late"]


def test_done_in_time_and_recorded_late_is_put_right_in_full_view(cast: Cast) -> None:
    """A mail that waited, or a clock that stepped forward and back: the fact decides."""
    made(cast)
    settle(day(11))
    found = keep(KEY, kept_at=day(9), actor=SYSTEM, at=day(12))
    assert (found.state, found.settled_at) == ("kept", day(12))
    assert verbs() == ["promised", "missed", "found_kept"]


@pytest.mark.parametrize("again", [1, 4, 20])
def test_the_first_time_that_it_was_done_counts(cast: Cast, again: int) -> None:
    made(cast)
    keep(KEY, kept_at=day(3), actor=SYSTEM, at=day(3))
    keep(KEY, kept_at=day(again), actor=SYSTEM, at=day(again))
    assert (now().state, now().done_at) == ("kept", day(3))
    assert verbs() == ["promised", "kept"]


def test_what_nobody_promised_cannot_be_kept(db: None) -> None:
    with pytest.raises(NotSeen):
        keep("nothing", kept_at=START, actor=SYSTEM, at=START)


def test_the_database_refuses_a_promise_kept_too_late(cast: Cast) -> None:
    made(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.update(state="kept", settled_at=day(11), done_at=day(11), next_at=None)


# --- waive


def test_a_waived_promise_says_why_and_the_journal_keeps_the_words_apart(cast: Cast) -> None:
    made(cast)
    found = waive(KEY, because="M. Durand est parti", actor=cast.anna, at=day(2))
    assert (found.state, found.waived_because) == ("waived", "M. Durand est parti")
    entry = Entry.objects.get(verb="commitments.waived")
    assert "Durand" not in str(entry.after)
    assert personal_of(SYSTEM, [entry.pk])[entry.pk] == {"because": "M. Durand est parti"}


@pytest.mark.parametrize("because", ["", "  "])
def test_a_promise_is_not_waived_without_a_reason(cast: Cast, because: str) -> None:
    made(cast)
    with pytest.raises(NoReason):
        waive(KEY, because=because, actor=cast.anna, at=day(2))
    assert now().state == "running"


def test_a_settled_promise_is_not_waived(cast: Cast) -> None:
    made(cast)
    keep(KEY, kept_at=day(3), actor=SYSTEM, at=day(3))
    assert waive(KEY, because="too late", actor=cast.anna, at=day(4)).state == "kept"


def test_a_waived_promise_is_neither_kept_nor_missed(cast: Cast) -> None:
    made(cast)
    waive(KEY, because="the client left", actor=cast.anna, at=day(2))
    settle(day(11))
    assert keep(KEY, kept_at=day(3), actor=SYSTEM, at=day(12)).state == "waived"


def test_nobody_waives_what_they_may_not_see(cast: Cast) -> None:
    for name, viewer in cast.everyone:
        made(cast, key := f"contacts/{name}")
        if viewer.is_staff or name in {"alice", "bob", "rose"}:
            assert waive(key, because="agreed", actor=viewer, at=day(2)).state == "waived"
        else:
            with pytest.raises(NotSeen):
                waive(key, because="agreed", actor=viewer, at=day(2))


# --- move


def test_a_running_promise_is_reckoned_anew_with_its_warnings(cast: Cast) -> None:
    made(cast)
    found = move(
        KEY, chosen(day(20)), steps=[(50, day(10)), (80, day(16))],
        actor=SYSTEM, at=day(2),
    )  # fmt: skip
    assert (found.due_at, found.next_at) == (day(20), day(10))
    assert found.reasons["rule"] == "tests.chosen"
    assert list(found.steps.order_by("share").values_list("at", flat=True)) == [day(10), day(16)]
    assert Entry.objects.get(verb="commitments.moved").before["due_at"] == DUE.isoformat()


def test_the_warnings_are_those_it_is_moved_with_and_no_others(cast: Cast) -> None:
    made(cast)
    move(KEY, chosen(day(20)), steps=[(80, day(16)), (90, day(18))], actor=SYSTEM, at=day(2))
    assert list(now().steps.order_by("share").values_list("share", "at")) == [
        (80, day(16)), (90, day(18)),
    ]  # fmt: skip


def test_a_warning_already_given_is_not_given_again_for_the_same_time(cast: Cast) -> None:
    made(cast)
    settle(HALF)
    move(KEY, chosen(day(11)), steps=[(50, HALF), (80, day(9))], actor=SYSTEM, at=day(6))
    assert now().next_at == day(9)
    assert [bool(settle(day(n))) for n in (6, 7, 8)] == [False] * 3


def test_a_warning_already_given_comes_again_where_its_time_is_to_come(cast: Cast) -> None:
    made(cast)
    settle(HALF)
    move(KEY, chosen(day(40)), steps=[(50, day(20))], actor=SYSTEM, at=day(6))
    assert settle(day(20)).warned == 1


def test_a_settled_promise_is_not_moved(cast: Cast) -> None:
    made(cast)
    settle(day(11))
    assert move(KEY, chosen(day(40)), actor=SYSTEM, at=day(12)).due_at == DUE
    assert Step.objects.filter(at=LATE).exists()
