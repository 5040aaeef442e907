"""A person is erased from all of Tenir: every text column of every table is read afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pypdf import PdfWriter

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.models import Invitation, Person
from tenir.apps.journal.queries import verify
from tenir.apps.journal.services import seal
from tenir.apps.notices import services as notices
from tenir.apps.notices.models import Attempt, Bounce, Envelope, Notice, Outcome, Unreachable
from tenir.apps.parties import services as parties
from tenir.apps.parties.models import Contact, ContactChange
from tenir.apps.publishing import services as publishing
from tenir.apps.publishing.models_subscribers import Subscriber
from tenir.apps.support import services as support
from tenir.integrations.agreement_files import reference
from tenir.integrations.erasure import PROVING, Erased, erase_contact, erase_person, foretold
from tenir.viewer import SYSTEM, NotAllowed
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TERMS = reference().terms()
NAME, FORMER_NAME = "Béatrice Quenouille", "Béatrice d'Avallon"
ADDRESS, FORMER, ASKED = "quenouille@martin.example", "avallon@martin.example", "bq@asked.example"
TELEPHONE = "+33 6 98 76 54 32"
THEIRS = (NAME, FORMER_NAME, ADDRESS, FORMER, ASKED, TELEPHONE, "Quenouille", "Avallon")

# Where they may still be read after an erasure, and why. Nothing else may hold any of it.
MAY_STAY = {
    ("notices_notice", "address"): "proof that a version or works were notified, 5 years (3.1)",
    ("notices_notice", "title"): "the same proof",
    ("notices_notice", "text"): "the same proof",
    ("notices_notice", "html"): "the same proof",
    ("notices_notice", "values"): "the same proof",
    ("notices_attempt", "address"): "the try of that proof",
    ("notices_attempt", "answer"): "what the server answered to it",
    ("documents_document", "title"): "the signed document of a change of main contact (9.3)",
    ("documents_document", "filename"): "the same document",
    ("support_request", "problem"): "words of a request: what was promised and done (7.7)",
    ("support_keptmail", "sender"): "mail that no agent has seen to: nothing written is lost (7.1)",
    ("support_keptmail", "title"): "the same mail",
    ("support_keptmail", "text"): "the same mail",
}


def columns() -> Iterator[tuple[str, str, list[object]]]:
    """Every column of every table of the database, whether a model knows of it or none."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [each[0] for each in cursor.description]
            rows = cursor.fetchall()
            for number, name in enumerate(names):
                yield table, name, [row[number] for row in rows]


def where(*words: str) -> dict[tuple[str, str], list[str]]:
    """The columns that hold one of these words, as text or inside JSON."""
    found: dict[tuple[str, str], list[str]] = {}
    for table, name, values in columns():
        held = "\n".join(map(_read, values)).casefold()
        if there := [word for word in words if word.casefold() in held]:
            found[table, name] = there
    return found


def _read(value: object) -> str:
    text = bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else value
    text = str(text)
    return text.encode().decode("unicode_escape", "replace") if "\\u" in text else text


def sign(change: ContactChange, cast: Cast, name: str = "Marie Martin") -> None:
    """The change is signed by that person, and verified."""
    page, content = PdfWriter(), BytesIO()
    page.add_blank_page(width=595, height=842)
    page.write(content)
    content.seek(0)
    parties.sign_change(
        change.pk, content=content, filename="signed.pdf", signatory_name=name,
        signatory_title="Présidente", actor=cast.anna, at=NOON,
    )  # fmt: skip
    parties.verify_change(change.pk, actor=cast.anna, at=NOON)


def leave(cast: Cast, found: Contact) -> None:
    parties.remove_contact(
        cast.martin.pk, found.pk, terms=TERMS, actor=cast.anna, at=NOON
    )  # fmt: skip


def ask(cast: Cast, **given: Any) -> ContactChange:
    return parties.ask_change(cast.martin.pk, terms=TERMS, actor=cast.anna, at=NOON, **given)


@pytest.fixture(params=[False, True], ids=["without an account", "with an account"])
def gone(request: pytest.FixtureRequest, cast: Cast) -> Contact:
    """Someone who was a contact, then the main one, signed, was written to, and left again."""
    found = parties.designate(
        cast.martin.pk, name=FORMER_NAME, email=FORMER, telephone=TELEPHONE, actor=cast.anna,
        at=NOON,
    )  # fmt: skip
    parties.change_contact(
        cast.martin.pk, found.pk, terms=TERMS, name=NAME, email=ADDRESS, actor=cast.anna, at=NOON
    )
    if request.param:
        invited = Invitation.objects.get(email=ADDRESS, revoked_at=None)
        accounts.accept(
            invited, professional_use=True, name=NAME, password="correct horse battery", at=NOON
        )
        parties.link_people(NOON)
    sign(ask(cast, successor=found.pk), cast, NAME)
    parties.withdraw_change(ask(cast, email=ASKED).pk, actor=cast.anna, at=NOON)
    parties.flag_contact(
        cast.martin.pk, found.pk, because=f"{NAME} ne répond pas", actor=cast.anna, at=NOON
    )
    sign(ask(cast, successor=Contact.objects.get(person=cast.people["bob"]).pk), cast)
    leave(cast, found)
    found.refresh_from_db()
    _written_to(found)
    publishing.subscribe(email=ADDRESS, language="fr", at=NOON)
    publishing.confirm(Subscriber.objects.get().token, at=NOON)
    if found.person:
        accounts.note_sign_in("wrong", method="password", person=found.person, at=NOON,
                              address="192.0.2.7")  # fmt: skip
        accounts.close_person(found.person, actor=cast.adam, at=NOON)
    seal(NOON)
    return found


def _written_to(found: Contact) -> None:
    """A version was notified to them; another message came back from their address."""
    for number, (kind, address) in enumerate(
        (("agreements.version_notified", ADDRESS), ("support.closure", FORMER))
    ):
        sent = Notice.objects.create(
            key=f"t/{number}", kind=kind, channel="email", audience="client", address=address,
            organisation_id=found.client_id, person=found.person, language="fr", subject="x",
            title=f"Bonjour {NAME}", text=f"Chère {NAME}", html=f"<p>{escape(FORMER_NAME)}</p>",
            values={"name": NAME}, owed_at=NOON, message_id=f"<{number}@t>", next_attempt_at=NOON,
        )  # fmt: skip
        Envelope.objects.create(notice=sent, reply_token=f"r{number}", bounce_token=f"b{number}")
        attempt = notices.claim(sent.pk, by="test", at=NOON)
        assert attempt
        notices.settle(attempt, notices.Answer(Outcome.ACCEPTED, f"250 <{address}>"), at=NOON)
    assert notices.take_bounce(token="b1", hard=True, words=f"550 <{FORMER}>", at=NOON)


def erase(cast: Cast, found: Contact) -> Erased:
    return erase_contact(Contact.objects.get(pk=found.pk), actor=cast.adam, at=NOON)


def test_nothing_of_an_erased_contact_stands_anywhere_but_where_it_may(
    cast: Cast, gone: Contact
) -> None:
    before = where(*THEIRS)
    assert len(before) > 12, before
    erase(cast, gone)
    left = where(*THEIRS)
    assert {place: words for place, words in left.items() if place not in MAY_STAY} == {}
    seal(NOON)
    assert verify(SYSTEM).holds


def test_what_stays_in_notices_is_the_proof_alone(cast: Cast, gone: Contact) -> None:
    told = erase(cast, gone)
    (kept,) = Notice.objects.filter(kind__in=PROVING)
    assert (kept.address, kept.text, kept.state) == (ADDRESS, f"Chère {NAME}", "sent")
    assert Attempt.objects.get(notice=kept).answer == f"250 <{ADDRESS}>"
    assert told.proofs == 1
    others = Notice.objects.exclude(pk=kept.pk)
    assert not [row.key for row in others if any(word in f"{row.values}{row.text}{row.html}"
                                                 for word in THEIRS)]  # fmt: skip
    assert not Unreachable.objects.exists()
    assert not Bounce.objects.exclude(address="").exists()
    assert notices.erase_outlived(before=NOON + timedelta(seconds=1), at=NOON) > 0
    assert not [place for place in where(*THEIRS) if place[0].startswith("notices_")]


def test_the_title_of_who_signed_stays_and_their_name_does_not(cast: Cast, gone: Contact) -> None:
    erase(cast, gone)
    signed = ContactChange.objects.filter(signatory_title="Présidente").order_by("pk")
    assert [row.signatory_name for row in signed] == ["—", "Marie Martin"]
    assert ContactChange.objects.get(state="withdrawn").asked == {"email": "—"}


def test_the_contact_is_erased_once_and_the_others_are_left_as_they_were(
    cast: Cast, gone: Contact
) -> None:
    told = erase(cast, gone)
    gone.refresh_from_db()
    assert (gone.name, gone.telephone, gone.erased_at) == ("—", "", NOON)
    assert gone.email.endswith("@erased.invalid")
    assert {FORMER, ADDRESS, ASKED} <= set(told.addresses)
    assert {NAME, FORMER_NAME} <= set(told.names)
    assert told.contacts == ("Ateliers Martin",)
    assert told.subscriptions == 1
    assert not Subscriber.objects.exists()
    alice = Contact.objects.get(person=cast.people["alice"])
    assert (alice.name, alice.email) == ("Alice", "alice@example.org")
    if gone.person:
        assert Person.objects.get(pk=gone.person.pk).email.endswith("@erased.invalid")


def test_what_is_foretold_is_what_is_done_and_leaves_everything_there(
    cast: Cast, gone: Contact
) -> None:
    before = where(*THEIRS)
    told = foretold(lambda: erase(cast, gone))
    assert where(*THEIRS) == before
    assert erase(cast, gone) == told


def test_who_still_speaks_or_waits_in_a_change_is_refused_with_what_to_do(cast: Cast) -> None:
    for who, said in (("alice", "main contact"), ("bob", "remove that contact")):
        found = Contact.objects.get(person=cast.people[who])
        accounts.close_person(cast.people[who], actor=cast.adam, at=NOON)
        with pytest.raises(parties.ContactRefused) as refused:
            erase_person(cast.people[who], actor=cast.adam, at=NOON)
        assert said in refused.value.message("en")
        assert found.name in refused.value.message("fr")
    ask(cast, successor=Contact.objects.get(person=cast.people["bob"]).pk)
    with pytest.raises(parties.ContactRefused, match="see it through"):
        erase_person(cast.people["bob"], actor=cast.adam, at=NOON)


def test_only_an_administrator_in_person_erases(cast: Cast, gone: Contact) -> None:
    for name, who in cast.everyone:
        if name != "adam":
            with pytest.raises(NotAllowed):
                erase_contact(gone, actor=who, at=NOON)
    with pytest.raises(NotAllowed):
        parties.erase_contacts([gone.pk], actor=cast.anna, at=NOON)


def test_mail_seen_to_is_forgotten_and_what_waits_stays(cast: Cast, gone: Contact) -> None:
    kept = [
        support.keep_mail(raw, reason="requests.mail_stranger", sender=ADDRESS, title="t",
                          text=f"De {NAME}", at=NOON)
        for raw in (b"one", b"two")
    ]  # fmt: skip
    type(kept[0]).objects.filter(pk=kept[0].pk).update(settled_at=NOON, settled_because="read")
    assert erase(cast, gone).mails == 1
    assert list(type(kept[0]).objects.values_list("pk", flat=True)) == [kept[1].pk]


def test_the_columns_where_it_may_stay_exist() -> None:
    """And every table is looked through: those of no model too, as the search's own."""
    there = {(table, name) for table, name, _values in columns()}
    assert not set(MAY_STAY) - there
    assert len({table for table, _name in there}) > len(apps.get_models()) * 0.7
