"""Drive 5.1, a new version, and the subscriptions to Drive to which it may be handed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements.queries import Subscription
from tenir.apps.catalogue import queries as offered
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.queries import ProductVersion
from tenir.apps.releases import services
from tenir.apps.releases.queries import Validation
from tests.apps.availability.conftest import SIGNED, drive, paris, reference, sign
from tests.cast import Cast
from tests.once import once

__all__ = ["drive", "reference", "sign"]

RECEIVED = paris("2026-04-14 09:00")
DUE = paris("2026-05-15 00:00")  # 24:00 of 14 May, Ascension Day


def release(cast: Cast, line: Subscription, number: str, **asked: Any) -> ProductVersion:
    """A version of Drive that came out on 5 January 2026, or as asked."""
    told = {"released_on": date(2026, 1, 5), **asked}
    return catalogue.release_version(
        offered.product("drive"), number=number, actor=cast.rita, at=SIGNED,
        terms=agreements.terms_of_line(line, at=SIGNED), **told,
    )  # fmt: skip


@pytest.fixture
@once
def version(cast: Cast, drive: Subscription) -> ProductVersion:
    """Drive 5.1, a new version after 5.0."""
    release(cast, drive, "5.0", major=True, reason="New interface")
    return release(cast, drive, "5.1", released_on=date(2026, 2, 2))


@pytest.fixture
@once
def handed(cast: Cast, version: ProductVersion) -> Validation:
    """Drive 5.1 handed to Ateliers Martin on Tuesday 14 April 2026."""
    (made,) = services.make_available(version, actor=cast.rita, at=RECEIVED)
    return made
