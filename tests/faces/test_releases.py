"""Versions made available to clients through the pages: asked first, validated, refused."""

from __future__ import annotations

import pytest

from tenir import clock
from tenir.apps.agreements.models import Subscription
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.releases import services
from tenir.apps.releases.models import Validation
from tenir.apps.support.models import Request
from tests.cast import Cast
from tests.faces.places import place
from tests.faces.test_deeds import SURE, as_, post
from tests.faces.test_pages import cast

__all__ = ["cast"]

pytestmark = pytest.mark.both_databases
SENDS = "</svg> Mettre à disposition</button>"


def page(cast: Cast, who: str, name: str) -> str:
    return str(as_(cast, who).get(place(name, cast.things)).content.decode())


def given_back(cast: Cast) -> None:
    """As though the version had not been handed out yet; its page is that of its product."""
    validation = Validation.objects.get(pk=cast.things["validation"])
    cast.things |= {"version": validation.version_id, "product": validation.version.product.key}
    validation.delete()


@pytest.mark.clause("8.9")
def test_a_version_is_made_available_once_one_has_said_yes_to_how_many(cast: Cast) -> None:
    given_back(cast)
    asked = post(cast, "rita", "console:make-available").content.decode()
    assert "Mettre Drive 7.0 à disposition\u202f?" in asked
    assert "1 client · 1 abonnement" in asked
    assert not Validation.objects.exists()
    shown = post(cast, "rita", "console:make-available", **SURE).content.decode()
    assert "Mise à disposition pour 1 abonnement\u202f: son client en est prévenu." in shown
    assert Validation.objects.get().organisation_id == cast.martin.pk
    again = post(cast, "rita", "console:make-available", **SURE).content.decode()
    assert "ceux qui y sont abonnés l" in again


@pytest.mark.clause("8.9")
def test_each_subscription_is_named_with_its_client_and_nothing_is_asked_without_any(
    cast: Cast,
) -> None:
    given_back(cast)
    line = Subscription.objects.get(product__key=cast.things["product"])
    shown = page(cast, "rita", "console:make-available")
    assert f">{line.contract.client} · {line.target}</option>" in shown
    assert SENDS in shown
    post(cast, "rita", "console:make-available", **SURE)
    shown = page(cast, "rita", "console:make-available")
    assert "l&#x27;a déjà, ou une version plus récente." in shown
    assert SENDS not in shown


@pytest.mark.clause("8.9")
def test_the_product_page_leads_there_but_for_a_patch(cast: Cast) -> None:
    given_back(cast)
    address = place("console:make-available", cast.things)
    assert address in page(cast, "rita", "console:product")
    assert address not in page(cast, "anna", "console:product")
    drive = catalogue.product(cast.things["product"])
    drive.versions.filter(pk=cast.things["version"]).update(kind="patch")
    assert address not in page(cast, "rita", "console:product")
    refused = post(cast, "rita", "console:make-available", **SURE).content.decode()
    assert "n&#x27;est pas soumis à validation (8.9)" in refused


@pytest.mark.clause("8.9")
def test_the_product_page_tells_how_far_a_version_went_and_offers_it_to_the_others(
    cast: Cast,
) -> None:
    given_back(cast)
    address = place("console:make-available", cast.things)
    assert "0 abonnement sur 1 l'a, ou une plus récente" in page(cast, "anna", "console:product")
    post(cast, "rita", "console:make-available", **SURE)
    shown = page(cast, "rita", "console:product")
    assert "Tous les abonnements l'ont, ou une plus récente" in shown
    assert address not in shown


@pytest.mark.clause("8.9")
def test_a_contact_validates_a_version_after_one_question(cast: Cast) -> None:
    shown = page(cast, "bob", "portal:validation")
    assert "Pourquoi cette date" in shown
    assert "arrête pas le déploiement." in shown
    assert "Valider Drive 7.0\u202f?" in post(cast, "bob", "portal:validate").content.decode()
    assert Validation.objects.get().state == "awaited"
    done = post(cast, "bob", "portal:validate", **SURE).content.decode()
    assert "en est prévenu." in done
    assert Validation.objects.get().state == "validated"
    assert "Valider la version" not in page(cast, "bob", "portal:validation")


@pytest.mark.clause("8.9", "8.10")
def test_a_refusal_is_written_with_its_reasons_and_leads_to_its_request(cast: Cast) -> None:
    empty = as_(cast, "bob").post(place("portal:refuse", cast.things), {})
    assert empty.status_code == 400
    because = "Exports lose their accents"
    done = post(cast, "bob", "portal:refuse", because=because).content.decode()
    request = Request.objects.get(problem=because)
    assert f"/portal/requests/{request.pk}/" in done
    assert because in page(cast, "rita", "console:validation")
    assert f"/console/requests/{request.pk}/" in page(cast, "rita", "console:validation")


@pytest.mark.clause("8.9")
def test_a_reader_reads_who_answers_and_is_offered_no_answer(cast: Cast) -> None:
    shown = page(cast, "rose", "portal:validation")
    assert "Valider la version" not in shown
    assert "Les contacts désignés de votre société répondent." in shown
    assert as_(cast, "rose").get(place("portal:refuse", cast.things)).status_code == 404


@pytest.mark.clause("8.9", "8.12")
def test_what_lapsed_says_what_8_12_says_of_it(cast: Cast) -> None:
    services.settle_validations(clock.now().replace(year=2099))
    shown = page(cast, "alice", "portal:validation")
    assert "validation caduque" in shown
    assert "diteur ne répond pas de la mise à jour non faite" in shown


def test_lists_are_narrowed_and_written_to_a_file(cast: Cast) -> None:
    for who, name in (("rita", "console:releases"), ("alice", "portal:releases")):
        address = place(name, cast.things)
        assert "Drive 7.0" in as_(cast, who).get(f"{address}?state=awaited").content.decode()
        none = as_(cast, who).get(f"{address}?state=lapsed").content.decode()
        assert "Drive 7.0" not in none
        file = as_(cast, who).get(f"{address}?format=csv")
        assert "Drive 7.0" in b"".join(file).decode("utf-8-sig")


@pytest.mark.clause("8.9")
def test_a_version_is_withdrawn_with_a_reason_that_its_client_reads(cast: Cast) -> None:
    validation = Validation.objects.get(pk=cast.things["validation"])
    cast.things |= {"version": validation.version_id, "product": validation.version.product.key}
    address = place("console:version-withdraw", cast.things)
    assert address in page(cast, "rita", "console:product")
    assert address not in page(cast, "anna", "console:product")
    silent = post(cast, "rita", "console:version-withdraw", **SURE).content.decode()
    assert "Ce champ est obligatoire" in silent
    assert "Leurs contacts le liront." in silent
    why = {"because": "Les exports perdent leurs accents"}
    asked = post(cast, "rita", "console:version-withdraw", **why).content.decode()
    assert "Retirer Drive 7.0\u202f?" in asked
    assert "1 client · 1 abonnement" in asked
    done = post(cast, "rita", "console:version-withdraw", **why, **SURE).content.decode()
    assert "Retirée pour 1 abonnement\u202f: son client en est prévenu." in done
    again = post(cast, "rita", "console:version-withdraw", **why, **SURE).content.decode()
    assert "plus personne n'a à la valider" in again.replace("&#x27;", "'")
    shown = page(cast, "bob", "portal:validation")
    assert "<dt>Retirée</dt>" in shown
    assert "Pourquoi elle a été retirée" in shown
    assert why["because"] in shown
    assert address not in page(cast, "rita", "console:product")
    assert place("console:make-available", cast.things) in page(cast, "rita", "console:product")
