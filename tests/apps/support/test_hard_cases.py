"""Hard cases of peers lived through the service: a client whose agreement has those hours.

Each is a request sent at the vector's start under a version of the agreement with its zone, its
opening hours, its holidays as closures told long ago, and its length for a P1.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tenir.apps.agreements.models import (
    ClientVersion,
    Closure,
    Contract,
    Subscription,
    Version,
)
from tenir.terms.loading import load
from tests.apps.support.conftest import Open

BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
CASES = {
    "znu-02": "the hour that March takes away, on a weekend between two working days",
    "znu-04": "a public holiday and a clock change on the way, round the clock",
    "znu-09": "a zone of half an hour, on the day when it goes back",
    "znu-10": "a zone of half an hour, on the day when it goes forward at midnight",
    "znu-11": "the southern hemisphere: clocks go back in April",
    "znu-12": "recorded on a Sunday, down to the second",
    "znu-14": "a lunch break in the middle",
    "znu-16": "Christmas: four closed days, and seconds kept",
    "znu-18": "recorded on a Sunday at midnight, before a day of 23 hours",
    "znu-20": "a working Monday of 23 hours",
    "znu-21": "a working Tuesday of 25 hours",
    "znu-22": "one minute, from a Saturday",
    "bt-04": "a holiday on Monday, of the client's own calendar",
    "bt-08": "a delay that ends exactly at closing",
}


@pytest.fixture
def under(line: Subscription) -> Callable[[dict[str, Any]], None]:
    """Has Ateliers Martin live under an agreement as the vector describes it, since long ago."""

    def lived(case: dict[str, Any]) -> None:
        reference = Version.objects.get()
        text = _altered(reference.convention, case)
        version = Version.objects.create(
            agreement=reference.agreement, number="2", convention=text, state="published",
            digest=load(text).digest, published_at=BEFORE,
        )  # fmt: skip
        rows = ClientVersion.objects.filter(client=line.contract.client_id)
        rows.update(version=version, effective_at=BEFORE)
        Subscription.objects.filter(pk=line.pk).update(starts_on=BEFORE.date())
        Contract.objects.filter(pk=line.contract_id).update(starts_on=BEFORE.date())
        for day in _holidays(case):
            Closure.objects.create(on=day, announced_at=BEFORE, because="A holiday")

    return lived


@pytest.mark.clause("7.13", "7.15")
@pytest.mark.parametrize("id", CASES)
def test_a_hard_case_comes_out_right_through_the_service(
    shared: Path, under: Callable[[dict[str, Any]], None], open_: Open, id: str
) -> None:
    cases = json.loads((shared / "vectors" / "working_time.json").read_text())
    (case,) = (each for each in cases if each["id"] == id)
    under(case)
    found = open_(at=datetime.fromisoformat(case["start"]))
    assert found.due_at == datetime.fromisoformat(case["expected"])


def _altered(text: str, case: dict[str, Any]) -> str:
    hours = case["opening_hours"]
    days = [day for day, ranges in hours.items() if ranges]
    ranges = [f"{first}-{last}" for first, last in hours[days[0]]]
    changes = (
        ('version: "1"', 'version: "2"'),
        ("timezone: Europe/Paris", f"timezone: {case['tz']}"),
        ("days: [mon, tue, wed, thu, fri]", f"days: [{', '.join(days)}]"),
        ('hours: ["08:30-12:30", "13:30-17:00"]', f"hours: {json.dumps(ranges)}"),
        ("holidays: FR", "holidays: none"),
        ("length: 8 working_hours", f"length: {case['add_working_seconds']} seconds"),
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def _holidays(case: dict[str, Any]) -> list[date]:
    year = int(case["start"][:4])
    return [
        date.fromisoformat(each)
        for given in case["holidays"]
        for each in ([f"{y}-{given}" for y in (year, year + 1)] if len(given) == 5 else [given])
    ]
