"""The way through a provider: Martin's as it is set, its own pages, and who came back."""

import html
import re

import httpx
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client

from tenir.apps.accounts import services
from tenir.apps.accounts.models import Person, SignIn, SignInProvider
from tests.apps.accounts.conftest import NOON
from tests.cast import Cast

SECRET = "a-secret-of-the-story-and-of-nothing-else"
HERE = "http://testserver"
Story = SignInProvider


def set_for_martin(cast: Cast, **changed: object) -> Story:
    asked = {
        "issuer": "https://id.martin.example", "client_id": "tenir", "client_secret": SECRET,
        "domains": ["martin.example"], "actor": cast.adam, "at": NOON,
    } | changed  # fmt: skip
    return services.set_provider(cast.martin.organisation, **asked)  # type: ignore[arg-type]


def sent(browser: Client, email: str = "bob@martin.example") -> str:
    """Where the page of one's organisation sends one."""
    page = browser.post("/account/organisation/", {"email": email}).content.decode()
    found = re.search(r'<meta http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def walk(browser: Client, login: str, *, address: str = "") -> HttpResponse:
    """Through the provider's own pages, sign-in then consent, and back here."""
    with httpx.Client(follow_redirects=False) as web:
        answer = web.get(address or sent(browser))
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


def signed_in(browser: Client) -> str | None:
    found = Person.objects.filter(pk=browser.session.get("_auth_user_id") or 0).first()
    return found.name if found else None


def refused(browser: Client, answer: HttpResponse, words: str) -> None:
    assert answer.status_code == 403
    assert words in html.unescape(answer.content.decode())
    assert signed_in(browser) is None
    assert SignIn.objects.get().outcome == "refused"
    assert not SocialAccount.objects.exists()
