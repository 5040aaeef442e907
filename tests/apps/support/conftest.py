"""Each client's contract, and a request of Bob's on Tuesday 9 June 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.commitments.models import Commitment
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast
from tests.once import once
from tests.terms.paris import at as paris

Open = Callable[..., Request]
URGENT = {"impact": "high", "urgency": "critical"}
MINOR = {"impact": "low", "urgency": "major"}
WHOLE = {
    "problem": "The export stops half-way", "observed": "A blank page", "expected": "A file",
    "steps": "Open Drive, choose Export", "context": "Error 500 in the menu File, Export",
}  # fmt: skip


def on(text: str) -> datetime:
    """`09 10:00` in June 2026, or a whole date, in Paris; told in UTC, as the database does."""
    whole = text if len(text) > 8 else f"2026-06-{text}"
    return paris(whole).astimezone(UTC)


NINE, TEN = on("09 09:00"), on("09 10:00")
ELEVEN, NOON = on("09 11:00"), on("09 12:00")


def p1(found: Request) -> Commitment:
    """The latest promise to answer that request in the time of a P1."""
    made = Commitment.objects.filter(subject=found.subject)
    return made.filter(kind="requests.response_p1").latest("id")


@pytest.fixture
@once
def contracts(cast: Cast) -> dict[str, Contract]:
    """Each client's contract on Drive, by its name in the cast."""
    (version,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    line = agreements.NewLine(product="drive", seats=20, yearly_fee="48000.00")
    return {
        name: agreements.sign_contract(
            client=client.pk, number=f"CT-{name}", starts_on=date(2026, 1, 1),
            lines=[line], actor=cast.anna, at=datetime(2026, 1, 5, 9, tzinfo=UTC),
        )
        for name, client in (("martin", cast.martin), ("novak", cast.novak))
    }  # fmt: skip


@pytest.fixture
@once
def line(contracts: dict[str, Contract]) -> Subscription:
    """Ateliers Martin's subscription to Drive."""
    return contracts["martin"].subscriptions.get()


@pytest.fixture
def open_(cast: Cast, line: Subscription) -> Open:
    """What Bob opens in the test."""
    return opening(cast, line)


def opening(cast: Cast, line: Subscription) -> Open:
    """Bob opens a whole P1 at nine, or as said."""

    def opened(*, at: datetime = NINE, **said: Any) -> Request:
        acting = {name: said.pop(name) for name in ("contact", "caller", "channel") if name in said}
        actor = said.pop("actor", cast.bob)
        elements = {"subscription": line.pk, **WHOLE, **URGENT, **said}
        return services.open_request(cast.martin.pk, elements, actor=actor, at=at, **acting)

    return opened
