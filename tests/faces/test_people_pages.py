"""What is done about people from the console, as who may and as who may not."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client as Browser
from django.utils.translation import override

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.models import (
    ApiToken,
    Invitation,
    Membership,
    Organisation,
    Person,
    SignIn,
)
from tenir.apps.accounts.queries import providers
from tenir.apps.notices.models import Notice
from tenir.apps.orders.services import PRICERS
from tenir.apps.parties.models import Contact
from tenir.apps.parties.services import may_keep_clients, remove_contact
from tenir.faces.console.sign_ins import MAY
from tenir.integrations.agreement_files import reference
from tenir.viewer import StaffRole, Viewer
from tests.cast import Cast
from tests.faces.test_contact_pages import of, sent
from tests.faces.test_pages import cast

__all__ = ["cast"]


def person(cast: Cast, who: str) -> Person:
    return Person.objects.get(pk=cast.people[who].pk)


def test_staff_are_invited_by_an_administrator_and_told_by_mail(cast: Cast) -> None:
    given = {"name": "Ivo", "email": "ivo@example.org", "role": "agent", "language": "en"}
    assert of(cast, "anna").post("/console/people/invite/", given).status_code == 404
    sent(of(cast, "adam"), "/console/people/invite/", **given)
    link = Invitation.objects.get(email="ivo@example.org")
    told = Notice.objects.get(kind="parties.staff_invited")
    assert (told.address, told.confidential) == ("ivo@example.org", True)
    to = f"/console/people/invitations/{link.pk}/act/"
    assert "Seul" in sent(of(cast, "anna"), to, act="resend")
    sent(of(cast, "adam"), to, act="revoke", sure="yes")
    assert Invitation.objects.get(pk=link.pk).revoked_at is not None


def test_a_role_is_given_and_taken_back_after_a_question(cast: Cast) -> None:
    adam, there = of(cast, "adam"), f"/console/people/{cast.people['sam'].pk}/"
    sent(adam, f"{there}grant/", role="finance")
    held = Membership.objects.get(person=cast.people["sam"], role="finance")
    to = f"/console/people/roles/{held.pk}/"
    assert "Retirer ce rôle" in sent(adam, to)
    assert "Seul" in sent(of(cast, "anna"), to, sure="yes")
    sent(adam, to, sure="yes")
    assert not Membership.objects.filter(pk=held.pk).exists()


def test_the_last_administrator_stays(cast: Cast) -> None:
    held = Membership.objects.get(person=cast.people["adam"])
    shown = sent(of(cast, "adam"), f"/console/people/roles/{held.pk}/", sure="yes")
    assert "dernier administrateur" in shown


def test_someone_leaves_and_is_forgotten(cast: Cast) -> None:
    to = f"/console/people/{cast.people['rose'].pk}/act/"
    adam, sam = of(cast, "adam"), of(cast, "sam")
    assert "eul" in sent(sam, to, act="close", sure="yes")
    assert "Fermer ce compte" in sent(adam, to, act="close")
    sent(of(cast, "anna"), to, act="close", sure="yes")
    assert not person(cast, "rose").is_active
    assert "Seul" in sent(of(cast, "anna"), to, act="erase", sure="yes")
    sent(adam, to, act="erase", sure="yes")
    assert person(cast, "rose").email.endswith("@erased.invalid")


def test_a_former_contact_is_erased_after_the_list_of_what_goes_and_what_stays(
    cast: Cast,
) -> None:
    client, bob = cast.martin.pk, Contact.objects.get(person=cast.people["bob"])
    remove_contact(client, bob.pk, terms=reference().terms(), actor=cast.anna, at=clock.now())
    there = f"/console/clients/{client}/contacts/"
    to = f"{there}{bob.pk}/erase/"
    assert "Effacer" not in of(cast, "anna").get(there).content.decode()
    adam = of(cast, "adam")
    assert to in adam.get(there).content.decode()
    assert "compte est ouvert" in sent(adam, to)
    accounts.close_person(cast.people["bob"], actor=cast.adam, at=clock.now())
    asked = sent(adam, to)
    for said in (
        "bob@example.org",
        "Ateliers Martin",
        "Effacé immédiatement",
        "Conservé, et jusqu",
    ):
        assert said in asked, said
    assert Contact.objects.get(pk=bob.pk).name == "Bob"
    assert "Seul" in sent(of(cast, "anna"), to, sure="yes")
    sent(adam, to, sure="yes")
    assert Contact.objects.get(pk=bob.pk).name == "—"
    assert person(cast, "bob").email.endswith("@erased.invalid")
    assert to not in adam.get(there).content.decode()


def test_the_main_contact_is_not_erased_and_the_page_says_what_comes_first(cast: Cast) -> None:
    accounts.close_person(cast.people["alice"], actor=cast.adam, at=clock.now())
    to = f"/console/people/{cast.people['alice'].pk}/act/"
    assert "contact principal de Ateliers Martin" in sent(of(cast, "adam"), to, act="erase")


def test_an_administrator_helps_who_is_locked_out(cast: Cast) -> None:
    adam, to = of(cast, "adam"), f"/console/people/{cast.people['bob'].pk}/act/"
    for act in ("unlock", "reset-second-factor", "unbind", "end-sessions"):
        assert "Seul" not in sent(adam, to, act=act, sure="yes"), act
        refused = of(cast, "sam").post(to, {"act": act, "sure": "yes"}, follow=True)
        assert "Seul" in refused.content.decode(), act
    assert adam.post(to, {"act": "nonsense"}).status_code == 404


def test_an_organisation_gets_its_own_provider(cast: Cast) -> None:
    adam, there = of(cast, "adam"), f"/console/people/organisations/{cast.martin.pk}/"
    given = {"issuer": "http://login.example.org", "client_id": "tenir", "client_secret": "s3",
             "domains": "martin.example.org"}  # fmt: skip
    assert adam.post(f"{there}provider/", given).status_code == 400
    sent(adam, f"{there}provider/", **{**given, "issuer": "https://login.example.org"})
    assert "login.example.org" in adam.get(there).content.decode()
    kept = {**given, "issuer": "https://login.example.org", "client_secret": "", "required": "on"}
    sent(adam, f"{there}provider/", **kept)
    (found,) = providers(cast.adam)
    assert (found.required, accounts.unseal(found.app.secret)) == (True, "s3")
    sent(adam, f"{there}act/", act="remove-provider", sure="yes")
    assert not providers(cast.adam).exists()
    sent(adam, f"{there}act/", act="require")
    assert of(cast, "anna").post(f"{there}act/", {"act": "spare"}).status_code == 404


def test_a_programs_token_is_ended_by_an_administrator(cast: Cast) -> None:
    now = clock.now()
    issued = accounts.create_token(
        "Nightly", scopes=["read"], expires_at=now + timedelta(days=1), actor=cast.bob, at=now
    )
    to = f"/console/people/tokens/{issued.token.pk}/"
    assert of(cast, "anna").post(to, {"sure": "yes"}).status_code == 404
    assert "Nightly" in of(cast, "adam").get("/console/people/tokens/").content.decode()
    sent(of(cast, "adam"), to, sure="yes")
    assert ApiToken.objects.get(pk=issued.token.pk).revoked_at is not None


def test_a_strangers_sign_in_log_is_no_page(cast: Cast) -> None:
    assert Browser().get("/console/people/sign-ins/").status_code == 302
    shown = of(cast, "sofia").get("/console/people/sign-ins/?format=csv")
    assert shown.headers["Content-Type"].startswith("text/csv")


def test_the_list_of_sign_ins_tells_their_result(cast: Cast) -> None:
    """As their file does, whose code of a sign-in refused is that of programs."""
    for outcome in ("wrong", "refused"):
        SignIn.objects.create(at=clock.now(), outcome=outcome, method="password")
    shown = of(cast, "sofia").get("/console/people/sign-ins/").content.decode()
    for told in ('<td data-label="Résultat"', "Échec</", "Refusée</"):
        assert told in shown
    for left in ('data-label="Issue"', "Échouée", "Refusé<"):
        assert left not in shown
    file = of(cast, "sofia").get("/console/people/sign-ins/?format=csv")
    assert ",refused," in b"".join(file).decode()


def test_what_is_told_of_roles_is_what_services_allow() -> None:
    with override("en"):
        words = {str(words): roles for words, roles in MAY}
    for role in StaffRole:
        viewer = Viewer(person=1, staff=frozenset({role}))
        keeps = "Register clients, look after contacts, verify signed documents"
        assert may_keep_clients(viewer) == (role in words[keeps] or role == "administrator")
        assert accounts.may_administer(viewer) == (role == "administrator")
    assert set(words["Price quotes"]) == set(PRICERS)


def test_people_of_more_organisations_than_a_statement_has_room_for_are_exported(
    cast: Cast,
) -> None:
    names = [f"org-{number}" for number in range(1_100)]
    theirs = Organisation.objects.bulk_create(
        Organisation(kind="client", name=name) for name in names
    )
    people = Person.objects.bulk_create(
        Person(email=f"{name}@example.org", name=name, password="!", joined_at=clock.now())
        for name in names
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=organisation, role="contact")
        for person, organisation in zip(people, theirs, strict=True)
    )
    answer = of(cast, "adam").get("/console/people/?format=csv")
    told = b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]
    assert [name for name in names if f"{name}@example.org" not in told] == []
