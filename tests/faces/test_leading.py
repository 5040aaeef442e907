"""Lists of outages and months lead with the product, as their own pages do; targets come second."""

from __future__ import annotations

import csv
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tenir import clock
from tenir.apps.reports import services as reports
from tests.apps.availability.conftest import drive, measure, paris, reference, sign

__all__ = ["drive", "measure", "reference", "sign"]
OCTOBER = paris("2026-10-02 10:00")


@pytest.fixture
def opened(cast, drive, measure, monkeypatch):
    """opened("alice", "fr"): a browser of hers, in that language; September is frozen."""
    measure(
        drive, ("2026-09-01 00:00", "up"), ("2026-09-15 08:00", "down"),
        ("2026-09-15 10:00", "up"), ("2026-10-01 00:00", "up"),
    )  # fmt: skip
    reports.freeze_month(subscription=drive.pk, month="2026-09", actor=cast.olga, at=OCTOBER)
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    for organisation in (cast.publisher, cast.martin.organisation):
        organisation.second_factor_required = False
        organisation.save()

    def browser(name, language):
        person = cast.people[name]
        person.language = language
        person.save()
        found = Client()
        found.force_login(person)
        return found

    return browser


def row_of(browser, address):
    """The words of the first row of a list, in order."""
    text = browser.get(reverse(address)).content.decode()
    (row,) = re.findall(r"<tbody.*?<tr[^>]*>(.*?)</tr>", text, re.DOTALL)
    return [
        re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
    ]


@pytest.mark.parametrize(
    ("who", "address", "leads"),
    [
        ("sam", "console:outages", ["Drivec-1-drive", "Ateliers Martin"]),
        ("alice", "portal:outages", ["Drive", "c-1-drive"]),
        ("alice", "portal:months", ["Drive", "c-1-drive"]),
    ],
)  # fmt: skip
def test_a_list_leads_with_the_product_and_the_client(opened, who, address, leads):
    assert row_of(opened(who, "en"), address)[: len(leads)] == leads


@pytest.mark.parametrize(("language", "headed"), [("fr", "Produit"), ("en", "Product")])
def test_the_file_has_the_product_beside_the_target(opened, language, headed):
    answer = opened("alice", language).get(reverse("portal:outages"), {"format": "csv"})
    with translation.override(language):  # written while it is sent
        head, row = csv.reader(answer.getvalue().decode("utf-8-sig").splitlines())
    assert (head[0], row[:2]) == (headed, ["Drive", "c-1-drive"])


@pytest.mark.parametrize("asked", ["driv", "c-1", "nothing"])
def test_a_list_is_narrowed_by_product_or_target(opened, asked):
    answer = opened("sam", "en").get(reverse("console:outages"), {"line": asked, "format": "json"})
    assert len(json.loads(answer.getvalue())) == (asked != "nothing")
