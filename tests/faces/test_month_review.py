"""A month's review is of all its clients, or of those that are looked for."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]


@pytest.mark.clause("5.4")
def test_clients_are_found_by_words_of_their_names(cast: Cast) -> None:
    page = reverse("console:month-review", args=[cast.things["closing"]])
    olga, header = as_(cast, "olga"), 'class="card-title">Ateliers Martin<'
    assert header in olga.get(page).content.decode()
    assert header in olga.get(f"{page}?client=martin").content.decode()
    other = olga.get(f"{page}?client=nobody").content.decode()
    assert header not in other
    assert 'value="nobody"' in other
    assert olga.get(f"{page}?client=%00").status_code == 200
