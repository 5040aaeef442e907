"""Alike promises as one line, and how each kind and each client stands."""

from __future__ import annotations

from typing import Any

import pytest

from tenir.apps.commitments.queries import Alike, alike, standing_by_client, standing_by_kind
from tenir.apps.commitments.services import hold, settle
from tenir.viewer import ANONYMOUS, Viewer
from tests.apps.commitments.promises import DUE, LATE, day, made
from tests.cast import Cast

OURS = {"owed_by": "publisher", "clauses": ["5.1"]}


@pytest.fixture
def five(cast: Cast) -> Cast:
    """Two alike for Martin and one for Novak, one a day later, one owed to Novak."""
    novak = cast.novak.organisation_id
    for key, more in (
        ("one", {}), ("two", {}), ("three", {"organisation": novak}),
        ("later", {"due_at": day(11), "steps": ()}),
        ("ours", {"organisation": novak, **OURS}),
    ):  # fmt: skip
        made(cast, key, **more)
    return cast


def listed(viewer: Viewer, *, most: int, **narrowed: Any) -> list[Alike]:
    (found,) = alike(viewer, narrowed, most=most)
    return found


def test_promises_of_one_kind_due_together_are_one_line(five: Cast) -> None:
    said = [(line.first.key, line.number, line.first.due_at) for line in listed(five.sam, most=8)]
    assert sorted(said) == [("later", 1, day(11)), ("one", 3, DUE), ("ours", 1, DUE)]


def test_a_line_counts_only_what_its_reader_may_see(five: Cast) -> None:
    assert [line.number for line in listed(five.alice, most=8)] == [2, 1]
    assert [line.number for line in listed(five.charlie, most=8, owed_by="client")] == [1]
    assert listed(ANONYMOUS, most=8) == []


def test_the_latest_come_first_when_asked(five: Cast) -> None:
    assert listed(five.sam, most=1, latest=True)[0].first.key == "later"


def test_each_kind_says_what_runs_is_at_risk_and_was_missed_since(five: Cast) -> None:
    settle(now=LATE)
    (risky,) = [
        each
        for each in standing_by_kind(five.sam, since=day(0), now=LATE)
        if each.owed_by == "client"
    ]
    assert (risky.running, risky.at_risk, risky.missed, risky.clauses) == (4, 3, 0, ["9.2"])
    settle(now=day(12))
    stand = standing_by_kind(five.sam, since=day(0), now=day(12))
    missed = {each.owed_by: each.missed for each in stand}
    assert missed == {"client": 4, "publisher": 1}
    assert standing_by_kind(five.sam, since=day(12), now=day(12)) == []


def test_what_is_overdue_and_was_not_settled_yet_is_missed_already(five: Cast) -> None:
    """The round that settles may not have run: a figure never says less than a row beside it."""
    at = day(10.1)
    stand = {each.owed_by: each for each in standing_by_kind(five.sam, since=day(0), now=at)}
    assert (stand["client"].running, stand["client"].missed) == (1, 3)
    assert (stand["publisher"].running, stand["publisher"].missed) == (0, 1)
    (novak,) = standing_by_client(five.sam, since=day(0), now=at, most=8)
    assert (novak.name, novak.running, novak.missed) == ("Novak s.r.o.", 0, 1)
    settle(now=at)
    settled = {each.owed_by: each for each in standing_by_kind(five.sam, since=day(0), now=at)}
    assert {side: each.missed for side, each in settled.items()} == {"client": 3, "publisher": 1}


def test_one_whose_clock_waits_is_not_overdue(five: Cast) -> None:
    hold("ours", actor=five.anna, at=LATE)
    (ours,) = (
        each
        for each in standing_by_kind(five.sam, since=day(0), now=day(12))
        if each.owed_by == "publisher"
    )
    assert (ours.running, ours.missed) == (1, 0)


def test_the_clients_to_look_after_are_those_to_whom_the_publisher_failed(five: Cast) -> None:
    settle(now=day(12))
    found = standing_by_client(five.sam, since=day(0), now=day(12), most=8)
    assert [(each.name, each.missed) for each in found] == [("Novak s.r.o.", 1)]
    assert standing_by_client(five.alice, since=day(0), now=day(12), most=8) == []
