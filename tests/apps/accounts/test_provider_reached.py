"""What a client's provider says of itself leads nowhere into our own network."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tenir.apps.accounts.models import Person, SignIn
from tenir.apps.accounts.reaching import NotReached, check_reached
from tests.apps.accounts.conftest import Hour
from tests.apps.accounts.through_provider import sent, set_for_martin
from tests.cast import Cast

Pages = dict[str, Any]  # by path: what is answered, or where one is sent
ISSUER = "https://id.martin.example/tenant"


class Server:
    """A server on loopback, its pages, and the paths that it was asked for."""

    def __init__(self) -> None:
        self.pages: Pages = {}
        self.asked: list[str] = []
        self.url = ""


@contextmanager
def serving() -> Iterator[Server]:
    found = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            found.asked.append(self.path)
            page = found.pages.get(self.path, {})
            onward = isinstance(page, str)
            self.send_response(307 if onward else 200)
            self.send_header("location" if onward else "content-type",
                             page if onward else "application/json")  # fmt: skip
            self.end_headers()
            self.wfile.write(b"" if onward else json.dumps(page).encode())

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def servers() -> Iterator[tuple[Server, Server]]:
    """Martin's provider, and a program of our own network."""
    with ExitStack() as stack:
        yield stack.enter_context(serving()), stack.enter_context(serving())


@pytest.fixture
def known(cast: Cast, hour: Hour, servers: tuple[Server, Server]) -> Pages:
    """What Martin's provider says of itself."""
    provider, _ = servers
    Person.objects.filter(pk=cast.people["bob"].pk).update(email="bob@martin.example")
    set_for_martin(cast, issuer=provider.url)
    said = {"issuer": provider.url, "jwks_uri": f"{provider.url}/keys"}
    said |= {f"{name}_endpoint": f"{provider.url}/{name}"
             for name in ("authorization", "token", "userinfo")}  # fmt: skip
    provider.pages["/.well-known/openid-configuration"] = said
    provider.pages["/token"] = {"access_token": "a", "token_type": "Bearer"}
    provider.pages["/userinfo"] = {"sub": "bob"}
    return said


def come_back(cast: Cast) -> None:
    """Bob goes to the provider, and comes back with its code."""
    browser = Client()
    state = parse_qs(urlsplit(sent(browser)).query)["state"][0]
    back = f"/account/oidc/o{cast.martin.pk}/login/callback/"
    browser.get(back, {"code": "c", "state": state})
    assert SignIn.objects.get().outcome in ("wrong", "refused")


@pytest.mark.parametrize("name", ["token", "userinfo"])
@pytest.mark.parametrize("onward", [False, True], ids=["named", "redirected"])
def test_a_provider_does_not_have_us_call_our_own_network(
    cast: Cast, servers: tuple[Server, Server], known: Pages, name: str, onward: bool
) -> None:
    provider, ours = servers
    if onward:
        provider.pages[f"/{name}"] = f"{ours.url}/inside"
    else:
        known[f"{name}_endpoint"] = f"{ours.url}/inside"
    come_back(cast)
    assert ours.asked == []


def test_a_provider_is_called_where_it_says_itself(
    cast: Cast, servers: tuple[Server, Server], known: Pages
) -> None:
    provider, _ = servers
    come_back(cast)
    assert provider.asked[-2:] == ["/token", "/userinfo"]


def test_nobody_is_sent_to_an_address_that_is_not_https(cast: Cast, known: Pages) -> None:
    known["authorization_endpoint"] = "http://example.org/"
    answer = Client().post("/account/organisation/", {"email": "bob@martin.example"})
    assert answer.status_code == 503
    assert "http://example.org/" not in answer.content.decode()


@pytest.mark.parametrize(
    "url",
    ["http://93.184.216.34/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/",
     "https://169.254.169.254/latest/meta-data/", "https://2130706433/", "https://10.0.0.7/",
     "http://id.martin.example/tenant", "https:///x", "ftp://93.184.216.34/", "https://[::1",
     "https://[::ffff:127.0.0.1]/", "file:///etc/passwd"],
)  # fmt: skip
def test_no_address_of_our_own_network_is_reached(url: str) -> None:
    with pytest.raises(NotReached):
        check_reached(url, issuer=ISSUER)


@pytest.mark.parametrize("url", [f"{ISSUER}/token", "https://id.martin.example:443/keys",
                                 "https://93.184.216.34/token"])  # fmt: skip
def test_the_provider_itself_and_the_internet_are(url: str) -> None:
    check_reached(url, issuer=ISSUER)
