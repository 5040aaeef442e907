"""What is brought in of another desk, and what about it cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tenir.apps.support.elements import LONGEST, TITLE, WORDS
from tenir.apps.support.mailing import Attached
from tenir.apps.support.models import Request
from tenir.apps.support.ruling import REASONS
from tenir.terms.errors import Refused

EVENTS = ("recorded", "taken_in_charge", "answered", "client_asked", "client_replied",
          "requalified", "ruled_out", "reinstated", "resolved", "closed", "reopened", "noted",
          "said", "contested", "assigned", "reproduced", "parked", "unparked")  # fmt: skip
_IMPACTS, _URGENCIES = ("high", "medium", "low"), ("critical", "major", "normal")


class ImportRefused(Refused):
    """Something in what is brought in cannot be kept."""


@dataclass(frozen=True, slots=True)
class Past:
    """Something that happened to a request elsewhere; `by` is an address, `where` its place.

    `impact` and `urgency` go with recorded and requalified, `reason` (one of the eleven) with
    ruled_out, whose evidence is its text. `files` came with it.
    """

    where: str
    what: str
    at: datetime
    by: str = ""
    text: str = ""
    impact: str = ""
    urgency: str = ""
    reason: str = ""
    files: Sequence[Attached] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """A request of another desk: `key` is its number there, `client` a client's number here."""

    where: str
    key: str
    client: str
    product: str
    contract: str = ""
    contact: str = ""
    kind: str = "support"
    title: str = ""
    problem: str = ""
    observed: str = ""
    expected: str = ""
    steps: str = ""
    context: str = ""
    satisfaction: int | None = None
    history: Sequence[Past] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """What cannot be kept, at whose place, in which field ("" for the whole)."""

    where: str
    field: str
    refused: Refused


@dataclass(slots=True)
class BroughtIn:
    """What came of it, by the numbers that requests had elsewhere; or only the mistakes.

    `told`: what was left out or not taken as it stood, each with its place; no mistake.
    """

    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    unchanged: int = 0
    entries: int = 0
    files: int = 0
    told: list[Refused] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def mistakes_of(row: Brought, *, at: datetime) -> list[Mistake]:
    """What cannot be kept of a request that is brought in at that instant."""
    return [*_of_row(row), *_of_history(row, at)]


def _of_row(row: Brought) -> Iterator[Mistake]:
    for name in ("key", "client", "product"):
        if not getattr(row, name):
            yield Mistake(row.where, name, ImportRefused("requests.import_missing", name=name))
    if len(row.key) > 120:
        too_long = ImportRefused("requests.too_long", name="key", most=120)
        yield Mistake(row.where, "key", too_long)
    if row.kind not in Request.Kind.values:
        known = ", ".join(Request.Kind.values)
        refused = ImportRefused("requests.unknown_word", given=row.kind[:60], known=known)
        yield Mistake(row.where, "kind", refused)
    if row.satisfaction not in {None, 1, 2, 3}:
        yield Mistake(row.where, "satisfaction", ImportRefused("requests.score"))
    for name in WORDS:
        most = TITLE if name == "title" else LONGEST
        if len(getattr(row, name)) > most:
            refused = ImportRefused("requests.too_long", name=name, most=most)
            yield Mistake(row.where, name, refused)
    if not row.history:
        yield Mistake(row.where, "", ImportRefused("requests.recorded_first"))


def _of_history(row: Brought, at: datetime) -> Iterator[Mistake]:
    last: datetime | None = None
    for number, past in enumerate(row.history):
        if (past.what == "recorded") != (number == 0):
            yield Mistake(past.where, "what", ImportRefused("requests.recorded_first"))
        if past.what not in EVENTS:
            known = ", ".join(EVENTS)
            refused = ImportRefused("requests.unknown_word", given=past.what[:60], known=known)
            yield Mistake(past.where, "what", refused)
        yield from _of_past(past)
        if past.at > at or (last and past.at < last):
            yield Mistake(past.where, "at", ImportRefused("requests.out_of_order"))
        last = past.at


def _of_past(past: Past) -> Iterator[Mistake]:
    if past.what in {"recorded", "requalified"}:
        for name, known in (("impact", _IMPACTS), ("urgency", _URGENCIES)):
            given = getattr(past, name)
            if given not in known:
                refused = ImportRefused(
                    "requests.unknown_word", given=given[:60], known=", ".join(known)
                )
                yield Mistake(past.where, name, refused)
    if past.what == "ruled_out":
        if past.reason not in REASONS:
            refused = ImportRefused(
                "requests.unknown_word", given=past.reason[:60], known=", ".join(REASONS)
            )
            yield Mistake(past.where, "reason", refused)
        if not past.text.strip():
            yield Mistake(past.where, "text", ImportRefused("requests.no_evidence"))
    if past.what == "reinstated" and not past.text.strip():
        yield Mistake(past.where, "text", ImportRefused("requests.no_reason"))
    if len(past.text) > LONGEST:
        refused = ImportRefused("requests.too_long", name="text", most=LONGEST)
        yield Mistake(past.where, "text", refused)
