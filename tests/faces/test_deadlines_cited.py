"""A request's deadline cites the clause that it follows from, wherever it stands."""

from __future__ import annotations

import pytest
from django.urls import reverse

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
