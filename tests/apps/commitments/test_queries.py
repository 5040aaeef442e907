"""Who sees which promise: a client its own, staff all of them, others none."""

from __future__ import annotations

import pytest

from tenir.apps.commitments.queries import (
    alike,
    briefly,
    commitment,
    commitment_of,
    commitments,
    counts,
    warned,
)
from tenir.apps.commitments.services import hold, keep, settle, waive
from tenir.viewer import SYSTEM, NotSeen
from tests.apps.commitments.promises import HALF, day, made
from tests.cast import Cast


@pytest.fixture
def three(cast: Cast) -> Cast:
    """One for each client, one of the publisher's own."""
    made(cast, "martin")
    made(cast, "novak", organisation=cast.novak.organisation_id, clauses=["5.6", "5.7"])
    made(cast, "own", organisation=None, owed_by="publisher", clauses=["6.1"])
    return cast


SEEN = {"alice": {"martin"}, "bob": {"martin"}, "rose": {"martin"}, "charlie": {"novak"},
        "nobody": set()}  # fmt: skip


def test_everyone_sees_their_own_promises_and_staff_all(three: Cast) -> None:
    for name, viewer in three.everyone:
        expected = SEEN.get(name, {"martin", "novak", "own"})
        assert {found.key for found in commitments(viewer)} == expected, name
        assert counts(viewer, now=day(1))["running"] == len(expected), name


def test_a_promise_that_one_may_not_see_is_not_seen_by_any_door(three: Cast) -> None:
    ids = {found.key: found.pk for found in commitments(SYSTEM)}
    for name, viewer in three.everyone:
        for key, id in ids.items():
            if key in SEEN.get(name, {key}):
                assert commitment(viewer, id).key == commitment_of(viewer, key).key == key
                continue
            with pytest.raises(NotSeen):
                commitment(viewer, id)
            with pytest.raises(NotSeen):
                commitment_of(viewer, key)


def test_filters_never_widen_what_is_seen(three: Cast) -> None:
    novak = three.novak.organisation_id
    assert not commitments(three.alice, organisation=novak).exists()
    assert counts(three.alice, now=day(1), organisation=novak)["running"] == 0


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"clause": "5.6"}, {"novak"}),
        ({"clause": "5"}, set()),
        ({"clause": "9.2"}, {"martin"}),
        ({"owed_by": "publisher"}, {"own"}),
        ({"state": "kept"}, {"martin"}),
        ({"state": ["kept", "running"]}, {"martin", "novak", "own"}),
        ({"kind": "nothing"}, set()),
        ({"subject": "client/1"}, {"martin", "novak", "own"}),
        ({"due_since": day(11)}, set()),
        ({"due_until": day(11), "owed_by": "client"}, {"martin", "novak"}),
    ],
)
def test_promises_are_found_by_what_is_known_of_them(
    three: Cast, filters: dict[str, object], found: set[str]
) -> None:
    keep("martin", kept_at=day(1), actor=SYSTEM, at=day(1))
    assert {each.key for each in commitments(SYSTEM, **filters)} == found  # type: ignore[arg-type]


@pytest.mark.clause("7.13", "7.14")
def test_what_is_paused_neither_goes_on_nor_comes_next(three: Cast) -> None:
    hold("martin", actor=SYSTEM, at=day(1))
    keep("novak", kept_at=day(1), actor=SYSTEM, at=day(1))
    assert commitment_of(SYSTEM, "martin").paused
    assert {each.key for each in commitments(SYSTEM, state="running")} == {"martin", "own"}
    assert {each.key for each in commitments(SYSTEM, going=True)} == {"own"}
    (coming,) = alike(SYSTEM, {"going": True}, most=5)
    assert [line.first.key for line in coming] == ["own"]


def test_whether_a_warning_was_given_is_asked_with_a_list(three: Cast) -> None:
    settle(HALF)
    hold("own", actor=SYSTEM, at=day(6))
    made(three, "later", due_at=day(40), steps=[(50, day(20))])
    briefly_told = {each.key: warned(each) for each in briefly(commitments(SYSTEM))}
    assert briefly_told == {"martin": True, "novak": True, "own": True, "later": False}
    assert {each.key: warned(each) for each in commitments(SYSTEM)} == briefly_told


def test_an_order_that_is_not_offered_is_the_usual_one(three: Cast) -> None:
    made(three, "sooner", due_at=day(9))
    assert commitments(SYSTEM, order="organisation__name")[0].key == "sooner"
    assert commitments(SYSTEM, order="-due_at").last().key == "sooner"  # type: ignore[union-attr]


def test_counts_tell_the_states_and_what_is_at_risk_or_overdue(three: Cast) -> None:
    waive("own", because="not needed", actor=SYSTEM, at=day(1))
    settle(day(5))
    made(three, "soon", due_at=day(4), steps=())
    assert counts(SYSTEM, now=day(6)) == {
        "running": 3, "kept": 0, "missed": 0, "waived": 1, "overdue": 1, "at_risk": 2
    }  # fmt: skip
