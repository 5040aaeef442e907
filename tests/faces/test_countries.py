"""A country is shown by its name and chosen from a list, in the reader's language."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tenir.apps.accounts.models import Person
from tenir.apps.parties.models import Client as Customer
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]
CHOSEN = re.compile(r'<option value="(\w*)" selected[^>]*>([^<]*)<')


def form(cast: Cast) -> str:
    page = as_(cast, "anna").get(reverse("console:client-change", args=[cast.martin.pk]))
    return page.content.decode().partition('name="country"')[2].partition("</select>")[0]


def change(cast: Cast, country: str) -> int:
    at = reverse("console:client-change", args=[cast.martin.pk])
    said = {"legal_name": "Ateliers Martin SAS", "country": country, "language": "fr",
            "time_zone": "Europe/Paris"}  # fmt: skip
    return as_(cast, "anna").post(at, said).status_code


@pytest.mark.parametrize(
    ("language", "named", "other"), [("fr", "Allemagne", "Belgique"), ("en", "Germany", "Belgium")]
)
def test_it_is_chosen_and_shown_by_its_name(
    cast: Cast, language: str, named: str, other: str
) -> None:
    Person.objects.update(language=language)
    assert CHOSEN.findall(form(cast)) == [("FR", "France")]
    assert other in form(cast)
    assert change(cast, "DE") == 302
    assert Customer.objects.get(pk=cast.martin.pk).country == "DE"
    shown = as_(cast, "anna").get(reverse("console:client", args=[cast.martin.pk]))
    assert f"<dd>{named}</dd>" in shown.content.decode()
    fact = reverse("console:journal") + "?verb=parties.client_changed"
    (entry,) = re.findall(
        r'href="(/console/journal/\d+/)"', as_(cast, "anna").get(fact).content.decode()
    )[:1]
    assert named in as_(cast, "anna").get(entry).content.decode()


@pytest.mark.parametrize("country", ["Allemagne", "ZZ"])
def test_what_is_no_country_is_refused(cast: Cast, country: str) -> None:
    assert change(cast, country) == 400
    assert Customer.objects.get(pk=cast.martin.pk).country == "FR"


def test_it_is_france_where_none_is_said(cast: Cast) -> None:
    assert change(cast, "DE") == 302
    assert change(cast, "") == 302
    assert Customer.objects.get(pk=cast.martin.pk).country == "FR"


def test_what_a_program_wrote_that_is_no_country_is_not_changed_unasked(cast: Cast) -> None:
    Customer.objects.filter(pk=cast.martin.pk).update(country="ZZ")  # before it was refused
    assert CHOSEN.findall(form(cast)) == [("ZZ", "ZZ")]
    assert change(cast, "ZZ") == 302
    assert Customer.objects.get(pk=cast.martin.pk).country == "ZZ"
