"""The living page holds what the design system promises: contrast, keyboard, no script needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, axe

PRESSED = """keys => keys.forEach(key =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("fr", 1360), ("en", 390)])
def test_axe_finds_nothing_grave_in_any_component(
    visit: Visit, scheme: str, language: str, width: int
) -> None:
    page = visit("nobody", "/design/", language=language, scheme=scheme, width=width)
    axe(page)


@pytest.mark.parametrize("width", [1360, 390])
def test_no_component_is_wider_than_its_screen(visit: Visit, width: int) -> None:
    page = visit("nobody", "/design/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_clause_shows_its_words_by_the_keyboard_and_closes_by_escape(visit: Visit) -> None:
    page = visit("nobody", "/design/")
    badge = page.locator("#clauses + .card a.clause").first
    page.keyboard.press("Tab")
    badge.focus()
    words = page.locator("#clause-words")
    expect(words).to_contain_text("5.6")
    expect(badge).to_have_attribute("aria-describedby", "clause-words")
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()


def test_a_clause_shows_its_words_at_the_first_tap_and_leads_to_them_at_the_second(
    visit: Visit,
) -> None:
    page = visit("nobody", "/design/", width=390, touch=True)
    badge = page.locator("#clauses + .card a.clause").first
    badge.tap()
    expect(page.locator("#clause-words")).to_be_visible()
    badge.tap()
    page.wait_for_url("**/agreement/*/#5.6")


def test_the_dialog_asks_and_only_yes_does_it(visit: Visit) -> None:
    page = visit("nobody", "/design/")
    end = page.locator("[data-confirm]")
    end.click()
    dialog = page.locator("dialog#confirm")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button").first.click()
    expect(dialog).to_be_hidden()
    expect(end).to_be_focused()
    end.click()
    dialog.get_by_role("button").last.click()
    expect(page.get_by_role("status").first).to_contain_text("exemple")


def test_without_scripts_the_server_asks_by_a_page(visit: Visit) -> None:
    page = visit("nobody", "/design/", scripts=False)
    page.locator("[data-confirm]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mettre fin")
    page.locator(".form-acts button").click()
    expect(page.get_by_role("status").first).to_contain_text("exemple")


def test_the_question_mark_lists_the_shortcuts(visit: Visit) -> None:
    page = visit("anna", "/console/")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_contain_text("Clients")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.evaluate(PRESSED, ["g", "c"])  # at once: a slow machine takes its time between two keys
    page.wait_for_url("**/console/clients/")


def test_on_a_phone_the_menu_opens_without_scripts_and_closes_by_escape(visit: Visit) -> None:
    page = visit("alice", "/portal/", width=390, scripts=False)
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.locator(".menu-open").click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_on_a_phone_a_list_comes_before_its_filters_until_they_are_asked_for(visit: Visit) -> None:
    page = visit("alice", "/portal/requests/", width=390, scripts=False)
    filters, shown = (
        page.get_by_role("search", name="Filtrer cette liste"),
        page.locator("tbody tr"),
    )
    expect(filters).to_be_hidden()
    rows = shown.count()
    page.get_by_role("link", name="Filtrer", exact=True).click()
    expect(page.get_by_role("link", name="Filtrer", exact=True)).to_be_hidden()
    filters.get_by_label("Numéro ou titre").fill("zzz")
    filters.get_by_role("button", name="Filtrer").click()
    expect(shown).to_have_count(0)
    expect(filters.get_by_label("Numéro ou titre")).to_have_value("zzz")
    filters.get_by_role("link", name="Effacer").click()
    expect(shown).to_have_count(rows)
    expect(filters).to_be_hidden()


def test_the_errors_of_a_form_lead_to_their_fields(visit: Visit) -> None:
    page = visit("nobody", "/design/")
    summary = page.locator(".error-summary").first
    summary.get_by_role("link").first.click()
    faulty = page.locator(":target, [id=faulty_name]").first
    expect(faulty).to_have_attribute("aria-invalid", "true")
    described = faulty.get_attribute("aria-describedby") or ""
    assert page.locator(f"[id='{described.split()[-1]}']").inner_text()


def test_a_reader_changes_the_language_and_the_appearance(visit: Visit) -> None:
    page = visit("nobody", "/agreement/")
    page.get_by_role("button", name="Compte et affichage").click()
    page.get_by_role("button", name="Sombre").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.locator("#account").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_what_is_wrong_in_a_form_is_read_first(visit: Visit) -> None:
    page = visit("bob", "/portal/orders/ask/")
    form = page.locator("main form")
    form.evaluate("form => { form.noValidate = true }")
    form.get_by_role("button").last.click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("obligatoire")


def test_an_amount_is_asked_for_in_a_narrow_field(visit: Visit) -> None:
    page = visit("nobody", "/design/", width=1360)
    amount, words = (page.locator(at).first for at in (".fields .input-money", ".fields textarea"))
    assert amount.bounding_box()["width"] <= 16 * 16 + 1 < words.bounding_box()["width"]
