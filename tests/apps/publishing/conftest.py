"""Both clients of the cast on Drive, under the reference agreement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Subscription, agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.publishing import services
from tenir.apps.publishing.queries import Incident
from tenir.viewer import SYSTEM, Viewer
from tests.cast import LONG_AGO, Cast
from tests.once import once

SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
NOON = datetime(2026, 10, 6, 10, tzinfo=UTC)  # in Paris


@pytest.fixture
@once
def signed(cast: Cast) -> dict[str, Subscription]:
    """Martin and Novak, each with a Drive that is shared; Novak has a TechCenter of its own too."""
    (version,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    return {
        name: sign(cast, client, product, hosting)
        for name, client, product, hosting in (
            ("martin", cast.martin.pk, "drive", "shared"),
            ("novak", cast.novak.pk, "drive", "shared"),
            ("own", cast.novak.pk, "techcenter", "dedicated"),
        )
    }


def sign(cast: Cast, client: int, product: str, hosting: str) -> Subscription:
    """One more subscription, under a contract of its own."""
    line = agreements.NewLine(product=product, hosting=hosting, yearly_fee="48000.00")
    contract = agreements.sign_contract(
        client=client, number=f"C-{client}-{product}-{hosting}", starts_on=date(2026, 1, 1),
        lines=[line], actor=cast.anna, at=SIGNED,
    )  # fmt: skip
    return contract.subscriptions.get()


def said(state: str = "investigating", impact: str | None = "major", **text: str) -> services.Said:
    """An update that says where things stand."""
    words = {"text_fr": f"En français : {state}.", "text_en": f"In English: {state}.", **text}
    return services.Said(state=state, impact=impact, **words)


def publish(actor: Viewer, *, at: datetime = NOON, **asked: Any) -> Incident:
    """An incident of Drive, or as asked."""
    wanted = {"title_fr": "Panne", "title_en": "Outage", "said": said(), **asked}
    if not {"products", "client", "platform"} & set(wanted):
        wanted["products"] = ["drive"]
    return services.publish(actor=actor, at=at, **wanted)
