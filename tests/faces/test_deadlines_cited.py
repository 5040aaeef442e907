"""A request's deadline cites the clause that it follows from, wherever it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast
from tests.faces.test_requests import opened

__all__ = ["cast"]


@pytest.mark.parametrize("face", ["console", "portal"])
def test_a_deadline_cites_the_clause_that_it_follows_from(cast: Cast, face: str) -> None:
    """Clause: 7.13, 7.14."""
    firm, best = Request.objects.get(pk=cast.things["request"]), opened(cast)
    assert firm.priority == "P1"
    browser = as_(cast, "sam" if face == "console" else "bob")
    for found, clause, other in ((firm, "7.13", "7.14"), (best, "7.14", "7.13")):
        page = browser.get(reverse(f"{face}:request", args=[found.pk])).content.decode()
        due = page[page.rindex("<dt>", 0, page.index("/clock/")) :]
        due = due[: due.index("</dt>")]
        assert f'/{clause}/"' in due
        assert f'/{other}/"' not in due
        page = browser.get(reverse(f"{face}:request-clock", args=[found.pk])).content.decode()
        heading = page[page.index("<h1") : page.index("</h1>")]
        assert f">{clause}<" in heading
        assert f">{other}<" not in heading


def test_what_comes_after_the_clock_has_stopped_is_not_said_to_move_it(cast: Cast) -> None:
    """Clause: 7.8, 7.13."""
    Person.objects.update(language="en")
    found, at = opened(cast), clock.now()
    page = reverse("console:request-clock", args=[found.pk])
    services.ask_client(found.pk, "Which?", actor=cast.sam, at=at)
    waits = as_(cast, "sam").get(page).content.decode()
    assert "waits" in waits
    assert "it had stopped" not in waits
    services.take_in_charge(found.pk, actor=cast.sam, at=at + timedelta(minutes=1))
    services.ask_client(found.pk, "And?", actor=cast.sam, at=at + timedelta(minutes=2))
    services.reply(found.pk, "This", actor=cast.bob, at=at + timedelta(minutes=3))
    told = as_(cast, "sam").get(page).content.decode()
    assert told.count("changes nothing: it had stopped") == 2
