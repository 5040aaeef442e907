"""How a promise tells its instants to whoever's clocks show another time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from tenir.apps.commitments.models import Commitment
from tenir.terms.grounds import promised
from tenir.terms.phrases import both
from tenir.ui import promises

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "next_at", "told"),
    [("running", MARCH_2, "running"), ("running", None, "paused"), ("missed", None, "missed")],
)
def test_a_promise_whose_clock_waits_is_paused(
    state: str, next_at: datetime | None, told: str
) -> None:
    found = Commitment(state=state, next_at=next_at)
    found.warned_of = False  # type: ignore[attr-defined]  as a list asks it
    assert promises.standing(found) == told


def promise(zone: str = "Europe/Paris") -> Commitment:
    """Contacts to be confirmed by 2 September 2026, 24:00 in that zone."""
    found = promised("parties.confirm_contacts", asked_at=MARCH_2, months=6, zone=zone)
    assert found.grounds
    return Commitment(
        due_at=found.due_at, next_at=MARCH_2, reasons=found.reason.to_json(),
        inputs=found.grounds.inputs,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("here", "zone", "end"),
    [
        ("Europe/Paris", "Europe/Paris", "by 2 Sep 2026 24:00"),
        ("Europe/Oslo", "Europe/Paris", "by 2 Sep 2026 24:00"),  # the same time
        ("Europe/London", "Europe/Paris", "by 2 Sep 2026 24:00 (Paris time)"),
        ("Europe/Paris", "Europe/London", "by 2 Sep 2026 24:00 (London time)"),
    ],
)
def test_a_sentence_names_the_clocks_that_show_another_time(here: str, zone: str, end: str) -> None:
    with timezone.override(here), translation.override("en"):
        assert promises.told(promise(zone)).endswith(end)


def test_a_sentence_without_a_time_names_no_clocks() -> None:
    found = promise()
    found.reasons = {"sentence": both("reports.not_measured"), "children": []}
    with timezone.override("Europe/London"), translation.override("en"):
        assert promises.told(found) == "Nothing was measured that month"
        assert promises.elsewhere(found) == ""


def test_of_a_promise_whose_clock_waits_no_list_says_that_it_runs() -> None:
    """Clause: 7.13."""
    found = promise()
    found.next_at = None
    with translation.override("en"):
        assert promises.told(found) == "Its clock waits for an answer, or for an order"
    for kind, said in (("requests.response", ""), ("parties.confirm_contacts", "Contacts")):
        found.kind, found.state = kind, "kept"
        with translation.override("en"):
            assert promises.told(found)[:8] == said


@pytest.mark.parametrize(
    ("due_at", "told"),
    [
        (datetime(2026, 3, 3, 16, tzinfo=UTC), "The clock is running; to be taken in charge by"),
        (datetime(2026, 3, 4, 16, tzinfo=UTC), "The clock is running; the firm promise of a P1"),
    ],
)
@pytest.mark.parametrize("here", ["Europe/Paris", "Europe/London"])
def test_the_best_effort_of_a_p1_does_not_tell_the_firm_instant_as_its_own(
    due_at: datetime, told: str, here: str
) -> None:
    """Clause: 7.13, 7.14."""
    due = datetime(2026, 3, 3, 17)  # in Paris
    sentence = both("clock.running", due=due)
    found = Commitment(
        kind="requests.response", state="running", due_at=due_at, next_at=MARCH_2,
        reasons={"sentence": sentence, "children": []}, inputs="",
    )  # fmt: skip
    with timezone.override(here):
        with translation.override("en"):
            assert promises.told(found).startswith(told)
        with translation.override("fr"):
            assert ("P1" in promises.told(found)) == ("P1" in told)


def test_of_a_promise_without_reasons_none_is_made_up() -> None:
    found = Commitment(kind="requests.response", state="running", due_at=MARCH_2, next_at=MARCH_2)
    assert promises.told(found) == ""
