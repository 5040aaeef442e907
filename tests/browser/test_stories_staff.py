"""The main paths of each role of the publisher's, in Chromium; most of them by keys alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.keys import enter, fill, go, tab_to
from tests.stories.world import World


def told(page: Page, words: str) -> None:
    """The page says that it was done."""
    expect(page.get_by_role("status").first).to_contain_text(words)


def test_the_accounts_manager_registers_a_client_by_keys_from_the_home_page(visit: Visit) -> None:
    page = visit("anna", "/console/")
    go(page, "g c")
    page.wait_for_url("**/console/clients/")
    enter(page, page.get_by_role("link", name="Enregistrer un client"))
    page.wait_for_url("**/clients/new/")
    fill(page, number="C-900", name="Forges Blanc")
    enter(page, page.get_by_role("button", name="Enregistrer le client"))
    told(page, "premier interlocuteur")
    enter(page, page.locator("main").get_by_role("link", name="Désigner").first)
    fill(page, name="Ida Blanc", email="ida@blanc.example.org")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Ida Blanc")


def test_a_version_is_published_by_the_accounts_manager_and_accepted_by_the_main_contact(
    visit: Visit, world: World
) -> None:
    anna = visit("anna", "/console/", language="en")
    go(anna, "g a")
    anna.wait_for_url("**/console/agreement/")
    anna.goto(f"/console/agreement/{world.draft.pk}/")
    expect(anna.locator("main")).to_contain_text("99.9")
    enter(anna, anna.get_by_role("button", name="Publish and notify"))
    told(anna, "every client is being notified")
    alice = visit("alice", "/portal/")
    expect(alice.locator("main")).to_contain_text("Ce que vous devez")
    go(alice, "g a")
    alice.wait_for_url("**/portal/agreement/")
    enter(alice, alice.get_by_role("button", name="Accepter").first)
    told(alice, "Acceptation enregistrée")


def test_security_reads_who_tried_to_sign_in(visit: Visit) -> None:
    page = visit("sofia", "/console/people/")
    enter(page, page.get_by_role("link", name="Connexions"))
    page.wait_for_url("**/people/sign-ins/")
    expect(page.locator("main")).to_contain_text("Alice")
    page.goto("/console/people/sign-ins/?outcome=wrong")
    expect(page.locator("main table tbody tr")).to_have_count(0)


def test_operations_looks_at_the_queue_and_the_agent_does_not_see_it(visit: Visit) -> None:
    olga = visit("olga", "/console/", language="en")
    enter(olga, olga.locator("#menu").get_by_role("link", name="Background work"))
    olga.wait_for_url("**/console/background/")
    expect(olga.get_by_role("heading", level=1)).to_contain_text("Background work")
    sam = visit("sam", "/console/", language="en")
    expect(sam.locator("#menu").get_by_role("link", name="Background work")).to_have_count(0)


def test_the_agent_finds_a_client_by_the_palette_and_reads_the_terms(
    visit: Visit, world: World
) -> None:
    page = visit("sam", "/console/")
    page.keyboard.press("/")
    page.keyboard.type("martin")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: not address.endswith("/console/"))
    page.goto(f"/console/subscriptions/{world.sides[0].subscription}/terms/")
    reason = page.locator("main summary").first
    tab_to(page, reason)
    page.keyboard.press("Enter")
    expect(page.locator("main details[open]").first).to_be_visible()


def test_without_scripts_the_accounts_manager_registers_a_client(visit: Visit) -> None:
    page = visit("anna", "/console/clients/", language="en", scripts=False, faulty=True)
    page.get_by_role("link", name="Register a client").click()
    page.get_by_role("button", name="Register").click()
    expect(page.locator(".error-summary")).to_contain_text("Number")
    page.locator("main [name=number]").fill("C-901")
    page.locator("main [name=name]").fill("Forges Noir")
    page.get_by_role("button", name="Register").click()
    told(page, "Registered")
