"""Invitations: the only way in, once, for a week."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.models import Invitation, Person
from tenir.apps.accounts.services import Invited
from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM, ClientRole, NotAllowed, NotSeen
from tests.apps.accounts.conftest import NOON, Hour
from tests.cast import PASSWORD, Cast

ZOE = "zoe@martin.example"
ANSWER = {"name": "Zoé Martin", "password": PASSWORD, "professional_use": "on"}
pytestmark = pytest.mark.clause("4.3")


@pytest.fixture
def invited(cast: Cast, hour: Hour) -> Invited:
    """Zoé, invited by Alice on the tenth of March as a reader."""
    return _invite(cast)


def _invite(cast: Cast, email: str = ZOE, role: str = "reader") -> Invited:
    return services.invite(
        email, organisation=cast.martin.organisation, role=role, actor=cast.alice, at=NOON
    )


def _accept(invited: Invited, **given: object) -> Person:
    asked = {"professional_use": True, "name": "Zoé", "password": PASSWORD, "at": NOON} | given
    return services.accept(invited.invitation, **asked)  # type: ignore[arg-type]


def _open(link: str) -> Client:
    browser = Client()
    browser.get(link.removeprefix("http://127.0.0.1:8000"))
    return browser


def test_zoe_takes_the_role_that_she_was_invited_to(cast: Cast, invited: Invited) -> None:
    zoe = _accept(invited)
    assert dict(queries.viewer_of(zoe).clients) == {cast.martin.pk: ClientRole.READER}
    assert zoe.check_password(PASSWORD)


def test_a_link_serves_once(invited: Invited) -> None:
    _accept(invited)
    with pytest.raises(services.InvitationDead):
        _accept(invited)


def test_a_link_serves_for_seven_days(invited: Invited) -> None:
    with pytest.raises(services.InvitationDead):
        _accept(invited, at=NOON + timedelta(days=7))
    assert _accept(invited, at=NOON + timedelta(days=7, seconds=-1))


def test_the_database_keeps_no_token(invited: Invited) -> None:
    row = Invitation.objects.values().get()
    assert invited.token not in str(row)
    assert invited.token not in repr(invited)
    assert invited.link.endswith(f"/account/invitation/{invited.token}/")


def test_a_new_link_kills_the_one_before(cast: Cast, invited: Invited) -> None:
    old = replace(invited, invitation=Invitation.objects.get())
    later = NOON + timedelta(days=6)
    new = services.resend(invited.invitation, actor=cast.alice, at=later)
    with pytest.raises(services.InvitationDead):
        _accept(old, at=later)
    assert new.invitation.expires_at == later + services.VALID_FOR
    assert _accept(new, at=later)


def test_a_revoked_link_opens_nothing(cast: Cast, invited: Invited) -> None:
    assert services.revoke_invitation(invited.invitation, actor=cast.alice, at=NOON)
    assert not services.revoke_invitation(invited.invitation, actor=cast.alice, at=NOON)
    for act in (_accept, lambda i: services.resend(i.invitation, actor=cast.alice, at=NOON)):
        with pytest.raises(services.InvitationDead):
            act(invited)


def test_who_may_invite_a_reader_and_who_learns_that_martin_exists(cast: Cast) -> None:
    may, unseen = [], []
    for name, who in cast.everyone:
        try:
            services.invite(
                f"{name}@new.example", organisation=cast.martin.organisation, role="reader",
                actor=who, at=NOON,
            )  # fmt: skip
        except NotSeen:
            unseen.append(name)
        except NotAllowed:
            continue
        else:
            may.append(name)
    assert may == ["alice", "anna", "adam"]
    assert unseen == ["charlie", "nobody"]


def test_alice_may_not_invite_a_main_contact(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        _invite(cast, role="main_contact")


def test_charlie_can_neither_renew_nor_revoke_alices_invitation(
    cast: Cast, invited: Invited
) -> None:
    for act in (services.resend, services.revoke_invitation):
        with pytest.raises(NotSeen):
            act(invited.invitation, actor=cast.charlie, at=NOON)


def test_one_open_invitation_per_address(cast: Cast, invited: Invited) -> None:
    with pytest.raises(services.AlreadyInvited):
        _invite(cast, email=ZOE.upper())
    with pytest.raises(services.AlreadyInvited):
        _invite(cast, email="bob@example.org")


def test_an_expired_one_makes_room_for_another(cast: Cast, invited: Invited) -> None:
    later = NOON + timedelta(days=8)
    again = services.invite(
        ZOE, organisation=cast.martin.organisation, role="contact", actor=cast.alice, at=later
    )
    assert _accept(again, at=later)


@pytest.mark.clause("2.9")
def test_nothing_opens_before_professional_use_is_acknowledged(invited: Invited) -> None:
    with pytest.raises(services.NotAcknowledged):
        _accept(invited, professional_use=False)
    assert not Person.objects.filter(email=ZOE).exists()
    later = NOON + timedelta(hours=1)
    assert _accept(invited, at=later).professional_use_at == later
    entry = entries(SYSTEM, verb="accounts.professional_use_acknowledged").get()
    assert (entry.recorded_at, entry.clauses) == (later, ["2.9"])


def test_someone_known_keeps_their_account_and_gains_a_client(cast: Cast, hour: Hour) -> None:
    before = Person.objects.get(pk=cast.people["charlie"].pk).password
    charlie = _accept(_invite(cast, email="Charlie@example.org"), password="another one entirely")
    assert charlie.pk == cast.people["charlie"].pk
    assert charlie.password == before
    assert set(cast.charlie.clients) == {cast.martin.pk, cast.novak.pk}


@pytest.mark.parametrize(
    "password", ["short", "michaeljackson", "12345678901234", "zoe@martin.example"]
)
def test_a_weak_password_is_refused_and_the_link_lives_on(invited: Invited, password: str) -> None:
    with pytest.raises(services.FaultyPerson):
        _accept(invited, password=password)
    assert _accept(invited)


def test_without_a_provider_a_password_is_needed(invited: Invited) -> None:
    with pytest.raises(services.FaultyPerson):
        _accept(invited, password=None)


def test_who_left_comes_back_under_the_same_pseudonym(cast: Cast, hour: Hour) -> None:
    bob = cast.people["bob"]
    services.close_person(bob, actor=cast.anna, at=NOON)
    back = _accept(_invite(cast, email=bob.email))
    assert back.pseudonym == bob.pseudonym
    assert back.is_active
    assert back.closed_at is None
    assert back.check_password(PASSWORD)


# --- the page -------------------------------------------------------------------------------------


def test_a_scanner_that_opens_the_link_consumes_nothing(invited: Invited) -> None:
    for _ in range(3):
        scanner = _open(invited.link)
        assert scanner.get("/account/invitation/").status_code == 200
    page = _open(invited.link).post("/account/invitation/", ANSWER)
    assert page.status_code == 302
    assert Person.objects.get(email=ZOE).name == "Zoé Martin"


def test_the_token_leaves_the_address_at_once(invited: Invited) -> None:
    answer = Client().get(invited.link.removeprefix("http://127.0.0.1:8000"))
    assert answer.headers["Location"] == "/account/invitation/"


def test_the_page_asks_for_the_acknowledgement(invited: Invited) -> None:
    browser = _open(invited.link)
    answer = browser.post("/account/invitation/", ANSWER | {"professional_use": ""})
    assert answer.status_code == 200
    assert not Person.objects.filter(email=ZOE).exists()


def test_a_dead_link_says_what_to_do(invited: Invited) -> None:
    browser = _open(invited.link)
    browser.post("/account/invitation/", ANSWER)
    answer = _open(invited.link).get("/account/invitation/")
    assert answer.status_code == 410
    assert "En demander une autre" in answer.content.decode()


def test_a_made_up_link_is_a_dead_one(cast: Cast, hour: Hour) -> None:
    assert _open("/account/invitation/made-up/").get("/account/invitation/").status_code == 410
    assert Client().get("/account/invitation/").status_code == 410


def test_zoe_then_signs_in(invited: Invited) -> None:
    browser = _open(invited.link)
    browser.post("/account/invitation/", ANSWER)
    answer = browser.post("/account/login/", {"login": ZOE, "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_nobody_signs_up(cast: Cast) -> None:
    answer = Client().get("/account/signup/")
    assert "sur invitation" in answer.content.decode().lower() or b"invitation" in answer.content
    Client().post(
        "/account/signup/",
        {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not Person.objects.filter(email="eve@example.org").exists()
