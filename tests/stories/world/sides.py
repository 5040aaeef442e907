"""What the world is made of: its instants, a client's side, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tenir.apps.agreements import queries as agreed
from tenir.terms.resolution import Terms
from tenir.viewer import Viewer
from tests.cast import Cast

SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST = date(2026, 1, 1)
ORDERED = datetime(2026, 6, 1, 9, tzinfo=UTC)
READY = datetime(2026, 7, 1, 9, tzinfo=UTC)
DOWN_FROM = datetime(2026, 9, 15, 6, tzinfo=UTC)
MISSED_FROM = datetime(2026, 8, 10, 6, tzinfo=UTC)
MONTH = "2026-09"
OCTOBER = datetime(2026, 10, 1, 4, tzinfo=UTC)
NOTIFIED = datetime(2026, 10, 5, 9, tzinfo=UTC)
HELPED = datetime(2026, 10, 6, 9, tzinfo=UTC)
NOW = datetime(2026, 10, 12, 9, tzinfo=UTC)
AUDIENCES = ("everyone", "client", "staff", "security")
FEES = {"martin": ("48317", "12291", "6113"), "novak": ("57643", "13859", "7219")}  # a year


@dataclass
class Side:
    """One client, whose main contact acts for it, and the key of each of its things."""

    word: str  # what its things say
    organisation: int
    number: str
    main: str  # the cast's name of its main contact
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def fees(self) -> tuple[str, str, str]:
        """What it pays a year for its lines and its on-call service."""
        return FEES[self.word.removesuffix("2")]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["keys"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class World:
    """The cast, both clients filled alike, the agreement's versions."""

    cast: Cast
    sides: tuple[Side, Side]
    terms: Terms
    reference: agreed.Version
    published: agreed.Version
    draft: agreed.Version
    viewers: Mapping[str, Viewer]
