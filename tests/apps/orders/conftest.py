"""A contract of Ateliers Martin's and one of Novak's, and a quote on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import Contract
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.orders import services
from tenir.apps.orders.models import Quote
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast
from tests.once import once

ASKED = datetime(2026, 6, 1, 9, tzinfo=UTC)
PRICED = datetime(2026, 6, 2, 9, tzinfo=UTC)
Ask = Callable[..., Quote]


@pytest.fixture
@once
def contracts(cast: Cast) -> dict[str, Contract]:
    """Each client's contract, by its name in the cast."""
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
def ask(cast: Cast, contracts: dict[str, Contract]) -> Ask:
    """Bob asks for an on-call service, or as said."""

    def asked(kind: str = "on_call", **said: Any) -> Quote:
        wanted = {"wish": "Someone on Saturdays", "actor": cast.bob, "at": ASKED, **said}
        return services.ask(wanted.pop("contract", contracts["martin"]), kind, **wanted)

    return asked


@pytest.fixture
def priced(cast: Cast, ask: Ask) -> Callable[..., Quote]:
    """Anna has priced it, valid to the end of June."""

    def quote(kind: str = "on_call", **said: Any) -> Quote:
        return services.price(ask(kind), an_offer(**said), actor=cast.anna, at=PRICED)

    return quote


def an_offer(**said: Any) -> services.Offer:
    """An on-call service from July, at 6 000 euros a year."""
    usual = {
        "words": "On-call service, Saturdays 08:00 to 18:00", "yearly": Decimal("6000"),
        "starts_on": date(2026, 7, 1), "valid_until": date(2026, 6, 30),
    }  # fmt: skip
    return services.Offer(**{**usual, **said})
