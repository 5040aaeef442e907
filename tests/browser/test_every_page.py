"""Every page of every face: axe finds nothing grave, no page or table is too wide, no error.

Each page is opened once in a light or dark, wide or narrow, French or English way, in turn. What
frames the pages of a face is looked at by axe in one page of each way, of a long table the first
rows, and whether words stand out for the first of their kind (`contrast`); where TENIR_THOROUGH is
set, everything in all of them. TENIR_TEST_PICTURES names a folder: each page is drawn there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import THOROUGH, axe
from tests.browser.desk import Desk, Windows
from tests.browser.walk import filled, routes, things_of
from tests.stories.world import World

NARROW = 390
WAYS = list(product(("light", "dark"), (1280, NARROW), ("fr", "en")))
MORE = (("nobody", "nowhere/"), ("adam", "console/nowhere/"), ("alice", "portal/requests/0/"),
        ("adam", "console/agreement/<waiting>/replay/"), ("adam", "console/search/?q=martin"),
        ("alice", "portal/search/?q=martin"))  # fmt: skip
PAGES = [*routes(), *MORE]
LOST = {"nowhere/", "console/nowhere/", "portal/requests/0/"}
WIDE = """() => [...document.querySelectorAll(".table-responsive")]
    .filter(table => table.scrollWidth > table.clientWidth)
    .map(table => `${table.ariaLabel}: ${table.scrollWidth - table.clientWidth}`)"""
WORDLESS = """() => [...document.querySelectorAll(".state")]
    .filter(state => !state.textContent.trim()).map(state => state.outerHTML)"""
Way = tuple[str, int, str]
FRAME, LONG = (".menu", ".topbar"), "tbody tr:nth-child(n+7)"


def ways(number: int) -> list[Way]:
    return WAYS if THOROUGH else [WAYS[number * 3 % len(WAYS)]]


CASES: list[Any] = [  # those of a way together: a window that changes draws again what it shows
    pytest.param(who, route, way, id=f"{who}-{route}-{'-'.join(map(str, way))}")
    for who, way, route in sorted(
        (who, way, route) for number, (who, route) in enumerate(PAGES) for way in ways(number)
    )
]


class Seats:
    """One window for each person, kept from page to page: what a browser keeps is kept too."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.held = desk, dict[str, Page]()
        self.framed: set[tuple[str, Way]] = set()

    def open(self, who: str, path: str, way: Way) -> tuple[Page, int]:
        """That page as they see it, and its status: 0 for a file, or an answer to a program."""
        self.desk.faults.clear()
        if who not in self.held:
            self.held[who] = self.desk.visit(who, "about:blank")
        page, (scheme, width, language) = self.held[who], way
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.desk.speak(page, who, language)
        try:
            answer = page.goto(path)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return page, 0
        assert answer
        if answer.status >= 400:  # the console tells every refusal as an error
            self.desk.faults.clear()
        shown = answer.headers.get("content-type", "").startswith("text/html")
        return page, answer.status if shown and answer.status != 405 else 0

    def alike(self, who: str, way: Way) -> Sequence[str]:
        """What of a page an earlier one has shown, or its own first rows show."""
        if THOROUGH:
            return ()
        known = (who, way) in self.framed
        self.framed.add((who, way))
        return (*FRAME, LONG) if known else (LONG,)


@pytest.fixture(scope="module")
def seats(windows: Windows, server: LiveServer, world: World) -> Iterator[Seats]:
    desk = Desk(windows, server, world)
    yield Seats(desk)
    desk.leave()


@pytest.fixture(scope="module")
def things(world: World) -> dict[str, Any]:
    return things_of(world)


@pytest.mark.parametrize(("who", "route", "way"), CASES)
def test_a_page_is_for_every_reader_and_screen(
    seats: Seats, things: dict[str, Any], who: str, route: str, way: Way
) -> None:
    page, status = seats.open(who, filled(route, things), way)
    if not status:
        return
    assert status < 400 or route.startswith("account/") or route in LOST, status
    drawn(page, route, way)
    assert page.evaluate("document.documentElement.scrollWidth") <= way[1]
    if way[1] > NARROW:  # there a table is a list of cards, or is scrolled
        assert page.evaluate(WIDE) == [], "join columns, or shorten their headings"
    assert page.evaluate(WORDLESS) == [], "a state has a word beside its colour"
    assert seats.desk.faults == []
    axe(page, but=seats.alike(who, way))


def drawn(page: Page, route: str, way: Way) -> None:
    """Kept as a picture, where asked for: how to look at every page."""
    if folder := os.environ.get("TENIR_TEST_PICTURES"):
        name = re.sub(r"\W+", "-", f"{route or 'start'} {' '.join(map(str, way))}")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=way[1] < 1000)
