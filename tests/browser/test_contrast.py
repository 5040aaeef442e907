"""Words that are too faint are told of the first page that shows their kind, and are asked once."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser import conftest
from tests.browser.conftest import Visit
from tests.browser.contrast import faint

FINE = "<main style='color: #222; background: #fff'><p>Well seen</p></main>"
FAINT = "<p style='color: #999; background: #fff'>Too faint</p>"
PAIRS = {
    "its own colours": FAINT,
    "of an ancestor": "<div style='background: #456'><ul><li><p>Too faint</p></li></ul></div>",
    "seen through": "<div style='opacity: .4'><section><p>Too faint</p></section></div>",
    "of a field": "<input aria-label='Name' value='Too faint' style='color: #999'>",
    "small": FAINT.replace("#999", "#888")
    + "<p style='color: #888; font-size: 18.7px; font-weight: 700'>Large</p>",
    "smaller": FAINT.replace("#999", "#888") + "<p style='color: #888; font-size: 24px'>Large</p>",
}


@pytest.fixture
def page(visit: Visit) -> Page:
    opened = visit("nobody", "about:blank")
    opened.evaluate(AXE_SCRIPT)
    return opened


def told(page: Page, shown: str, judged: set[str]) -> list[str]:
    """What of it is too faint, under those that were judged."""
    page.evaluate("shown => { document.body.innerHTML = shown }", shown)
    found = [node["html"] for rule in faint(page, judged=judged) for node in rule["nodes"]]
    assert not page.locator("[data-contrast]").count()
    return found


@pytest.mark.parametrize("why", PAIRS)
def test_a_pair_that_is_too_faint_is_told_and_not_asked_again(page: Page, why: str) -> None:
    judged: set[str] = set()
    assert told(page, FINE, judged) == []
    assert len(told(page, FINE + PAIRS[why], judged)) == 1
    kinds = set(judged)
    assert told(page, f"<main>{PAIRS[why].replace('Too', 'Again too')}</main>", judged) == []
    assert judged == kinds


def test_what_could_not_be_judged_is_asked_of_the_next_page(page: Page) -> None:
    judged: set[str] = set()
    assert told(page, FAINT.replace("Too faint", "😀😀"), judged) == []  # no words, says axe
    assert len(told(page, FAINT, judged)) == 1


def test_what_is_left_out_of_a_page_is_asked_of_the_next(page: Page) -> None:
    judged: set[str] = set()
    page.evaluate("shown => { document.body.innerHTML = shown }", FAINT)
    assert faint(page, ["p"], judged=judged) == []
    assert len(told(page, FAINT, judged)) == 1


def test_a_page_with_words_too_faint_fails(page: Page) -> None:
    faintly = "<p style='color: #a9a9a7'>Too faint</p>"  # a colour that no page has
    page.set_content(f"<!DOCTYPE html><html lang=en><title>Faint</title><main>{faintly}</main>")
    with pytest.raises(AssertionError, match=r"color-contrast \(serious\)"):
        conftest.axe(page)
