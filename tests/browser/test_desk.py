"""A window that a test hands back is an empty one for the next, and no other process."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.desk import Desk, Windows

LEFT = "() => localStorage.length + (window.mine ?? 0)"
SHOWN = "() => [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"


def test_nothing_of_a_test_is_left_in_its_window(desk: Desk, windows: Windows) -> None:
    page = desk.visit("anna", "/console/", scheme="dark", width=390, faulty=True)
    page.evaluate("() => { localStorage.setItem('theme', 'dark'); window.mine = 1 }")
    with page.context.expect_page():
        page.evaluate("() => { open('/') }")
    page.evaluate("() => console.error('expected')")
    desk.leave()
    again = desk.visit("nobody", "/agreement/")
    assert again is page
    assert again.context.pages == [again]
    assert again.evaluate(LEFT) == 0
    names = {cookie.get("name") for cookie in again.context.cookies()}
    assert settings.SESSION_COOKIE_NAME not in names
    assert again.evaluate(SHOWN) == [1360, False]
    again.evaluate("() => console.error('told')")
    assert desk.faults == ["told"]
    desk.faults.clear()


def test_two_who_are_there_at_once_have_a_window_each(visit: Visit) -> None:
    alice, bob = visit("alice", "/portal/"), visit("bob", "/portal/")
    assert alice.context is not bob.context


def test_what_a_window_cannot_change_is_not_another_kinds(desk: Desk) -> None:
    kinds: list[dict[str, Any]] = [{}, {"language": "en"}, {"scripts": False}, {"touch": True}]
    pages = list[Page]()
    for kind in kinds:
        pages.append(desk.visit("nobody", "/agreement/", **kind))
        desk.leave()
    assert len({id(page) for page in pages}) == len(kinds)
