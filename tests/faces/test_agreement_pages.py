"""Versions of the agreement in the pages: drafted, checked, published, told, answered, left."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tenir import clock
from tenir.apps.agreements.models import ClientVersion, Version
from tenir.terms import phrases
from tests.cast import Cast
from tests.faces.test_pages import cast, notified

pytestmark = pytest.mark.both_databases
__all__ = ["cast"]
REFERENCE = Path(__file__).parents[2] / "tenir/conventions/reference/1"


def test_a_client_accepts_a_version_from_the_portal(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.people["bob"])
    page = browser.get("/portal/agreement/").content.decode()
    assert "Accepter" in page
    action = page.split('action="/portal/agreement/')[1].split('"')[0]
    address = f"/portal/agreement/{action}"
    asked = browser.post(address, {"answer": "accept"}, follow=True).content.decode()
    assert "Accepter la version 2 pour votre société" in asked
    assert "engage votre société" in asked
    held = ClientVersion.objects.get(pk=int(action.split("/")[0]))
    begins = phrases.instant(timezone.localtime(held.effective_at), "fr")
    assert f">{begins}<" in page
    assert f"à partir du {begins}, et vous" in asked
    assert "Accepter" in browser.get("/portal/agreement/").content.decode()  # nothing is done yet
    for told in ({}, {"answer": "other", "sure": "yes"}):
        browser.post(address, told)
    assert notified(cast)
    done = browser.post(address, {"answer": "accept", "sure": "yes"}, follow=True)
    assert "Acceptation enregistrée" in done.content.decode()


def test_a_version_is_drafted_from_a_file_compared_and_published(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.people["anna"])
    text = (REFERENCE / "convention.yaml").read_text()
    broken = text.replace('version: "1"', 'version: "3"').replace("value: 99.5 %", "value: high", 1)
    files = {"file-convention": a_file(broken), "act": "keep"}
    refused = browser.post("/console/agreement/draft/", files)
    assert refused.status_code == 400
    assert "ligne 164, colonne 75" in refused.content.decode()
    sound = broken.replace("value: high", "value: 99.9 %", 1)
    words = SimpleUploadedFile("text.fr.md", (REFERENCE / "text.fr.md").read_bytes())
    files = {"file-convention": a_file(sound), "file-text": words, "act": "keep"}
    shown = browser.post("/console/agreement/draft/", files, follow=True)
    assert "99,8 % devient 99,9 %" in shown.content.decode()
    address = shown.redirect_chain[-1][0]
    asked = browser.post(f"{address}change/", {"act": "publish"}).content.decode()
    assert "Publier la version 3\u202f?" in asked
    assert Version.objects.get(number="3").state == "draft"
    given = {"act": "publish", "sure": "yes"}
    assert "chaque client" in browser.post(f"{address}change/", given, follow=True).content.decode()


@pytest.mark.clause("3.4")
def test_a_version_published_is_compared_with_the_one_before_it(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.people["anna"])
    pages = {
        version.number: browser.get(f"/console/agreement/{version.pk}/").content.decode()
        for version in Version.objects.filter(state="published")
    }
    assert "La première version" in pages["1"]
    assert "Rien ne diffère" not in pages["1"]
    assert "Ce qui diffère de la version" not in pages["1"]
    assert "Ce qui diffère de la version 1" in pages["2"]


@pytest.mark.parametrize(
    ("language", "says"), [("fr", "ligne 1, colonne 1"), ("en", "line 1, column 1")]
)
def test_a_draft_is_checked_while_it_is_written(cast: Cast, language: str, says: str) -> None:
    anna, browser = cast.people["anna"], Client()
    anna.language = language
    anna.save()
    browser.force_login(anna)
    sound = (REFERENCE / "convention.yaml").read_text().replace('version: "1"', 'version: "4"')
    texts = {"convention": "a: [", "text": (REFERENCE / "text.fr.md").read_text()}
    part = browser.post("/console/agreement/draft/check/", texts).content.decode()
    assert says in part
    assert "<html" not in part
    texts["convention"] = sound.replace("\n", "\r\n")  # as a browser posts it
    assert (
        "data-line" not in browser.post("/console/agreement/draft/check/", texts).content.decode()
    )
    whole = browser.post("/console/agreement/draft/", {**texts, "act": "check"})
    assert (whole.status_code, "<html" in whole.content.decode()) == (200, True)
    kept = browser.post("/console/agreement/draft/", {**texts, "act": "keep"}, follow=True)
    assert kept.redirect_chain
    again = browser.get("/console/agreement/draft/", {"of": kept.context["it"].pk}).content.decode()
    assert "version: &quot;4&quot;" in again


def a_file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("convention.yaml", text.encode())


@pytest.mark.clause("3.1", "3.2")
def test_a_letter_proves_a_notification_and_another_gives_the_answer(cast: Cast) -> None:
    browser, page = Client(), f"/console/agreement/clients/{notified(cast)}/"
    browser.force_login(cast.people["anna"])
    assert "Prouver par courrier" in browser.get(page).content.decode()
    sent = f"{timezone.localtime(clock.now() + timedelta(minutes=1)):%Y-%m-%dT%H:%M}"
    lacking = browser.post(f"{page}prove/", {"sent_at": sent})
    assert lacking.status_code == 400
    proof = SimpleUploadedFile("proof.txt", b"Posted.", "text/plain")
    browser.post(f"{page}prove/", {"sent_at": sent, "letter": proof})
    assert "un courrier" in browser.get(page).content.decode()
    letter = SimpleUploadedFile("letter.txt", b"We accept.", "text/plain")
    given = {"answer": "accepted", "answered_at": sent, "letter": letter}
    assert "Acceptée" in browser.post(f"{page}answer/", given, follow=True).content.decode()


def test_the_portal_says_in_words_what_a_version_told_changes(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.people["rose"])
    assert "99,5 % devient 99,8 %" in browser.get("/portal/agreement/").content.decode()


def test_leaving_asks_twice(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.people["alice"])
    page = browser.get("/portal/agreement/").content.decode()
    action = "/portal/agreement/" + page.split('action="/portal/agreement/')[1].split('"')[0]
    asked = browser.post(action, {"answer": "terminate"}).content.decode()
    assert "Mettre fin à mes contrats" in asked
    done = browser.post(action, {"answer": "terminate", "sure": "yes"}, follow=True)
    assert "Résiliation enregistrée" in done.content.decode()
