"""Uptime Kuma's webhook: a heartbeat of a monitor. Its test message has neither.

Its time is UTC and says no zone; it has no number of its own, so a heartbeat is known by its
monitor, its time and its status. One that is pending says nothing yet; one in maintenance is not
looking.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from pydantic import StringConstraints as Text

from tenir.apps.availability.services import Word
from tenir.integrations.intake.watched import Watched

STATES = {0: "down", 1: "up", 3: "unmeasured"}
Line = Annotated[str, Text(max_length=2000, pattern=r"^[^\x00]*$")]
Time = Annotated[
    str, Text(pattern=r"^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?$")
]


class Tag(BaseModel):
    """A word that its owner hung on a monitor."""

    name: Line = ""
    value: Line | None = None


class Monitor(BaseModel):
    """What Uptime Kuma calls."""

    id: int
    name: Line = Field(examples=["drive"])
    url: Line | None = None
    tags: list[Tag] = Field(default_factory=list, max_length=200)


class Heartbeat(BaseModel):
    """What it saw."""

    status: Literal[0, 1, 2, 3]
    time: Time = Field(examples=["2026-11-10 08:12:31.123"])
    msg: Line | None = ""


class Message(BaseModel):
    """What Uptime Kuma posts."""

    heartbeat: Heartbeat | None = None
    monitor: Monitor | None = None
    msg: Line | None = ""


def words_of(message: Message, watched: Watched) -> list[Word]:
    """What a heartbeat says of our target: none for a test, or while it is pending.

    A monitor is for the target that its tag `tenir_target` names, else its own name, else its URL.
    Raises ValueError where its time is none.
    """
    beat, monitor = message.heartbeat, message.monitor
    if beat is None or monitor is None or beat.status not in STATES:
        return []
    at = datetime.fromisoformat(beat.time).replace(tzinfo=UTC)
    tags = {tag.name: tag.value or "" for tag in monitor.tags}
    given = (tags.get("tenir_target", ""), monitor.name)
    name = watched.named(*given, address=monitor.url or "") or monitor.name[:80]
    place = tags.get("location", "")
    return [Word(name, at, STATES[beat.status], place, beat.msg or "", f"kuma-{monitor.id}"[:60])]
