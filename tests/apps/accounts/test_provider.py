"""Signing in through one's organisation, tried against a real provider: npm's oidc-provider."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.http import HttpResponse
from django.test import Client

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.models import Person, SignIn, SignInProvider
from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM, NotAllowed
from tests.apps.accounts.conftest import NOON, Hour
from tests.apps.accounts.conftest import SignIn as Signer
from tests.apps.accounts.provider import installed, running
from tests.cast import PASSWORD, Cast

SECRET = "a-secret-of-the-story-and-of-nothing-else"
HERE = "http://testserver"
OLGA = "olga@lumen.example"
pytestmark = pytest.mark.either_database
# Any client's provider may come back to one of these addresses: the key is the organisation's.
Story = SignInProvider


@pytest.fixture(scope="module")
def providers() -> Iterator[Callable[..., str]]:
    """The issuer of a provider that sends people back to those addresses; each is started once."""
    with ExitStack() as started:
        yield lru_cache(lambda *back: started.enter_context(running(*back)))


@pytest.fixture
def issuer(cast: Cast, providers: Callable[..., str]) -> str:
    """A provider that sends Martin's people, and the publisher's, back here."""
    return providers(*(
        f"{HERE}/account/oidc/o{pk}/login/callback/" for pk in (cast.martin.pk, cast.publisher.pk)
    ))  # fmt: skip


@pytest.fixture
def story(cast: Cast, hour: Hour, issuer: str) -> Story:
    """Martin's people sign in at that provider; Bob has an address of Martin's domain."""
    Person.objects.filter(pk=cast.people["bob"].pk).update(email="bob@martin.example")
    return _set(cast, issuer=issuer)


def _set(cast: Cast, **changed: object) -> Story:
    asked = {
        "issuer": "https://id.martin.example", "client_id": "tenir", "client_secret": SECRET,
        "domains": ["martin.example"], "actor": cast.adam, "at": NOON,
    } | changed  # fmt: skip
    return services.set_provider(cast.martin.organisation, **asked)  # type: ignore[arg-type]


@pytest.fixture
def ours(cast: Cast, hour: Hour, issuer: str) -> Story:
    """The publisher's own people sign in at that provider; Olga has an address of its domain."""
    Person.objects.filter(pk=cast.people["olga"].pk).update(email=OLGA)
    return services.set_provider(
        cast.publisher, issuer=issuer, client_id="tenir", client_secret=SECRET,
        domains=["lumen.example"], actor=cast.adam, at=NOON,
    )  # fmt: skip


def _sent(browser: Client, email: str = "bob@martin.example") -> str:
    """Where the page of one's organisation sends one."""
    page = browser.post("/account/organisation/", {"email": email}).content.decode()
    found = re.search(r'<meta http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def _walk(browser: Client, login: str, *, address: str = "") -> HttpResponse:
    """Through the provider's own pages, sign-in then consent, and back here."""
    with httpx.Client(follow_redirects=False) as web:
        answer = web.get(address or _sent(browser))
        for _ in range(12):
            if answer.is_redirect:
                onward = str(answer.url.join(answer.headers["location"]))
                if onward.startswith(HERE):
                    return browser.get(onward.removeprefix(HERE))  # type: ignore[return-value]
                answer = web.get(onward)
                continue
            form = re.search(r'action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert form, answer.text
            assert prompt, answer.text
            fields = {"prompt": prompt[1], "login": login, "password": "any"}
            answer = web.post(html.unescape(form[1]), data=fields)
    raise AssertionError("the provider never came back")


def _signed_in(browser: Client) -> str | None:
    found = Person.objects.filter(pk=browser.session.get("_auth_user_id") or 0).first()
    return found.name if found else None


def _refused(browser: Client, answer: HttpResponse, words: str) -> None:
    assert answer.status_code == 403
    assert words in html.unescape(answer.content.decode())
    assert _signed_in(browser) is None
    assert SignIn.objects.get().outcome == "refused"
    assert not SocialAccount.objects.exists()


def test_bob_signs_in_through_his_organisation(cast: Cast, story: Story) -> None:
    browser = Client()
    answer = _walk(browser, "bob")
    assert answer.status_code == 302
    assert _signed_in(browser) == "Bob"
    assert SignIn.objects.get().method == "oidc"
    bound = SocialAccount.objects.get()
    assert (bound.uid, bound.extra_data) == ("bob", {})  # what else it told is not kept
    again = Client()
    _walk(again, "bob")
    assert _signed_in(again) == "Bob"


def test_the_request_carries_a_proof_key(cast: Cast, story: Story) -> None:
    asked = parse_qs(urlsplit(_sent(Client())).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert SECRET not in str(asked)


def test_an_unknown_address_is_refused_and_makes_no_one(cast: Cast, story: Story) -> None:
    before = Person.objects.count()
    browser = Client()
    _refused(browser, _walk(browser, "stranger"), "demander une invitation")
    assert Person.objects.count() == before


def test_an_address_that_is_not_verified_is_refused(cast: Cast, story: Story) -> None:
    browser = Client()
    _refused(browser, _walk(browser, "unverified"), "vérifi")


def test_a_person_of_another_clients_domain_is_refused(cast: Cast, story: Story) -> None:
    Person.objects.filter(pk=cast.people["charlie"].pk).update(email="charlie@novak.example")
    browser = Client()
    _refused(browser, _walk(browser, "elsewhere"), "novak.example")


def test_an_address_given_to_someone_else_opens_no_account(cast: Cast, story: Story) -> None:
    _walk(Client(), "bob")
    browser = Client()
    answer = _walk(browser, "second_bob")
    assert answer.status_code == 403
    assert _signed_in(browser) is None
    assert services.unbind(cast.people["bob"], actor=cast.adam, at=NOON) == 1
    _walk(browser, "second_bob")
    assert _signed_in(browser) == "Bob"


def test_a_clients_provider_opens_no_account_of_the_publishers(cast: Cast, story: Story) -> None:
    sam = cast.people["sam"]
    Person.objects.filter(pk=sam.pk).update(email="sam@martin.example")
    services.grant(
        sam, organisation=cast.martin.organisation, role="reader", actor=cast.anna, at=NOON
    )
    browser = Client()
    _refused(browser, _walk(browser, "staff"), "personnel de l'éditeur")


def test_olga_of_the_staff_signs_in_through_the_publishers_own_provider(
    cast: Cast, ours: Story
) -> None:
    browser = Client()
    answer = _walk(browser, "olga", address=_sent(browser, OLGA))
    assert answer.status_code == 302
    assert _signed_in(browser) == "Olga"
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
    _walk(browser, "olga", address=_sent(browser, OLGA))
    assert _signed_in(browser) == "Olga"
    assert browser.get("/console/").headers["Location"] == "/account/2fa/"


def test_staff_with_a_required_provider_come_in_by_it_alone(
    cast: Cast, ours: Story, sign_in: Signer
) -> None:
    ours.required = True
    ours.save()
    cast.people["olga"].refresh_from_db()
    assert _signed_in(sign_in("olga")) is None
    browser = Client()
    _walk(browser, "olga", address=_sent(browser, OLGA))
    assert _signed_in(browser) == "Olga"


def test_who_is_invited_to_the_staff_comes_in_by_the_publishers_provider(
    cast: Cast, ours: Story
) -> None:
    services.invite(
        "nora@lumen.example", organisation=cast.publisher, role="agent", actor=cast.adam, at=NOON
    )
    browser = Client()
    answer = _walk(browser, "nora", address=_sent(browser, "nora@lumen.example"))
    assert answer.headers["Location"] == "/account/invitation/"
    page = browser.post(
        "/account/invitation/", {"name": "Nora Petit", "professional_use": "on"}
    ).content.decode()
    found = re.search(r"0;url=([^\"]+)", page)
    assert found
    _walk(browser, "nora", address=html.unescape(found[1]))
    assert _signed_in(browser) == "Nora Petit"
    assert browser.get("/console/requests/").status_code == 200


def test_no_one_of_the_staff_comes_in_by_an_address_that_is_not_theirs(
    cast: Cast, ours: Story
) -> None:
    browser = Client()
    _refused(browser, _walk(browser, "bob", address=_sent(browser, OLGA)), "martin.example")


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
    answer = _walk(browser, "zoe")
    assert answer.headers["Location"] == "/account/invitation/"
    assert _signed_in(browser) is None  # nothing opens before the acknowledgement
    page = browser.post(
        "/account/invitation/", {"name": "Zoé Martin", "professional_use": "on"}
    ).content.decode()
    found = re.search(r"0;url=([^\"]+)", page)
    assert found
    _walk(browser, "zoe", address=html.unescape(found[1]))
    assert _signed_in(browser) == "Zoé Martin"
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
    _set(cast, issuer=issuer, required=True)
    cast.people["bob"].refresh_from_db()
    assert _signed_in(sign_in("bob")) is None
    assert SignIn.objects.get().outcome == "refused"
    browser = Client()
    _walk(browser, "bob")
    assert _signed_in(browser) == "Bob"


def test_a_second_factor_that_martin_requires_is_asked_after_its_provider(
    cast: Cast, story: Story
) -> None:
    services.require_second_factor(
        cast.martin.organisation, required=True, actor=cast.adam, at=NOON
    )
    browser = Client()
    _walk(browser, "bob")
    assert browser.get("/account/sessions/").headers["Location"] == "/account/2fa/"
    assert browser.get("/account/2fa/totp/activate/").status_code == 200


def test_an_answer_that_was_not_asked_for_opens_nothing(cast: Cast, story: Story) -> None:
    thief = Client()
    address = _sent(thief)
    victim = Client()
    answer = _walk(victim, "bob", address=address)
    assert _signed_in(victim) is None
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
    address = _sent(browser)
    back = parse_qs(urlsplit(address).query)
    path = back["redirect_uri"][0].removeprefix(HERE)
    answer = browser.get(f"{path}?error=server_error&state={back['state'][0]}")
    read = html.unescape(answer.content.decode())
    assert (answer.status_code, _signed_in(browser)) == (401, None)
    assert words in read
    assert not re.search("réseau social|[Tt]hird-[Pp]arty", read)


def test_a_sign_in_given_up_at_the_provider_is_told_in_our_words(cast: Cast, story: Story) -> None:
    browser = Client(headers={"Accept-Language": "en"})
    back = parse_qs(urlsplit(_sent(browser)).query)
    path = back["redirect_uri"][0].removeprefix(HERE)
    answer = browser.get(f"{path}?error=access_denied&state={back['state'][0]}", follow=True)
    assert "You stopped at your organisation" in html.unescape(answer.content.decode())
    assert _signed_in(browser) is None


# --- without a provider at hand -------------------------------------------------------------------


def test_a_provider_that_does_not_answer_is_said_to_be_silent(cast: Cast, hour: Hour) -> None:
    _set(cast, issuer="http://127.0.0.1:1")
    answer = Client().post("/account/organisation/", {"email": "bob@martin.example"})
    assert answer.status_code == 503
    assert "127.0.0.1:1" in answer.content.decode()


def test_an_address_of_no_provider_is_told_so(cast: Cast, hour: Hour) -> None:
    answer = Client().post("/account/organisation/", {"email": "eve@nowhere.example"})
    assert answer.status_code == 200
    assert b"invalid-feedback" in answer.content


def test_the_clients_secret_is_sealed(cast: Cast) -> None:
    provider = _set(cast)
    assert SECRET not in str(SocialApp.objects.values())
    assert provider.app.settings["oauth_pkce_enabled"]
    assert SECRET not in str([(e.after, e.before) for e in entries(SYSTEM)])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "http://id.martin.example"),
        ("issuer", "file:///etc/passwd"),
        ("issuer", "nothing"),
        ("domains", []),
        ("domains", ["martin"]),
        ("domains", ["martin.example/x"]),
    ],
)
def test_a_faulty_provider_is_refused(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(services.FaultyProvider):
        _set(cast, **{field: value})
    assert not SignInProvider.objects.exists()


def test_one_domain_is_one_organisations(cast: Cast) -> None:
    _set(cast)
    with pytest.raises(services.FaultyProvider):
        services.set_provider(
            cast.novak.organisation, issuer="https://id.novak.example", client_id="t",
            client_secret="x", domains=["novak.example", "MARTIN.example"], actor=cast.adam,
            at=NOON,
        )  # fmt: skip
    assert [p.organisation_id for p in queries.providers(cast.adam)] == [cast.martin.pk]


def test_only_an_administrator_sets_and_removes_a_provider(cast: Cast) -> None:
    provider = _set(cast)
    for name, who in cast.everyone:
        if name == "adam":
            continue
        with pytest.raises(NotAllowed):
            _set(cast, actor=who)
        with pytest.raises(NotAllowed):
            services.remove_provider(provider, actor=who, at=NOON)
    services.remove_provider(provider, actor=cast.adam, at=NOON)
    assert not SocialApp.objects.exists()


def test_a_required_provider_hides_the_password_of_an_invitation(cast: Cast, hour: Hour) -> None:
    _set(cast, required=True)
    invited = services.invite(
        "zoe@martin.example", organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    browser = Client()
    browser.get(f"/account/invitation/{invited.token}/")
    page = browser.get("/account/invitation/")
    assert b'type="password"' not in page.content
    assert PASSWORD not in page.content.decode()
