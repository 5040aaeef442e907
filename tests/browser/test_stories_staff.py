"""The main paths of each role of the publisher's, in Chromium; most of them by keys alone."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tenir import clock
from tenir.apps.accounts import services as accounts
from tenir.apps.reports import queries as reports
from tenir.apps.reports import services as reports_services
from tests.browser.conftest import Said, Visit
from tests.browser.keys import enter, fill, go, retype, tab_to
from tests.stories.world import World


def told(page: Page, words: str) -> None:
    """The page says that it was done."""
    expect(page.get_by_role("status").first).to_contain_text(words)


def test_the_accounts_manager_registers_a_client_by_keys_from_the_home_page(
    speaking: Visit, said: Said
) -> None:
    page = speaking("anna", "/console/")
    go(page, "g c")
    page.wait_for_url("**/console/clients/")
    enter(page, page.get_by_role("link", name=said("Register a client")))
    page.wait_for_url("**/clients/new/")
    fill(page, number="C-900", name="Forges Blanc")
    enter(page, page.get_by_role("button", name=said("Register"), exact=True))
    told(page, said("Registered. Next: designate its first contact."))
    enter(page, page.locator("main").get_by_role("link", name=said("Designate")).first)
    fill(page, name="Ida Blanc", email="ida@blanc.example.org")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Ida Blanc")


def test_a_quote_is_priced_by_finance_and_ordered_by_the_contact(
    speaking: Visit, said: Said, world: World
) -> None:
    fred = speaking("fred", "/console/")
    go(fred, "g o")
    fred.wait_for_url("**/console/orders/")
    fred.goto(f"/console/orders/{world.sides[0].waiting}/")
    fill(fred, words="A day on site", amount="1200.00")
    fred.locator("[name=valid_until]").fill("2099-01-31")
    enter(fred, fred.get_by_role("button", name=said("Send the offer")))
    told(fred, said("Priced", "a quote"))
    bob = speaking("bob", f"/portal/orders/{world.sides[0].waiting}/")
    expect(bob.locator("main")).to_contain_text(re.compile(r"1[\s,]200"))
    enter(bob, bob.get_by_role("button", name=said("Accept and order")))
    enter(bob, bob.locator("dialog#confirm").get_by_role("button", name=said("Order it")))
    told(bob, said("Ordered: the receipt is on its way by e-mail."))


def test_a_refused_claim_is_contested_by_the_contact_and_ruled_on_by_finance(
    speaking: Visit, said: Said, world: World
) -> None:
    claim = world.sides[0].claim
    alice = speaking("alice", f"/portal/penalties/claims/{claim}/")
    enter(alice, alice.get_by_role("link", name=said("Contest the refusal")))
    fill(alice, because="It left on the ninth day: here is the receipt")
    enter(alice, alice.get_by_role("button", name=said("Contest it")))
    told(alice, said("Sent: finance rules on it and answers you."))
    fred = speaking("fred", f"/console/penalties/claims/{claim}/")
    expect(fred.locator("main")).to_contain_text("here is the receipt")
    enter(fred, fred.get_by_role("link", name=said("Rule on the objection")))
    fred.locator("main [name=grant]").select_option("no")
    fill(fred, because="The receipt is of another month")
    enter(fred, fred.get_by_role("button", name=said("Rule"), exact=True))
    told(fred, said("Ruled: the client is being told."))
    alice.reload()
    expect(alice.locator("main")).to_contain_text("The receipt is of another month")


def test_a_version_is_published_by_the_accounts_manager_and_accepted_by_the_main_contact(
    speaking: Visit, said: Said, world: World
) -> None:
    anna = speaking("anna", "/console/")
    go(anna, "g a")
    anna.wait_for_url("**/console/agreement/")
    anna.goto(f"/console/agreement/{world.draft.pk}/")
    expect(anna.locator("main")).to_contain_text(re.compile("99[.,]9"))
    enter(anna, anna.get_by_role("button", name=said("Publish and notify")))
    sure = anna.locator("dialog#confirm").get_by_role("button", name=said("Publish and notify"))
    enter(anna, sure)
    told(anna, said("Published: every client is being notified."))
    alice = speaking("alice", "/portal/")
    expect(alice.locator("main")).to_contain_text(said("What you owe, by when"))
    go(alice, "g a")
    alice.wait_for_url("**/portal/agreement/")
    enter(alice, alice.get_by_role("button", name=said("Accept"), exact=True).first)
    enter(alice, alice.locator("dialog#confirm").get_by_role("button", name=said("Accept it")))
    told(alice, said("Accepted: the receipt is on its way by e-mail."))


def test_security_reads_who_tried_to_sign_in(speaking: Visit, said: Said) -> None:
    page = speaking("sofia", "/console/people/")
    enter(page, page.get_by_role("link", name=said("Sign-ins")))
    page.wait_for_url("**/people/sign-ins/")
    expect(page.locator("main")).to_contain_text("Alice")
    page.goto("/console/people/sign-ins/?outcome=wrong")
    expect(page.locator("main table tbody tr")).to_have_count(0)


def test_the_administrator_ends_a_token_after_being_asked(
    speaking: Visit, said: Said, world: World
) -> None:
    now = clock.now()
    accounts.create_token(
        "Nightly copy", scopes=["read"], expires_at=now + timedelta(days=1),
        actor=world.viewers["charlie"], at=now,
    )  # fmt: skip
    page = speaking("adam", "/console/people/tokens/")
    enter(page, page.get_by_role("link", name="Nightly copy").first)
    page.wait_for_url("**/console/people/*/")
    enter(page, page.get_by_role("button", name=said("End it")).first)
    dialog = page.locator("dialog#confirm")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Enter")
    enter(page, dialog.get_by_role("button", name=said("End it")))
    told(page, said("The token opens nothing any more."))


def test_the_administrator_invites_a_colleague_and_withdraws_the_link(
    speaking: Visit, said: Said
) -> None:
    page = speaking("adam", "/console/people/invite/")
    fill(page, name="Nora", email="nora@example.org")
    enter(page, page.get_by_role("button", name=said("Send the link")))
    page.wait_for_url(lambda address: not address.endswith("/invite/"))
    page.goto("/console/people/invitations/")
    page.locator("main").get_by_role("link", name="Nora").first.click()
    page.get_by_role("button", name=said("Withdraw the link")).click()
    page.locator("dialog#confirm").get_by_role("button", name=said("Withdraw the link")).click()
    told(page, said("The link opens nothing any more."))


def test_operations_looks_at_the_queue_and_the_agent_does_not_see_it(
    speaking: Visit, said: Said
) -> None:
    olga = speaking("olga", "/console/")
    background = said("Background work")
    enter(olga, olga.locator("#menu").get_by_role("link", name=background))
    olga.wait_for_url("**/console/background/")
    expect(olga.get_by_role("heading", level=1)).to_contain_text(background)
    sam = speaking("sam", "/console/")
    expect(sam.locator("#menu").get_by_role("link", name=background)).to_have_count(0)


def test_operations_publishes_an_incident_by_keys_everyone_reads_it_and_it_is_over(
    speaking: Visit, said: Said
) -> None:
    olga = speaking("olga", "/console/incidents/")
    enter(olga, olga.get_by_role("link", name=said("Publish an incident")).first)
    fill(olga, title_fr="Drive est lent", title_en="Drive is slow")
    fill(olga, text_fr="Nous cherchons.", text_en="We are looking.")
    tab_to(olga, olga.locator("main [name=platform]"))
    olga.keyboard.press("Space")
    enter(olga, olga.get_by_role("button", name=said("Publish it")))
    told(olga, said("Published: it is on the page, and whoever is concerned is told."))
    stranger = speaking("nobody", "/status/")
    expect(stranger.locator("main")).to_contain_text(re.compile("Drive est lent|Drive is slow"))
    enter(olga, olga.get_by_role("link", name=said("Say where it stands")).first)
    olga.locator("main [name=state]").select_option("resolved")
    fill(olga, text_fr="C'est fini.", text_en="It is over.")
    enter(olga, olga.get_by_role("button", name=said("Publish it")))
    told(olga, said("Published: it is on the page, and whoever is concerned is told."))


def test_the_agent_finds_a_client_by_the_palette_and_reads_the_terms(
    speaking: Visit, world: World
) -> None:
    page = speaking("sam", "/console/")
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
    speaking: Visit, said: Said, language: str, world: World
) -> None:
    page = speaking("rita", f"/console/agreement/{world.published.pk}/")
    expect(page.locator("main")).to_contain_text({"fr": "devient", "en": "becomes"}[language])
    enter(page, page.get_by_role("link", name=said("Catalogue")))
    page.wait_for_url("**/console/catalogue/")
    expect(page.locator("main")).to_contain_text("drive", ignore_case=True)


def test_releases_plans_works_by_keys_and_the_contact_reads_them(
    speaking: Visit, said: Said
) -> None:
    rita = speaking("rita", "/console/works/")
    enter(rita, rita.get_by_role("link", name=said("Plan works"), exact=True).first)
    fill(rita, title_fr="Version 2026.3 de Drive", title_en="Version 2026.3 of Drive")
    rita.locator("main [name=kind]").select_option("urgent")
    fill(rita, because="A flaw that is abused")
    tomorrow = clock.now() + timedelta(days=1)
    for name, hour in (("starts_at", 20), ("ends_at", 21)):
        rita.locator(f"main [name={name}]").fill(f"{tomorrow:%Y-%m-%d}T{hour}:00")
    rita.locator("main [name=products]").select_option("drive")
    enter(rita, rita.get_by_role("button", name=said("Look at them first")))
    expect(rita.locator("main [name=title_fr]")).to_have_value("Version 2026.3 de Drive")
    enter(rita, rita.get_by_role("button", name=said("Announce them")))
    told(rita, said("Announced: whoever they touch is told."))
    alice = speaking("alice", "/portal/status/")
    expect(alice.locator("main")).to_contain_text("Version 2026.3")


def test_without_scripts_the_accounts_manager_registers_a_client(
    speaking: Visit, said: Said
) -> None:
    page = speaking("anna", "/console/clients/", scripts=False, faulty=True)
    page.get_by_role("link", name=said("Register a client")).click()
    page.get_by_role("button", name=said("Register"), exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text(said("Number"))
    page.locator("main [name=number]").fill("C-901")
    page.locator("main [name=name]").fill("Forges Noir")
    page.get_by_role("button", name=said("Register"), exact=True).click()
    told(page, said("Registered. Next: designate its first contact."))


def test_a_draft_is_written_checked_as_it_is_written_and_tried_on_last_year(
    speaking: Visit, said: Said, world: World
) -> None:
    page = speaking("anna", f"/console/agreement/draft/?of={world.draft.pk}")
    text = page.get_by_label(said("Agreement (convention.yaml)"))
    retype(page, text, 'version: "3"', 'version: "9"')
    retype(page, text, "value: 99.9 %", "value: high")
    mistake = page.get_by_role("link", name=re.compile("^(line|ligne) [0-9]+, col"))
    expect(mistake).to_be_visible()
    enter(page, mistake)
    expect(text).to_be_focused()
    expect(page.locator("[data-caret]").first).to_contain_text(re.compile("Lin|Lign"))
    retype(page, text, "value: high", "value: 99.9 %")
    expect(page.locator("[data-mistakes]")).to_contain_text(
        said("No mistake: it can be kept as a draft.")
    )
    enter(page, page.get_by_role("button", name=said("Keep as a draft")))
    told(page, said("Kept as a draft: nothing changes for clients until you publish."))
    enter(page, page.get_by_role("link", name=said("See what would have changed")))
    enter(page, page.get_by_role("button", name=said("Judge last year again")))
    expect(page.locator(".work")).to_contain_text(
        said("It waits for its turn in the background work.")
    )
    made = int(page.url.rstrip("/").split("/")[-2])
    asked = reports.replays(world.cast.anna, made).get()
    reports_services.judge_replay(asked.pk, clock=clock.now)
    enter(
        page, page.get_by_role("link", name=said("See what came of it"))
    )  # asked again by the page
    expect(page.locator("main")).to_contain_text(said("Digest of the facts"))
