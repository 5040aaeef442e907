"""One's own account: who one is, how one came in, and the tokens of one's programs."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.models import ApiToken, Person
from tenir.apps.accounts.queries import browser_of as browser
from tests.apps.accounts.conftest import NOON, Hour, SignIn
from tests.cast import PASSWORD, Cast

TOKENS = "/account/tokens/"
NIGHTLY = {"name": "Nightly export", "scopes": ["read"], "days": "30"}


def test_bob_gives_his_password_again_to_make_a_token_that_is_shown_once(
    cast: Cast, sign_in: SignIn
) -> None:
    bob = sign_in("bob")
    again = bob.post(TOKENS, NIGHTLY).headers["Location"]
    assert again.startswith("/account/reauthenticate/")
    assert not ApiToken.objects.exists()
    made = bob.post(again, {"password": PASSWORD}).content.decode()
    (secret,) = re.findall(r'value="(tenir_[\w-]+)"', made)
    assert queries.viewer_of_token(secret, NOON).person == cast.people["bob"].pk
    assert secret not in bob.get(TOKENS).content.decode()
    token = ApiToken.objects.get()
    assert token.expires_at == NOON + timedelta(days=30)
    asked = bob.post(f"{TOKENS}{token.pk}/revoke/").content.decode()
    assert "Révoquer ce jeton" in asked
    assert queries.viewer_of_token(secret, NOON).person == cast.people["bob"].pk
    bob.post(f"{TOKENS}{token.pk}/revoke/", {"sure": "yes"})
    assert queries.viewer_of_token(secret, NOON).person is None
    assert "Nightly export" not in bob.get(TOKENS).content.decode()


def test_a_token_without_a_scope_is_not_made(cast: Cast, sign_in: SignIn) -> None:
    bob, nothing = sign_in("bob"), {**NIGHTLY, "scopes": []}
    bob.post(bob.post(TOKENS, nothing).headers["Location"], {"password": PASSWORD})
    assert not ApiToken.objects.exists()


def test_nobody_sees_or_revokes_anothers_token_here(cast: Cast, sign_in: SignIn) -> None:
    token = services.create_token(
        "Nightly export", scopes=["read"], expires_at=NOON + timedelta(days=1), actor=cast.bob,
        at=NOON,
    ).token  # fmt: skip
    for name in ("alice", "adam"):
        browser = sign_in(name)
        assert "Nightly export" not in browser.get(TOKENS).content.decode()
        browser.post(f"{TOKENS}{token.pk}/revoke/", {"sure": "yes"})
    assert ApiToken.objects.get().revoked_at is None


def test_bob_has_tenir_speak_english_to_him(cast: Cast, sign_in: SignIn) -> None:
    bob = sign_in("bob")
    given = {"name": "Bob Martin", "language": "en", "time_zone": "Europe/Prague"}
    page = bob.post("/account/", given, follow=True).content.decode()
    assert 'lang="en"' in page
    assert "Saved." in page
    assert Person.objects.get(pk=cast.people["bob"].pk).time_zone == "Europe/Prague"


def test_ones_own_sign_ins_are_shown_and_no_one_elses(cast: Cast, sign_in: SignIn) -> None:
    sign_in("adam", user_agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    page = sign_in("bob", user_agent="Mozilla/5.0 (X11; Linux) Chrome/139.0").get("/account/")
    assert "Chrome · Linux" in page.content.decode()
    assert "Firefox" not in page.content.decode()


def test_a_stranger_is_sent_to_sign_in(cast: Cast, hour: Hour) -> None:
    for path in ("/account/", TOKENS):
        assert Client().get(path).headers["Location"] == f"/account/login/?next={path}"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "?"),
    ],
)
def test_a_browser_is_told_by_the_names_that_people_know(said: str, shown: str) -> None:
    assert browser(said) == shown


def test_a_sign_in_whose_address_was_not_kept_says_none_of_it(cast: Cast, sign_in: SignIn) -> None:
    bob = sign_in("bob")
    for address, shown in (("192.0.2.7", True), (None, False)):
        cast.people["bob"].sign_ins.update(address=address)
        page = bob.get("/account/").content.decode()
        assert ("192.0.2.7" in page, "None" in page) == (shown, False)
