"""Bob, Sam and Olga before the desk's pages, at an instant of the test's choosing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tenir import clock
from tenir.apps.accounts.models import Organisation, Person
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import ClientVersion, Contract, Subscription, Version
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.support.models import Request
from tenir.terms.loading import load
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast, assemble

BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
P1: dict[str, Any] = {"impact": "high", "urgency": "critical"}
P3: dict[str, Any] = {"impact": "low", "urgency": "normal"}
WORDS = {"title": "Export", "problem": "It stops", "observed": "A blank page",
         "expected": "A file", "steps": "Export", "context": "Error 500"}  # fmt: skip
WHOLE = {"whole": "1"}
SEATS = ("bob", "sam", "olga", "anna", "rose", "charlie")


@dataclass(frozen=True)
class Desk:
    """The browsers of those at both ends of it, and the product that Bob asks about."""

    cast: Cast
    line: Subscription
    browsers: dict[str, Client]
    patched: pytest.MonkeyPatch

    def at(self, instant: datetime) -> None:
        """It is that instant, for whatever is done next."""
        self.patched.setattr(clock, "now", lambda: instant.astimezone(UTC))

    def opens(self, instant: datetime, **gravity: str) -> int:
        """Bob opens a whole request through the portal's four pages; its key."""
        self.at(instant)
        about = {"subscription": self.line.pk, "kind": "support", "environment": "production"}
        self.bob("new/", **about)
        made = Request.objects.latest("pk").pk
        self.bob(f"{made}/write/words/", **WORDS)
        self.bob(f"{made}/write/gravity/", **(gravity or P1))
        self.bob(f"{made}/write/check/", act="send")
        return made

    def bob(self, address: str, **told: Any) -> None:
        """Bob sends a form of the portal, and it is taken."""
        answer = self.browsers["bob"].post(f"/portal/requests/{address}", {**told, **WHOLE})
        assert answer.status_code == 302, answer.content.decode()[-3000:]

    def sam(self, address: str, *, refused: bool = False, **told: Any) -> None:
        """Sam sends a form of the console: it is taken, or said to be refused."""
        answer = self.browsers["sam"].post(f"/console/requests/{address}", {**told, **WHOLE})
        assert answer.status_code == (400 if refused else 302), answer.content.decode()[-3000:]

    def reads(self, address: str, who: str = "bob", *, status: int = 200) -> str:
        """The page of that address, as who reads it."""
        answer = self.browsers[who].get(address)
        assert answer.status_code == status, address
        return str(answer.content.decode())

    def calls(self, who: str, path: str, *, status: int = 201, **told: Any) -> Any:
        """What the API answers when that is sent to it."""
        answer = self.browsers[who].post(
            f"/api/v1{path}", json.dumps(told), content_type="application/json"
        )
        assert answer.status_code == status, answer.content
        return answer.json()

    def closes(self, on: date) -> None:
        """Olga announces by the API that support is closed on that day."""
        self.calls("olga", "/closures", on=on.isoformat(), because="Stocktaking")

    def due(self, request: int) -> datetime:
        """The deadline that Bob's page tells, and why; the queue runs by the same."""
        page = self.browsers["bob"].get(f"/portal/requests/{request}/clock/")
        assert page.context["same"]
        told: datetime = page.context["clock"].due_at
        assert told == Request.objects.get(pk=request).due_at
        return told

    def lives_under(self, changes: dict[str, str]) -> None:
        """Ateliers Martin's agreement says these words for those, and has since long ago."""
        reference = Version.objects.get()
        text = reference.convention
        for old, new in {'version: "1"': 'version: "2"', **changes}.items():
            assert old in text
            text = text.replace(old, new, 1)
        version = Version.objects.create(
            agreement=reference.agreement, number="2", convention=text, state="published",
            digest=load(text).digest, published_at=BEFORE,
        )  # fmt: skip
        rows = ClientVersion.objects.filter(client=self.line.contract.client_id)
        rows.update(version=version, effective_at=BEFORE)


def opened(patched: pytest.MonkeyPatch) -> Desk:
    """The desk, with Ateliers Martin's contract on Drive: inside a transaction to be undone."""
    cast = assemble()
    Organisation.objects.update(second_factor_required=False)
    Person.objects.update(language="en")
    (version,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    agreements.sign_contract(
        client=cast.martin.pk, number="CT-1", starts_on=date(2026, 1, 1), actor=cast.anna,
        lines=[agreements.NewLine(product="drive", yearly_fee="48000.00")], at=LONG_AGO,
    )  # fmt: skip
    Contract.objects.update(starts_on=BEFORE.date())
    Subscription.objects.update(starts_on=BEFORE.date())
    browsers = {name: Client() for name in SEATS}
    for name, browser in browsers.items():
        browser.force_login(cast.people[name])
        browser.cookies[settings.CSRF_COOKIE_NAME] = "c" * 32
    return Desk(cast, Subscription.objects.get(), browsers, patched)
