"""Every list that has instants is narrowed to days, and the console's notices to a client."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tenir import clock
from tenir.apps.accounts.models import SignIn
from tenir.apps.notices.models import Notice
from tests.cast import Cast
from tests.faces.test_contact_pages import of
from tests.faces.test_pages import cast

__all__ = ["cast"]
PARIS = ZoneInfo("Europe/Paris")
LISTS = {
    "/console/commitments/": ("anna", "due_at"),
    "/portal/commitments/": ("alice", "due_at"),
    "/console/notices/": ("olga", "owed_at"),
    "/portal/notices/": ("alice", "owed_at"),
    "/console/journal/": ("anna", "recorded_at"),
    "/portal/journal/": ("alice", "recorded_at"),
    "/portal/requests/": ("alice", "recorded_at"),
    "/console/outages/": ("olga", "start"),
    "/portal/outages/": ("alice", "start"),
    "/console/people/sign-ins/": ("adam", "at"),
}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_keeps_what_is_of_the_days_asked_for(cast: Cast, path: str) -> None:
    who, field = LISTS[path]
    browser = of(cast, who)
    SignIn.objects.create(method="password", outcome="wrong", at=clock.now(), address="192.0.2.1")

    def listed(**asked: Any) -> Any:
        return browser.get(path, asked).context["found"].page

    (row, *_) = listed()
    at = getattr(row, field) or row.started_at  # of a request not recorded yet
    day = f"{timezone.localtime(at, PARIS):%Y-%m-%d}"
    whole = {each.pk for each in listed()}
    after, before = {each.pk for each in listed(since=day)}, {each.pk for each in listed(until=day)}
    assert row.pk in after & before
    assert whole <= after | before
    page = browser.get(path, {"since": "2199-01-01"})
    assert list(page.context["found"].page) == []
    shown = page.content.decode()
    assert 'type="date" id="filter-since" name="since" value="2199-01-01"' in shown
    assert list(listed(until="1999-01-01")) == []


def test_the_console_s_notices_are_narrowed_to_a_client(cast: Cast) -> None:
    browser = of(cast, "olga")
    found = browser.get("/console/notices/", {"client": "martin"}).context["found"].page
    expected = Notice.objects.filter(organisation=cast.martin.organisation)
    assert expected.exists()
    assert {each.organisation_id for each in found} == {cast.martin.organisation_id}
    nobody = browser.get("/console/notices/", {"client": "no such client"})
    assert list(nobody.context["found"].page) == []
