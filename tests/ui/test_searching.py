"""What search shows: the words asked for are marked, and nothing typed becomes markup."""

import pytest

from tenir.apps.search.queries import asked
from tenir.ui.searching import KINDS, marked


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("Été à Œuvre", "ete oeu", "<mark>Été</mark> à <mark>Œu</mark>vre"),
        ("<b>Martin</b>", "mart", "&lt;b&gt;<mark>Mart</mark>in&lt;/b&gt;"),
        ("CT-2026-001", "ct-2026", "<mark>CT</mark>-<mark>2026</mark>-001"),
        ("Straße", "stras", "<mark>Straß</mark>e"),
        ("Novak", "", "Novak"),
    ],
)
def test_the_words_asked_for_are_marked(text: str, typed: str, shown: str) -> None:
    assert marked(text, asked(typed)) == shown


def test_each_kind_has_its_page_in_some_face() -> None:
    assert all(kind.pages for kind in KINDS)
