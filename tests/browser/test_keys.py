"""`tab_to` arrives by Tabs alone, however many it reckoned, and only where they lead."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser import keys
from tests.browser.conftest import Visit
from tests.browser.keys import FARTHEST, retype, tab_to

STOPS = """
    <a href="/" id="first">First</a> <a href="/" tabindex="-1" id="never">Never</a> <a>No link</a>
    <button disabled>Disabled</button> <button hidden>Hidden</button>
    <p style="visibility: hidden"><button>Unseen</button></p> <p inert><button>Inert</button></p>
    <details><summary id="more">More</summary><button>Folded</button></details>
    <form><input type="radio" name="a"><input type="radio" name="a" checked id="chosen"></form>
    <form><input type="radio" name="a" id="other"><input type="radio" name="a"></form>
    <input type="date" id="day"><input type="datetime-local"><button id="last">Last</button>
    <dialog><button id="no">No</button><button>Maybe</button><button id="yes">Yes</button></dialog>
"""
ORDER = ("first", "more", "chosen", "other", "day", "last", "first", "last", "chosen", "chosen")
FEWER = """<input id="from"><input><input onfocus="this.nextElementSibling.hidden = true"><input>
    <input id="to"><input>"""
MORE = """<input onfocus="document.querySelector('[hidden]').hidden = false"><input hidden>
    <input id="to"><input>"""


class Looked:
    """A thing of a page, and how often one looked for it."""

    def __init__(self, target: Locator) -> None:
        self.target, self.times = target, 0

    def evaluate(self, script: str, told: Any) -> Any:
        self.times += 1
        return self.target.evaluate(script, told)


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit("nobody", "about:blank")


def looks(page: Page, name: str) -> int:
    """How often one looks on the way there."""
    looked = Looked(page.locator(f"#{name}"))
    tab_to(page, looked)  # type: ignore[arg-type]
    assert page.evaluate("document.activeElement.id") == name
    return looked.times


def test_what_lies_between_is_reckoned(page: Page) -> None:
    page.set_content(STOPS)
    assert [looks(page, name) for name in ORDER] == [2] * (len(ORDER) - 1) + [1]


def test_in_a_dialog_only_what_it_holds_lies_between(page: Page) -> None:
    page.set_content(STOPS)
    page.evaluate("document.querySelector('dialog').showModal()")
    assert [looks(page, name) for name in ("yes", "no", "yes")] == [2] * 3


@pytest.mark.parametrize("held", [FEWER, MORE])
def test_a_wrong_reckoning_arrives_too(page: Page, held: str) -> None:
    page.set_content(held)
    assert looks(page, "to") > 2


def test_where_no_tab_leads_is_told(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "FARTHEST", 30)  # twice around
    page.set_content(STOPS)
    with pytest.raises(AssertionError, match=r"no Tab leads to .*never"):
        tab_to(page, page.locator("#never"))


def test_what_is_too_far_is_not_arrived_at(page: Page) -> None:
    page.set_content("<button>Near</button>" * FARTHEST + "<button id=to>Far</button>")
    with pytest.raises(AssertionError, match=r"no Tab leads to .*to"):
        tab_to(page, page.locator("#to"))
    page.evaluate("document.querySelector('button').focus()")
    tab_to(page, page.locator("#to"))


def test_words_are_typed_over_others_and_the_rest_stays(page: Page) -> None:
    page.set_content("<textarea oninput='document.title = event.inputType'>one two two</textarea>")
    field = page.locator("textarea")
    retype(page, field, "two", "2")
    retype(page, field, "", "Now: ")
    assert field.input_value() == "Now: one 2 two"
    assert page.title() == "insertText"
    retype(page, field, "Now: ", "")
    assert field.input_value() == "one 2 two"
    with pytest.raises(AssertionError, match="it does not say three"):
        retype(page, field, "three", "3")
