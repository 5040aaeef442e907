"""What the stories of article 7 share: hours of a day in June 2026, and a request as it is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tenir.apps.support.models import Request
from tests.stories.desk import Desk
from tests.terms.paris import at as paris


def on(text: str) -> datetime:
    """`09 10:00` in June 2026, or a whole date, in Paris."""
    return paris(text if len(text) > 8 else f"2026-06-{text}").astimezone(UTC)


NINE, TEN, ELEVEN, NOON = on("09 09:00"), on("09 10:00"), on("09 11:00"), on("09 12:15")


def state_of(request: int) -> str:
    return Request.objects.get(pk=request).state


def conversation(desk: Desk, request: int) -> str:
    return desk.reads(f"/portal/requests/{request}/")


def begun(desk: Desk, **about: Any) -> int:
    """Bob's first step; what he writes is kept."""
    desk.bob("new/", **{"subscription": desk.line.pk, "kind": "support",
                        "environment": "production", **about})  # fmt: skip
    return Request.objects.latest("pk").pk
