"""The working time of nine peers, as their own tests have it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tenir.terms.calendars import Calendar, calendar_of
from tenir.terms.hours_read import read_hours
from tenir.terms.working_time import due, elapsed

ZERO = "a length of zero gives back the start, also out of hours"
REVERSED = "an end before the start is negative"
OTHER_CONVENTIONS = {
    "biz-04": (ZERO, "2006-01-03T00:00:00+00:00"),
    "biz-11": (ZERO, "2006-01-01T00:00:00+00:00"),
    "biz-13": (ZERO, "2006-01-01T00:00:00+00:00"),
    "biz-23": (ZERO, "2006-04-02T00:00:00-08:00"),
    "bt-03": (ZERO, "2010-04-10T12:33:00+00:00"),
    "biz-08": (REVERSED, -142_200),
    "glpi-04": (REVERSED, -216_000),
    "znu-23": (REVERSED, -205_199),
}


@pytest.mark.clause("7.13", "7.15")
def test_the_cases_of_peers_come_out_right_but_for_eight_of_other_conventions(
    shared: Path, tried: Callable[[str, int], None]
) -> None:
    cases = json.loads((shared / "vectors" / "working_time.json").read_text())
    differing = {case["id"]: found for case in cases if (found := outcome(case)) != expected(case)}
    tried("working_time", len(cases))
    assert {key: str(value) for key, value in differing.items()} == {
        key: str(ours).replace("T", " ") for key, (_, ours) in OTHER_CONVENTIONS.items()
    }
    assert len(cases) == 92


@pytest.mark.clause("7.13")
def test_the_other_reading_of_the_edge_comes_out_right_too(shared: Path) -> None:
    cases = json.loads((shared / "vectors" / "working_time.json").read_text())
    (case,) = (case for case in cases if "expected_other_edge" in case)
    start, seconds = datetime.fromisoformat(case["start"]), case["add_working_seconds"]
    found = due(calendar(case), start=start, seconds=seconds, edge="next-opening")
    assert found == datetime.fromisoformat(case["expected_other_edge"])


def expected(case: dict[str, Any]) -> object:
    given = case["expected"]
    return datetime.fromisoformat(given) if isinstance(given, str) else given


def outcome(case: dict[str, Any]) -> object:
    start = datetime.fromisoformat(case["start"])
    pauses = [tuple(map(datetime.fromisoformat, pause)) for pause in case.get("pauses", [])]
    if case["op"] == "between":
        end = datetime.fromisoformat(case["end"])
        return elapsed(calendar(case), start=start, end=end, pauses=pauses)
    back = case.get("subtract_working_seconds")
    seconds = case["add_working_seconds"] if back is None else -back
    return due(calendar(case), start=start, seconds=seconds, pauses=pauses)


def calendar(case: dict[str, Any]) -> Calendar:
    year = date.fromisoformat(case["start"][:10]).year
    days = [
        day
        for given in case["holidays"]
        for day in ([f"{y}-{given}" for y in range(year, year + 3)] if len(given) == 5 else [given])
    ]
    shape = {"tz": case["tz"], "weekly": case["opening_hours"], "holidays": days}
    return calendar_of(
        read_hours(shape | {key: case.get(key) for key in ("special_days", "closures")})
    )
