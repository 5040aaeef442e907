"""Programs that read Statuspage's API read ours: the same fields, and nothing of a client's own."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tenir import clock
from tenir.apps.publishing import services as publishing
from tests.cast import Cast
from tests.faces.test_pages import cast
from tests.faces.test_status import HOUR, announce, incident

__all__ = ["cast"]
SHAPES = json.loads((Path(__file__).parent / "statuspage_shapes.json").read_text())
NAMES = sorted(SHAPES)


def asked(name: str, *, below: str = "") -> Any:
    answer = Client().get(f"{below}/api/v2/{name}.json")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return answer.json()


@pytest.fixture
def told(cast: Cast) -> str:
    """The reference of an incident with two updates, beside one over and one of a client's own."""
    now = clock.now()
    incident(cast, "Passé", state="resolved")
    incident(cast, "Secret", client=cast.martin.pk)
    found = incident(cast, "Panne")
    publishing.follow_up(
        found, said=publishing.Said(state="identified", text_fr="Trouvé", impact="minor"),
        actor=cast.olga, at=now,
    )  # fmt: skip
    for number, days in (("W-past", -5), ("W-now", 0), ("W-soon", 3)):
        announce(cast, number, now - HOUR + timedelta(days=days), products=["drive"])
    return found


@pytest.mark.clause("10.4")
@pytest.mark.parametrize("name", NAMES)
def test_every_answer_has_the_fields_of_a_real_one(told: str, name: str) -> None:
    assert shape(asked(name)) == SHAPES[name]


def shape(value: Any) -> Any:
    """The names of the fields, of the first of each list; but one younger than the captures."""
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if key != "reminder_intervals"}
        return {key: shape(each) for key, each in sorted(kept.items())}
    if isinstance(value, list):
        return [shape(value[0])] if value and isinstance(value[0], dict) else []
    return None


@pytest.mark.clause("10.4")
def test_incidents_carry_their_updates_the_latest_first(told: str) -> None:
    found = {each["name"]: each for each in asked("incidents")["incidents"]}
    assert set(found) == {"Passé", "Panne", "Coupure"}
    assert found["Passé"]["resolved_at"]
    latest, first = found["Panne"]["incident_updates"]
    assert (latest["status"], latest["body"]) == ("identified", "Trouvé")
    (touched,) = latest["affected_components"]
    assert (touched["old_status"], touched["new_status"]) == (
        "partial_outage", "degraded_performance",
    )  # fmt: skip
    assert first["affected_components"][0]["old_status"] == "operational"
    (open_one,) = asked("incidents/unresolved")["incidents"]
    assert open_one["id"] == told
    english = asked("incidents/unresolved", below="/status/en")["incidents"]
    assert english[0]["name"] == "English Panne"


@pytest.mark.clause("5.12")
def test_works_are_scheduled_in_progress_and_completed(told: str) -> None:
    states = {
        each["name"].partition("(")[2][:-1]: each["status"]
        for each in asked("scheduled-maintenances")["scheduled_maintenances"]
    }
    stops = {states.pop(name) for name in list(states) if name.startswith("S-")}
    assert stops <= {"completed"}, "the Sundays' stops of January 2026, told for a year"
    told_now = {"W-past": "completed", "W-now": "in_progress", "W-soon": "scheduled"}
    assert states.pop("W-1", "completed") == "completed", "works of January 2026"
    assert states == told_now
    for name, number in (("upcoming", "W-soon"), ("active", "W-now")):
        (row,) = asked(f"scheduled-maintenances/{name}")["scheduled_maintenances"]
        assert number in row["name"]


@pytest.mark.clause("10.4")
def test_the_summary_says_how_all_is_now(told: str) -> None:
    found = asked("summary")
    assert found["status"] == asked("status")["status"]
    assert found["status"] == {"indicator": "minor", "description": "Minor Service Outage"}
    drive = next(each for each in found["components"] if each["name"] == "Drive")
    assert drive["status"] == "degraded_performance"
    group = next(each for each in found["components"] if each["id"] == drive["group_id"])
    assert (group["group"], group["status"]) == (True, "degraded_performance")
    assert drive["id"] in group["components"]
    other = next(each for each in found["components"] if each["name"] == "TechCenter")
    assert (other["status"], other["description"]) == ("operational", "Non mesuré à présent")


@pytest.mark.clause("7.2")
def test_the_support_platform_is_a_component(cast: Cast) -> None:
    incident(cast, "Assistance", platform=True, products=[])
    found = asked("components")["components"][0]
    assert (found["name"], found["status"]) == ("Plateforme de support", "partial_outage")
    (touched,) = asked("incidents/unresolved")["incidents"][0]["components"]
    assert touched["id"] == found["id"]


def test_there_is_no_other_answer(cast: Cast) -> None:
    assert Client().get("/api/v2/people.json").status_code == 404
    assert Client().get("/status/de/api/v2/status.json").status_code == 404
