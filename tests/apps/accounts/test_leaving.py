"""Sessions that end, people who leave, and people who ask to be forgotten."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.models import Invitation, Person, SignIn
from tenir.apps.journal.models import Personal
from tenir.apps.journal.queries import entries
from tenir.apps.journal.services import seal
from tenir.viewer import ANONYMOUS, SYSTEM, NotAllowed, NotSeen, Viewer
from tests.apps.accounts.conftest import NOON
from tests.apps.accounts.conftest import SignIn as Signer
from tests.cast import Cast

SESSIONS = "/account/sessions/"


def _open(browser: Client) -> bool:
    return browser.get(SESSIONS).status_code == 200


def test_a_role_that_changes_ends_the_sessions(cast: Cast, sign_in: Signer) -> None:
    bob = sign_in("bob")
    assert _open(bob)
    services.grant(
        cast.people["bob"], organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    assert not _open(bob)


def test_a_session_that_no_list_knows_ends_too(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.people["bob"])
    UserSession.objects.all().delete()
    assert _open(browser)
    services.end_sessions(Person.objects.get(email="bob@example.org"), actor=cast.bob, at=NOON)
    assert not _open(browser)


def test_bob_sees_his_sessions_and_ends_one(cast: Cast, sign_in: Signer) -> None:
    here, there, charlie = sign_in("bob"), sign_in("bob"), sign_in("charlie")
    assert len(here.get(SESSIONS).context["sessions"]) == 2
    other = UserSession.objects.get(session_key=there.session.session_key)
    charlies = UserSession.objects.get(session_key=charlie.session.session_key)
    here.post(f"{SESSIONS}{other.pk}/end/")
    here.post(f"{SESSIONS}{charlies.pk}/end/")
    assert (_open(here), _open(there), _open(charlie)) == (True, False, True)


def test_bob_ends_all_the_others(cast: Cast, sign_in: Signer) -> None:
    here, there = sign_in("bob"), sign_in("bob")
    here.post(SESSIONS)
    assert (_open(here), _open(there)) == (True, False)


def test_who_may_end_bobs_sessions(cast: Cast) -> None:
    may = _who_may(cast, lambda who: services.end_sessions(cast.people["bob"], actor=who, at=NOON))
    assert may == ["alice", "bob", "anna", "adam"]


def test_who_may_close_rose(cast: Cast) -> None:
    def close(who: Viewer) -> None:
        services.close_person(cast.people["rose"], actor=who, at=NOON)
        raise _Done

    may = []
    for name, who in cast.everyone:
        try:
            close(who)
        except (NotAllowed, NotSeen):
            continue
        except _Done:
            may.append(name)
            cast.people["rose"].refresh_from_db()
            _reopened(cast)
    assert may == ["alice", "anna", "adam"]


class _Done(Exception):
    pass


def _reopened(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people["rose"].pk).update(is_active=True)
    services.grant(
        cast.people["rose"], organisation=cast.martin.organisation, role="reader",
        actor=SYSTEM, at=NOON,
    )  # fmt: skip


def _who_may(cast: Cast, act: object) -> list[str]:
    may = []
    for name, who in cast.everyone:
        try:
            act(who)  # type: ignore[operator]
        except (NotAllowed, NotSeen):
            continue
        may.append(name)
    return may


def test_alice_closes_no_main_contact_and_anna_no_staff(cast: Cast) -> None:
    for actor, name in ((cast.alice, "alice"), (cast.anna, "sam")):
        with pytest.raises(NotAllowed):
            services.close_person(cast.people[name], actor=actor, at=NOON)


def test_someone_of_two_clients_is_not_alices_to_close(cast: Cast) -> None:
    services.grant(
        cast.people["bob"], organisation=cast.novak.organisation, role="reader",
        actor=cast.anna, at=NOON,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        services.close_person(cast.people["bob"], actor=cast.alice, at=NOON)


def test_who_has_left_has_nothing_left(cast: Cast, sign_in: Signer) -> None:
    browser, bob = sign_in("bob"), cast.people["bob"]
    SocialAccount.objects.create(user=bob, provider="o1", uid="u")
    Authenticator.objects.create(user=bob, type="totp", data={})
    assert services.close_person(bob, actor=cast.alice, at=NOON)
    bob.refresh_from_db()
    assert queries.viewer_of(bob) == ANONYMOUS
    assert not _open(browser)
    assert not bob.has_usable_password()
    assert not bob.memberships.exists()
    assert not SocialAccount.objects.exists()
    assert not Authenticator.objects.exists()
    assert not services.close_person(bob, actor=cast.anna, at=NOON)


def test_bob_is_forgotten_and_the_chain_holds(cast: Cast, sign_in: Signer) -> None:
    bob = cast.people["bob"]
    invited = services.invite(
        "robert@example.org", organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    robert = services.accept(
        invited.invitation, professional_use=True, name="Robert Lenoir",
        password="correct horse battery", at=NOON,
    )  # fmt: skip
    services.note_sign_in("wrong", method="password", person=robert, at=NOON, address="192.0.2.7")
    with pytest.raises(services.StillOpen):
        services.erase_person(robert, actor=cast.adam, at=NOON)
    services.close_person(robert, actor=cast.adam, at=NOON)
    seal(NOON)
    assert services.erase_person(robert, actor=cast.adam, at=NOON) >= 4
    told = str(list(Person.objects.values())) + str(list(Invitation.objects.values()))
    told += str(list(Personal.objects.values())) + str(list(SignIn.objects.values()))
    assert "obert" not in told
    assert "Lenoir" not in told
    robert.refresh_from_db()
    assert robert.pseudonym == invited.invitation.__class__.objects.get().person.pseudonym  # type: ignore[union-attr]
    assert entries(SYSTEM, verb="accounts.person_erased").count() == 1
    assert Person.objects.get(pk=bob.pk).email == "bob@example.org"


def test_only_an_administrator_erases(cast: Cast) -> None:
    services.close_person(cast.people["bob"], actor=cast.anna, at=NOON)
    bob = cast.people["bob"]
    assert _who_may(cast, lambda who: services.erase_person(bob, actor=who, at=NOON)) == ["adam"]


def test_a_changed_address_signs_in_anew(cast: Cast, sign_in: Signer) -> None:
    browser, bob = sign_in("bob"), cast.people["bob"]
    bob.refresh_from_db()
    with pytest.raises(services.AddressTaken):
        services.change_email(bob, "ROSE@example.org", actor=cast.anna, at=NOON)
    services.change_email(bob, "bob@new.example", actor=cast.anna, at=NOON)
    assert not _open(browser)
    assert _open(sign_in("bob"))


def test_bob_sets_his_own_language_and_zone(cast: Cast) -> None:
    services.set_preferences(
        name="Bob Martin", language="en", time_zone="Europe/Prague", actor=cast.bob, at=NOON
    )
    assert cast.bob.language == "en"
    for who in (ANONYMOUS, queries.viewer_of(cast.people["bob"], scopes=frozenset())):
        with pytest.raises((NotSeen, NotAllowed)):
            services.set_preferences(
                name="x", language="fr", time_zone="Europe/Paris", actor=who, at=NOON
            )


def test_no_client_changes_the_address_of_an_account(cast: Cast) -> None:
    bob = cast.people["bob"]
    may = _who_may(
        cast, lambda who: services.change_email(bob, "bob@b.example", actor=who, at=NOON)
    )
    assert may == ["anna", "adam"]
