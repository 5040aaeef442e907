"""Contacts: designated, changed, removed, let in."""

from datetime import UTC, datetime

import pytest

from tenir.apps.accounts.queries import Invitation, Membership
from tenir.apps.accounts.services import accept
from tenir.apps.commitments.queries import Commitment
from tenir.apps.journal.queries import Entry, entries
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import queries, services
from tenir.apps.parties.models import Contact
from tenir.apps.parties.services import ContactRefused, FaultyDetails
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM, ClientRole, NotAllowed, NotSeen, Viewer
from tests.cast import Cast

MONDAY = datetime(2026, 9, 7, 7, tzinfo=UTC)


def contact(cast: Cast, name: str) -> Contact:
    return Contact.objects.get(person=cast.people[name])


def dupont(cast: Cast, actor: Viewer | None = None, **given: object) -> Contact:
    details = {"name": "Dominique Dupont", "email": "dupont@example.org", **given}
    return services.designate(cast.martin.pk, actor=actor or cast.alice, at=MONDAY, **details)


@pytest.mark.clause("9.1")
def test_the_first_contact_of_a_client_is_its_main_one(cast: Cast) -> None:
    client = services.register_client(number="C-003", name="Café Noir", actor=cast.anna, at=MONDAY)
    first = services.designate(
        client.pk, name="Zoé", email="zoe@example.org", actor=cast.anna, at=MONDAY
    )
    second = services.designate(
        client.pk, name="Yann", email="yann@example.org", actor=cast.anna, at=MONDAY
    )
    assert (first.main, second.main) == (True, False)


@pytest.mark.clause("9.3")
def test_a_second_main_contact_is_refused_even_to_staff(cast: Cast) -> None:
    with pytest.raises(ContactRefused, match=r"9\.3"):
        dupont(cast, cast.adam, main=True)


@pytest.mark.clause("4.3")
def test_whom_alice_designates_is_sent_a_link_that_nobody_else_reads(cast: Cast) -> None:
    dupont(cast)
    notice = Notice.objects.get(kind="parties.contact_invited")
    assert (notice.address, notice.confidential, notice.text) == ("dupont@example.org", True, "")
    assert Invitation.objects.get(email="dupont@example.org").role == ClientRole.CONTACT


@pytest.mark.clause("4.3")
@pytest.mark.clause("9.4")
def test_whoever_accepts_the_link_is_known_to_be_that_contact(cast: Cast, terms: Terms) -> None:
    made = dupont(cast)
    person = accept(
        Invitation.objects.get(email="dupont@example.org"), professional_use=True, at=MONDAY,
        name="Dominique Dupont", password="trois petits chats 42",
    )  # fmt: skip
    assert services.link_people(MONDAY) == 1
    assert services.link_people(MONDAY) == 0
    made.refresh_from_db()
    assert made.person == person
    judged = queries.entitled(cast.sam, cast.martin.pk, person=person.pk, terms=terms)
    assert judged.value is True


def test_whom_staff_names_as_a_person_known_is_a_contact_at_once(cast: Cast) -> None:
    made = dupont(cast, cast.anna, person=cast.people["rose"], email="rose@example.org")
    assert cast.rose.clients[cast.martin.pk] == ClientRole.CONTACT
    assert (
        queries.recipients_of(cast.martin.pk)[-1].person == cast.people["rose"].pk == made.person_id
    )


def test_a_reader_who_becomes_a_contact_needs_no_link(cast: Cast) -> None:
    made = dupont(cast, email="ROSE@example.org")
    assert made.person == cast.people["rose"]
    assert cast.rose.speaks_for(cast.martin.pk)
    assert Notice.objects.filter(kind="parties.contact_designated").exists()


def test_alice_names_nobody_s_account_herself(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        dupont(cast, person=cast.people["charlie"])


def test_an_address_is_one_contact_s_whatever_its_capitals(cast: Cast) -> None:
    with pytest.raises(ContactRefused, match="BOB@"):
        dupont(cast, email="BOB@example.org")


@pytest.mark.parametrize(
    "details",
    [
        {"name": " "},
        {"email": "nobody"},
        {"telephone": "call me"},
        {"language": "de"},
        {"name": "x" * 201},
        {"name": "Zoé\r\nBcc: victim@example.org"},
        {"name": "Zoé \u202enitraM"},
    ],
)
def test_details_that_cannot_be_are_refused_and_nothing_is_written(
    cast: Cast, details: dict[str, str]
) -> None:
    with pytest.raises(FaultyDetails) as refused:
        dupont(cast, **details)
    assert refused.value.where == next(iter(details))
    assert Contact.objects.count() == 3


@pytest.mark.clause("9.1")
def test_the_last_contact_cannot_be_removed(cast: Cast, terms: Terms) -> None:
    charlie = contact(cast, "charlie")
    with pytest.raises(ContactRefused, match=r"last contact.*9\.1"):
        services.remove_contact(
            cast.novak.pk, charlie.pk, terms=terms, actor=cast.charlie, at=MONDAY
        )


@pytest.mark.clause("9.3")
def test_the_main_contact_is_not_removed_but_succeeded(cast: Cast, terms: Terms) -> None:
    alice = contact(cast, "alice")
    with pytest.raises(ContactRefused, match=r"9\.3"):
        services.remove_contact(cast.martin.pk, alice.pk, terms=terms, actor=cast.adam, at=MONDAY)


def test_bob_goes_at_nine_and_can_do_nothing_any_more(cast: Cast, terms: Terms) -> None:
    bob = contact(cast, "bob")
    services.remove_contact(cast.martin.pk, bob.pk, terms=terms, actor=cast.alice, at=MONDAY)
    assert not cast.bob.clients
    assert [to.address for to in queries.recipients_of(cast.martin.pk)] == ["alice@example.org"]
    assert Notice.objects.filter(kind="parties.contact_removed", person=bob.person).exists()


def test_who_is_removed_before_coming_in_has_a_dead_link(cast: Cast, terms: Terms) -> None:
    made = dupont(cast)
    services.remove_contact(cast.martin.pk, made.pk, terms=terms, actor=cast.alice, at=MONDAY)
    assert Invitation.objects.get(email="dupont@example.org").revoked_at == MONDAY


def test_bob_s_new_telephone_holds_at_once(cast: Cast, terms: Terms) -> None:
    bob = contact(cast, "bob")
    changed = services.change_contact(
        cast.martin.pk, bob.pk, terms=terms, telephone="+33 1 23 45 67 89",
        actor=cast.alice, at=MONDAY,
    )  # fmt: skip
    assert changed.telephone == "+33 1 23 45 67 89"


def test_both_addresses_hear_of_a_new_address(cast: Cast, terms: Terms) -> None:
    bob = contact(cast, "bob")
    services.change_contact(
        cast.martin.pk, bob.pk, terms=terms, email="bob@martin.example", actor=cast.alice, at=MONDAY
    )
    told = Notice.objects.filter(kind="parties.contact_changed", channel="email")
    assert {n.address for n in told} == {"bob@martin.example", "bob@example.org"}


def test_a_waiting_link_follows_the_contact_to_a_new_address(cast: Cast, terms: Terms) -> None:
    made = dupont(cast)
    services.change_contact(
        cast.martin.pk, made.pk, terms=terms, email="dd@example.org", actor=cast.alice, at=MONDAY
    )
    assert Invitation.objects.get(revoked_at=None).email == "dd@example.org"


@pytest.mark.clause("9.3")
@pytest.mark.parametrize(
    "details",
    [{"name": "Alix"}, {"email": "a@example.org"}, {"telephone": "+33 1 23 45 67 89"}],
)
@pytest.mark.parametrize("who", ["alice", "anna", "adam"])
def test_nobody_changes_the_main_contact_without_a_signed_document(
    cast: Cast, terms: Terms, who: str, details: dict[str, str]
) -> None:
    alice = contact(cast, "alice")
    with pytest.raises(ContactRefused, match=r"9\.3"):
        services.change_contact(
            cast.martin.pk, alice.pk, terms=terms, actor=getattr(cast, who), at=MONDAY, **details
        )


def test_the_main_contact_s_language_is_no_such_detail(cast: Cast, terms: Terms) -> None:
    alice = contact(cast, "alice")
    changed = services.change_contact(
        cast.martin.pk, alice.pk, terms=terms, language="en", actor=cast.alice, at=MONDAY
    )
    assert changed.language == "en"


def test_the_journal_says_who_changed_without_naming_anyone(cast: Cast, terms: Terms) -> None:
    made = dupont(cast)
    services.change_contact(
        cast.martin.pk, made.pk, terms=terms, telephone="+33612345678", actor=cast.alice, at=MONDAY
    )
    services.remove_contact(cast.martin.pk, made.pk, terms=terms, actor=cast.alice, at=MONDAY)
    said = [
        str([entry.subject, entry.before, entry.after])
        for entry in Entry.objects.filter(client=cast.martin.pk)
    ]
    assert len(said) >= 3
    assert not any("dupont" in each.lower() or "33612345678" in each for each in said)
    verbs = set(entries(cast.alice).values_list("verb", flat=True))
    assert {
        "parties.contact_designated",
        "parties.contact_changed",
        "parties.contact_removed",
    } <= verbs


MANAGE = {"alice", "anna", "adam"}


def test_only_the_main_contact_and_staff_in_charge_manage_contacts(cast: Cast) -> None:
    done, unseen = set(), set()
    for name, who in cast.everyone:
        try:
            dupont(cast, who, email=f"{name}2@example.org")
            done.add(name)
        except NotSeen:
            unseen.add(name)
        except NotAllowed:
            pass
    assert (done, unseen) == (MANAGE, {"charlie", "nobody"})


def test_a_program_does_not_manage_contacts(cast: Cast) -> None:
    program = Viewer(clients=cast.alice.clients, scopes=frozenset({"read"}))
    with pytest.raises(NotAllowed):
        dupont(cast, program)


def test_readers_are_invited_and_removed_by_the_main_contact(cast: Cast) -> None:
    services.invite_reader(
        cast.martin.pk, name="Léa", email="lea@example.org", actor=cast.alice, at=MONDAY
    )
    assert Invitation.objects.get(email="lea@example.org").role == ClientRole.READER
    services.withdraw_reader(cast.martin.pk, "lea@example.org", actor=cast.alice, at=MONDAY)
    services.remove_reader(cast.martin.pk, cast.people["rose"].pk, actor=cast.alice, at=MONDAY)
    assert not cast.rose.clients


def test_a_contact_is_no_reader_to_remove(cast: Cast) -> None:
    with pytest.raises(NotSeen):
        services.remove_reader(cast.martin.pk, cast.people["bob"].pk, actor=cast.alice, at=MONDAY)
    with pytest.raises(ContactRefused):
        services.withdraw_reader(cast.martin.pk, "bob@example.org", actor=cast.alice, at=MONDAY)
    assert Membership.objects.filter(person=cast.people["bob"]).exists()


@pytest.mark.clause("4.2")
def test_no_contact_no_start(cast: Cast, terms: Terms) -> None:
    client = services.register_client(number="C-003", name="Café Noir", actor=cast.anna, at=MONDAY)
    assert queries.may_start(client.pk, terms=terms).value is False
    services.designate(client.pk, name="Zoé", email="zoe@example.org", actor=cast.anna, at=MONDAY)
    assert queries.may_start(client.pk, terms=terms).value is True


@pytest.mark.clause("9.2")
def test_the_first_contact_makes_the_client_owe_a_confirmation_six_months_later(cast: Cast) -> None:
    client = services.register_client(number="C-003", name="Café Noir", actor=cast.anna, at=MONDAY)
    services.designate(client.pk, name="Zoé", email="zoe@example.org", actor=cast.anna, at=MONDAY)
    owed = Commitment.objects.get(kind="parties.confirm_contacts", organisation=client.pk)
    assert owed.due_at == datetime(2027, 3, 7, 23, tzinfo=UTC)  # the end of 7 March in Paris
    assert (owed.owed_by, owed.risk, owed.clauses) == ("client", "contacts-out-of-date", ["9.2"])
    assert owed.reasons["sentence"]["en"].endswith("6 months: by 7 Mar 2027 24:00")


@pytest.mark.clause("7.9")
@pytest.mark.clause("9.4")
def test_who_is_not_entitled_learns_who_is(cast: Cast, terms: Terms) -> None:
    judged = queries.entitled(cast.rose, cast.martin.pk, person=cast.people["rose"].pk, terms=terms)
    assert judged.value is False
    assert judged.reason.sentence("en").endswith("those who may: Alice and Bob")


@pytest.mark.clause("9.4")
def test_a_reader_of_the_same_name_is_not_taken_for_the_contact(cast: Cast, terms: Terms) -> None:
    cast.people["rose"].name = "Alice"
    cast.people["rose"].save()
    judged = queries.entitled(cast.sam, cast.martin.pk, person=cast.people["rose"].pk, terms=terms)
    assert judged.value is False


def test_the_system_may_register_a_client(cast: Cast) -> None:
    client = services.register_client(number="C-9", name="Café Noir", actor=SYSTEM, at=MONDAY)
    assert client.legal_name == "Café Noir"
