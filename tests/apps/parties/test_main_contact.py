"""Changes about the main contact: signed, verified, and nothing before."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfWriter

from tenir.apps.commitments.queries import Commitment
from tenir.apps.journal.queries import Entry
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import queries, services
from tenir.apps.parties.models import Contact, ContactChange
from tenir.apps.parties.services import ChangeRefused, ContactRefused
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM, ClientRole, NotAllowed, NotSeen, Viewer
from tests.cast import Cast

MONDAY = datetime(2026, 9, 7, 7, tzinfo=UTC)
TUESDAY = datetime(2026, 9, 8, 7, tzinfo=UTC)
NEW = "+33 6 12 34 56 78"

pytestmark = pytest.mark.clause("9.3")


def signed_document() -> BytesIO:
    page, content = PdfWriter(), BytesIO()
    page.add_blank_page(width=595, height=842)
    page.write(content)
    content.seek(0)
    return content


def ask(cast: Cast, terms: Terms, actor: Viewer | None = None, **given: object) -> ContactChange:
    asked = given or {"telephone": NEW}
    return services.ask_change(
        cast.martin.pk, terms=terms, actor=actor or cast.alice, at=MONDAY, **asked
    )


def sign(change: ContactChange, actor: Viewer, **given: str) -> ContactChange:
    return services.sign_change(
        change.pk, content=signed_document(), filename="signed.pdf", actor=actor, at=MONDAY,
        **{"signatory_name": "Marie Martin", "signatory_title": "Directrice générale", **given},
    )  # fmt: skip


def main_of(cast: Cast) -> Contact:
    return Contact.objects.get(client=cast.martin, main=True, removed_at=None)


def test_the_old_number_holds_until_the_document_is_verified(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms), cast.alice)
    assert main_of(cast).telephone == ""
    services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    assert main_of(cast).telephone == NEW


def test_who_signed_and_in_what_capacity_stays_on_record(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms), cast.alice)
    services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    change.refresh_from_db()
    assert (change.signatory_name, change.signatory_title) == (
        "Marie Martin",
        "Directrice générale",
    )
    assert (change.document.purpose, change.document.organisation_id) == (
        "signed-change", cast.martin.pk,
    )  # fmt: skip
    assert (change.decided_by, change.decided_at) == (cast.people["anna"], TUESDAY)


@pytest.mark.parametrize("lacking", ["signatory_name", "signatory_title"])
def test_a_document_of_nobody_in_charge_is_refused(cast: Cast, terms: Terms, lacking: str) -> None:
    with pytest.raises(ChangeRefused):
        sign(ask(cast, terms), cast.alice, **{lacking: " "})


def test_nothing_is_verified_before_it_is_signed_even_by_an_administrator(
    cast: Cast, terms: Terms
) -> None:
    change = ask(cast, terms, cast.adam)
    with pytest.raises(ChangeRefused):
        services.verify_change(change.pk, actor=cast.adam, at=TUESDAY)
    assert main_of(cast).telephone == ""


def test_only_staff_in_charge_of_clients_verifies(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms), cast.alice)
    refused, unseen = set(), set()
    for name, who in cast.everyone:
        if name in {"anna", "adam"}:
            continue
        try:
            services.verify_change(change.pk, actor=who, at=TUESDAY)
        except NotSeen:
            unseen.add(name)
        except NotAllowed:
            refused.add(name)
    assert unseen == {"charlie", "nobody"}
    assert refused == {"alice", "bob", "rose", "sam", "olga", "rita", "fred", "sofia"}


def test_a_program_and_the_system_verify_nothing(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms), cast.alice)
    with pytest.raises(NotAllowed):
        services.verify_change(change.pk, actor=SYSTEM, at=TUESDAY)


def test_bob_becomes_the_main_contact_and_alice_stays_a_contact(cast: Cast, terms: Terms) -> None:
    bob = Contact.objects.get(person=cast.people["bob"])
    change = sign(ask(cast, terms, cast.bob, successor=bob.pk), cast.bob)
    assert cast.alice.leads(cast.martin.pk)
    services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    assert main_of(cast) == bob
    assert cast.bob.leads(cast.martin.pk)
    assert cast.alice.clients[cast.martin.pk] == ClientRole.CONTACT


def test_a_successor_who_left_meanwhile_does_not_become_the_main_contact(
    cast: Cast, terms: Terms
) -> None:
    bob = Contact.objects.get(person=cast.people["bob"])
    change = sign(ask(cast, terms, successor=bob.pk), cast.alice)
    services.remove_contact(cast.martin.pk, bob.pk, terms=terms, actor=cast.alice, at=MONDAY)
    with pytest.raises(ChangeRefused, match="Bob"):
        services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    change.refresh_from_db()
    assert (change.state, main_of(cast).name) == ("awaiting_verification", "Alice")


def test_both_addresses_of_the_main_contact_hear_of_the_new_one(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms, email="alice@martin.example"), cast.alice)
    services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    told = Notice.objects.filter(kind="parties.contact_changed", channel="email")
    assert {n.address for n in told} == {"alice@martin.example", "alice@example.org"}


def test_an_address_taken_meanwhile_stops_the_change(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms, email="new@example.org"), cast.alice)
    services.designate(
        cast.martin.pk, name="New", email="new@example.org", actor=cast.alice, at=MONDAY
    )
    with pytest.raises(ContactRefused):
        services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)


def test_one_change_waits_at_a_time(cast: Cast, terms: Terms) -> None:
    ask(cast, terms)
    with pytest.raises(ChangeRefused):
        ask(cast, terms, name="Alix")


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_once_refused_or_withdrawn_another_may_be_asked(cast: Cast, terms: Terms, end: str) -> None:
    change = sign(ask(cast, terms), cast.alice)
    if end == "refuse":
        services.refuse_change(change.pk, because="illisible", actor=cast.anna, at=TUESDAY)
    else:
        services.withdraw_change(change.pk, actor=cast.bob, at=TUESDAY)
    assert main_of(cast).telephone == ""
    assert ask(cast, terms, name="Alix").state == "awaiting_signature"


def test_a_refusal_has_a_reason_which_the_client_reads(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms), cast.alice)
    with pytest.raises(ChangeRefused):
        services.refuse_change(change.pk, because=" ", actor=cast.anna, at=TUESDAY)
    services.refuse_change(change.pk, because="signature illisible", actor=cast.anna, at=TUESDAY)
    notice = Notice.objects.filter(kind="parties.main_change_refused", channel="email").first()
    assert notice is not None
    assert "signature illisible" in notice.text


def test_what_is_decided_is_decided_once(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms), cast.alice)
    services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    for act in (services.verify_change, services.withdraw_change):
        with pytest.raises(ChangeRefused):
            act(change.pk, actor=cast.anna, at=TUESDAY)


@pytest.mark.parametrize("given", [{"name": "Alice"}, {"telephone": ""}])
def test_a_change_changes_something(cast: Cast, terms: Terms, given: dict[str, str]) -> None:
    with pytest.raises(ChangeRefused):
        ask(cast, terms, **given)


def test_the_main_contact_does_not_succeed_themselves(cast: Cast, terms: Terms) -> None:
    with pytest.raises(ChangeRefused):
        ask(cast, terms, successor=main_of(cast).pk)


def test_another_client_s_contact_is_no_successor(cast: Cast, terms: Terms) -> None:
    charlie = Contact.objects.get(person=cast.people["charlie"])
    with pytest.raises(NotSeen):
        ask(cast, terms, successor=charlie.pk)


def test_any_contact_and_staff_in_charge_may_ask(cast: Cast, terms: Terms) -> None:
    done, unseen = set(), set()
    for name, who in cast.everyone:
        try:
            change = ask(cast, terms, who)
            services.withdraw_change(change.pk, actor=who, at=MONDAY)
            done.add(name)
        except NotSeen:
            unseen.add(name)
        except NotAllowed:
            pass
    assert (done, unseen) == ({"alice", "bob", "anna", "adam"}, {"charlie", "nobody"})


def test_staff_is_asked_to_verify_and_no_delay_is_promised(cast: Cast, terms: Terms) -> None:
    before = Commitment.objects.count()
    sign(ask(cast, terms), cast.alice)
    told = Notice.objects.filter(kind="parties.main_change_to_verify", channel="email")
    assert [n.person for n in told] == [cast.people["anna"]]
    assert "Marie Martin" in told[0].text
    assert Commitment.objects.count() == before


def test_each_step_is_in_the_journal_without_a_name(cast: Cast, terms: Terms) -> None:
    change = sign(ask(cast, terms), cast.alice)
    services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    found = Entry.objects.filter(verb__startswith="parties.main_change").order_by("pk")
    assert [entry.verb.removeprefix("parties.main_change_") for entry in found] == [
        "asked", "signed", "applied",
    ]  # fmt: skip
    assert not any(
        name in str([entry.subject, entry.after, entry.before])
        for entry in found
        for name in ("Alice", "Marie", "612345678", "12 34", "Directrice")
    )


def test_the_change_keeps_the_rule_that_asked_for_a_signature(cast: Cast, terms: Terms) -> None:
    change = ask(cast, terms)
    assert change.reasons["clause"] == ["9.3"]
    assert change.reasons["value"] is True


def test_a_contact_not_come_in_yet_who_becomes_main_gets_the_link_of_that_role(
    cast: Cast, terms: Terms
) -> None:
    made = services.designate(
        cast.martin.pk, name="New", email="new@example.org", actor=cast.alice, at=MONDAY
    )
    change = sign(ask(cast, terms, successor=made.pk), cast.alice)
    services.verify_change(change.pk, actor=cast.anna, at=TUESDAY)
    waiting = queries.client(cast.anna, cast.martin.pk).organisation.invitations
    assert [i.role for i in waiting.filter(revoked_at=None)] == [ClientRole.MAIN_CONTACT]
