"""What is typed is kept before it is sent; what is sent twice is done once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.models import Person, SentForm, Unsent
from tenir.apps.documents.models import Document
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tenir.integrations.background import upkeep
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
KEEP = "/account/unsent/"


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


@pytest.fixture
def asked(cast: Cast) -> Request:
    """A request of Bob's, open."""
    services.open_request(
        cast.martin.pk,
        {"subscription": cast.things["line"], "kind": "support", "environment": "production",
         "title": "Export", "problem": "It stops", "observed": "Nothing", "expected": "A file",
         "steps": "Export", "context": "Error 500", "impact": "high", "urgency": "critical"},
        actor=cast.bob, at=clock.now(),
    )  # fmt: skip
    return Request.objects.latest("pk")


def browser(cast: Cast, who: str) -> Client:
    """As the browser is: every form needs its page's token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people[who])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def token_of(client: Client, address: str) -> str:
    found = TOKEN.findall(client.get(address).content.decode())
    return str(found[-1])


def test_words_typed_come_back_in_the_reply_of_who_typed_them(cast: Cast, asked: Request) -> None:
    """Clause: 7.7."""
    page = f"/portal/requests/{asked.pk}/"
    told = as_(cast, "bob").post(KEEP, {"place": f"reply:{asked.pk}", "text": "It is the menu"})
    assert re.fullmatch(r"Draft kept at \d\d:\d\d\.", told.content.decode())
    seen = as_(cast, "bob").get(page).content.decode()
    assert ">It is the menu</textarea>" in seen
    assert "Your draft of" in seen
    for other in ("alice", "sam"):
        where = page if other == "alice" else f"/console/requests/{asked.pk}/"
        assert "It is the menu" not in as_(cast, other).get(where).content.decode()
    assert "menu" not in Unsent.objects.get().words, "not sealed"


@pytest.mark.parametrize(
    ("who", "place", "page", "field"),
    [
        ("bob", "write:{id}", "/portal/requests/{id}/write/words/", "problem"),
        ("sam", "say:{asked}", "/console/requests/{asked}/", "text"),
        ("sam", "open:{client}", "/console/requests/new/?client={client}", "problem"),
    ],
)
def test_so_do_those_of_a_new_request_and_of_the_desk(
    cast: Cast, asked: Request, who: str, place: str, page: str, field: str
) -> None:
    told = {"subscription": cast.things["line"], "kind": "support", "environment": "production"}
    made = services.draft(cast.martin.pk, told, actor=cast.bob, at=clock.now())
    names = {"id": made.pk, "asked": asked.pk, "client": cast.martin.pk}
    as_(cast, who).post(KEEP, {"place": place.format(**names), field: "Half a sent"})
    assert ">Half a sent</textarea>" in as_(cast, who).get(
        page.format(**names)
    ).content.decode().replace("\n", "")


def test_what_is_sent_is_a_draft_no_more_and_what_comes_late_brings_nothing_back(
    cast: Cast, asked: Request
) -> None:
    client, place = browser(cast, "bob"), f"reply:{asked.pk}"
    token = token_of(client, f"/portal/requests/{asked.pk}/")
    typed = {"csrfmiddlewaretoken": token, "place": place, "text": "It is the menu"}
    assert client.post(KEEP, typed).content
    said = {"csrfmiddlewaretoken": token, "unsent": place, "text": "It is the menu", "whole": "1"}
    assert client.post(f"/portal/requests/{asked.pk}/say/", said).status_code == 302
    assert not Unsent.objects.exists()
    assert client.post(KEEP, typed).content == b""
    assert not Unsent.objects.exists()


def test_a_reply_that_is_refused_stays_kept(cast: Cast, asked: Request) -> None:
    bob, place = as_(cast, "bob"), f"reply:{asked.pk}"
    bob.post(KEEP, {"place": place, "text": "Half"})
    cut = {"unsent": place, "text": "Half"}  # its end did not arrive
    assert bob.post(f"/portal/requests/{asked.pk}/say/", cut).status_code == 400
    assert Unsent.objects.filter(place=place).exists()


def test_a_field_that_is_emptied_keeps_nothing_and_too_much_is_refused(cast: Cast) -> None:
    bob = as_(cast, "bob")
    bob.post(KEEP, {"place": "reply:1", "text": "Half"})
    assert bob.post(KEEP, {"place": "reply:1", "text": " "}).content == b""
    assert not Unsent.objects.exists()
    assert bob.post(KEEP, {"place": "reply:1", "text": "x" * 300_000}).status_code == 400
    for number in range(103):
        bob.post(KEEP, {"place": f"reply:{number}", "text": "Half"})
    assert Unsent.objects.count() == 100


def test_what_nobody_comes_back_to_is_forgotten(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_(cast, "bob").post(KEEP, {"place": "reply:1", "text": "Half"})
    now = clock.now()
    for days, left in ((29, 1), (31, 0)):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        upkeep.forget.func()
        assert Unsent.objects.count() == left


def twice(client: Client, address: str, given: dict[str, Any]) -> tuple[Any, Any]:
    """The same bytes twice, as from a proxy that tries again."""
    file = given.pop("file", None)
    sent = [
        {**given, **({"files": SimpleUploadedFile("a.txt", file, "text/plain")} if file else {})}
        for _ in range(2)
    ]
    return client.post(address, sent[0]), client.post(address, sent[1])


@pytest.mark.either_database
def test_a_reply_that_comes_twice_is_said_once(cast: Cast, asked: Request) -> None:
    """Clause: 7.7, 7.12."""
    client, page = browser(cast, "bob"), f"/portal/requests/{asked.pk}/"
    told = {"text": "Again", "whole": "1", "csrfmiddlewaretoken": token_of(client, page)}
    first, second = twice(client, f"{page}say/", {**told, "file": b"log"})
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert asked.entries.filter(text="Again").count() == 1
    assert Document.objects.filter(filename="a.txt").count() == 1
    assert "it was done once" in client.get(page).content.decode()


def test_the_same_words_from_a_page_drawn_anew_are_said_again(cast: Cast, asked: Request) -> None:
    client, page = browser(cast, "bob"), f"/portal/requests/{asked.pk}/"
    for _ in range(2):
        told = {"text": "Still", "whole": "1", "csrfmiddlewaretoken": token_of(client, page)}
        client.post(f"{page}say/", told)
    assert asked.entries.filter(text="Still").count() == 2


def test_a_deed_that_comes_twice_is_done_once(cast: Cast, asked: Request) -> None:
    """Time put down twice would be charged twice. Clause: 7.22."""
    client, page = browser(cast, "sam"), f"/console/requests/{asked.pk}/do/call/"
    now = clock.now() - timedelta(minutes=5)
    told = {"text": "Told by telephone", "called_at_0": f"{now:%Y-%m-%d}", "called_at_1": "09:00",
            "called_at": f"{now:%Y-%m-%dT%H:%M}",
            "csrfmiddlewaretoken": token_of(client, page)}  # fmt: skip
    first, second = twice(client, page, told)
    assert (first.status_code, second.status_code) == (302, 302), first.content.decode()[-2000:]
    assert asked.entries.filter(text="Told by telephone").count() == 1


def test_what_was_refused_may_be_sent_again(cast: Cast, asked: Request) -> None:
    client, page = browser(cast, "bob"), f"/portal/requests/{asked.pk}/"
    told = {"text": "", "whole": "1", "csrfmiddlewaretoken": token_of(client, page)}
    first, second = twice(client, f"{page}say/", told)
    assert (first.status_code, second.status_code) == (400, 400)
    assert not SentForm.objects.exists()


def test_whoever_else_sends_it_is_someone_else(cast: Cast) -> None:
    accounts.note_sent("k", shown="t", actor=cast.bob, at=clock.now())
    accounts.note_sent("k", shown="t", actor=cast.alice, at=clock.now())
    with pytest.raises(IntegrityError):
        accounts.note_sent("k", shown="t", actor=cast.bob, at=clock.now())
