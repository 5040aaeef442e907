"""Alertmanager's webhook (version 4), and the bare list that Prometheus posts itself.

An alert is known by its fingerprint and its beginning: told twice it is one; its end carries its
beginning, so that an end alone says both. What is alerted of one target by several alerts is the
worst of them. An alert that is always on, such as the usual Watchdog, keeps its monitor alive.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

import structlog
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field
from pydantic import StringConstraints as Text

from tenir.apps.availability.services import FaultyRecords, Word
from tenir.integrations.intake.watched import Watched

log = structlog.get_logger(__name__)
_FRACTION = re.compile(r"(\.\d{6})\d+")
SEVERE = frozenset({"critical", "page", "error", "high", "p1", "1"})
OPEN = 1971  # an end in the year 1 says that there is none yet


def _micro(text: object) -> object:
    """Go writes nanoseconds."""
    return _FRACTION.sub(r"\1", text) if isinstance(text, str) else text


def _in_range(at: datetime) -> datetime:
    if at.year > 2199:
        raise ValueError("before the year 2200")
    return at.replace(tzinfo=UTC) if at.year < OPEN else at.astimezone(UTC)


Told = Annotated[AwareDatetime, BeforeValidator(_micro), AfterValidator(_in_range)]
Label = Annotated[str, Text(max_length=2000, pattern=r"^[^\x00]*$")]


class Alert(BaseModel):
    """One alert, as both send it."""

    labels: dict[Label, Label] = Field(examples=[{"alertname": "ProbeFailed", "target": "drive"}])
    annotations: dict[Label, Label] = Field(default_factory=dict)
    startsAt: Told = Field(examples=["2026-11-10T08:12:31.123Z"])  # noqa: N815 - theirs
    endsAt: Told | None = None  # noqa: N815 - theirs
    status: Label = ""
    fingerprint: Label = ""

    def ended(self, now: datetime) -> datetime | None:
        """When it ended, None while it is on."""
        known = self.endsAt is not None and self.endsAt.year >= OPEN
        if self.status == "firing" or not known:
            return None
        return self.endsAt if self.endsAt and self.endsAt <= now else None

    @property
    def strand(self) -> str:
        """What tells it from other alerts of the same target."""
        if self.fingerprint:
            return self.fingerprint[:60]
        said = "\xff".join(f"{name}\xff{self.labels[name]}" for name in sorted(self.labels))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class AlertGroup(BaseModel):
    """What Alertmanager posts: several alerts, each with a status of its own."""

    alerts: Annotated[list[Alert], Field(max_length=10_000)]
    truncatedAlerts: Annotated[int, Field(ge=0, lt=2**31)] = 0  # noqa: N815 - theirs


def left_out_of(told: AlertGroup) -> int:
    """How many more alerts there were than its `max_alerts` lets it post: lost, so the log warns.

    Clause: 5.3.
    """
    if told.truncatedAlerts:
        log.warning("alerts_left_out", left_out=told.truncatedAlerts, told=len(told.alerts))
    return told.truncatedAlerts


def words_of(alerts: Sequence[Alert], watched: Watched, now: datetime) -> list[Word]:
    """What the alerts say of our targets; one that names none is told under its alert's name.

    Raises FaultyRecords where one ends before it begins.
    """
    return [word for alert in alerts for word in _words(alert, watched, now)]


def _words(alert: Alert, watched: Watched, now: datetime) -> Iterator[Word]:
    labels, end = alert.labels, alert.ended(now)
    given = [labels.get(name, "") for name in ("tenir_target", "target", "alertname")]
    name = watched.named(*given, address=labels.get("instance", ""))
    if alert.startsAt.year < OPEN or (end is not None and end < alert.startsAt):
        raise FaultyRecords("measured.alert_backward", start=alert.startsAt, end=end or now)
    if watched.kinds.get(name) == "monitor":
        if end is None:
            yield Word(name, now, "up")
        return
    state = "down" if labels.get("severity", "critical").lower() in SEVERE else "degraded"
    target, said = name or labels.get("alertname", "?")[:80], _said(alert)
    place = labels.get("location", "")
    yield Word(target, alert.startsAt, state, place, said, alert.strand)
    if end is not None:
        yield Word(target, end, "up", place, "resolved", alert.strand)


def _said(alert: Alert) -> str:
    return alert.annotations.get("summary") or alert.labels.get("alertname", "")
