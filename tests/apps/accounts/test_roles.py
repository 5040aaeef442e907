"""Who may give which role to whom, and what ends with it."""

from threading import Thread

import pytest
from django.db import connection

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.models import Membership, Organisation, Person
from tenir.apps.journal.queries import entries
from tenir.viewer import (
    ANONYMOUS,
    SYSTEM,
    ClientRole,
    NotAllowed,
    NotSeen,
    StaffRole,
    Viewer,
)
from tests.apps.accounts.conftest import NOON
from tests.cast import Cast, assemble

CLIENT, STAFF = list(ClientRole), list(StaffRole)


def test_only_an_administrator_gives_staff_roles(cast: Cast) -> None:
    for name, who in cast.everyone:
        for role in STAFF:
            if name == "adam":
                continue
            with pytest.raises((NotAllowed, NotSeen)):
                services.grant(
                    cast.people["bob"], organisation=cast.publisher, role=role, actor=who, at=NOON
                )
    services.grant(
        cast.people["sam"], organisation=cast.publisher, role="finance", actor=cast.adam, at=NOON
    )
    assert cast.sam.staff == {StaffRole.AGENT, StaffRole.FINANCE}


def test_a_clients_people_are_looked_after_by_three(cast: Cast) -> None:
    new = _newcomer()
    may = []
    for name, who in cast.everyone:
        try:
            services.grant(
                new, organisation=cast.martin.organisation, role="reader", actor=who, at=NOON
            )
        except (NotAllowed, NotSeen):
            continue
        may.append(name)
        Membership.objects.filter(person=new).delete()
    assert may == ["alice", "anna", "adam"]


@pytest.mark.clause("9.3")
def test_a_main_contact_makes_no_main_contact(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.grant(
            cast.people["bob"], organisation=cast.martin.organisation, role="main_contact",
            actor=cast.alice, at=NOON,
        )  # fmt: skip


@pytest.mark.clause("9.3")
def test_nor_unmakes_one_by_giving_another_role(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.grant(
            cast.people["alice"], organisation=cast.martin.organisation, role="reader",
            actor=cast.alice, at=NOON,
        )  # fmt: skip


def test_charlie_is_told_that_martin_does_not_exist(cast: Cast) -> None:
    for act in (services.grant, services.revoke):
        with pytest.raises(NotSeen):
            act(
                cast.people["bob"], organisation=cast.martin.organisation, role="reader",
                actor=cast.charlie, at=NOON,
            )  # fmt: skip


def test_a_staff_role_at_a_client_is_refused_with_those_that_are(cast: Cast) -> None:
    with pytest.raises(
        services.WrongRole, match=r"main contact and reader \(contact, main_contact"
    ):
        services.grant(
            cast.people["bob"], organisation=cast.martin.organisation, role="administrator",
            actor=cast.adam, at=NOON,
        )  # fmt: skip


def test_a_client_role_replaces_the_one_held_there_and_touches_no_other(cast: Cast) -> None:
    bob = cast.people["bob"]
    services.grant(
        bob, organisation=cast.novak.organisation, role="reader", actor=cast.anna, at=NOON
    )
    services.grant(
        bob, organisation=cast.martin.organisation, role="reader", actor=cast.alice, at=NOON
    )
    assert dict(cast.bob.clients) == {
        cast.martin.pk: ClientRole.READER,
        cast.novak.pk: ClientRole.READER,
    }


def test_a_program_with_an_administrators_token_gives_no_role(cast: Cast) -> None:
    program = queries.viewer_of(cast.people["adam"], scopes=frozenset({"read"}))
    with pytest.raises(NotAllowed, match="token"):
        services.grant(
            cast.people["sam"], organisation=cast.publisher, role="finance", actor=program, at=NOON
        )


def test_the_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(services.LastAdministrator):
        services.revoke(
            cast.people["adam"], organisation=cast.publisher, role="administrator",
            actor=cast.adam, at=NOON,
        )  # fmt: skip
    with pytest.raises(services.LastAdministrator):
        services.close_person(cast.people["adam"], actor=SYSTEM, at=NOON)
    assert cast.adam.has(StaffRole.ADMINISTRATOR)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_do_not_both_leave() -> None:
    cast = assemble()
    services.grant(
        cast.people["anna"], organisation=cast.publisher, role="administrator", actor=SYSTEM,
        at=NOON,
    )  # fmt: skip
    refused = []

    def leave(name: str) -> None:
        try:
            services.revoke(
                cast.people[name], organisation=cast.publisher, role="administrator",
                actor=SYSTEM, at=NOON,
            )  # fmt: skip
        except services.LastAdministrator:
            refused.append(name)
        finally:
            connection.close()

    threads = [Thread(target=leave, args=[name]) for name in ("adam", "anna")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert queries.people_with(StaffRole.ADMINISTRATOR).count() == 1


def test_roles_are_written_in_the_journal_under_the_pseudonym(cast: Cast) -> None:
    bob = cast.people["bob"]
    services.revoke(
        bob, organisation=cast.martin.organisation, role="contact", actor=cast.alice, at=NOON
    )
    entry = entries(SYSTEM, verb="accounts.role_revoked").get()
    assert entry.subject == f"person/{bob.pseudonym}"
    assert entry.client == cast.martin.pk
    assert "Bob" not in str(entry.after)
    assert entry.personal.told == {"name": "Bob"}


def test_a_role_given_twice_is_one_role_and_one_entry(cast: Cast) -> None:
    for _ in range(2):
        services.grant(
            cast.people["sam"], organisation=cast.publisher, role="finance", actor=cast.adam,
            at=NOON,
        )  # fmt: skip
    assert entries(SYSTEM, verb="accounts.role_granted").count() == 1


def test_taking_a_role_that_is_not_held_changes_nothing(cast: Cast) -> None:
    assert not services.revoke(
        cast.people["bob"], organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip


def test_who_has_left_is_given_no_role(cast: Cast) -> None:
    services.close_person(cast.people["bob"], actor=cast.anna, at=NOON)
    with pytest.raises(services.PersonClosed):
        services.grant(
            cast.people["bob"], organisation=cast.martin.organisation, role="reader",
            actor=cast.anna, at=NOON,
        )  # fmt: skip


def test_the_publisher_is_there_once_and_owes_a_second_factor(db: None) -> None:
    with pytest.raises(NotSeen):
        queries.publisher()
    made = services.add_organisation("Lumen", kind="publisher", actor=SYSTEM, at=NOON)
    assert made.second_factor_required
    assert queries.publisher() == made


def test_organisations_are_added_by_the_publisher(cast: Cast) -> None:
    for name, who in cast.everyone:
        if name in {"anna", "adam"}:
            services.add_organisation(f"By {name}", kind="client", actor=who, at=NOON)
            continue
        with pytest.raises(NotAllowed):
            services.add_organisation("No", kind="client", actor=who, at=NOON)
    assert Organisation.objects.filter(name__startswith="By ").count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", "a@b"),
        ("name", "  "),
        ("name", "x" * 201),
        ("name", "Zoé\r\nBcc: victim@example.org"),
        ("name", "Zoé \u202enitraM"),
        ("language", "de"),
        ("time_zone", "Mars/Olympus"),
    ],
)
def test_a_faulty_person_is_refused_whole(db: None, field: str, value: str) -> None:
    given = {"email": "zoe@example.org", "name": "Zoé", "language": "fr"} | {field: value}
    with pytest.raises(services.FaultyPerson):
        services.add_person(given.pop("email"), **given, actor=SYSTEM, at=NOON)
    assert not Person.objects.exists()


def test_one_address_is_one_person_whatever_its_capitals(cast: Cast) -> None:
    with pytest.raises(services.AddressTaken):
        services.add_person("BOB@example.org", name="Bob", actor=SYSTEM, at=NOON)


def test_nobody_in_particular_may_add_no_one(db: None) -> None:
    for who in (ANONYMOUS, Viewer(person=1, staff=frozenset({StaffRole.AGENT}))):
        with pytest.raises(NotAllowed):
            services.add_person("zoe@example.org", name="Zoé", actor=who, at=NOON)


def _newcomer() -> Person:
    return services.add_person("zoe@example.org", name="Zoé", actor=SYSTEM, at=NOON)
