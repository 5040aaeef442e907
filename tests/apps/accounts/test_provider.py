"""Signing in through one's organisation, tried against a real provider: npm's oidc-provider."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tenir.apps.accounts import services
from tenir.apps.accounts.models import Person, SignIn
from tests.apps.accounts.conftest import NOON, Hour
from tests.apps.accounts.conftest import SignIn as Signer
from tests.apps.accounts.provider import installed, running
from tests.apps.accounts.through_provider import (
    HERE,
    SECRET,
    Story,
    refused,
    sent,
    set_for_martin,
    signed_in,
    walk,
)
from tests.cast import Cast

OLGA = "olga@lumen.example"
pytestmark = pytest.mark.either_database


@pytest.fixture(scope="module")
def providers() -> Iterator[Callable[..., str]]:
    """The issuer of a provider that sends people back to those addresses; each is started once."""
    with ExitStack() as started:
        yield lru_cache(lambda *back: started.enter_context(running(*back)))


@pytest.fixture
def issuer(cast: Cast, providers: Callable[..., str]) -> str:
    """A provider that sends Martin's people, and the publisher's, back here."""
    # Any client's provider may come back to one of these addresses: the key is the organisation's.
    return providers(*(
        f"{HERE}/account/oidc/o{pk}/login/callback/" for pk in (cast.martin.pk, cast.publisher.pk)
    ))  # fmt: skip


@pytest.fixture
def story(cast: Cast, hour: Hour, issuer: str) -> Story:
    """Martin's people sign in at that provider; Bob has an address of Martin's domain."""
    Person.objects.filter(pk=cast.people["bob"].pk).update(email="bob@martin.example")
    return set_for_martin(cast, issuer=issuer)


@pytest.fixture
def ours(cast: Cast, hour: Hour, issuer: str) -> Story:
    """The publisher's own people sign in at that provider; Olga has an address of its domain."""
    Person.objects.filter(pk=cast.people["olga"].pk).update(email=OLGA)
    return services.set_provider(
        cast.publisher, issuer=issuer, client_id="tenir", client_secret=SECRET,
        domains=["lumen.example"], actor=cast.adam, at=NOON,
    )  # fmt: skip


def test_bob_signs_in_through_his_organisation(cast: Cast, story: Story) -> None:
    browser = Client()
    answer = walk(browser, "bob")
    assert answer.status_code == 302
    assert signed_in(browser) == "Bob"
    assert SignIn.objects.get().method == "oidc"
    bound = SocialAccount.objects.get()
    assert (bound.uid, bound.extra_data) == ("bob", {})  # what else it told is not kept
    again = Client()
    walk(again, "bob")
    assert signed_in(again) == "Bob"


def test_the_request_carries_a_proof_key(cast: Cast, story: Story) -> None:
    asked = parse_qs(urlsplit(sent(Client())).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert SECRET not in str(asked)


def test_an_unknown_address_is_refused_and_makes_no_one(cast: Cast, story: Story) -> None:
    before = Person.objects.count()
    browser = Client()
    refused(browser, walk(browser, "stranger"), "demander une invitation")
    assert Person.objects.count() == before


def test_an_address_that_is_not_verified_is_refused(cast: Cast, story: Story) -> None:
    browser = Client()
    refused(browser, walk(browser, "unverified"), "vérifi")


def test_a_person_of_another_clients_domain_is_refused(cast: Cast, story: Story) -> None:
    Person.objects.filter(pk=cast.people["charlie"].pk).update(email="charlie@novak.example")
    browser = Client()
    refused(browser, walk(browser, "elsewhere"), "novak.example")


def test_an_address_given_to_someone_else_opens_no_account(cast: Cast, story: Story) -> None:
    walk(Client(), "bob")
    browser = Client()
    answer = walk(browser, "second_bob")
    assert answer.status_code == 403
    assert signed_in(browser) is None
    assert services.unbind(cast.people["bob"], actor=cast.adam, at=NOON) == 1
    walk(browser, "second_bob")
    assert signed_in(browser) == "Bob"


def test_a_clients_provider_opens_no_account_of_the_publishers(cast: Cast, story: Story) -> None:
    sam = cast.people["sam"]
    Person.objects.filter(pk=sam.pk).update(email="sam@martin.example")
    services.grant(
        sam, organisation=cast.martin.organisation, role="reader", actor=cast.anna, at=NOON
    )
    browser = Client()
    refused(browser, walk(browser, "staff"), "personnel de l'éditeur")


def test_olga_of_the_staff_signs_in_through_the_publishers_own_provider(
    cast: Cast, ours: Story
) -> None:
    browser = Client()
    answer = walk(browser, "olga", address=sent(browser, OLGA))
    assert answer.status_code == 302
    assert signed_in(browser) == "Olga"
    came = SignIn.objects.get()
    assert (came.outcome, came.method, came.person) == ("signed_in", "oidc", cast.people["olga"])
    bound = SocialAccount.objects.get()
    assert (bound.uid, bound.user, bound.extra_data) == ("olga", cast.people["olga"], {})
    assert browser.get("/console/background/").status_code == 200  # with her roles
    assert Client().get("/console/background/").status_code == 302


def test_staff_that_owe_a_second_factor_set_it_up_after_their_provider(
    cast: Cast, ours: Story
) -> None:
    services.require_second_factor(cast.publisher, required=True, actor=cast.adam, at=NOON)
    browser = Client()
    walk(browser, "olga", address=sent(browser, OLGA))
    assert signed_in(browser) == "Olga"
    assert browser.get("/console/").headers["Location"] == "/account/2fa/"


def test_staff_with_a_required_provider_come_in_by_it_alone(
    cast: Cast, ours: Story, sign_in: Signer
) -> None:
    ours.required = True
    ours.save()
    cast.people["olga"].refresh_from_db()
    assert signed_in(sign_in("olga")) is None
    browser = Client()
    walk(browser, "olga", address=sent(browser, OLGA))
    assert signed_in(browser) == "Olga"


def test_who_is_invited_to_the_staff_comes_in_by_the_publishers_provider(
    cast: Cast, ours: Story
) -> None:
    services.invite(
        "nora@lumen.example", organisation=cast.publisher, role="agent", actor=cast.adam, at=NOON
    )
    browser = Client()
    answer = walk(browser, "nora", address=sent(browser, "nora@lumen.example"))
    assert answer.headers["Location"] == "/account/invitation/"
    page = browser.post(
        "/account/invitation/", {"name": "Nora Petit", "professional_use": "on"}
    ).content.decode()
    found = re.search(r"0;url=([^\"]+)", page)
    assert found
    walk(browser, "nora", address=html.unescape(found[1]))
    assert signed_in(browser) == "Nora Petit"
    assert browser.get("/console/requests/").status_code == 200


def test_no_one_of_the_staff_comes_in_by_an_address_that_is_not_theirs(
    cast: Cast, ours: Story
) -> None:
    browser = Client()
    refused(browser, walk(browser, "bob", address=sent(browser, OLGA)), "martin.example")


@pytest.mark.parametrize("ci", ["", "true"])
def test_a_provider_that_cannot_be_had_is_a_fault_in_ci_alone(
    monkeypatch: pytest.MonkeyPatch, ci: str
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(pytest.fail.Exception if ci else pytest.skip.Exception, match="nodejs npm"):
        installed()


def test_who_was_invited_accepts_and_comes_in(cast: Cast, story: Story) -> None:
    services.invite(
        "zoe@martin.example", organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    browser = Client()
    answer = walk(browser, "zoe")
    assert answer.headers["Location"] == "/account/invitation/"
    assert signed_in(browser) is None  # nothing opens before the acknowledgement
    page = browser.post(
        "/account/invitation/", {"name": "Zoé Martin", "professional_use": "on"}
    ).content.decode()
    found = re.search(r"0;url=([^\"]+)", page)
    assert found
    walk(browser, "zoe", address=html.unescape(found[1]))
    assert signed_in(browser) == "Zoé Martin"
    assert not Person.objects.get(email="zoe@martin.example").has_usable_password()


def test_the_link_of_an_invitation_may_choose_the_organisation(cast: Cast, story: Story) -> None:
    invited = services.invite(
        "zoe@martin.example", organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    browser = Client()
    browser.get(f"/account/invitation/{invited.token}/")
    answer = browser.post(
        "/account/invitation/", {"name": "Zoé", "professional_use": "on", "by_provider": "1"}
    )
    assert b"0;url=" in answer.content
    assert Person.objects.filter(email="zoe@martin.example").exists()


def test_where_it_is_required_a_password_opens_nothing(
    cast: Cast, story: Story, issuer: str, sign_in: Signer
) -> None:
    set_for_martin(cast, issuer=issuer, required=True)
    cast.people["bob"].refresh_from_db()
    assert signed_in(sign_in("bob")) is None
    assert SignIn.objects.get().outcome == "refused"
    browser = Client()
    walk(browser, "bob")
    assert signed_in(browser) == "Bob"


def test_a_second_factor_that_martin_requires_is_asked_after_its_provider(
    cast: Cast, story: Story
) -> None:
    services.require_second_factor(
        cast.martin.organisation, required=True, actor=cast.adam, at=NOON
    )
    browser = Client()
    walk(browser, "bob")
    assert browser.get("/account/sessions/").headers["Location"] == "/account/2fa/"
    assert browser.get("/account/2fa/totp/activate/").status_code == 200


def test_an_answer_that_was_not_asked_for_opens_nothing(cast: Cast, story: Story) -> None:
    thief = Client()
    address = sent(thief)
    victim = Client()
    answer = walk(victim, "bob", address=address)
    assert signed_in(victim) is None
    assert answer.status_code == 401
    assert SignIn.objects.get().outcome == "wrong"


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "de votre organisation n'a pas confirmé"), ("en", "did not confirm who you are")],
)
def test_a_provider_that_errs_is_told_in_our_words(
    cast: Cast, story: Story, language: str, words: str
) -> None:
    browser = Client(headers={"Accept-Language": language})
    address = sent(browser)
    back = parse_qs(urlsplit(address).query)
    path = back["redirect_uri"][0].removeprefix(HERE)
    answer = browser.get(f"{path}?error=server_error&state={back['state'][0]}")
    read = html.unescape(answer.content.decode())
    assert (answer.status_code, signed_in(browser)) == (401, None)
    assert words in read
    assert not re.search("réseau social|[Tt]hird-[Pp]arty", read)


def test_a_sign_in_given_up_at_the_provider_is_told_in_our_words(cast: Cast, story: Story) -> None:
    browser = Client(headers={"Accept-Language": "en"})
    back = parse_qs(urlsplit(sent(browser)).query)
    path = back["redirect_uri"][0].removeprefix(HERE)
    answer = browser.get(f"{path}?error=access_denied&state={back['state'][0]}", follow=True)
    assert "You stopped at your organisation" in html.unescape(answer.content.decode())
    assert signed_in(browser) is None
