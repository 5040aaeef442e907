"""The main paths of each role of the publisher's, in Chromium; most of them by keys alone."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.reports import queries as reports
from tenir.apps.reports import services as reports_services
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
    told(page, "premier contact")
    enter(page, page.locator("main").get_by_role("link", name="Désigner").first)
    fill(page, name="Ida Blanc", email="ida@blanc.example.org")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Ida Blanc")


def test_a_quote_is_priced_by_finance_in_english_and_ordered_by_the_contact_in_french(
    visit: Visit, world: World
) -> None:
    fred = visit("fred", "/console/", language="en")
    go(fred, "g o")
    fred.wait_for_url("**/console/orders/")
    fred.goto(f"/console/orders/{world.sides[0].waiting}/")
    fill(fred, words="A day on site", amount="1200.00")
    fred.locator("[name=valid_until]").fill("2099-01-31")
    enter(fred, fred.get_by_role("button", name="Send the offer"))
    told(fred, "Priced")
    bob = visit("bob", f"/portal/orders/{world.sides[0].waiting}/")
    expect(bob.locator("main")).to_contain_text(re.compile(r"1\s200"))
    enter(bob, bob.get_by_role("button", name="Accepter et commander"))
    told(bob, "Commande enregistrée")


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


def test_the_administrator_ends_a_token_after_being_asked(visit: Visit, world: World) -> None:
    now = clock.now()
    accounts.create_token(
        "Nightly copy", scopes=["read"], expires_at=now + timedelta(days=1),
        actor=world.viewers["charlie"], at=now,
    )  # fmt: skip
    page = visit("adam", "/console/people/tokens/", language="en")
    enter(page, page.get_by_role("link", name="Nightly copy").first)
    page.wait_for_url("**/console/people/*/")
    enter(page, page.get_by_role("button", name="End it").first)
    dialog = page.locator("dialog#confirm")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Enter")
    enter(page, dialog.get_by_role("button", name="End it"))
    told(page, "opens nothing any more")


def test_the_administrator_invites_a_colleague_and_withdraws_the_link(visit: Visit) -> None:
    page = visit("adam", "/console/people/invite/")
    fill(page, name="Nora", email="nora@example.org")
    enter(page, page.get_by_role("button", name="Envoyer le lien"))
    page.wait_for_url(lambda address: not address.endswith("/invite/"))
    page.goto("/console/people/invitations/")
    page.locator("main").get_by_role("link", name="Nora").first.click()
    page.get_by_role("button", name="Retirer le lien").click()
    page.locator("dialog#confirm").get_by_role("button", name="Retirer le lien").click()
    told(page, "n'ouvre plus rien")


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
    martin = page.get_by_role("option").filter(has_text="Martin")
    expect(martin.first).to_be_visible()
    page.wait_for_load_state("networkidle")  # the last letter's answer is there
    chosen = page.locator("[role=option][aria-selected=true]").filter(has_text="Martin")
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if chosen.count():
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: not address.endswith("/console/"))
    page.goto(f"/console/subscriptions/{world.sides[0].subscription}/terms/")
    reason = page.locator("main summary").first
    tab_to(page, reason)
    page.keyboard.press("Enter")
    expect(page.locator("main details[open]").first).to_be_visible()


def test_releases_compares_what_a_version_of_the_agreement_changes(
    visit: Visit, world: World
) -> None:
    page = visit("rita", f"/console/agreement/{world.published.pk}/")
    expect(page.locator("main")).to_contain_text("devient")
    enter(page, page.get_by_role("link", name="Catalogue"))
    page.wait_for_url("**/console/catalogue/")
    expect(page.locator("main")).to_contain_text("drive", ignore_case=True)


def test_without_scripts_the_accounts_manager_registers_a_client(visit: Visit) -> None:
    page = visit("anna", "/console/clients/", language="en", scripts=False, faulty=True)
    page.get_by_role("link", name="Register a client").click()
    page.get_by_role("button", name="Register").click()
    expect(page.locator(".error-summary")).to_contain_text("Number")
    page.locator("main [name=number]").fill("C-901")
    page.locator("main [name=name]").fill("Forges Noir")
    page.get_by_role("button", name="Register").click()
    told(page, "Registered")


def test_a_draft_is_written_checked_as_it_is_written_and_tried_on_last_year(
    visit: Visit, world: World
) -> None:
    page = visit("anna", f"/console/agreement/draft/?of={world.draft.pk}", language="en")
    text = page.get_by_label("Agreement (convention.yaml)")
    sound = text.input_value().replace('version: "3"', 'version: "9"')
    text.fill(sound.replace("value: 99.9 %", "value: high", 1))
    mistake = page.get_by_role("link", name=re.compile("^line [0-9]+, column"))
    expect(mistake).to_be_visible()
    enter(page, mistake)
    expect(text).to_be_focused()
    expect(page.locator("[data-caret]").first).to_contain_text("Line ")
    text.fill(sound)
    expect(page.locator("[data-mistakes]")).to_contain_text("No mistake")
    enter(page, page.get_by_role("button", name="Keep as a draft"))
    told(page, "Kept as a draft")
    enter(page, page.get_by_role("link", name="See what would have changed"))
    enter(page, page.get_by_role("button", name="Judge last year again"))
    expect(page.locator(".work")).to_contain_text("It waits for its turn")
    made = int(page.url.rstrip("/").split("/")[-2])
    asked = reports.replays(world.cast.anna, made).get()
    reports_services.judge_replay(asked.pk, clock=clock.now)
    enter(page, page.get_by_role("link", name="See what came of it"))  # asked again by the page
    expect(page.locator("main")).to_contain_text("Digest of the facts")
