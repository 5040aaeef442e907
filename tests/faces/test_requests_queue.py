"""The queue of requests: its order, what narrows it, what is done to several of it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenir import clock
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import in_english, opened, shown

__all__ = ["cast", "in_english"]


def test_the_queue_puts_the_p1_before_the_p3_and_says_how_long_is_left(cast: Cast) -> None:
    """Clause: 7.7, 7.13."""
    minor = opened(cast, title="A minor thing")
    page = shown(cast)
    assert page.index("The export stops") < page.index("A minor thing")
    assert "left" in page
    assert "working time" in page
    assert minor.number in shown(cast, f"?text={minor.number}")
    assert "The export stops" not in shown(cast, f"?text={minor.number}")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?who=none", True), ("?who=me", False), ("?priority=P1", True), ("?priority=P3", False),
        ("?clock=running", True), ("?clock=risk", False), ("?client=martin", True),
        ("?client=novak", False), ("?state=recorded", True), ("?state=parked", False),
    ],
)  # fmt: skip
def test_the_queue_is_narrowed(cast: Cast, asked: str, found: bool) -> None:
    assert ("The export stops" in shown(cast, asked)) is found


def test_what_is_at_risk_is_found_once_half_of_its_time_is_spent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clause: 7.13."""
    found = Request.objects.get(pk=cast.things["request"])
    assert found.risk_at
    monkeypatch.setattr(clock, "now", lambda: found.risk_at)
    assert "At risk" in shown(cast, "?clock=risk")
    monkeypatch.setattr(clock, "now", lambda: found.risk_at - timedelta(seconds=1))
    assert "The export stops" not in shown(cast, "?clock=risk")


def test_the_queue_asks_as_much_of_one_as_of_many(cast: Cast) -> None:
    browser = as_(cast, "sam")
    with CaptureQueriesContext(connection) as one:
        browser.get("/console/requests/")
    for _ in range(5):
        opened(cast)
    with CaptureQueriesContext(connection) as many:
        browser.get("/console/requests/")
    assert len(many) == len(one)


def test_the_exported_queue_has_its_instants_and_no_boxes(cast: Cast) -> None:
    answer = as_(cast, "sam").get("/console/requests/?format=csv")
    text = b"".join(answer.streaming_content).decode()
    assert "The export stops" in text
    assert "Choose" not in text
    assert "checkbox" not in text


def test_several_are_taken_in_charge_and_each_refusal_is_told(cast: Cast) -> None:
    """Clause: 7.8."""
    first, second = cast.things["request"], opened(cast).pk
    services.resolve(second, "Restart it", actor=cast.sam, at=clock.now())
    page = as_(cast, "sam").post(
        "/console/requests/several/", {"pick": [first, second], "act": "take"}
    )
    told = page.content.decode()
    assert "Taken in charge" in told
    assert "1 refused" in told
    assert "load the page again" in told
    assert Request.objects.get(pk=first).state == "in_progress"
    assert Request.objects.get(pk=second).state == "resolved"


def test_several_are_given_to_someone_or_closed_once_one_is_sure(cast: Cast) -> None:
    """Clause: 7.7."""
    first, sam = cast.things["request"], cast.people["sam"].pk
    browser, at = as_(cast, "sam"), "/console/requests/several/"
    browser.post(at, {"pick": [first], "act": "assign", "person": sam})
    assert Request.objects.get(pk=first).assignee_id == sam
    team = services.make_team("Of Drive", members=[sam], actor=cast.adam)
    browser.post(at, {"pick": [first], "act": "assign", "team": team.pk})
    given = Request.objects.get(pk=first)
    assert (given.assignee_id, given.team_id) == (sam, team.pk)
    none = browser.post(at, {"pick": [first], "act": "assign"}, follow=True).content.decode()
    assert "Choose whom they are given to" in none
    services.resolve(first, "Restart it", actor=cast.sam, at=clock.now())
    asked = browser.post(at, {"pick": [first], "act": "close"}).content.decode()
    assert "Close the chosen requests?" in asked
    browser.post(at, {"pick": [first], "act": "close", "sure": "yes"})
    assert Request.objects.get(pk=first).state == "closed"


def test_choosing_nothing_says_what_to_do(cast: Cast) -> None:
    page = as_(cast, "sam").post("/console/requests/several/", {"act": "take"}, follow=True)
    assert "Choose requests first" in page.content.decode()


def test_the_queue_says_what_has_changed_as_it_is_asked_for_and_nothing_else(cast: Cast) -> None:
    """Clause: 7.7, 7.13."""
    browser = as_(cast, "sam")
    page = browser.get("/console/requests/?priority=P3").content.decode()
    at = f"{reverse('console:requests-live')}?priority=P3"
    assert f'data-live="{at}"' in page
    first = browser.get(at)
    assert first.content.decode().strip() == ""
    same = {"if-none-match": first["ETag"]}
    opened(cast, impact="high", urgency="critical")  # no P3
    assert browser.get(at, headers=same).status_code == 304
    minor = opened(cast, title="A minor thing")
    rows = browser.get(at, headers=same).content.decode()
    assert minor.number in rows
    assert "<html" not in rows
    services.restrict(minor.pk, actor=cast.sofia, at=clock.now())
    assert minor.number not in browser.get(at).content.decode()
