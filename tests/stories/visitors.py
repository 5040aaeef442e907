"""Who knocks: a browser for everyone of the world, whose every visit is undone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpResponse
from django.test import Client

from tenir.apps.accounts.models import Organisation, Person
from tests.once import undone
from tests.stories.world import World

CHANGING = ("X-Request-ID", "Expires", "Last-Modified", "Date", "Content-Length")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')


@dataclass(frozen=True)
class Answer:
    """What came back: the status, where one is sent, the headers and what is shown."""

    status: int
    to: str
    headers: str
    shown: str
    crashed: str = ""

    @property
    def text(self) -> str:
        """Every byte of it that tells something."""
        return f"{self.headers}\n{self.shown}"

    def without(self, *words: str) -> tuple[int, str]:
        """The answer with these words taken out of it, to be compared with another's."""
        text = TOKEN.sub(r"\1", self.text)
        for each in words:
            text = text.replace(each, "…")
        return self.status, text


class Browser(Client):
    """A client that keeps no copy of what the templates were given: it is a fifth of a visit."""

    def __init__(self) -> None:
        super().__init__(raise_request_exception=False)
        got_request_exception.connect(self.store_exc_info)

    def request(self, **request: Any) -> HttpResponse:  # type: ignore[override]
        """The handler's own answer; `exc_info` is what broke it, if anything did."""
        self.exc_info = None
        return self.handler(self._base_environ(**request))


@dataclass
class Visitors:
    """Everyone's browser, signed in; no second factor is asked of anyone here."""

    world: World
    browser: Browser = field(default_factory=Browser)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    read: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Organisation.objects.update(second_factor_required=False)
        for name, person in self.world.cast.people.items():
            browser = Client()
            browser.force_login(Person.objects.get(pk=person.pk))
            self.cookies[name] = browser.cookies
        self.cookies["nobody"] = SimpleCookie()

    def reads(self, name: str, address: str) -> Answer:
        """The page of that address as nothing has changed it, asked for once."""
        if (name, address) not in self.read:
            self.read[name, address] = self.ask(name, "GET", address)
        return self.read[name, address]

    def ask(
        self, name: str, method: str, address: str, told: Mapping[str, Any] | None = None
    ) -> Answer:
        """What they are answered; whatever it did is undone."""
        self.browser.cookies = SimpleCookie(self.cookies[name].output(header="", sep=";"))
        with undone():
            send = self.browser.get if method == "GET" else self.browser.post
            response = send(address, told)
            body = b"".join(response) if response.streaming else response.content
        headers = "\n".join(f"{k}: {v}" for k, v in response.items() if k not in CHANGING)
        crashed = repr(self.browser.exc_info[1]) if self.browser.exc_info else ""
        return Answer(
            response.status_code, response.get("Location", ""), headers,
            body.decode(errors="replace"), crashed,
        )  # fmt: skip
