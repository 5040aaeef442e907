"""The agent's day in Chromium, by keys alone: from the queue to the answer and the resolution."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tenir import clock
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.browser.conftest import Said, Visit, axe
from tests.browser.keys import enter, go, tab_to
from tests.stories.world import World

FRIDAY = datetime(2026, 5, 22, 14, 45, tzinfo=UTC)  # 16:45 in Paris; Whit Monday follows
TUESDAY = datetime(2026, 5, 26, 7, 0, tzinfo=UTC)
WHOLE = {
    "title": "Nobody opens a file", "problem": "Drive is down", "observed": "Error 503",
    "expected": "The list of files", "steps": "Open Drive", "context": "Since 16:30",
    "impact": "high", "urgency": "critical",
}  # fmt: skip
DUE = {"fr": "27/05/2026 08:45", "en": "27 May 2026 08:45"}


@pytest.fixture
def friday(restored: None, world: World, monkeypatch: pytest.MonkeyPatch) -> Request:
    """A P1 of Alice's, opened on Friday at 16:45; it is Tuesday morning now."""
    side = world.sides[0]
    found = services.open_request(
        side.organisation, {**WHOLE, "subscription": side.subscription},
        actor=world.viewers["alice"], at=FRIDAY,
    )  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    return found


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def step_to(page: Page, row: Locator) -> None:
    """From request to request, until that one has the focus."""
    for _ in range(10):
        page.keyboard.press("j")
        if row.locator("td.lead a").evaluate("it => it === document.activeElement"):
            return
    raise AssertionError("no j leads to it")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_answers_stands_in_the_queue_where_a_desk_sees_it(
    friday: Request, world: World, visit: Visit, language: str
) -> None:
    """Clause: 7.7."""
    sam = world.viewers["sam"]
    services.assign(friday.pk, person=sam.person, actor=sam, at=TUESDAY)
    services.ask_client(friday.pk, "Which file?", actor=sam, at=TUESDAY)
    services.park(friday.pk, kind="tma", because="Yours", actor=sam, at=TUESDAY)
    page = visit("sam", "/console/requests/", language=language, width=1280)
    expect(page.locator("tbody tr").filter(has_text=friday.number)).to_contain_text("Sam")
    framed = page.locator(".table-responsive").first
    assert framed.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_the_p1_of_friday_is_answered_and_resolved_by_keys_alone(
    friday: Request, speaking: Visit, said: Said, language: str
) -> None:
    """Clause: 7.7, 7.8, 7.12, 7.13, 7.15."""
    page = speaking("sam", "/console/")
    go(page, "g r")
    page.wait_for_url("**/console/requests/")
    row = page.locator("tbody tr").filter(has_text=friday.number)
    expect(row).to_contain_text(DUE[language])
    step_to(page, row)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/console/requests/{friday.pk}/")
    page.keyboard.press("t")
    told(page, said("Taken in charge: the clock has stopped."))
    page.keyboard.press("r")
    page.keyboard.type("Le service est relancé.")
    axe(page)
    enter(page, page.locator("#say button[value=answer]"))
    told(page, said("Answered: the client is being told."))
    expect(page.locator(".conversation")).to_contain_text("Le service est relancé.")
    page.keyboard.press("s")
    page.wait_for_url("**/do/resolve/")
    tab_to(page, page.locator("main [name=text]"))
    page.keyboard.type("Un disque plein.")
    enter(page, page.locator("main form .form-acts button"))
    told(page, said("Resolved", "a request"))
    friday.refresh_from_db()
    assert (friday.state, friday.in_time) == ("resolved", True)


def test_the_clock_says_why_wednesday_morning(
    friday: Request, speaking: Visit, said: Said, language: str
) -> None:
    """Clause: 7.13, 7.15."""
    page = speaking("sam", f"/console/requests/{friday.pk}/")
    page.keyboard.press("w")
    page.wait_for_url("**/clock/")
    expect(page.locator("main")).to_contain_text(DUE[language])
    expect(page.locator("main")).to_contain_text(
        said("Replayed from the history: the same instant.")
    )


def test_tab_goes_on_from_what_a_key_has_opened(friday: Request, speaking: Visit) -> None:
    """Clause: 7.7."""
    page = speaking("sam", f"/console/requests/{friday.pk}/")
    page.keyboard.press("o")
    expect(page.locator(".more-acts")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator(".more-acts ul :focus")).to_have_count(1)


def test_rows_are_chosen_and_taken_in_charge_by_keys(
    friday: Request, speaking: Visit, said: Said
) -> None:
    """Clause: 7.7, 7.8."""
    page = speaking("sam", f"/console/requests/?text={friday.number}")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("input[name=pick]")).to_be_checked()
    page.keyboard.press("t")
    told(page, "1 ")
    expect(page.locator("main")).to_contain_text(said("Taken in charge"))


def test_the_help_of_the_keys_names_those_of_the_queue(speaking: Visit, said: Said) -> None:
    page = speaking("sam", "/console/requests/")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_contain_text(said("Choose this request, or not"))


def test_a_canned_answer_is_put_where_one_writes(
    friday: Request, speaking: Visit, language: str
) -> None:
    """Clause: 7.12."""
    page = speaking("sam", f"/console/requests/{friday.pk}/")
    page.locator(".canned summary").click()
    page.locator(".canned a").first.click()
    expect(page.locator("#id_text")).to_have_value("Bonjour")


def test_what_the_client_writes_shows_while_the_page_is_open(
    friday: Request, speaking: Visit, world: World
) -> None:
    """Clause: 7.12."""
    page = speaking("sam", f"/console/requests/{friday.pk}/")
    page.wait_for_timeout(500)  # the page has been told what it shows
    services.reply(friday.pk, "It is worse now", actor=world.viewers["alice"], at=TUESDAY)
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # its reader comes back to it
    expect(page.locator(".conversation")).to_contain_text("It is worse now")


def test_without_scripts_an_answer_is_sent_as_well(friday: Request, speaking: Visit) -> None:
    """Clause: 7.12."""
    page = speaking("sam", f"/console/requests/{friday.pk}/", scripts=False)
    page.locator("#id_text").fill("Seen")
    page.locator("#say button[value=answer]").click()
    expect(page.locator(".conversation")).to_contain_text("Seen")


def test_the_queue_changes_while_it_is_open_and_what_is_chosen_stays(
    friday: Request, visit: Visit, world: World
) -> None:
    """Clause: 7.7."""
    page = visit("sam", "/console/requests/", language="en")
    row = page.locator("tbody tr").filter(has_text=friday.number)
    row.locator("input[name=pick]").check()
    row.locator("td.lead a").focus()
    page.wait_for_load_state("networkidle")
    side = world.sides[0]
    new = services.open_request(
        side.organisation, {**WHOLE, "subscription": side.subscription, "title": "Another one"},
        actor=world.viewers["alice"], at=TUESDAY,
    )  # fmt: skip
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("tbody tr").filter(has_text=new.number)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="The queue has changed.")).to_be_attached()
    expect(row.locator("input[name=pick]")).to_be_checked()
    expect(row.locator("td.lead a")).to_be_focused()
    axe(page)


def test_what_to_do_with_those_chosen_is_within_reach_on_a_phone(
    friday: Request, visit: Visit
) -> None:
    page = visit("sam", "/console/requests/", width=390)
    act, picks = page.locator("#bulk [value=take]"), page.locator("input[name=pick]")
    picks.first.check()
    expect(act).to_be_in_viewport()
    picks.first.uncheck()
    expect(act).not_to_be_in_viewport()
    picks.first.check()
    act.click()
    expect(page.locator("main table")).to_contain_text("Prise en charge")


@pytest.mark.parametrize("scripts", [True, False])
def test_several_are_resolved_by_one_message_once_one_is_sure(
    friday: Request, world: World, speaking: Visit, scripts: bool
) -> None:
    """Clause: 7.12."""
    page = speaking("sam", "/console/requests/", scripts=scripts)
    page.locator("tbody tr").filter(has_text=friday.number).locator("input[name=pick]").check()
    page.locator("#bulk button[value=resolve]").click()
    expect(page.locator("table")).to_contain_text(friday.number)
    if scripts:
        axe(page)
    page.locator("#id_text").fill("Restart it")
    page.locator("form:has(#id_text) button.btn-primary").click()
    friday.refresh_from_db()
    assert friday.state == "recorded"
    if scripts:
        page.locator("#confirm [value=yes]").click()
    else:
        expect(page.locator("main")).to_contain_text("Restart it")  # what they are to read
        page.locator("form:has(input[name=sure]) button.btn-primary").click()
    expect(page.locator("#id_text")).to_have_count(0)
    expect(page.locator("table")).to_contain_text(friday.number)
    friday.refresh_from_db()
    assert friday.state == "resolved"
