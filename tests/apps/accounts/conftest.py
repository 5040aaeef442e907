"""What the tests of accounts share: a browser, and the hour that it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tenir import clock
from tenir.apps.accounts import mailing
from tests.cast import PASSWORD, Cast

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
SignIn = Callable[..., Client]


class Hour:
    """The hour that faces read; `hour.at = …` moves it."""

    def __init__(self) -> None:
        self.at = NOON


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> Hour:
    """A clock that stands still."""
    standing = Hour()
    monkeypatch.setattr(clock, "now", lambda: standing.at)
    return standing


@pytest.fixture(autouse=True)
def limits(db: None) -> None:
    """The table in which allauth counts its own limits, empty."""
    if "cache" not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages of the sign-in pages leave within the request, for a test to read them."""
    monkeypatch.setattr(mailing, "beside", lambda act: act())


@pytest.fixture
def sign_in(cast: Cast, hour: Hour) -> SignIn:
    """sign_in("bob") gives Bob's browser, signed in with his password."""

    def signed_in(name: str, password: str = PASSWORD, **headers: str) -> Client:
        person = cast.people[name]
        if not person.has_usable_password():
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])
        browser = Client(headers=headers)
        browser.post("/account/login/", {"login": person.email, "password": password})
        return browser

    return signed_in
