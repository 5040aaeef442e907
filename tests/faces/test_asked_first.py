"""What cannot be taken back is asked once more: nothing is done before the answer is yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.models import ApiToken, Person
from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements import services as agreed
from tenir.apps.agreements.models import Specific, Version
from tenir.apps.catalogue.models import Module
from tenir.apps.notices.models import Notice, WebhookEndpoint
from tenir.apps.orders.models import Quote
from tenir.apps.publishing.models import PrivateLink
from tenir.viewer import SYSTEM
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]

Held = Callable[[Cast], Any]


def _endpoint(cast: Cast) -> WebhookEndpoint:
    return WebhookEndpoint.objects.get(pk=cast.things["endpoint"])


def _token(cast: Cast) -> ApiToken:
    found, now = ApiToken.objects.filter(person=cast.people["bob"]).first(), clock.now()
    return (
        found
        or accounts.create_token(
            "Nightly", scopes=["read"], expires_at=now + timedelta(days=1), actor=cast.bob, at=now
        ).token
    )


def _draft(cast: Cast) -> Version:
    return Version.objects.get(state="draft")


def _address(name: str, *args: Any) -> str:
    return reverse(name, args=args)


ACTS: list[tuple[str, Held, dict[str, str], str, Held]] = [
    ("bob", lambda c: _address("portal:answer", c.things["quote"]), {"answer": "decline"},
     "Take the request", lambda _c: Quote.objects.get().state),
    ("bob", lambda _c: _address("portal:link-revoke", PrivateLink.objects.get().pk), {},
     "Revoke this link?", lambda _c: PrivateLink.objects.get().revoked_at),
    ("bob", lambda c: _address("accounts_revoke_token", _token(c).pk), {}, "End this token?",
     lambda c: _token(c).revoked_at),
    ("alice", lambda c: _address("portal:endpoint-act", c.things["endpoint"]), {"act": "pause"},
     "Call this program no more?", lambda c: _endpoint(c).active),
    ("alice", lambda c: _address("portal:endpoint-act", c.things["endpoint"]), {"act": "rotate"},
     "Make a new secret?", lambda c: _endpoint(c).secret),
    ("anna", lambda _c: _address("console:specific-withdraw", *_specific()), {},
     "Withdraw this specific?", lambda _c: Specific.objects.get().withdrawn_at),
    ("rita", lambda c: _address("console:module-withdraw", c.things["product"], "search"), {},
     "Withdraw this module?", lambda _c: Module.objects.get(key="search").withdrawn_at),
    ("olga", lambda c: _address("console:notice-change", c.things["call"]),
     {"act": "cancel", "because": "No number"}, "Give this message up?",
     lambda c: Notice.objects.get(pk=c.things["call"]).state),
]  # fmt: skip


def _specific() -> tuple[int, int]:
    (found,) = agreements.specifics(SYSTEM)
    return found.subscription_id, found.pk


@pytest.mark.parametrize(("who", "where", "given", "asks", "held"), ACTS)
def test_a_grave_act_is_asked_once_more(
    cast: Cast, who: str, where: Held, given: dict[str, str], asks: str, held: Held
) -> None:
    Person.objects.update(language="en")
    if who == "bob":
        PrivateLink.objects.update(person=cast.people["bob"])
    address, before = where(cast), held(cast)
    asked = as_(cast, who).post(address, given)
    assert asked.status_code == 200
    assert asks in asked.content.decode()
    for name, value in given.items():
        assert f'name="{name}" value="{value}"' in asked.content.decode()
    assert held(cast) == before
    done = as_(cast, who).post(address, {**given, "sure": "yes"}, follow=True)
    assert done.status_code == 200
    assert held(cast) != before


def test_nobody_is_asked_about_what_is_not_theirs(cast: Cast) -> None:
    link = PrivateLink.objects.get().pk
    assert as_(cast, "charlie").post(_address("portal:link-revoke", link)).status_code == 404
    for address in (
        _address("console:specific-withdraw", cast.things["line"], 999),
        _address("console:module-withdraw", cast.things["product"], "none"),
        _address("console:update-withdraw", cast.things["product"], 999),
    ):
        assert as_(cast, "rita").post(address).status_code == 404


def test_a_version_is_neither_published_nor_thrown_away_by_one_click(cast: Cast) -> None:
    first = Version.objects.order_by("pk")[0]
    changed = first.convention.replace('version: "1"', 'version: "7"', 1)
    agreed.draft_version(convention=changed, text=first.text, actor=cast.anna, at=clock.now())
    there = _address("console:version-change", _draft(cast).pk)
    for given, asks in (
        ({}, ""), ({"act": "publish"}, "Publier la version 7"), ({"act": "discard"}, "brouillon"),
    ):  # fmt: skip
        told = as_(cast, "anna").post(there, given)
        assert asks in told.content.decode()
        assert _draft(cast)
    as_(cast, "anna").post(there, {"act": "discard", "sure": "yes"})
    assert not Version.objects.filter(state="draft").exists()
