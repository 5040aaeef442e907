"""Every page of every role: axe finds nothing grave, nothing is wider than its screen, no error.

Each page is opened once in a light or dark, wide or narrow, French or English way, in turn; in all
of them where TENIR_THOROUGH is set.
"""

from __future__ import annotations

import os
from itertools import product
from typing import Any

import pytest

from tests.browser.conftest import Visit, axe
from tests.stories.world import World

WAYS = list(product(("light", "dark"), (1360, 390), ("fr", "en")))
ANYONE = ("/agreement/", "/agreement/{version}/", "/agreement/{version}/{second}/", "/help/",
          "/help/availability/", "/account/login/", "/nowhere/")  # fmt: skip
STAFF = (
    "", "commitments/", "commitments/{promise}/", "clients/", "clients/{client}/", "contracts/",
    "subscriptions/{line}/terms/", "catalogue/", "agreement/", "agreement/draft/",
    "agreement/{second}/", "orders/", "orders/{quote}/", "notices/", "notices/{notice}/",
    "journal/", "background/", "people/", "help/", "help/support/", "search/?q=martin",
    "clients/new/", "clients/tables/", "clients/changes/", "clients/{client}/contacts/",
    "clients/{client}/contacts/new/", "clients/{client}/journal/", "people/{person}/",
    "people/roles/", "people/invite/", "people/organisations/{client}/provider/",
)  # fmt: skip
CLIENTS = (
    "", "commitments/", "commitments/{promise}/", "subscriptions/", "subscriptions/{line}/terms/",
    "contacts/", "contacts/{client}/new/", "contacts/{client}/main/", "agreement/",
    "prerequisites/", "orders/", "orders/ask/", "orders/{quote}/",
    "notices/", "documents/", "journal/", "help/", "help/penalties/", "search/?q=martin",
)  # fmt: skip
PAGES = (
    *(("nobody", path) for path in ANYONE),
    *(("adam", f"/console/{path}") for path in STAFF),
    *(("alice", f"/portal/{path}") for path in CLIENTS),
    ("alice", "/account/"),
)


def ways(number: int) -> list[tuple[str, int, str]]:
    return WAYS if os.environ.get("TENIR_THOROUGH") else [WAYS[number * 3 % len(WAYS)]]


CASES: list[Any] = [
    pytest.param(who, path, way, id=f"{who}-{path}-{'-'.join(map(str, way))}")
    for number, (who, path) in enumerate(PAGES)
    for way in ways(number)
]


@pytest.fixture(scope="module")
def places(world: World) -> dict[str, int]:
    """What each address is filled with: things of Alice's."""
    from tenir.apps.commitments.queries import commitments  # noqa: PLC0415 - once Django is set up
    from tenir.apps.notices.queries import notices  # noqa: PLC0415

    side, alice = world.sides[0], world.viewers["alice"]
    return {
        "promise": commitments(alice)[0].pk, "client": side.organisation,
        "line": side.subscription, "quote": side.quote, "version": world.reference.pk,
        "second": world.published.pk, "notice": notices(alice)[0].pk, "person": side.person,
    }  # fmt: skip


@pytest.mark.parametrize(("who", "path", "way"), CASES)
def test_a_page_is_for_every_reader_and_screen(
    visit: Visit, places: dict[str, int], who: str, path: str, way: tuple[str, int, str]
) -> None:
    scheme, width, language = way
    page = visit(who, path.format(**places), scheme=scheme, width=width, language=language,
                 faulty=path == "/nowhere/")  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
