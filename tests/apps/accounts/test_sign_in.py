"""Signing in by password: what is counted, written down, and never told."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.apps.accounts.adapters import AccountAdapter
from tenir.apps.accounts.models import Lock, Person, SignIn
from tenir.apps.accounts.waiting import wait
from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM, NotAllowed
from tests.apps.accounts.conftest import NOON, Hour
from tests.apps.accounts.conftest import SignIn as Signer
from tests.cast import PASSWORD, Cast

LOGIN = "/account/login/"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) " + "x" * 300


def _try(email: str, password: str = "wrong", *, address: str = "192.0.2.7") -> str:
    answer = Client().post(
        LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address,
        headers={"user-agent": BROWSER},
    )  # fmt: skip
    return answer.content.decode()


def test_bob_comes_in_and_the_log_says_how(cast: Cast, sign_in: Signer) -> None:
    browser = sign_in("bob", user_agent="Firefox")
    row = SignIn.objects.get()
    assert browser.get(LOGIN).wsgi_request.viewer.person == cast.people["bob"].pk
    assert (row.person, row.outcome, row.method) == (cast.people["bob"], "signed_in", "password")
    assert (row.address, row.user_agent, row.at) == ("127.0.0.1", "Firefox", NOON)


def test_a_page_speaks_the_persons_language_in_their_zone(cast: Cast, sign_in: Signer) -> None:
    cast.people["charlie"].time_zone = "Europe/Prague"
    cast.people["charlie"].save()
    answer = sign_in("charlie").get("/account/sessions/", headers={"accept-language": "fr"})
    assert 'lang="en"' in answer.content.decode()
    answer = Client().get(LOGIN, headers={"accept-language": "fr"})
    assert 'lang="fr"' in answer.content.decode()


def test_passwords_are_kept_with_argon2(cast: Cast, sign_in: Signer) -> None:
    sign_in("bob")
    assert Person.objects.get(pk=cast.people["bob"].pk).password.startswith("argon2")


def test_a_wrong_password_and_an_unknown_account_say_the_same(cast: Cast, hour: Hour) -> None:
    known, unknown = _try("bob@example.org"), _try("nobody@example.org")
    assert _without_token(known) == _without_token(unknown.replace("nobody@", "bob@"))
    rows = list(SignIn.objects.order_by("pk").values_list("person", "outcome"))
    assert rows == [(cast.people["bob"].pk, "wrong"), (None, "wrong")]


def test_what_was_typed_is_kept_nowhere(cast: Cast, hour: Hour) -> None:
    _try("s3cret-typed-in-the-wrong-box")
    _try("s3cret@typed.example", "s3cret-password")
    assert "s3cret" not in str(list(SignIn.objects.values())) + str(list(Lock.objects.values()))
    assert len(SignIn.objects.first().user_agent) == 120  # type: ignore[union-attr]


def _without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


# --- lock-out -------------------------------------------------------------------------------------


def test_the_wait_grows_and_ends_at_an_hour() -> None:
    waits = [wait(n, free=5).total_seconds() for n in (4, 5, 6, 7, 11, 12, 400)]
    assert waits == [0, 30, 60, 120, 1920, 3600, 3600]


@pytest.mark.parametrize("email", ["bob@example.org", "nobody@example.org"])
def test_five_failures_lock_an_account_that_exists_or_not(
    cast: Cast, hour: Hour, email: str
) -> None:
    for n in range(5):
        assert "trop d" not in _try(email, address=f"192.0.2.{n}").lower()
    page = _try(email, address="192.0.2.99")
    assert "Trop d'échecs".lower() in page.lower().replace("&#x27;", "'").replace("’", "'")
    assert "10/03/2026 12:00:30" in page
    assert SignIn.objects.filter(outcome="locked").count() == 1


def test_another_spelling_of_an_address_has_no_tries_of_its_own(cast: Cast, hour: Hour) -> None:
    """PostgreSQL and allauth take a long s for an s, and so find Sam."""
    for spelt in ("sam", "SAM", "\u017fam", "\uff53am", "sam"):
        services.begin_attempt(email=f"{spelt}@example.org", address="192.0.2.7", at=NOON)
    with pytest.raises(services.Locked):
        services.begin_attempt(email="sam@example.org", address="192.0.2.8", at=NOON)


def test_a_page_is_kept_by_no_one_else_and_by_nobody_after_signing_out(
    cast: Cast, sign_in: Signer
) -> None:
    browser = sign_in("bob")
    page = browser.get("/portal/requests/")
    assert page["Cache-Control"] == "private, no-cache"
    assert "Clear-Site-Data" not in page
    assert browser.post("/account/logout/")["Clear-Site-Data"] == '"cache"'
    assert "Cache-Control" not in browser.get("/")


def test_the_right_password_waits_too_and_then_comes_in(
    cast: Cast, hour: Hour, sign_in: Signer
) -> None:
    sign_in("bob").post("/account/logout/")
    for _ in range(5):
        _try("bob@example.org")
    assert not _came_in("bob@example.org")
    hour.at = NOON + timedelta(seconds=31)
    assert _came_in("bob@example.org")
    assert not Lock.objects.filter(failures__gte=5, until__gt=hour.at).exists()


def _came_in(email: str) -> bool:
    browser = Client()
    browser.post(LOGIN, {"login": email, "password": PASSWORD})
    return "_auth_user_id" in browser.session


def test_one_address_that_tries_many_accounts_is_locked(cast: Cast, hour: Hour) -> None:
    for n in range(20):
        _try(f"someone{n}@example.org")
    assert SignIn.objects.filter(outcome="wrong").count() == 20
    _try("somebody-else@example.org")
    assert SignIn.objects.filter(outcome="locked").count() == 1
    _try("somebody-else@example.org", address="198.51.100.1")
    assert SignIn.objects.filter(outcome="locked").count() == 1
    entry = entries(SYSTEM, verb="accounts.locked").get()
    assert entry.subject == "address"
    assert entry.personal.told == {"address": "192.0.2.7"}


def test_the_addresses_of_one_ipv6_subscriber_are_one(cast: Cast, hour: Hour) -> None:
    for n in range(20):
        _try(f"someone{n}@example.org", address=f"2001:db8:1:2::{n:x}")
    _try("somebody-else@example.org", address="2001:db8:1:2:ffff::1")
    assert SignIn.objects.filter(outcome="locked").count() == 1
    _try("somebody-else@example.org", address="2001:db8:1:3::1")
    assert SignIn.objects.filter(outcome="locked").count() == 1


def test_ipv4_addresses_told_as_ipv6_stay_apart(cast: Cast, hour: Hour) -> None:
    """As a socket that takes both kinds tells them: else one would lock everybody out."""
    for n in range(20):
        _try(f"someone{n}@example.org", address="::ffff:198.51.100.1")
    _try("somebody-else@example.org", address="::ffff:198.51.100.2")
    assert not SignIn.objects.filter(outcome="locked").exists()
    _try("somebody-else@example.org", address="198.51.100.1")
    assert SignIn.objects.get(outcome="locked").address == "198.51.100.1"


def test_a_day_later_failures_are_forgotten(cast: Cast, hour: Hour) -> None:
    for _ in range(4):
        _try("bob@example.org")
    hour.at = NOON + timedelta(days=1, seconds=1)
    _try("bob@example.org")
    _try("bob@example.org")
    assert not SignIn.objects.filter(outcome="locked").exists()


def test_a_lock_of_someone_is_in_the_journal_under_their_pseudonym(cast: Cast, hour: Hour) -> None:
    for _ in range(5):
        _try("bob@example.org")
    entry = entries(SYSTEM, verb="accounts.locked").get()
    assert entry.subject == f"person/{cast.people['bob'].pseudonym}"


def test_an_administrator_unlocks(cast: Cast, hour: Hour) -> None:
    for _ in range(6):
        _try("bob@example.org")
    with pytest.raises(NotAllowed):
        services.unlock(cast.people["bob"], actor=cast.anna, at=NOON)
    assert services.unlock(cast.people["bob"], actor=cast.adam, at=NOON)
    assert not services.unlock(cast.people["bob"], actor=cast.adam, at=NOON)
    services.begin_attempt(email="bob@example.org", address="198.51.100.1", at=NOON)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_attempts_at_once_are_not_one() -> None:
    """As from eight processes: each has its own connection, and the count is the database's."""
    passed: list[int] = []

    def attempts(_: int) -> None:
        for _ in range(5):
            try:
                services.begin_attempt(email="bob@example.org", address="192.0.2.7", at=NOON)
                passed.append(1)
            except services.Locked:
                continue
        connection.close()

    threads = [Thread(target=attempts, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 5


def test_the_log_is_kept_as_long_as_it_serves(cast: Cast, hour: Hour) -> None:
    _try("bob@example.org")
    assert services.forget_sign_ins(before=NOON) == 0
    assert services.forget_sign_ins(before=NOON + timedelta(days=2)) == 1
    assert not SignIn.objects.exists()
    assert not Lock.objects.exists()


# --- allauth's own limits, logs, headers ----------------------------------------------------------


def test_allauths_own_limits_are_counted_in_the_database(cast: Cast, hour: Hour) -> None:
    Client().post("/account/password/reset/", {"email": "bob@example.org"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone()[0] > 0
    cache.clear()


def test_a_forgotten_password_is_mailed_to_bob_and_to_no_stranger(
    cast: Cast, hour: Hour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's words are made too, for as long as it takes, and thrown away."""
    made: list[str] = []
    render = AccountAdapter.render_mail

    def noted(self: AccountAdapter, words: str, email: str, told: dict[str, Any]) -> Any:
        made.append(email)
        return render(self, words, email, told)

    monkeypatch.setattr(AccountAdapter, "render_mail", noted)
    for email in ("bob@example.org", "stranger@example.org"):
        answer = Client().post("/account/password/reset/", {"email": email})
        assert answer.headers["Location"] == "/account/password/reset/done/"
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    assert made == ["bob@example.org", "stranger@example.org"]


def test_a_forgotten_password_is_written_of_in_its_readers_words(cast: Cast, hour: Hour) -> None:
    browser = Client(headers={"accept-language": "fr"})
    browser.post("/account/password/reset/", {"email": "charlie@example.org"})
    (message,) = mail.outbox
    assert message.subject == "Your new password"
    assert "Choose it here:\n\nhttp://testserver/account/password/reset/key/" in message.body
    assert message.body.endswith("Lumen Éditions")


def test_a_mail_server_that_hangs_keeps_nobody_waiting(
    cast: Cast, hour: Hour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the time of the answer would tell which addresses have an account."""
    monkeypatch.undo()  # messages leave beside the request again
    monkeypatch.setattr(clock, "now", lambda: NOON)
    answered, sent = Event(), Event()

    def hangs(_: EmailMessage) -> None:
        if answered.wait(10):
            sent.set()

    monkeypatch.setattr(EmailMessage, "send", hangs)
    Client().post("/account/password/reset/", {"email": "bob@example.org"})
    answered.set()
    assert sent.wait(10)


@pytest.fixture
def told() -> Iterator[list[str]]:
    """Everything that any logger says."""
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.name} {record.getMessage()} {vars(record)}")

    listener, root = Listener(level=0), logging.getLogger()
    names = ["", "django", "django.request", "django.security.csrf", "django.server", "tenir"]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(0)
        logging.getLogger(name).addHandler(listener)
    yield lines
    for name in names:
        logging.getLogger(name).setLevel(before[name])
        logging.getLogger(name).removeHandler(listener)
    assert root


def test_no_log_says_a_password_a_token_or_a_link(
    cast: Cast, hour: Hour, told: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    invited = services.invite(
        "zoe@martin.example", organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    issued = services.create_token(
        "x", scopes=["read"], expires_at=NOON + timedelta(days=1), actor=cast.bob, at=NOON
    )
    _try("bob@example.org", "s3cret-password")
    strict = Client(enforce_csrf_checks=True)
    strict.post(LOGIN, {"login": "bob@example.org", "password": "s3cret-password"})
    path = f"/account/invitation/{invited.token}/"
    for browser in (Client(), strict):
        browser.get(path)
        browser.post(path)
        browser.get("/account/invitation/")
    Client().get("/account/login/", headers={"authorization": f"Bearer {issued.secret}"})
    Client().get("/nowhere/", headers={"authorization": f"Bearer {issued.secret}"})
    said = "".join(told) + "".join(capfd.readouterr())
    assert "/nowhere/" in said  # we were listening
    for secret in ("s3cret", invited.token, issued.secret):
        assert secret not in said


def test_the_pages_stand_under_a_strict_policy(cast: Cast, sign_in: Signer) -> None:
    """No script or style of the page's own: `script-src 'self'` runs all that is there."""
    browser = sign_in("bob")
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    for page in (
        Client().get(LOGIN),
        Client().get("/account/organisation/"),
        Client().get("/account/password/reset/"),
        browser.get("/account/2fa/"),
        browser.get("/account/2fa/totp/activate/"),
        browser.get("/account/2fa/webauthn/add/"),
        browser.get("/account/sessions/"),
        browser.get("/account/password/change/"),
    ):
        text = page.content.decode()
        assert page.status_code == 200, text
        assert " style=" not in text
        assert " onclick=" not in text
        for script in text.split("<script")[1:]:
            head = script.partition(">")[0]
            assert 'src="/static/' in head or 'type="application/json"' in head


def test_the_sign_in_log_is_read_by_oneself_and_by_security(cast: Cast, sign_in: Signer) -> None:
    sign_in("bob")
    seen = [name for name, who in cast.everyone if queries.sign_ins(who).exists()]
    assert seen == ["bob", "sofia", "adam"]
