"""The pages of requests as a client asks for them, in English."""

from __future__ import annotations

from typing import Any

import pytest

from tenir.apps.accounts.models import Person
from tests.cast import Cast
from tests.faces.test_deeds import as_

BASE = "/portal/requests/"
IN_PARIS = "The times in these sentences are in Paris time."


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


def shown(cast: Cast, address: str, who: str = "bob") -> str:
    return str(as_(cast, who).get(BASE + address).content.decode())


def sent(cast: Cast, address: str, who: str = "bob", **given: Any) -> Any:
    return as_(cast, who).post(BASE + address, given, follow=True)
