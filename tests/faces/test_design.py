"""The living page shows the desk's components too, and none of them does anything."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]

HEADING = '<h2 class="h3 mt-4"'


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("views", "Waiting for the client</a>"),
        ("sought", 'name="client_words"'),
        ("palette", "<mark>Ate</mark>liers Sorel"),
        ("editor", "availability.target"),
        ("conversation", 'class="internal"'),
        ("clock", "What moved the clock"),
    ],
)
def test_each_component_is_there(cast: Cast, part: str, shown: str) -> None:
    page = as_(cast, "sam").get(f"{reverse('public:design')}?language=en").content.decode()
    assert f'id="{part}"' in page
    assert shown in page.partition(f'id="{part}"')[2].partition(HEADING)[0]


def test_the_sample_of_saved_views_saves_none(cast: Cast) -> None:
    page = as_(cast, "sam").get(reverse("public:design")).content.decode()
    views = page.partition('id="views"')[2].partition(HEADING)[0]
    assert "<fieldset disabled>" in views.partition("<form")[0]
