"""What the page of an outage says does not count: to staff and to the client, in both languages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tenir import clock
from tenir.apps.availability import services
from tenir.apps.availability.models import Stretch
from tests.apps.availability.conftest import drive, measure, paris, reference, sign

__all__ = ["drive", "measure", "reference", "sign"]
OCTOBER = paris("2026-10-02 10:00")


@pytest.fixture
def page(cast, drive, measure, monkeypatch):
    """page("alice", "fr"): the outage of 15 September, half of it ruled out by Olga."""
    measure(
        drive, ("2026-09-01 00:00", "up"), ("2026-09-15 08:00", "down"),
        ("2026-09-15 10:00", "up"), ("2026-10-01 00:00", "up"),
    )  # fmt: skip
    services.exclude(
        subscription=drive.pk, start=paris("2026-09-15 08:00"), end=paris("2026-09-15 09:00"),
        reason="client-misuse", evidence="A script of theirs", actor=cast.olga, at=OCTOBER,
    )  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: OCTOBER)
    for organisation in (cast.publisher, cast.martin.organisation):
        organisation.second_factor_required = False
        organisation.save()
    outage = Stretch.objects.get()

    def read(name, language):
        person = cast.people[name]
        person.language = language
        person.save()
        browser = Client()
        browser.force_login(person)
        face = "portal" if name == "alice" else "console"
        return browser.get(reverse(f"{face}:outage", args=[outage.pk])).content.decode()

    return read


@pytest.mark.clause("5.5")
@pytest.mark.parametrize("who", ["alice", "sam"])
@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Décidé par Olga le 02/10/2026"), ("en", "Ruled by Olga on")]
)
def test_an_exclusion_ruled_directly_says_who_decided_and_when(page, who, language, said):
    text = page(who, language)
    assert "A script of theirs" in text
    assert said in text
