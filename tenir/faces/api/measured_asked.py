"""Which of what was measured, and of what was said of it, a list is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from tenir.faces.api.asking import Asked
from tenir.faces.api.shapes import Id, Instant, Line

OF: Mapping[str, str] = {"subscription": "subscription"}


class OfSubscription(Asked):
    """Of which subscription."""

    subscription: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = OF


class StretchesAsked(OfSubscription):
    """Which times."""

    state: Literal["", "down", "degraded", "unmeasured"] = ""
    since: Instant | None = Field(None, description="Begun at that instant or later.")
    until: Instant | None = Field(None, description="Begun before that.")

    narrows: ClassVar[Mapping[str, str]] = {
        **OF, "state": "state", "since": "start__gte", "until": "start__lt",
    }  # fmt: skip


class DecidedAsked(OfSubscription):
    """Which decisions."""

    holds: bool | None = Field(None, description="Those that hold, or those that were taken back.")

    narrows: ClassVar[Mapping[str, str]] = {**OF, "holds": "reversed_at__isnull"}


class CausesAsked(OfSubscription):
    """Which causes."""

    state: Literal["", "proposed", "accepted", "declined", "counts"] = ""

    narrows: ClassVar[Mapping[str, str]] = {**OF, "state": "state"}


class TargetsAsked(OfSubscription):
    """Which targets."""

    name: Line = Field("", description="A part of the name.")
    kind: Literal["", "pushed", "monitor", "http", "tcp", "tls", "dns"] = ""

    narrows: ClassVar[Mapping[str, str]] = {**OF, "name": "name__icontains", "kind": "kind"}
