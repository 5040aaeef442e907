"""A page by its keyboard alone: Tab to a thing, Enter on it, words typed into a field."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FARTHEST = 150  # Tabs: a page where a thing is farther is no page for a keyboard


def tab_to(page: Page, target: Locator) -> None:
    """Tab until the target has the focus, from wherever it is."""
    for _ in range(FARTHEST):
        if target.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {target}")


def enter(page: Page, target: Locator) -> None:
    """Tab to a link or a button and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def fill(page: Page, **fields: str) -> None:
    """Tab to each field of the page's form, by its name, and type."""
    for name, words in fields.items():
        tab_to(page, page.locator(f"main [name={name}]"))
        page.keyboard.insert_text(words)


def go(page: Page, keys: str) -> None:
    """A shortcut of the menu: go(page, "g c")."""
    for key in keys.split():
        page.keyboard.press(key)
