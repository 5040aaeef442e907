"""What the notices' tests share."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tenir.apps.notices.models import Notice
from tenir.apps.notices.services import Recipient, owe
from tenir.viewer import SYSTEM
from tests.cast import Cast

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
TO_SAY = {
    "address": "old@example.org", "because": "550 no such user", "title": "Hello", "since": MONDAY,
}  # fmt: skip

Owed = Callable[..., list[Notice]]


def to(cast: Cast, *names: str) -> list[Recipient]:
    """People of the cast, as those to be told."""
    people = [cast.people[name] for name in names]
    return [
        Recipient(person.pk, person.email, "en" if person.language == "en" else "fr")
        for person in people
    ]


@pytest.fixture
def owed(cast: Cast) -> Owed:
    """Owes a notice to Alice, about a request of her company; anything may be said otherwise."""

    def owe_it(*names: str, **otherwise: Any) -> list[Notice]:
        said = {
            "key": "request/1/opened", "to": to(cast, *(names or ("alice",))),
            "subject": "request/1", "values": TO_SAY, "actor": SYSTEM, "at": MONDAY,
            "organisation": cast.martin.pk,
        }  # fmt: skip
        return owe("notices.unreachable", **{**said, **otherwise})

    return owe_it
