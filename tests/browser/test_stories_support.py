"""The agent's day in Chromium, by keys alone: from the queue to the answer and the resolution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tenir import clock
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.browser.conftest import Visit, axe
from tests.browser.keys import enter, go, tab_to
from tests.emptying import forgettable
from tests.stories.world import World

FRIDAY = datetime(2026, 5, 22, 14, 45, tzinfo=UTC)  # 16:45 in Paris; Whit Monday follows
TUESDAY = datetime(2026, 5, 26, 7, 0, tzinfo=UTC)
WHOLE = {
    "title": "Nobody opens a file", "problem": "Drive is down", "observed": "Error 503",
    "expected": "The list of files", "steps": "Open Drive", "context": "Since 16:30",
    "impact": "high", "urgency": "critical",
}  # fmt: skip


@pytest.fixture
def friday(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Request]:
    """A P1 of Alice's, opened on Friday at 16:45; it is Tuesday morning now.

    Asked for before `visit`: it goes once the pages that look at it are closed.
    """
    side = world.sides[0]
    found = services.open_request(
        side.organisation, {**WHOLE, "subscription": side.subscription},
        actor=world.viewers["alice"], at=FRIDAY,
    )  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    yield found
    with forgettable():
        Request.objects.filter(pk=found.pk).delete()


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def step_to(page: Page, row: Locator) -> None:
    """From request to request, until that one has the focus."""
    for _ in range(10):
        page.keyboard.press("j")
        if row.locator("td.lead a").evaluate("it => it === document.activeElement"):
            return
    raise AssertionError("no j leads to it")


@pytest.mark.parametrize(
    ("language", "due", "taken", "answered", "resolved"),
    [
        ("fr", "27/05/2026 08:45", "le délai s'est arrêté", "Réponse envoyée", "Résolue"),
        ("en", "27 May 2026 08:45", "the clock has stopped", "Answered", "Resolved"),
    ],
)
def test_the_p1_of_friday_is_answered_and_resolved_by_keys_alone(
    friday: Request, visit: Visit, language: str, due: str, taken: str, answered: str,
    resolved: str,
) -> None:  # fmt: skip
    """Clause: 7.7, 7.8, 7.12, 7.13, 7.15."""
    page = visit("sam", "/console/", language=language)
    go(page, "g r")
    page.wait_for_url("**/console/requests/")
    row = page.locator("tbody tr").filter(has_text=friday.number)
    expect(row).to_contain_text(due)
    step_to(page, row)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/console/requests/{friday.pk}/")
    page.keyboard.press("t")
    told(page, taken)
    page.keyboard.press("r")
    page.keyboard.type("Le service est relancé.")
    axe(page)
    enter(page, page.locator("#say button[value=answer]"))
    told(page, answered)
    expect(page.locator(".conversation")).to_contain_text("Le service est relancé.")
    page.keyboard.press("s")
    page.wait_for_url("**/do/resolve/")
    tab_to(page, page.locator("main [name=text]"))
    page.keyboard.type("Un disque plein.")
    enter(page, page.locator("main form .form-acts button"))
    told(page, resolved)
    friday.refresh_from_db()
    assert (friday.state, friday.in_time) == ("resolved", True)


def test_the_clock_says_why_wednesday_morning(friday: Request, visit: Visit) -> None:
    """Clause: 7.13, 7.15."""
    page = visit("sam", f"/console/requests/{friday.pk}/", language="fr")
    page.keyboard.press("w")
    page.wait_for_url("**/clock/")
    expect(page.locator("main")).to_contain_text(re.compile(r"prise en charge.*27/05/2026 08:45"))
    expect(page.locator("main")).to_contain_text("le même instant")


def test_rows_are_chosen_and_taken_in_charge_by_keys(friday: Request, visit: Visit) -> None:
    """Clause: 7.7, 7.8."""
    page = visit("sam", f"/console/requests/?text={friday.number}", language="en")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("input[name=pick]")).to_be_checked()
    page.keyboard.press("t")
    told(page, "1 request")
    expect(page.locator("main")).to_contain_text("Taken in charge")


def test_the_help_of_the_keys_names_those_of_the_queue(visit: Visit) -> None:
    page = visit("sam", "/console/requests/", language="en")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_contain_text("Choose this request, or not")


def test_a_canned_answer_is_put_where_one_writes(friday: Request, visit: Visit) -> None:
    """Clause: 7.12."""
    page = visit("sam", f"/console/requests/{friday.pk}/", language="en")
    page.locator(".canned summary").click()
    page.locator(".canned a").first.click()
    expect(page.locator("#id_text")).to_have_value("Bonjour")


def test_what_the_client_writes_shows_while_the_page_is_open(
    friday: Request, visit: Visit, world: World
) -> None:
    """Clause: 7.12."""
    page = visit("sam", f"/console/requests/{friday.pk}/", language="en")
    page.wait_for_timeout(500)  # the page has been told what it shows
    services.reply(friday.pk, "It is worse now", actor=world.viewers["alice"], at=TUESDAY)
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # its reader comes back to it
    expect(page.locator(".conversation")).to_contain_text("It is worse now")


def test_without_scripts_an_answer_is_sent_as_well(friday: Request, visit: Visit) -> None:
    """Clause: 7.12."""
    page = visit("sam", f"/console/requests/{friday.pk}/", language="en", scripts=False)
    page.locator("#id_text").fill("Seen")
    page.locator("#say button[value=answer]").click()
    expect(page.locator(".conversation")).to_contain_text("Seen")
