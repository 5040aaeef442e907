"""Lists of promises: what goes on first with what is left of it, then what is settled."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tenir import clock
from tenir.apps.commitments.models import Commitment
from tests.apps.commitments.promises import made
from tests.cast import Cast
from tests.faces.test_contact_pages import of
from tests.faces.test_pages import cast

__all__ = ["cast"]
CONSOLE, PORTAL = "/console/commitments/", "/portal/commitments/"


@pytest.fixture
def four(cast: Cast) -> dict[str, datetime]:
    """Of Martin two that go on and two that are settled, due as said."""
    Commitment.objects.all().delete()
    now = clock.now().replace(microsecond=0)
    half = timedelta(minutes=30)
    due = {"far": now + timedelta(days=300) + half, "near": now + timedelta(hours=30) + half,
           "old": now - timedelta(days=40), "lately": now - timedelta(days=2)}  # fmt: skip
    for key, at in due.items():
        made(cast, key, at, steps=(), started_at=now - timedelta(days=50))
    Commitment.objects.filter(key__in=("old", "lately")).update(
        state="missed", settled_at=now, next_at=None
    )
    return due


def keys(browser: Browser, address: str) -> list[str]:
    """The keys of the promises that the page shows, in its order."""
    shown = browser.get(address)
    found = shown.context["found"].page
    return [row.key for row in found]


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("who", "address"),
    [("anna", CONSOLE), ("alice", PORTAL), ("anna", "/console/clients/{client}/promises/")],
)
def test_what_goes_on_comes_first_then_the_last_settled(cast: Cast, who: str, address: str) -> None:
    address, browser = address.format(client=cast.martin.pk), of(cast, who)
    assert keys(browser, address) == ["near", "far", "lately", "old"]
    assert keys(browser, f"{address}?state=running") == ["near", "far"]
    assert keys(browser, f"{address}?state=missed") == ["lately", "old"]
    assert keys(browser, f"{address}?sort=-due") == ["far", "near", "lately", "old"]
    assert keys(browser, f"{address}?sort=due") == ["old", "lately", "near", "far"]


@pytest.mark.usefixtures("four")
def test_what_goes_on_says_what_is_left_of_it_and_what_is_settled_when_it_was_due(
    cast: Cast,
) -> None:
    rows = of(cast, "alice").get(PORTAL).content.decode().partition("<tbody>")[2].split("</tr>")
    assert "1 j 6 h" in rows[0]
    assert "<progress" in rows[0]
    assert "300 j" in rows[1]
    for row in rows[2:4]:
        assert "<progress" not in row
        assert "<time" in row


def test_a_file_has_the_instants_in_the_same_order(cast: Cast, four: dict[str, datetime]) -> None:
    read = of(cast, "anna").get(f"{CONSOLE}?format=json")
    lines = json.loads(b"".join(read))
    order = [four[key] for key in ("near", "far", "lately", "old")]
    assert [datetime.fromisoformat(line["due"]) for line in lines] == order
    table = csv.reader(
        io.StringIO(b"".join(of(cast, "anna").get(f"{CONSOLE}?format=csv")).decode())
    )
    assert len(list(table)) == 5


@pytest.mark.usefixtures("four")
def test_fifty_deadlines_cost_as_many_queries_as_two(cast: Cast) -> None:
    browser, now = of(cast, "anna"), clock.now()
    Commitment.objects.update(base="support")
    browser.get(CONSOLE)
    with CaptureQueriesContext(connection) as few:
        browser.get(CONSOLE)
    for number in range(50):
        made(cast, f"more{number}", now + timedelta(days=9, hours=number), base="support",
             started_at=now - timedelta(hours=number))  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        shown = browser.get(CONSOLE).content.decode()
    assert shown.count("<progress") == 50
    assert len(many) <= len(few)
