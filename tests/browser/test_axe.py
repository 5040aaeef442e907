"""A page fails on what axe calls serious or critical, wherever it is, and on nothing milder."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit, axe

PAGE = "<!DOCTYPE html><html lang=en><title>Page</title><main><h1>Page</h1>{}</main></html>"
GRAVE = {
    "image-alt (critical)": "<img id=it src=data:,>",
    "label (critical)": "<input id=it>",
    "link-name (serious)": "<a id=it href='/'></a>",
    "aria-allowed-attr (critical)": "<p id=it role=tab aria-level=2>Tab</p>",
    "list (serious)": "<ul id=it><p>Item</p></ul>",
    "tabindex (serious)": "<p id=it tabindex=3>Page</p>",
}
MILD = {
    "heading-order (moderate)": "<h4>Part</h4>",
    "region (moderate)": "</main><p>Outside</p><main hidden>",
    "empty-table-header (minor)": "<table><tr><th></th><td>1</td></tr></table>",
}


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit("nobody", "about:blank")


@pytest.mark.parametrize("rule", GRAVE)
def test_what_is_grave_is_told_with_its_place(page: Page, rule: str) -> None:
    page.set_content(PAGE.format(GRAVE[rule]))
    with pytest.raises(AssertionError) as told:
        axe(page)
    assert rule in str(told.value)
    assert "#it" in str(told.value)


def test_what_is_left_out_is_not_looked_at(page: Page) -> None:
    page.set_content(PAGE.format(GRAVE["label (critical)"]))
    axe(page, but=["#it"])


@pytest.mark.parametrize("rule", MILD)
def test_what_is_mild_passes(page: Page, rule: str) -> None:
    page.set_content(PAGE.format(MILD[rule]))
    axe(page)
    told = page.evaluate("axe.run().then(found => found.violations)")
    assert [f"{one['id']} ({one['impact']})" for one in told] == [rule]
