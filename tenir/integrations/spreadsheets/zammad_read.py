"""What Zammad's JSON holds of a ticket: its articles, their files, its changes of state."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tenir.apps.support.services import Attached
from tenir.integrations.spreadsheets.requests_read import Read, instant

STATES = ("new", "open", "pending reminder", "pending close", "closed", "merged", "removed")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of an article that came along, and how many are only named."""

    taken: tuple[Attached, ...] = ()
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of a ticket's state; a state that is none of Zammad's own is ""."""

    at: datetime
    before: str
    after: str


def articles_of(ticket: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Its articles, in order of time."""
    articles = [each for each in ticket["articles"] if isinstance(each, Mapping)]
    return sorted(articles, key=lambda each: str(each.get("created_at", "")))


def files_of(found: Read, article: Mapping[str, Any], where: str) -> Files:
    """What hangs on an article: its `attachments`, each with its bytes in base64 as `data`."""
    taken: list[Attached] = []
    absent = 0
    for number, each in enumerate(_list(article.get("attachments"))):
        content = each.get("data")
        if not isinstance(content, str) or not content:
            absent += 1
            continue
        place = f"{where}.attachments[{number}]"
        try:
            decoded = base64.b64decode("".join(content.split()), validate=True)
        except (binascii.Error, ValueError):
            found.fault("requests.bad_shape", place, "data", name="data", wanted="base64")
            continue
        taken.append(Attached(str(each.get("filename") or ""), _claimed(each), decoded))
    return Files(tuple(taken), absent)


def turns_of(
    found: Read, ticket: Mapping[str, Any], where: str, state: Callable[[object], str]
) -> Sequence[Turn] | None:
    """Its changes of state as `/api/v1/ticket_history/{id}` tells them; None where it has none."""
    told = ticket.get("history")
    if told is None:
        return None
    turns: list[Turn] = []
    for number, each in enumerate(
        _list(told.get("history") if isinstance(told, Mapping) else told)
    ):
        if (each.get("object"), each.get("attribute"), each.get("type")) != _CHANGED:
            continue
        place = f"{where}.history[{number}]"
        at = instant(found, place, "created_at", str(each.get("created_at") or ""), needed=True)
        if at is not None:
            turns.append(Turn(at, state(each.get("value_from")), state(each.get("value_to"))))
    return sorted(turns, key=lambda turn: turn.at)


_CHANGED = ("Ticket", "state", "updated")


def _claimed(attachment: Mapping[str, Any]) -> str:
    """The media type that an attachment says that it is, in any of the ways Zammad writes it."""
    more = attachment.get("preferences")
    for told in (attachment, more if isinstance(more, Mapping) else {}):
        for name in ("mime-type", "Mime-Type", "Content-Type"):
            if kind := told.get(name):
                return str(kind)
    return ""


def _list(told: object) -> list[Mapping[str, Any]]:
    return [each for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []
