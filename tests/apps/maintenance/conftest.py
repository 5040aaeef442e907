"""Ateliers Martin runs Drive, and Novak the Document Viewer of Annex 2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Subscription, Version
from tenir.apps.maintenance import services
from tenir.apps.maintenance.queries import Works
from tenir.apps.notices.queries import Notice
from tests.apps.availability.conftest import measure, paris, reference
from tests.cast import Cast
from tests.once import once

__all__ = ["measure", "paris", "reference"]
NOW = paris("2026-09-01 10:00")
Plan = Callable[..., Works]


@pytest.fixture
@once
def lines(cast: Cast, reference: Version) -> dict[str, Subscription]:
    """What each client runs, by product."""
    told = ((cast.martin, "C-1", "drive"), (cast.novak, "C-2", "document-viewer"))
    return {
        product: agreements.sign_contract(
            client=client.pk, number=number, starts_on=date(2026, 1, 1),
            lines=[agreements.NewLine(product=product, yearly_fee="12000.00")], actor=cast.anna,
            at=paris("2026-01-05 10:00"),
        ).subscriptions.get()
        for client, number, product in told
    }  # fmt: skip


@pytest.fixture
def plan(cast: Cast, lines: dict[str, Subscription]) -> Plan:
    """Works on Drive in the night of Thursday 10 September 2026, or as asked."""

    def planned(
        starts: str = "2026-09-10 21:00", ends: str = "2026-09-11 02:00", *,
        at: datetime = NOW, announce: bool = True, actor: Any = None, **asked: Any,
    ) -> Works:  # fmt: skip
        wanted = {"kind": "planned", "title_fr": "Nouvelle version", "title_en": "New version",
                  "products": ["drive"], **asked}  # fmt: skip
        told = services.Planned(starts_at=paris(starts), ends_at=paris(ends), **wanted)
        return services.plan(told, announce=announce, actor=actor or cast.olga, at=at)

    return planned


def told(what: str) -> dict[str, tuple[str, str]]:
    """Who was owed that by mail: its title and its text."""
    rows = Notice.objects.filter(kind=f"maintenance.{what}", channel="email")
    return {row.address.partition("@")[0]: (row.title, row.text) for row in rows.order_by("pk")}
