"""What each act does to the clock: the table of docs/articles/support.md, line by line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.apps.support.conftest import TEN, Open, on
from tests.cast import Cast
from tests.terms.test_support_clock import TABLE


def _ruled(found: Request, cast: Cast, at: str) -> None:
    services.rule_out(found.pk, reason="other_product", evidence="Seen", actor=cast.sam, at=on(at))


def _reversed(found: Request, cast: Cast) -> None:
    _ruled(found, cast, "09 09:30")
    services.reverse_ruling(found.pk, because="We were wrong", actor=cast.sam, at=TEN)


def _unparked(found: Request, cast: Cast) -> None:
    services.park(found.pk, kind="tma", because="Settings", actor=cast.sam, at=on("09 09:30"))
    services.unpark(found.pk, because="Covered", actor=cast.sam, at=TEN)


def _replied(found: Request, cast: Cast) -> None:
    services.ask_client(found.pk, "Which?", actor=cast.sam, at=on("09 09:30"))
    services.reply(found.pk, "This", actor=cast.bob, at=TEN)


def _contested(found: Request, cast: Cast) -> None:
    services.requalify(
        found.pk, impact="medium", urgency="critical", because="Some", actor=cast.sam,
        at=on("09 09:30"),
    )  # fmt: skip
    services.contest(found.pk, because="No", actor=cast.bob, at=TEN)


DONE_AT_TEN: dict[str, Callable[[Request, Cast], object]] = {
    "taken_in_charge": lambda r, c: services.take_in_charge(r.pk, actor=c.sam, at=TEN),
    "answered": lambda r, c: services.answer(r.pk, "So", actor=c.sam, at=TEN),
    "client_asked": lambda r, c: services.ask_client(r.pk, "What?", actor=c.sam, at=TEN),
    "client_replied": _replied,
    "parked": lambda r, c: services.park(
        r.pk, kind="training", because="A course", actor=c.sam, at=TEN
    ),
    "unparked": _unparked,
    "requalified": lambda r, c: services.requalify(
        r.pk, impact="low", urgency="normal", because="One", actor=c.sam, at=TEN
    ),
    "ruled_out": lambda r, c: _ruled(r, c, "09 10:00"),
    "reinstated": _reversed,
    "resolved": lambda r, c: services.resolve(r.pk, "Done", actor=c.sam, at=TEN),
    "noted": lambda r, c: services.note(r.pk, "Hm", actor=c.sam, at=TEN),
    "said": lambda r, c: services.reply(r.pk, "Also", actor=c.bob, at=TEN),
    "contested": _contested,
}
STATES = {
    "none": ("running", on("10 09:30")), "stops": ("stopped", None), "pauses": ("paused", None),
    "resumes": ("running", on("10 10:00")), "replays": ("running", on("10 09:30")),
    "earliest": ("running", on("09 09:30")), "carried": ("carried", None),
}  # fmt: skip


@pytest.mark.parametrize(("what", "effect"), [row for row in TABLE if row[0] in DONE_AT_TEN])
def test_an_act_at_ten_does_to_the_clock_what_its_line_says(
    open_: Open, cast: Cast, what: str, effect: str
) -> None:
    """Clause: 7.8, 7.13, 7.19."""
    found = open_()
    DONE_AT_TEN[what](found, cast)
    found.refresh_from_db()
    assert found.entries.filter(what=what).exists()
    if what == "requalified":
        assert (found.priority, found.due_at) == ("P3", on("11 17:00"))
    else:
        assert (found.clock, found.due_at) == STATES[effect]
