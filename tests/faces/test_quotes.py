"""Quotes on the pages: what was asked, offered and answered, when and by whom."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.orders import services
from tenir.apps.orders.models import Quote
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]

pytestmark = pytest.mark.both_databases


def page(cast: Cast, who: str, name: str, *key: int, **asked: str) -> str:
    return b"".join(as_(cast, who).get(reverse(name, args=key), asked)).decode()


@pytest.fixture
def accepted(cast: Cast) -> Quote:
    """A quote of Martin's that Alice accepted."""
    quote, now = Quote.objects.get(pk=cast.things["quote"]), clock.now()
    offer = services.Offer(
        words="Two days", amount=Decimal(1800), valid_until=(now + timedelta(days=30)).date()
    )
    services.price(quote, offer, actor=cast.anna, at=now)
    services.accept(quote, actor=cast.alice, at=now)
    return quote


def test_an_offer_refused_keeps_what_was_typed_and_says_why(cast: Cast) -> None:
    key = cast.things["quote"]
    typed = {"words": "Two days of training", "valid_until": f"{clock.now():%Y-%m-%d}"}
    answer = as_(cast, "anna").post(reverse("console:price", args=[key]), typed)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "pas de prix" in shown
    assert "Two days of training</textarea>" in shown
    assert Quote.objects.get(pk=key).state == "asked"


def test_each_fault_of_an_offer_is_told_beside_its_field(cast: Cast) -> None:
    price = reverse("console:price", args=[cast.things["quote"]])
    typed = {"words": "Two days", "yearly": "-1", "valid_until": "2020-01-31"}
    found = as_(cast, "anna").post(price, typed).context["form"].errors
    assert {name: len(told) for name, told in found.items()} == {"yearly": 2, "valid_until": 1}
    assert "L'offre serait déjà échue" in found["valid_until"][0]
    typed |= {"starts_on": "2026-03-02", "ends_on": "2026-03-01", "yearly": ""}
    found = as_(cast, "anna").post(price, typed).context["form"].errors
    assert sorted(found) == ["amount", "ends_on", "valid_until"]
    alone = as_(cast, "anna").post(price, typed | {"amount": "1", "ends_on": ""})
    assert list(alone.context["form"].errors) == ["valid_until"]


def test_an_offer_is_priced_again_from_what_it_says(cast: Cast) -> None:
    key, day = cast.things["quote"], f"{clock.now():%Y-%m-%d}"
    typed = {"words": "Two days of training", "amount": "1 800,50", "valid_until": day}
    as_(cast, "anna").post(reverse("console:price", args=[key]), typed)
    shown = page(cast, "anna", "console:quote", key)
    assert "Two days of training</textarea>" in shown
    assert 'value="1800.50"' in shown
    assert f'value="{day}"' in shown


def test_an_offer_for_a_quote_that_was_answered_says_so(cast: Cast, accepted: Quote) -> None:
    typed = {"words": "More", "amount": "1", "valid_until": f"{clock.now():%Y-%m-%d}"}
    at = reverse("console:price", args=[accepted.pk])
    shown = as_(cast, "anna").post(at, typed, follow=True).content.decode()
    assert f"Le devis {accepted.number} est désormais dans un autre état" in shown
    faulty = typed | {"valid_until": "2020-01-31"}
    assert "déjà échue" in as_(cast, "anna").post(at, faulty, follow=True).content.decode()


@pytest.mark.parametrize(("who", "face"), [("anna", "console"), ("alice", "portal")])
def test_a_quote_accepted_says_when_and_by_whom(
    cast: Cast, accepted: Quote, who: str, face: str
) -> None:
    shown = page(cast, who, f"{face}:quote", accepted.pk)
    assert 'href="/agreement/clause/2.8/"' in shown
    assert "<dt>Offre envoyée</dt>" in shown
    told = shown.split("<dt>Accepté</dt><dd>")[1].split("</dd>")[0]
    assert cast.people["alice"].name in told


def test_staff_go_from_a_quote_to_its_contract(cast: Cast, accepted: Quote) -> None:
    assert reverse("console:contract", args=[accepted.contract_id]) in page(
        cast, "anna", "console:quote", accepted.pk
    )


def test_staff_narrow_quotes_to_a_client_and_a_client_reads_no_name_of_its_own(cast: Cast) -> None:
    number = Quote.objects.get(pk=cast.things["quote"]).number
    assert number in page(cast, "anna", "console:orders", client="martin")
    assert number not in page(cast, "anna", "console:orders", client="novak")
    assert number in page(cast, "alice", "portal:orders", format="csv")
    assert "Client" not in page(cast, "alice", "portal:orders", format="csv")


@pytest.mark.parametrize(
    ("who", "name"),
    [("fred", "console:penalties"), ("fred", "console:claims"), ("fred", "console:billables")],
)
def test_finance_narrows_what_is_owed_to_a_client(
    cast: Cast, accepted: Quote, who: str, name: str
) -> None:
    assert "CT-1" in page(cast, who, name, client="martin")
    assert "CT-1" not in page(cast, who, name, client="novak")


def test_a_program_is_told_where_each_fault_of_its_offer_stands(cast: Cast) -> None:
    offer = {"words": "Two days", "valid_until": "2020-01-31"}
    told = as_(cast, "anna").post(
        f"/api/v1/quotes/{cast.things['quote']}/price", offer, content_type="application/json"
    )
    assert told.status_code == 422, told.content
    assert sorted(each["where"] for each in told.json()["errors"]) == ["amount", "valid_until"]
