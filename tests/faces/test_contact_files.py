"""A client's people and what it has read, as files: its own alone."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def told(cast: Cast, who: str, address: str) -> list[dict[str, str]]:
    """The rows of the file that someone is handed there."""
    browser = Client()
    browser.force_login(cast.people[who])
    answer = browser.get(address, {"format": "csv"}, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode().removeprefix("\ufeff"))))


@pytest.mark.clause("9.1")
@pytest.mark.parametrize("who", ["alice", "anna"])
def test_the_contacts_of_a_client_are_a_file_for_it_and_for_staff(cast: Cast, who: str) -> None:
    page = reverse("portal:contacts")
    if who == "anna":
        page = reverse("console:client-contacts", args=[cast.martin.pk])
    found = told(cast, who, page)
    emails = {"Courriel", "E-mail"} & set(found[0])
    assert cast.people["alice"].email in {row[name] for row in found for name in emails}
    assert {next(iter(row.values())) for row in found} == {str(cast.martin)}


@pytest.mark.clause("9.1")
def test_another_client_s_people_are_in_no_file_of_one(cast: Cast) -> None:
    mine = told(cast, "charlie", reverse("portal:contacts"))
    assert cast.people["alice"].email not in {value for row in mine for value in row.values()}
