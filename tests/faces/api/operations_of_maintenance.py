"""The operations of maintenance: works, those that come back, clients' freezes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.faces.api.sample import BECAUSE, Sample, given, key, one, whole
from tests.stories.rules import client, only, staff

PLANNERS = only("olga", "rita", "adam")
KEEPERS = only("olga", "rita", "anna", "adam")
WORKS, DRAFT = key(number="works"), key(number="draft_works")
HOURS = {"starts_at": "2026-12-01T20:00:00Z", "ends_at": "2026-12-01T21:00:00Z"}
LATER = {"starts_at": "2026-12-03T20:00:00Z", "ends_at": "2026-12-03T21:00:00Z"}


def samples() -> Iterator[Sample]:
    """Each of them, as it is asked."""
    yield one("read_works", client, WORKS)
    yield one("list_works_steps", client, WORKS)
    yield whole("works_calendar")
    yield whole("read_standing_works")
    yield whole("record_works", PLANNERS, told=_on(**HOURS, number="W-900", kind="planned"))
    yield whole("check_works", PLANNERS, told=_on(**HOURS, kind="planned"))
    yield whole(
        "plan_works", PLANNERS,
        told=_on(**HOURS, kind="planned", title_fr="Bascule", despite="Asked for by letter"),
    )  # fmt: skip
    yield whole(
        "read_free_time", PLANNERS,
        query=lambda _w, side: {"minutes": 60, "subscription": side.subscription},
    )  # fmt: skip
    yield from _of_a_draft()
    yield from _lived()
    yield whole("withdraw_works", PLANNERS, path=WORKS, told=BECAUSE)
    yield from _more()


def _of_a_draft() -> Iterator[Sample]:
    yield whole("announce_works", PLANNERS, path=DRAFT, told=given())
    yield whole(
        "move_works", PLANNERS, path=DRAFT, told=given(**LATER, because="Asked for by letter")
    )


def _lived() -> Iterator[Sample]:
    """Of works that were put on record: they began, they go on, they ended."""
    lived = {"started_at": "2026-09-12T06:00:00Z", "ended_at": "2026-09-12T07:00:00Z"}
    yield whole("begin_works", PLANNERS, path=WORKS, told=given(started_at=lived["started_at"]))
    yield whole("correct_works", PLANNERS, path=WORKS, told=given(**lived, because="The log"))
    yield whole("finish_works", PLANNERS, path=WORKS, told=given(), done=422)
    slow = given(because="It is slow", until="2027-01-01T00:00:00Z")
    yield whole("prolong_works", PLANNERS, path=WORKS, told=slow, done=422)


def _more() -> Iterator[Sample]:
    again = {"number": "again", "title_fr": "Copie", "days": ["sun"], "starts": "02:00",
             "ends": "03:00", "first_on": "2026-10-01"}  # fmt: skip
    yield whole("list_recurring_works")
    yield Sample("read_recurring_works", staff, key(number="recurring"), inside=404)
    yield whole("repeat_works", PLANNERS, told=_on(**again, despite="Asked for by letter"))
    yield whole("stop_recurring_works", PLANNERS, path=key(number="recurring"), told=BECAUSE)
    yield whole("list_freezes")
    yield one("read_freeze", client, key(id="freeze"))
    yield whole(
        "freeze", KEEPERS,
        told=lambda _w, side: {"client": side.organisation, **HOURS, "because": "Inventory"},
    )  # fmt: skip
    yield whole("lift_freeze", KEEPERS, path=key(id="freeze"), told=BECAUSE)


def _on(**told: Any) -> Any:
    """The same, on that client's subscription."""
    return lambda _w, side: {**told, "subscriptions": [side.subscription]}
