"""Requests opened after a call, in the name of a contact who has no account."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.agreements import services as agreements
from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.notices.services import signed
from tenir.apps.parties import services as parties
from tenir.apps.parties.models import Contact
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tenir.integrations.spreadsheets.requests import export_requests
from tenir.viewer import NotAllowed
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import WHOLE

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


@pytest.fixture
def zoe(cast: Cast) -> Contact:
    """Another contact of Ateliers Martin, who was never given an account."""
    return parties.designate(
        cast.martin.pk, name="Zoé", email="zoe@example.org", invite=False, actor=cast.anna,
        at=clock.now(),
    )  # fmt: skip


def test_a_request_is_opened_in_the_name_of_a_contact_who_has_no_account(
    cast: Cast, zoe: Contact
) -> None:
    """Clause: 4.2, 7.4, 7.9."""
    at = f"{reverse('console:request-new')}?client={cast.martin.pk}"
    form = as_(cast, "sam").get(at).content.decode()
    assert f'value="contact-{zoe.pk}"' in form
    assert "Zoé (no account)" in form
    said = {**WHOLE, "contact": f"contact-{zoe.pk}", "subscription": cast.things["line"],
            "kind": "support", "impact": "low", "urgency": "normal", "whole": "1"}  # fmt: skip
    as_(cast, "sam").post(at, said, follow=True)
    found = Request.objects.latest("pk")
    assert (found.state, found.opened_by, found.caller) == ("recorded", None, zoe)
    for who, face in (("sam", "console:request"), ("bob", "portal:request")):
        assert "Zoé" in as_(cast, who).get(reverse(face, args=[found.pk])).content.decode()
    assert "Zoé" in as_(cast, "bob").get(reverse("portal:requests")).content.decode()
    told = Notice.objects.get(subject=found.subject, address="zoe@example.org")
    assert told.kind == "support.recorded"
    services.resolve(found.pk, "Restart it", actor=cast.sam, at=clock.now())
    told = Notice.objects.get(kind="support.resolved", address="zoe@example.org")
    asks = r"https?://[^/\s]+(/support/how/[\w.-]+/3/)"
    (path,) = re.findall(asks, signed(told, told.text))
    assert found.number in Client().get(path).content.decode()
    Client().post(path, {"score": "1", "words": "Too slow"})
    assert (
        "Too slow"
        in as_(cast, "sam").get(reverse("console:request", args=[found.pk])).content.decode()
    )


def test_what_who_called_answers_by_mail_is_shown_as_theirs(cast: Cast, zoe: Contact) -> None:
    """Clause: 7.12."""
    told = {"subscription": cast.things["line"], "kind": "support", "impact": "low",
            "urgency": "normal", **WHOLE}  # fmt: skip
    how: dict[str, Any] = {"actor": cast.sam, "at": clock.now()}
    found = services.open_request(cast.martin.pk, told, channel="telephone", caller=zoe.pk, **how)
    services.ask_client(found.pk, "Which file?", **how)
    notice = Notice.objects.filter(channel="email", address=zoe.email).latest("pk")
    entry = services.reply_by_mail(
        Envelope.objects.get(notice=notice).reply_token, "This one", sender=zoe.email,
        message_id="<1@zoe>", at=clock.now(),
    ).entry  # fmt: skip
    for who, face in (("sam", "console:request"), ("bob", "portal:request")):
        page = as_(cast, who).get(reverse(face, args=[found.pk])).content.decode()
        line = page.partition(f'id="entry-{entry.pk}"')[2].partition("</li>")[0]
        said = re.sub(r"<[^>]*>|\s+", " ", line)
        assert "Zoé" in said.partition("This one")[0]
    exported = json.loads(export_requests(cast.sam))["requests"]
    assert exported[-1]["history"][-1]["by"] == zoe.email


def test_who_called_and_speaks_for_the_client_no_more_is_named_by_no_request(
    cast: Cast, zoe: Contact
) -> None:
    """Clause: 7.9."""
    told = {"subscription": cast.things["line"], "problem": "No sound"}
    made = services.draft(
        cast.martin.pk, told, channel="telephone", caller=zoe.pk, actor=cast.sam, at=clock.now()
    )
    Contact.objects.filter(pk=zoe.pk).update(removed_at=clock.now())
    for client, caller in ((cast.martin.pk, zoe.pk), (cast.novak.pk, zoe.pk)):
        with pytest.raises(services.NotEntitled):
            services.draft(client, told, caller=caller, actor=cast.sam, at=clock.now())
    with pytest.raises(services.NotEntitled):
        services.send(made.pk, actor=cast.sam, at=clock.now())
    with pytest.raises(NotAllowed):
        services.draft(cast.martin.pk, told, caller=zoe.pk, actor=cast.anna, at=clock.now())


def test_who_called_asks_by_their_account_once_they_have_one(cast: Cast) -> None:
    """Clause: 7.4, 7.9."""
    bob = Contact.objects.get(person=cast.people["bob"])
    Contact.objects.filter(pk=bob.pk).update(person=None)
    told = {"subscription": cast.things["line"], "problem": "No sound"}
    how: dict[str, Any] = {"caller": bob.pk, "actor": cast.sam, "at": clock.now()}
    made = services.draft(cast.martin.pk, told, channel="telephone", **how)
    assert (made.opened_by, made.caller) == (None, bob)
    Contact.objects.filter(pk=bob.pk).update(person=cast.people["bob"])
    made = services.draft(cast.martin.pk, told, request=made.pk, **how)
    assert (made.opened_by, made.caller) == (cast.people["bob"], None)


def test_a_call_of_which_no_word_was_written_is_no_request(cast: Cast, zoe: Contact) -> None:
    """Clause: 7.9, 7.10."""
    at = f"{reverse('console:request-new')}?client={cast.martin.pk}"
    sam, before = as_(cast, "sam"), Request.objects.count()
    page = sam.get(at).content.decode()
    assert "Choose who called" in page, "of several, none is chosen beforehand"
    told = {"kind": "support", "environment": "production", "whole": "1", "act": "open"}
    nobody = sam.post(at, told | {"problem": "No sound"})
    assert nobody.status_code == 400
    silent = sam.post(at, told | {"contact": f"contact-{zoe.pk}"})
    assert "a word is enough to record it" in silent.content.decode()
    assert Request.objects.count() == before
    sam.post(at, told | {"contact": f"contact-{zoe.pk}", "problem": "No sound"})
    assert Request.objects.count() == before + 1


def test_of_several_products_a_contact_chooses_the_one_that_it_is_about(cast: Cast) -> None:
    """Clause: 7.9, 7.10."""
    at, choose = reverse("portal:request-new"), "Choose a product"
    assert choose not in as_(cast, "bob").get(at).content.decode(), "of one, nothing is to choose"
    agreements.sign_contract(
        client=cast.martin.pk, number="CT-3", starts_on=date(2026, 1, 1), actor=cast.anna,
        lines=[agreements.NewLine(product="drive", yearly_fee="1200.00")], at=clock.now(),
    )  # fmt: skip
    assert choose in as_(cast, "bob").get(at).content.decode()
    before = Request.objects.count()
    told = {"kind": "support", "environment": "production", "whole": "1"}
    assert as_(cast, "bob").post(at, told).status_code == 400
    assert Request.objects.count() == before
