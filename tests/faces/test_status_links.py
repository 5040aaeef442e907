"""A private link as a client's people make it on the portal: shown once, and it leads there."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.11", "10.4")]
PLACE = "/portal/status/links/"


def test_a_link_that_is_made_is_shown_once_with_all_that_it_opens(cast: Cast) -> None:
    cast.people["bob"].language = "en"
    cast.people["bob"].save()
    browser = Client()
    browser.force_login(cast.people["bob"])
    made = browser.post(PLACE, {"name": "The hall", "client": cast.martin.pk}).content.decode()
    opened = re.findall(r"https?://[^/\"]+(/status/private/[\w-]+/[\w.]*)", made)
    assert {each.rsplit("/", 1)[1] for each in opened} == {"works.ics", "feed.atom", "feed.rss", ""}
    for each in opened:
        assert Client().get(each).status_code == 200
    for label in ("Calendar (iCalendar)", "Feed (Atom)", "Feed (RSS)", "Page"):
        assert label in made
    again = browser.get(PLACE).content.decode()
    assert "The hall" in again
    assert "/status/private/" not in again
