"""A provider as it is set for an organisation, with none at hand: refused, sealed, hidden."""

import pytest
from allauth.socialaccount.models import SocialApp
from django.test import Client

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.models import SignInProvider
from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM, NotAllowed
from tests.apps.accounts.conftest import NOON, Hour
from tests.apps.accounts.through_provider import SECRET, set_for_martin
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.either_database


def test_a_provider_that_does_not_answer_is_said_to_be_silent(cast: Cast, hour: Hour) -> None:
    set_for_martin(cast, issuer="http://127.0.0.1:1")
    answer = Client().post("/account/organisation/", {"email": "bob@martin.example"})
    assert answer.status_code == 503
    assert "127.0.0.1:1" in answer.content.decode()


def test_an_address_of_no_provider_is_told_so(cast: Cast, hour: Hour) -> None:
    answer = Client().post("/account/organisation/", {"email": "eve@nowhere.example"})
    assert answer.status_code == 200
    assert b"invalid-feedback" in answer.content


def test_the_clients_secret_is_sealed(cast: Cast) -> None:
    provider = set_for_martin(cast)
    assert SECRET not in str(SocialApp.objects.values())
    assert provider.app.settings["oauth_pkce_enabled"]
    assert SECRET not in str([(e.after, e.before) for e in entries(SYSTEM)])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", "http://id.martin.example"),
        ("issuer", "file:///etc/passwd"),
        ("issuer", "nothing"),
        ("issuer", "https://[::1"),
        ("issuer", "https://id.martin.example:port"),
        ("issuer", "ftp://localhost"),
        ("client_id", ""),
        ("client_id", "t" * 191),
        ("client_secret", ""),
        ("client_secret", "s" * 80),
        ("domains", []),
        ("domains", ["martin"]),
        ("domains", ["martin.example/x"]),
    ],
)
def test_a_faulty_provider_is_refused(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(services.FaultyProvider):
        set_for_martin(cast, **{field: value})
    assert not SignInProvider.objects.exists()


def test_one_domain_is_one_organisations(cast: Cast) -> None:
    set_for_martin(cast)
    with pytest.raises(services.FaultyProvider):
        services.set_provider(
            cast.novak.organisation, issuer="https://id.novak.example", client_id="t",
            client_secret="x", domains=["novak.example", "MARTIN.example"], actor=cast.adam,
            at=NOON,
        )  # fmt: skip
    assert [p.organisation_id for p in queries.providers(cast.adam)] == [cast.martin.pk]


def test_only_an_administrator_sets_and_removes_a_provider(cast: Cast) -> None:
    provider = set_for_martin(cast)
    for name, who in cast.everyone:
        if name == "adam":
            continue
        with pytest.raises(NotAllowed):
            set_for_martin(cast, actor=who)
        with pytest.raises(NotAllowed):
            services.remove_provider(provider, actor=who, at=NOON)
    services.remove_provider(provider, actor=cast.adam, at=NOON)
    assert not SocialApp.objects.exists()


def test_a_required_provider_hides_the_password_of_an_invitation(cast: Cast, hour: Hour) -> None:
    set_for_martin(cast, required=True)
    invited = services.invite(
        "zoe@martin.example", organisation=cast.martin.organisation, role="reader",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    browser = Client()
    browser.get(f"/account/invitation/{invited.token}/")
    page = browser.get("/account/invitation/")
    assert b'type="password"' not in page.content
    assert PASSWORD not in page.content.decode()
