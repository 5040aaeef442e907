"""Where a request may go from where it stands: the page's table, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tenir.apps.support.models import OVER, Request, State
from tenir.apps.support.states import ACTS, BACK, WAIT, WRITES, MovedOn, may, may_write, moved
from tests.apps.support.conftest import NINE

PAGE = Path(__file__).parents[3] / "docs" / "articles" / "support.md"
ROW = re.compile(r"^\| `(\w+)` \| ((?:\w+,? ?)+) \| (\w+) \| `(\w+)` \|", re.M)
TABLE = ROW.findall(PAGE.read_text("utf-8"))
SENTENCE = re.compile(r"write to the client: `said`, in (.+), which moves neither the state")
LINES = [
    (act, before, after, event)
    for act, befores, after, event in TABLE
    for before in befores.split(", ")
]


WAITS = {  # where an act leads that begins a wait, or ends one of two
    **{("ask_client", state): "waiting_client"
       for state in ("recorded", "in_progress", "answered", "reopened")},
    **{("park", state): "parked" for state in ("recorded", "in_progress", "answered", "reopened")},
    ("ask_client", "parked"): "waiting_both", ("park", "waiting_client"): "waiting_both",
    ("client_replies", "waiting_both"): "parked", ("unpark", "waiting_both"): "waiting_client",
}  # fmt: skip


def test_the_table_of_the_page_is_the_rule() -> None:
    written = {
        act: (frozenset(before.split(", ")), after, event) for act, before, after, event in TABLE
    }
    assert written == {act: tuple(step) for act, step in ACTS.items()}


@pytest.mark.parametrize(("act", "before", "after", "event"), LINES)
def test_an_act_leads_where_its_line_says(act: str, before: str, after: str, event: str) -> None:
    """Clause: 7.7, 7.8."""
    found = Request(pk=1, state=before)
    if after == WAIT or before == "waiting_both":
        assert moved(found, act) == WAITS.get((act, before), after)
        return
    if after != BACK:
        assert moved(found, act) == after
        return
    assert moved(found, act) == "incomplete"
    found.recorded_at = NINE
    assert moved(found, act) == "recorded"
    found.taken_in_charge_at = NINE
    assert moved(found, act) == "in_progress"


def test_an_act_starts_from_no_other_state() -> None:
    """Clause: 7.7."""
    for act, step in ACTS.items():
        for state in set(State.values) - step.before:
            with pytest.raises(MovedOn):
                moved(Request(pk=1, state=state), act)


def test_support_writes_to_the_client_where_the_page_says_and_wherever_else_it_answers() -> None:
    """Clause: 7.12."""
    (told,) = SENTENCE.findall(PAGE.read_text("utf-8"))
    assert set(re.split(", | and ", told)) == WRITES
    for state in State.values:
        found = Request(pk=1, state=state)
        assert may_write(found) + may(found, "answer") == (state not in OVER), state


def test_every_state_but_a_draft_is_reached_by_some_act() -> None:
    reached = {step.after for step in ACTS.values()} - {BACK, WAIT} | set(WAITS.values())
    assert reached == set(State.values) - {"draft"}
