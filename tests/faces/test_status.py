"""The status page: what everyone may know of works, and nothing of a client's own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import services as maintenance
from tests.cast import Cast
from tests.faces.test_pages import cast

__all__ = ["cast"]


def announce(cast: Cast, number: str, starts_at: datetime, **of: list[object]) -> None:
    now = clock.now()
    maintenance.announce(
        number=number, kind="planned", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
        announced_at=now - timedelta(days=1), actor=cast.olga, at=now, **of,
    )  # fmt: skip


def shown(**asked: str) -> str:
    return Client().get("/status/", asked).content.decode()


@pytest.mark.clause("5.12")
def test_everyone_reads_works_on_products_and_not_those_of_one_client(cast: Cast) -> None:
    now = clock.now()
    (line,) = agreements.subscriptions(cast.anna)
    announce(cast, "W-soon", now + timedelta(days=3), products=["drive"])
    announce(cast, "W-now", now - timedelta(hours=1), products=["drive"])
    announce(cast, "W-theirs", now + timedelta(days=3), subscriptions=[line.pk])
    announce(cast, "W-gone", now + timedelta(days=4), products=["drive"])
    maintenance.withdraw(number="W-gone", because="Put off", actor=cast.olga, at=now)
    page = shown()
    assert "W-soon" in page
    assert "1 opération" in page or "Des travaux sont en cours" in page
    assert "W-theirs" not in page
    assert "W-gone" not in page


def test_before_anything_is_announced_it_says_so(cast: Cast) -> None:
    page = shown()
    assert "Aucuns travaux" in page
    assert "pas encore publiée" in page


@pytest.mark.parametrize("month", ["2026-13", "never", "1999-01", "9999-12"])
def test_a_month_that_is_none_is_this_one(cast: Cast, month: str) -> None:
    assert f"month-{clock.now():%Y-%m}" in shown(month=month)
