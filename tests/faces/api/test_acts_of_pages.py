"""Whatever a page does or shows, an operation does or reads, or it is said in a line why none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tenir.faces.api.article import MANNERS, camel
from tenir.faces.api.urls import document
from tenir.faces.console import people_acts, request_acts, requests_bulk
from tenir.faces.console import request as desk
from tenir.faces.portal import request as asked
from tenir.ui.asking import given
from tests.faces.api.acts_of_pages import ACTS, Same, Without
from tests.faces.api.posting import FACES, Page, pages, takes_a_post
from tests.faces.api.sights_of_pages import SIGHTS
from tests.stories.doors import ONLY_POSTS
from tests.stories.matrix import FACES as DOORS

FILE = json.loads((Path(__file__).parents[3] / "docs/openapi.json").read_text())
OPERATIONS = {told["operationId"] for path in FILE["paths"].values() for told in path.values()}
NAMED = {  # the pages that are told which act by a word, and the words that they know
    "console:requests-bulk": requests_bulk.DONE,
    "console:request-say": desk.SAYS,
    "console:request-act": desk.NOW,
    "console:request-do": request_acts.ACTS,
    "console:person-act": people_acts.ACTS,
    "portal:request-act": {**asked.NOW, **asked.ANSWERS},
    "portal:request-do": asked.ACTS,
}


def unlisted(some: Iterable[Page]) -> list[str]:
    """The pages that take a post of which the table says nothing."""
    return sorted(page.name for page in some if takes_a_post(page.view) and page.name not in ACTS)


def operations(same: Same) -> Iterator[str]:
    """The operations that a row names."""
    if isinstance(same, str):
        yield same
    elif not isinstance(same, Without):
        yield from same.values() if isinstance(same, Mapping) else same


def unknown(table: Mapping[str, Same]) -> list[str]:
    """The operations that it names and that the API's file does not have."""
    named = {each for same in table.values() for each in operations(same)}
    return sorted(name for name in named if camel(name) not in OPERATIONS)


def test_each_act_of_a_page_has_its_operation_or_the_reason_why_not() -> None:
    missing = unlisted(pages())
    assert not missing, f"say in tests/faces/api/acts_of_pages.py which operations do {missing}"
    gone = sorted(set(ACTS) - {page.name for page in pages() if takes_a_post(page.view)})
    assert not gone, f"no page of that name takes a post any more: {gone}"


def test_each_operation_named_is_in_the_file() -> None:
    assert unknown(ACTS) == []
    assert unknown(SIGHTS) == []
    assert unknown({"console:bill": "bill", "console:tea": ("make_tea",)}) == ["make_tea"]


def test_what_each_other_page_shows_is_read_by_an_operation_or_the_reason_is_given() -> None:
    shown = {page.name for page in pages() if not takes_a_post(page.view)}
    missing = sorted(shown - set(SIGHTS) - set(ACTS))
    assert not missing, f"say in tests/faces/api/sights_of_pages.py which operations read {missing}"
    gone = sorted(set(SIGHTS) - shown)
    assert not gone, f"no page of that name is only shown any more: {gone}"


def test_what_acts_on_a_page_acts_by_program_and_what_shows_reads() -> None:
    document()  # puts the API together
    reading = {"suggest_articles"}  # the page is posted what is being typed, for it is long
    named = {each for same in ACTS.values() for each in operations(same)}
    assert {name for name in named if MANNERS[name].method == "GET"} == reading
    read = {each for same in SIGHTS.values() for each in operations(same)}
    assert {name for name in read if MANNERS[name].method != "GET"} == set()


@pytest.mark.parametrize("name", NAMED)
def test_each_word_that_names_an_act_has_its_operation(name: str) -> None:
    there = ACTS[name]
    assert isinstance(there, Mapping)
    assert set(there) == set(NAMED[name])


def test_a_reason_is_given_in_a_line() -> None:
    for name, same in {**ACTS, **SIGHTS}.items():
        if isinstance(same, Without):
            assert 10 < len(same.because) < 100, name
            assert "\n" not in same.because, name


def only_shown(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def read_by_another(request: HttpRequest) -> HttpResponse:
    return HttpResponse(repr(given(request)))


def test_a_new_page_that_takes_a_post_is_told() -> None:
    new = [
        Page("portal:wish", "", require_POST(only_shown)),
        Page("portal:wishes", "", only_shown),
        Page("portal:wish-new", "", read_by_another),
    ]
    assert unlisted(new) == ["portal:wish", "portal:wish-new"]


def test_what_the_matrix_says_of_a_post_is_what_is_found_in_the_code() -> None:
    """A page that answers a post otherwise than it is shown does something with it."""
    doing = {
        door.route
        for face in FACES
        for door in DOORS[face]
        if door.get == ONLY_POSTS or door.post not in (door.get, ONLY_POSTS)
    }
    assert len(doing) > 100
    assert doing - {page.route for page in pages() if takes_a_post(page.view)} == set()
