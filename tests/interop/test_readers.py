"""A calendar client and a feed reader of others' making read what we publish: `make interop`."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tenir import clock
from tenir.apps.maintenance import services as maintenance
from tenir.integrations.status_files import write_out
from tests.cast import Cast
from tests.faces.test_pages import cast
from tests.faces.test_status import HOUR, announce, incident
from tests.integrations.test_status_files import served

__all__ = ["cast", "served"]
PYTHON = Path(__file__).parents[2] / ".venv-interop/bin/python"
READING = Path(__file__).with_name("reading.py")


def read(kind: str, port: int, path: str) -> Any:
    """What the other's library makes of that address, in a process of its own."""
    asked = [PYTHON, READING, kind, f"http://127.0.0.1:{port}/status/{path}"]
    return json.loads(subprocess.run(asked, check=True, capture_output=True, timeout=60).stdout)


@pytest.mark.clause("5.11", "5.12", "5.16")
def test_a_calendar_client_reads_works_moves_and_the_sunday_stop(
    cast: Cast, tmp_path: Path, served: int
) -> None:
    now = clock.now().replace(microsecond=0)
    for number in ("W-soon", "W-off"):
        announce(cast, number, now + 50 * HOUR, products=["drive"])
    start = now + 70 * HOUR
    maintenance.change(
        "W-soon", starts_at=start, ends_at=start + 2 * HOUR, because="Late", actor=cast.olga,
        at=now,
    )  # fmt: skip
    maintenance.withdraw(number="W-off", because="Put off", actor=cast.olga, at=now)
    write_out(tmp_path, clock.now())
    found = {event["uid"]: event for event in read("calendar", served, "fr/works.ics")}
    moved, off = found["works-W-soon"], found["works-W-off"]
    assert (moved["starts"], moved["seconds"]) == (start.isoformat(), 7200)
    assert (moved["status"], moved["sequence"]) == ("CONFIRMED", "1")
    assert (off["status"], off["sequence"]) == ("CANCELLED", "1")
    (stop,) = (event for event in found.values() if "times" in event)
    assert "2026-03-21T23:00:00+00:00" in stop["times"]  # Sunday at midnight, in winter
    assert "2026-03-28T23:00:00+00:00" in stop["times"]  # the night that the clocks change
    assert "2026-10-03T22:00:00+00:00" in stop["times"]  # in summer
    assert "2026-10-24T22:00:00+00:00" in stop["times"]


@pytest.mark.clause("5.11", "10.4")
@pytest.mark.parametrize(
    ("path", "version"), [("fr/feed.atom", "atom10"), ("en/feed.rss", "rss20")]
)
def test_a_feed_reader_reads_incidents_and_works(
    cast: Cast, tmp_path: Path, served: int, path: str, version: str
) -> None:
    found = incident(cast, "Panne")
    announce(cast, "W-soon", clock.now() + timedelta(days=3), products=["drive"])
    announce(cast, "W-past", clock.now() - timedelta(days=3), products=["drive"])
    write_out(tmp_path, clock.now())
    told = read("feed", served, path)
    assert (told["bozo"], told["version"]) == (False, version)
    assert any(found in entry["link"] for entry in told["entries"])
    assert any(entry["link"].endswith("#works-W-soon") for entry in told["entries"])
    ids = [entry["id"] for entry in told["entries"]]
    assert len(ids) == len(set(ids))
