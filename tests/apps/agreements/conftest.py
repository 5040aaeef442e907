"""The reference agreement published, its products on offer, and a contract for each client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tenir.apps.agreements import services
from tenir.apps.agreements.models import Contract, Version
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast
from tests.once import once

NewLine = services.NewLine
SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
FIRST = date(2026, 1, 1)
SPECIAL = {
    "id": "special.target", "layer": "contract.special", "replaces": "availability.target",
    "set": {"value": "99.9 %"}, "clause": "1.2",
}  # fmt: skip


@pytest.fixture
@once
def reference(cast: Cast) -> Version:
    """The reference agreement, published long ago."""
    (version,) = services.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    return version


@pytest.fixture
def sign(cast: Cast, reference: Version) -> Callable[..., Contract]:
    """A contract of Ateliers Martin on Drive, or as asked."""

    def signed(number: str = "C-1", *, at: datetime = SIGNED, **asked: Any) -> Contract:
        lines = asked.pop("lines", [NewLine(product="drive", seats=20, yearly_fee="48000.00")])
        wanted = {"client": cast.martin.pk, "starts_on": FIRST, "actor": cast.anna, **asked}
        return services.sign_contract(number=number, lines=lines, at=at, **wanted)

    return signed


@pytest.fixture
def second(reference: Version, cast: Cast) -> Callable[..., Version]:
    """A draft of version 2, in which the target is 99.8 %, or with other words replaced."""

    def drafted(*replaced: tuple[str, str], at: datetime = SIGNED) -> Version:
        text = reference.convention
        changes = replaced or (("value: 99.5 %", "value: 99.8 %"),)
        for old, new in (('version: "1"', 'version: "2"'), *changes):
            assert old in text
            text = text.replace(old, new, 1)
        return services.draft_version(convention=text, text=reference.text, actor=cast.anna, at=at)

    return drafted
