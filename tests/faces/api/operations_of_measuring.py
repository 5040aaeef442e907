"""The operations of measuring: targets, corrections, and what monitors of all makes tell."""

from __future__ import annotations

from collections.abc import Iterator

from tests.faces.api.sample import BECAUSE, LINE, OPERATORS, Sample, file, given, key, one, whole
from tests.stories.rules import client
from tests.stories.world import Side, World

STARTED = "2026-10-12T08:00:00Z"


def samples() -> Iterator[Sample]:
    """Each of them, as it is asked."""
    yield whole("list_targets")
    yield one("read_margin", client, LINE)
    yield whole("list_spells")
    yield whole("list_corrections")
    yield whole("list_target_settings")
    yield whole("list_taken_files")
    yield whole("take_file", OPERATORS, form=lambda _w, _s: {
        "file": file("samples.csv", b"target,at,status\nnobody,2026-09-01T00:00Z,up\n", "text/csv")
    })  # fmt: skip
    yield one("read_target", client, key(id="target"))
    yield whole("add_target", OPERATORS, told=_target)
    yield one("change_target", OPERATORS, key(id="target"), told=given(silence=7200))
    yield one("retire_target", OPERATORS, key(id="target"))
    yield one("read_correction", client, key(id="correction"))
    yield one(
        "correct_measures", OPERATORS, LINE,
        told=given(start="2026-09-20T08:00:00Z", end="2026-09-20T09:00:00Z", because="Seen"),
    )  # fmt: skip
    ended = given(end="2026-09-20T08:00:00Z")
    yield one("end_correction", OPERATORS, key(id="correction"), told=ended)
    yield one("take_correction_back", OPERATORS, key(id="correction"), told=BECAUSE)
    alert = {"labels": {"alertname": "ProbeFailed"}, "startsAt": STARTED}
    yield whole("take_alertmanager", OPERATORS, told=given(alerts=[alert]))
    yield whole("take_prometheus", OPERATORS, told=lambda _w, _s: [alert])
    yield whole(
        "take_uptime_kuma", OPERATORS,
        told=given(heartbeat={"status": 1, "time": "2026-10-12 08:00:00"},
                   monitor={"id": 1, "name": "drive"}),
    )  # fmt: skip
    yield whole("take_gatus", OPERATORS, path=given(key="paris_drive"), query=given(success="true"))


def _target(_world: World, side: Side) -> dict[str, object]:
    return {"name": f"web-{side.word}", "subscription": side.subscription}
