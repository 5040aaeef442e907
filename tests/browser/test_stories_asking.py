"""A contact asks support on a Friday evening, and reads by when it is taken in charge, and why."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tenir import clock
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tests.browser.conftest import THOROUGH, Visit, axe
from tests.stories.world import World

DUE = {"fr": "27/05/2026 08:45", "en": "27 May 2026 08:45"}
FRIDAY = datetime(2026, 5, 22, 14, 45, tzinfo=UTC)  # 16:45 in Paris; Whit Monday follows
TUESDAY = datetime(2026, 5, 26, 7, 0, tzinfo=UTC)
WORDS = {
    "title": "Nobody opens a file", "problem": "Drive is down for all of us",
    "observed": "Error 503", "expected": "The list of files", "steps": "Open Drive",
    "context": "Since 16:30",
}  # fmt: skip
LOG = {"name": "error.txt", "mimeType": "text/plain", "buffer": b"503 at 16:30"}


@pytest.fixture
def since(restored: None, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """It is Friday, 16:45."""
    monkeypatch.setattr(clock, "now", lambda: FRIDAY)
    return monkeypatch


def kept(page: Page, step: str) -> None:
    """The step is kept and the next one is there."""
    axe(page)
    page.locator("main form .form-acts .btn-primary").click()
    page.wait_for_url(f"**/write/{step}/")


def written(page: Page, subscription: int) -> None:
    """A P1, step by step, up to the page before it is sent."""
    page.locator("[name=subscription]").select_option(str(subscription))
    kept(page, "words")
    for name, text in WORDS.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=files]").set_input_files(LOG)  # type: ignore[arg-type]
    kept(page, "gravity")
    page.locator("[name=impact][value=high]").check()
    page.locator("[name=urgency][value=critical]").check()
    kept(page, "check")


def sent(page: Page, due: str) -> Request:
    """What was written is sent; its page and its clock's say by when, and why."""
    page.locator("button[value=send]").click()
    page.wait_for_url("**/portal/requests/*/")
    found = Request.objects.latest("pk")
    expect(page.locator(".request-head")).to_contain_text("P1")
    expect(page.locator("main")).to_contain_text("error.txt")
    axe(page)
    page.goto(f"/portal/requests/{found.pk}/clock/")
    expect(page.locator("main")).to_contain_text(due)
    expect(page.locator("main")).to_contain_text("7.15")
    axe(page)
    return found


@pytest.mark.parametrize(
    ("language", "width"),
    [
        (said, wide)
        for said in DUE
        for wide in (1360, 390)
        if THOROUGH or (said, wide) == ("fr", 1360)
    ],
)
def test_the_p1_of_friday_evening_is_due_on_wednesday_and_says_why(
    world: World, since: pytest.MonkeyPatch, visit: Visit, language: str, width: int
) -> None:
    """Clause: 7.1, 7.3, 7.10, 7.13, 7.15, 7.18, 9.4."""
    page, due = visit("alice", "/portal/requests/", language=language, width=width), DUE[language]
    page.locator("a[href='/portal/requests/new/']").first.click()
    written(page, world.sides[0].subscription)
    expect(page.locator("main")).to_contain_text(due)
    expect(page.locator("main")).to_contain_text("P1")
    expect(page.locator("button[value=send]")).to_be_in_viewport()
    axe(page)
    found = sent(page, due)
    since.setattr(clock, "now", lambda: TUESDAY)
    services.take_in_charge(found.pk, actor=world.viewers["sam"], at=TUESDAY)
    colleague = visit("rose", f"/portal/requests/{found.pk}/", language=language, width=width)
    expect(colleague.locator("#say")).to_have_count(0)
    colleague.locator("button[value=follow]").click()
    expect(colleague.locator("button[value=unfollow]")).to_be_visible()
    expect(colleague.locator(".conversation")).to_contain_text("Sam")
    stranger = visit("charlie", f"/portal/requests/{found.pk}/", language=language, faulty=True)
    expect(stranger.locator("body")).not_to_contain_text(WORDS["title"])
    stranger.goto("/portal/requests/")
    expect(stranger.locator("main")).not_to_contain_text(WORDS["title"])


def test_without_scripts_a_request_is_opened_as_well(
    world: World, since: pytest.MonkeyPatch, speaking: Visit
) -> None:
    """Clause: 7.1."""
    page = speaking("alice", "/portal/requests/new/", scripts=False)
    page.locator("[name=subscription]").select_option(str(world.sides[0].subscription))
    page.locator("main form .form-acts .btn-primary").click()
    for name, text in WORDS.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form .form-acts .btn-primary").click()
    page.locator("[name=impact][value=high]").check()
    page.locator("[name=urgency][value=critical]").check()
    page.locator("main form .form-acts .btn-primary").click()
    page.locator("button[value=send]").click()
    expect(page.locator(".request-head")).to_contain_text("P1")


@pytest.mark.parametrize(("who", "face"), [("alice", "portal"), ("sam", "console")])
def test_pictures_that_are_pasted_or_dropped_join_the_files(
    world: World, since: pytest.MonkeyPatch, visit: Visit, who: str, face: str
) -> None:
    """Clause: 7.10."""
    page = visit(who, f"/{face}/requests/{world.sides[0].request}/", language="en")
    page.evaluate(
        """() => {
            const held = (name) => {
                const files = new DataTransfer();
                files.items.add(new File(["x"], name, {type: "image/png"}));
                return files;
            };
            const words = document.querySelector("#id_text");
            const pasted = {clipboardData: held("seen.png"), bubbles: true};
            words.dispatchEvent(new ClipboardEvent("paste", pasted));
            const dropped = {dataTransfer: held("too.png"), bubbles: true, cancelable: true};
            words.dispatchEvent(new DragEvent("drop", dropped));
        }"""
    )
    joined = "[...document.querySelector('#id_files').files].map((one) => one.name)"
    assert page.evaluate(joined) == ["seen.png", "too.png"]


def test_what_may_answer_is_shown_while_one_types(
    world: World, since: pytest.MonkeyPatch, speaking: Visit, language: str
) -> None:
    """Clause: 7.1, 7.3."""
    page = speaking("alice", "/portal/requests/new/", width=390)
    page.locator("[name=subscription]").select_option(str(world.sides[0].subscription))
    kept(page, "words")
    told = page.locator("[data-known-told]")
    expect(told).to_be_hidden()
    page.locator("[name=problem]").fill("Quels mots")
    expect(told).to_have_text(
        {"fr": "1 article y répond peut-être", "en": "1 article may answer it"}[language]
    )
    axe(page)
    told.focus()
    page.keyboard.press("Enter")
    link = page.locator("#known a[lang=fr]")
    expect(link).to_contain_text("Pour tous")
    with page.context.expect_page() as beside:
        link.click()
    expect(beside.value.locator("main")).to_contain_text("Des mots")
    expect(page.locator("[name=problem]")).to_have_value("Quels mots")
    page.locator("[name=problem]").fill("Nothing")
    expect(told).to_be_hidden()


def test_what_is_typed_and_not_sent_is_back_after_the_tab_is_closed(
    visit: Visit, world: World
) -> None:
    """Clause: 7.7."""
    address = f"/portal/requests/{world.sides[0].request}/"
    page = visit("bob", address, language="en")
    page.locator("#id_text").fill("It is the menu Export")
    expect(page.locator("[data-unsent-told]")).to_have_text(re.compile(r"Draft kept at \d\d:\d\d"))
    page.locator("#id_text").fill("It is the menu Export, since Monday")
    page.goto("about:blank")  # at once: the pause has not passed
    page = visit("bob", address, language="en")
    expect(page.locator("#id_text")).to_have_value("It is the menu Export, since Monday")
    axe(page)
    page.locator("#id_text").fill("")
    expect(page.locator("[data-unsent-told]")).to_have_text("")
