"""A page by its keyboard alone: Tab to a thing, Enter on it, words typed into a field.

How many Tabs lie between is reckoned, and as many are pressed before one looks: a look costs three
Tabs. A wrong reckoning costs a few more; one has arrived where the thing has the focus, not before.
"""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FARTHEST = 150  # Tabs: a page where a thing is farther is no page for a keyboard
PARTS = {"date": 4, "datetime-local": 7}  # day, month, year, …, and the button of the calendar
AHEAD = """(target, parts) => {
    const now = document.activeElement;
    if (now === target) return 0;
    const within = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
    const group = it => [...within.querySelectorAll(`[type=radio][name="${CSS.escape(it.name)}"]`)]
        .filter(one => one.form === it.form);
    const passed = it => it.type === "radio" && it.name !== "" && (group(it).includes(now)
        || it !== (group(it).find(one => one.checked) ?? group(it)[0]));
    const stops = [...within.querySelectorAll("*")].filter(it => it === now || it === target || (
        it.tabIndex >= 0 && !passed(it)
        && !it.matches(":disabled, [inert], [inert] *, a:not([href], [tabindex])")
        && it.checkVisibility({visibilityProperty: true})
    )).flatMap(it => Array(parts[it.type] ?? 1).fill(it));
    const from = stops.indexOf(now), to = stops.indexOf(target);
    if (to < 0) return 1;
    return to > from ? to - from : stops.length - from + 1 + to;
}"""

CHOOSE = """(target, words) => {
    const at = target.value.indexOf(words);
    target.setSelectionRange(at, at + words.length);
    return at >= 0;
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Tab until the target has the focus, from wherever it is: after the first look, one by one."""
    pressed, looked = 0, 0
    while ahead := target.evaluate(AHEAD, PARTS):
        if pressed == FARTHEST:
            raise AssertionError(f"no Tab leads to {target}")
        tabs = 1 if looked else min(ahead, FARTHEST)
        for _ in range(tabs):
            page.keyboard.press("Tab")
        pressed, looked = pressed + tabs, looked + 1


def enter(page: Page, target: Locator) -> None:
    """Tab to a link or a button and press Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def fill(page: Page, **fields: str) -> None:
    """Tab to each field of the page's form, by its name, and type."""
    for name, words in fields.items():
        tab_to(page, page.locator(f"main [name={name}]"))
        page.keyboard.insert_text(words)


def retype(page: Page, target: Locator, old: str, new: str) -> None:
    """Select the first such words of a field and type others: a long text is not typed whole."""
    target.focus()
    assert target.evaluate(CHOOSE, old), f"it does not say {old}"
    page.keyboard.insert_text(new)


def go(page: Page, keys: str) -> None:
    """A shortcut of the menu: go(page, "g c")."""
    for key in keys.split():
        page.keyboard.press(key)
