"""What is done about contacts from pages, as who may and as who may not."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from tenir.apps.accounts.models import Invitation
from tenir.apps.notices.models import Notice
from tenir.apps.parties.models import Client, Contact, ContactChange
from tests.apps.documents.files import pdf
from tests.cast import Cast
from tests.faces.test_pages import cast

__all__ = ["cast"]
PDF = pdf()


def of(cast: Cast, who: str) -> Browser:
    """A browser in which they are signed in."""
    browser = Browser()
    browser.force_login(cast.people[who])
    return browser


def contact(cast: Cast, who: str) -> Contact:
    return Contact.objects.get(person=cast.people[who], removed_at=None)


def sent(browser: Browser, path: str, **given: object) -> str:
    """What is shown in the end."""
    return browser.post(path, given, follow=True).content.decode()


def test_a_client_is_registered_and_what_is_wrong_stands_beside_its_field(cast: Cast) -> None:
    given = {"number": "C-9", "name": "Usines Bellac", "siren": "123", "language": "fr",
             "time_zone": "Europe/Paris"}  # fmt: skip
    anna = of(cast, "anna")
    refused = anna.post("/console/clients/new/", given)
    assert refused.status_code == 400
    assert 'href="#id_siren"' in refused.content.decode()
    assert not Client.objects.filter(number="C-9").exists()
    done = sent(anna, "/console/clients/new/", **{**given, "siren": "732829320"})
    assert "désignez son premier contact" in done
    assert of(cast, "sam").post("/console/clients/new/", given).status_code == 404


def test_a_main_contact_designates_changes_and_removes_from_the_portal(cast: Cast) -> None:
    base, alice = f"/portal/contacts/{cast.martin.pk}/", of(cast, "alice")
    given = {"name": "Nadia", "email": "nadia@example.org", "language": "fr", "invite": "on"}
    assert "en est avertie" in sent(alice, f"{base}new/", **given)
    nadia = Contact.objects.get(email="nadia@example.org")
    assert Invitation.objects.filter(email="nadia@example.org", revoked_at=None).exists()
    taken = alice.post(f"{base}{nadia.pk}/", {**given, "email": "bob@example.org"})
    assert taken.status_code == 400
    assert 'href="#id_email"' in taken.content.decode()
    assert "Modifié" in sent(alice, f"{base}{nadia.pk}/", **{**given, "name": "Nadia B."})
    asked = sent(alice, f"{base}{nadia.pk}/act/", act="remove")
    assert "Retirer Nadia B." in asked
    sent(alice, f"{base}{nadia.pk}/act/", act="remove", sure="yes")
    assert Contact.objects.get(pk=nadia.pk).removed_at is not None


def test_whoever_may_not_look_after_contacts_changes_none(cast: Cast) -> None:
    bob, there = contact(cast, "bob"), f"/portal/contacts/{cast.martin.pk}/"
    for who, expected in (("charlie", 404), ("rose", 302), ("bob", 302)):
        answer = of(cast, who).post(f"{there}{bob.pk}/act/", {"act": "remove", "sure": "yes"})
        assert answer.status_code == expected, who
    for act in ("remove", "unflag", "invite"):
        given = {"act": act, "sure": "yes"}
        path = f"/console/clients/{cast.martin.pk}/contacts/{bob.pk}/act/"
        assert "Seul" in sent(of(cast, "sam"), path, **given)
    assert of(cast, "charlie").post(f"{there}confirm/").status_code == 404
    assert Contact.objects.get(pk=bob.pk).removed_at is None


def test_the_main_contact_changes_once_the_signed_document_is_verified(cast: Cast) -> None:
    asked = ContactChange.objects.get()
    bob, anna = of(cast, "bob"), of(cast, "anna")
    sign = f"/portal/contacts/changes/{asked.pk}/sign/"
    unsigned = bob.post(sign, {"document": a_file(), "signatory_name": "Zoé"})
    assert 'href="#id_signatory_title"' in unsigned.content.decode()
    given = {"signatory_name": "Zoé Martin", "signatory_title": "Présidente"}
    assert "vérifie" in sent(bob, sign, document=a_file(), **given)
    there = f"/console/clients/changes/{asked.pk}/"
    assert "Zoé Martin, Présidente" in anna.get(there).content.decode()
    served = anna.get(f"{there}document/")
    assert b"".join(served.streaming_content) == PDF  # type: ignore[attr-defined]
    hidden = f"/portal/contacts/changes/{asked.pk}/document/"
    assert of(cast, "charlie").get(hidden).status_code == 404
    assert "Seul" in sent(of(cast, "sam"), f"{there}act/", act="verify", sure="yes")
    assert "a pris effet" in sent(anna, f"{there}act/", act="verify", sure="yes")
    assert contact(cast, "alice").name == "Alice Martin"


def test_a_change_is_refused_with_its_reason_or_withdrawn(cast: Cast) -> None:
    asked, anna, bob = ContactChange.objects.get(), of(cast, "anna"), of(cast, "bob")
    there = f"/portal/contacts/changes/{asked.pk}/"
    assert "Retirer ce changement" in sent(bob, f"{there}act/", act="withdraw")
    sent(bob, f"{there}act/", act="withdraw", sure="yes")
    assert ContactChange.objects.get().state == "withdrawn"
    again = sent(bob, f"/portal/contacts/{cast.martin.pk}/main/",
                 successor=contact(cast, "bob").pk)  # fmt: skip
    assert "attend le document signé" in again
    second = ContactChange.objects.get(state="awaiting_signature")
    given = {"signatory_name": "Zoé", "signatory_title": "Présidente", "document": a_file()}
    sent(bob, f"/portal/contacts/changes/{second.pk}/sign/", **given)
    to = f"/console/clients/changes/{second.pk}/act/"
    assert "Dites pourquoi" in sent(anna, to, act="refuse", because="")
    sent(anna, to, act="refuse", because="Signature illisible")
    shown = bob.get(f"/portal/contacts/changes/{second.pk}/").content.decode()
    assert "Signature illisible" in shown


def test_staff_flags_a_contact_and_takes_the_flag_off(cast: Cast) -> None:
    bob, anna = contact(cast, "bob"), of(cast, "anna")
    there = f"/console/clients/{cast.martin.pk}/contacts/{bob.pk}/"
    shown = sent(anna, f"{there}flag/", because="Le numéro ne répond plus")
    assert "Le numéro ne répond plus" in shown
    assert "Rose" in shown  # the readers stand there too
    assert contact(cast, "bob").flagged_because == "Le numéro ne répond plus"
    sent(anna, f"{there}act/", act="unflag")
    assert contact(cast, "bob").flagged_at is None


def test_a_readers_link_is_sent_again_and_withdrawn(cast: Cast) -> None:
    link, alice = Invitation.objects.get(email="nina@example.org"), of(cast, "alice")
    before, to = link.digest, f"/portal/contacts/invitations/{link.pk}/"
    assert of(cast, "charlie").post(to, {"act": "revoke", "sure": "yes"}).status_code == 404
    sent(alice, to, act="resend")
    assert Invitation.objects.get(pk=link.pk).digest != before
    assert Notice.objects.filter(kind="parties.reader_invited").count() == 2
    sent(alice, to, act="revoke", sure="yes")
    assert Invitation.objects.get(pk=link.pk).revoked_at is not None


def test_tables_are_looked_at_with_every_fault_then_kept(cast: Cast) -> None:
    anna, there = of(cast, "anna"), "/console/clients/tables/"
    wrong = "number;name;siren\nC-7;Usines Bellac;12\nC-8;;\n"
    refused = anna.post(there, {"clients": a_table(wrong)})
    shown = refused.content.decode()
    assert refused.status_code == 400
    assert "clients.csv:2:3" in shown
    assert "clients.csv:3:2" in shown
    looked = anna.post(there, {"clients": a_table("number;name\nC-7;Usines Bellac\n")})
    assert not Client.objects.filter(number="C-7").exists()
    both = looked.context["tables"]
    kept = {"act": "keep", "clients": both[0].carried, "clients_name": both[0].name}
    sent(anna, there, **kept)
    assert Client.objects.get(number="C-7").legal_name == "Usines Bellac"
    assert of(cast, "sam").post(there, kept).status_code == 404


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("signed.pdf", PDF, "application/pdf")


def a_table(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("clients.csv", text.encode(), "text/csv")
