"""What one may do is found and begun without leaving the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Said, Visit, axe


def sought(page: Page, words: str) -> None:
    """Those words typed into the search, and what is found first by an arrow and Enter."""
    page.keyboard.press("ControlOrMeta+k")
    page.keyboard.type(words)
    option = page.get_by_role("option").filter(has_text=words)
    expect(option).to_have_count(1)
    page.wait_for_load_state("networkidle")  # the last letter's answer is there
    axe(page)
    chosen = page.locator("[role=option][aria-selected=true]").filter(has_text=words)
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if chosen.count():
            break
    page.keyboard.press("Enter")


def test_a_contact_opens_a_request_from_the_search(speaking: Visit, said: Said) -> None:
    page = speaking("bob", "/portal/")
    sought(page, said("Open a request"))
    page.wait_for_url("**/portal/requests/new/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_and_the_appearance_are_switched_from_the_search(
    speaking: Visit, said: Said, language: str
) -> None:
    page = speaking("sam", "/console/")
    sought(page, said("Dark appearance"))
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("#palette-list")).to_be_hidden()
    other = {"en": "French", "fr": "English"}[language]
    sought(page, said(f"Show the pages in {other}"))
    now = {"en": "fr", "fr": "en"}[language]
    expect(page.locator("html")).to_have_attribute("lang", now)
    page.wait_for_url(re.compile("/console/$"))


def test_a_thing_of_the_list_goes_by_the_mouse_too(speaking: Visit, said: Said) -> None:
    page = speaking("rose", "/portal/")
    page.keyboard.press("/")
    page.keyboard.type(said("Sign out"))
    page.get_by_role("option").filter(has_text=said("Sign out")).click()
    page.wait_for_url(lambda address: "/portal/" not in address)


def test_what_is_found_is_as_wide_as_a_telephone(visit: Visit) -> None:
    page = visit("sam", "/console/", width=390)
    page.keyboard.press("ControlOrMeta+k")
    page.keyboard.type("demande")
    found = page.get_by_role("option").first
    expect(found).to_contain_text("appel")
    box = page.locator("#palette-list").bounding_box()
    assert box
    assert box["width"] > 360
    assert box["x"] >= 0
    cut = "found => [...found.children].some(part => part.scrollWidth > part.clientWidth)"
    assert not found.evaluate(cut)


def test_tab_goes_on_from_the_search_to_the_page_though_what_is_found_scrolls(
    visit: Visit,
) -> None:
    page = visit("sam", "/console/")
    page.set_viewport_size({"width": 1360, "height": 240})
    page.keyboard.press("ControlOrMeta+k")
    page.keyboard.type("de")
    expect(page.get_by_role("option").nth(6)).to_be_attached()
    found = page.locator("#palette-list")
    assert found.evaluate("list => list.scrollHeight > list.clientHeight")
    page.keyboard.press("Tab")
    expect(found).not_to_be_focused()
    assert page.evaluate("document.activeElement !== document.body")
