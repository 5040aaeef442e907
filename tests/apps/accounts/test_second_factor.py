"""Second factors: codes, recovery codes, keys, passkeys, and those who must have one."""

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from tenir import clock
from tenir.apps.accounts import services
from tenir.apps.accounts.models import Person, SignIn
from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM, NotAllowed
from tests.apps.accounts.conftest import NOON
from tests.apps.accounts.conftest import SignIn as Signer
from tests.apps.accounts.passkey import Passkey
from tests.cast import PASSWORD, Cast

ACTIVATE, AUTHENTICATE = "/account/2fa/totp/activate/", "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def standing_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The half minute that a code is good for lasts as long as the test."""
    now = clock.now().timestamp()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: now))


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def _sure(browser: Client) -> Client:
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    return browser


def _with_codes(browser: Client) -> str:
    """Activates an authenticator application; the secret that it shares."""
    page = _sure(browser).get(ACTIVATE)
    secret = page.context["form"].secret
    assert f">{secret}</code>" in page.content.decode()  # whole, on the narrowest screen too
    answer = browser.post(ACTIVATE, {"code": _code(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return str(secret)


def _signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def _password(person: Person) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return browser


def test_a_changed_secret_key_is_told_and_lets_nobody_in(
    cast: Cast, sign_in: Signer, settings: Any
) -> None:
    secret = _with_codes(sign_in("bob"))
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-" * 8
    browser = _password(cast.people["bob"])
    cache.clear()
    answer = browser.post(AUTHENTICATE, {"code": _code(secret)})
    assert answer.status_code == 400
    assert "TENIR_OLD_SECRET_KEYS" in answer.content.decode()
    assert not _signed_in(browser)

    settings.SECRET_KEY_FALLBACKS = [former]
    browser = _password(cast.people["bob"])
    browser.post(AUTHENTICATE, {"code": _code(secret)})
    assert _signed_in(browser)


def test_a_password_then_a_code(cast: Cast, sign_in: Signer) -> None:
    secret = _with_codes(sign_in("bob"))
    browser = _password(cast.people["bob"])
    assert not _signed_in(browser)
    cache.clear()  # which remembers that this code has served
    browser.post(AUTHENTICATE, {"code": _code(secret)})
    assert _signed_in(browser)
    assert SignIn.objects.order_by("pk").last().method == "password+totp"  # type: ignore[union-attr]


def test_a_wrong_code_is_written_down_and_limited(cast: Cast, sign_in: Signer) -> None:
    _with_codes(sign_in("bob"))
    browser = _password(cast.people["bob"])
    for _ in range(7):
        browser.post(AUTHENTICATE, {"code": "000000"})
    wrong = SignIn.objects.filter(person=cast.people["bob"], outcome="wrong", method="totp")
    assert wrong.count() == 5  # then no code is looked at for five minutes
    assert not _signed_in(browser)


def test_the_shared_secret_is_sealed_in_the_database(cast: Cast, sign_in: Signer) -> None:
    secret = _with_codes(sign_in("bob"))
    assert secret not in str(Authenticator.objects.values())


def test_a_recovery_code_serves_once(cast: Cast, sign_in: Signer) -> None:
    browser = sign_in("bob")
    _with_codes(browser)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for _, expected in ((1, True), (2, False)):
        lost = _password(cast.people["bob"])
        lost.post(AUTHENTICATE, {"code": codes[0]})
        assert _signed_in(lost) is expected


@pytest.mark.django_db(transaction=True)
def test_the_journal_hears_of_factors_and_names_no_one(cast: Cast, sign_in: Signer) -> None:
    _with_codes(sign_in("bob"))
    entry = entries(SYSTEM, verb="accounts.second_factor_added").get()
    assert entry.subject == f"person/{cast.people['bob'].pseudonym}"
    assert entry.after == {"what": "totp_activated"}


# --- keys and passkeys ----------------------------------------------------------------------------


def _options(page: str) -> dict[str, dict[str, object]]:
    found = re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def _with_passkey(browser: Client, *, passwordless: bool = True) -> Passkey:
    passkey = Passkey()
    page = _sure(browser).get("/account/2fa/webauthn/add/").content.decode()
    options = _options(page)["creation_options"]
    answer = browser.post(
        "/account/2fa/webauthn/add/",
        {"name": "Phone", "credential": passkey.register(options)}
        | ({"passwordless": "on"} if passwordless else {}),
    )
    assert answer.status_code == 302, answer.content.decode()
    return passkey


@pytest.fixture
def local(sign_in: Signer, settings: object) -> Signer:
    """WebAuthn needs a name for a host: http://localhost."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]  # type: ignore[attr-defined]

    def signed_in(name: str) -> Client:
        return sign_in(name, host="localhost")

    return signed_in  # type: ignore[return-value]


def test_a_passkey_opens_without_a_password(cast: Cast, local: Signer) -> None:
    passkey = _with_passkey(local("bob"))
    browser = Client(headers={"host": "localhost"})
    asked = browser.get(
        "/account/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"}
    )
    credential = passkey.answer(asked.json()["request_options"])
    browser.post("/account/2fa/webauthn/login/", {"credential": credential})
    assert _signed_in(browser)
    assert SignIn.objects.order_by("pk").last().method == "passkey"  # type: ignore[union-attr]


def test_a_passkey_of_someone_who_left_opens_nothing(cast: Cast, local: Signer) -> None:
    passkey = _with_passkey(local("bob"))
    Person.objects.filter(pk=cast.people["bob"].pk).update(is_active=False)
    browser = Client(headers={"host": "localhost"})
    asked = browser.get(
        "/account/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"}
    )
    credential = passkey.answer(asked.json()["request_options"])
    browser.post("/account/2fa/webauthn/login/", {"credential": credential})
    assert not _signed_in(browser)


@pytest.mark.parametrize("handle", ["", "zzzzzzzzzzzzzzzzzzzzz", "MQ", "é"])
def test_a_forged_passkey_is_a_failure_not_an_error(cast: Cast, local: Signer, handle: str) -> None:
    passkey = _with_passkey(local("bob"))
    browser = Client(headers={"host": "localhost"})
    asked = browser.get(
        "/account/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"}
    )
    credential = json.loads(passkey.answer(asked.json()["request_options"]))
    credential["response"]["userHandle"] = handle
    credential["response"]["signature"] = "AAAA"
    answer = browser.post("/account/2fa/webauthn/login/", {"credential": json.dumps(credential)})
    assert answer.headers["Location"] == "/account/login/"
    assert not _signed_in(browser)
    assert SignIn.objects.filter(outcome="wrong", method="passkey").count() == 1


@pytest.mark.parametrize("path", ["login", "add", "reauthenticate"])
@pytest.mark.parametrize(
    "words",
    [
        "[" * 100_000,
        "[]",
        "5",
        '"\\ud800"',
        '{"response": 5}',
        '{"id": "MQ", "rawId": "MQ"}',
        "less",
    ],
)
def test_what_no_key_has_written_is_a_failure_not_an_error(
    cast: Cast, local: Signer, path: str, words: str
) -> None:
    browser = local("bob")
    passkey = _with_passkey(browser)
    page = f"/account/2fa/webauthn/{path}/"
    asked = browser if path != "login" else Client(headers={"host": "localhost"})
    shown = asked.get(
        page, headers={"x-requested-with": "XMLHttpRequest"} if path == "login" else {}
    )
    if words == "less":
        options = shown.json() if path == "login" else _options(shown.content.decode())
        known = options.get("request_options")
        answer = passkey.answer(known) if known else passkey.register(options["creation_options"])
        told = json.loads(answer)
        del told["rawId"]
        words = json.dumps(told)
    answered = asked.post(page, {"credential": words, "name": "Phone"})
    assert answered.status_code in {200, 302}
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    assert _signed_in(asked) is (path != "login")


def test_a_key_is_a_second_factor(cast: Cast, local: Signer) -> None:
    passkey = _with_passkey(local("bob"), passwordless=False)
    browser = local("bob")
    assert not _signed_in(browser)
    options = _options(browser.get(AUTHENTICATE).content.decode())["request_options"]
    browser.post(AUTHENTICATE, {"credential": passkey.answer(options)})
    assert _signed_in(browser)


# --- those who must have one ----------------------------------------------------------------------


def _required(cast: Cast) -> None:
    services.require_second_factor(cast.publisher, required=True, actor=cast.adam, at=NOON)


def test_staff_do_nothing_but_enrol_until_they_have_one(cast: Cast, sign_in: Signer) -> None:
    _required(cast)
    browser = sign_in("sam")
    for path in ("/account/sessions/", "/account/organisation/", "/"):
        assert browser.get(path).headers.get("Location") == "/account/2fa/", path
    assert browser.post("/account/organisation/").status_code == 403
    assert browser.get("/account/2fa/").status_code == 200
    _with_codes(browser)
    assert browser.get("/account/sessions/").status_code == 200


def test_recovery_codes_alone_are_no_factor(cast: Cast, sign_in: Signer) -> None:
    _required(cast)
    browser = sign_in("sam")
    Authenticator.objects.create(user=cast.people["sam"], type="recovery_codes", data={})
    assert browser.get("/account/sessions/").headers["Location"] == "/account/2fa/"


def test_clients_are_held_by_their_own_policy(cast: Cast, sign_in: Signer) -> None:
    _required(cast)
    assert sign_in("bob").get("/account/sessions/").status_code == 200
    services.require_second_factor(
        cast.martin.organisation, required=True, actor=cast.adam, at=NOON
    )
    assert sign_in("bob").get("/account/sessions/").status_code == 302


def test_who_must_have_one_cannot_drop_the_last(cast: Cast, sign_in: Signer) -> None:
    _required(cast)
    browser = sign_in("sam")
    _with_codes(browser)
    browser.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_who_removes_their_last_key_must_enrol_again(cast: Cast, local: Signer) -> None:
    _required(cast)
    browser = local("sam")
    _with_passkey(browser)
    assert browser.get("/account/sessions/").status_code == 200
    key = Authenticator.objects.get(type="webauthn")
    browser.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert browser.get("/account/sessions/").headers["Location"] == "/account/2fa/"


def test_an_administrator_resets_a_lost_factor(cast: Cast, sign_in: Signer) -> None:
    browser = sign_in("bob")
    _with_codes(browser)
    for name, who in cast.everyone:
        if name == "adam":
            continue
        with pytest.raises(NotAllowed):
            services.reset_second_factor(cast.people["bob"], actor=who, at=NOON)
    assert services.reset_second_factor(cast.people["bob"], actor=cast.adam, at=NOON) == 2
    assert browser.get("/account/sessions/").status_code == 302
    assert _signed_in(_password(cast.people["bob"]))


@pytest.mark.clause("2.9")
def test_who_came_without_an_invitation_acknowledges_professional_use_first(
    cast: Cast, sign_in: Signer
) -> None:
    Person.objects.update(professional_use_at=None)
    browser = sign_in("bob")
    assert browser.get("/account/sessions/").headers["Location"] == "/account/professional-use/"
    assert browser.post("/account/professional-use/", {}).status_code == 200
    browser.post("/account/professional-use/", {"professional_use": "on"})
    assert browser.get("/account/sessions/").status_code == 200
    assert Person.objects.get(pk=cast.people["bob"].pk).professional_use_at == NOON


@pytest.mark.django_db(transaction=True)
def test_mail_that_does_not_leave_stops_no_one(cast: Cast, sign_in: Signer, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    _with_codes(sign_in("bob"))
    assert Authenticator.objects.filter(type="totp").exists()
