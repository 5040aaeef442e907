"""The main paths of a client's people, and of a stranger; half of them by keys."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfWriter

from tenir import clock
from tenir.apps.catalogue import queries as offered
from tenir.apps.catalogue import services as catalogue
from tenir.apps.releases import services as releases
from tests.browser.conftest import Said, Visit
from tests.browser.keys import enter, fill, go, tab_to
from tests.browser.test_stories_staff import told
from tests.stories.world import World


def a_page() -> bytes:
    """A PDF, as one that was signed and scanned."""
    page, content = PdfWriter(), BytesIO()
    page.add_blank_page(width=595, height=842)
    page.write(content)
    return content.getvalue()


def test_the_main_contact_has_a_change_verified_and_asks_for_another_with_a_document(
    speaking: Visit, said: Said, world: World
) -> None:
    side = world.sides[0]
    anna = speaking("anna", f"/console/clients/changes/{side.change}/")
    enter(anna, anna.get_by_role("button", name=said("It is right: apply the change")))
    enter(anna, anna.locator("dialog#confirm").get_by_role("button", name=said("Apply it")))
    told(anna, said("Verified: the change has taken effect, and the contacts are told."))
    alice = speaking("alice", "/portal/")
    go(alice, "g c")
    alice.wait_for_url("**/portal/contacts/")
    enter(alice, alice.get_by_role("link", name=said("Change the main contact")))
    fill(alice, telephone="+33 1 23 45 67 89")
    enter(alice, alice.get_by_role("button", name=said("Ask for the change")))
    told(alice, said("Asked for: it now waits for the signed document."))
    enter(alice, alice.get_by_role("link", name=said("Hand in the signed document")))
    alice.locator("[name=document]").set_input_files(
        {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": a_page()}
    )
    fill(alice, signatory_name="Jean Martin", signatory_title="Director")
    enter(alice, alice.get_by_role("button", name=said("Hand it in"), exact=True))
    told(alice, said("Received: the publisher verifies it."))


def test_a_contact_asks_for_a_quote_by_keys(speaking: Visit, said: Said) -> None:
    page = speaking("bob", "/portal/")
    go(page, "g o")
    page.wait_for_url("**/portal/orders/")
    enter(page, page.get_by_role("link", name=said("Ask for a quote")).first)
    fill(page, wish="Two days of training in June")
    enter(page, page.get_by_role("button", name=said("Ask"), exact=True))
    told(page, said("Asked: an offer will come by e-mail."))


@pytest.mark.parametrize("scripts", [True, False])
def test_the_main_contact_has_a_program_hear_of_a_whole_group_by_keys(
    speaking: Visit, said: Said, scripts: bool
) -> None:
    page = speaking("alice", "/portal/webhooks/add/", scripts=scripts, width=390)
    fill(page, url="https://hear.example.org/x")
    works = page.get_by_role("group", name=said("Works"), exact=True)
    tab_to(page, works.get_by_role("checkbox", name=said("All of these"), exact=True))
    page.keyboard.press("Space")
    tab_to(page, works.locator("summary"))
    page.keyboard.press("Enter")
    each = works.locator("details input")
    assert {each.nth(n).is_checked() for n in range(each.count())} == {scripts}
    if scripts:
        tab_to(page, each.first)
        page.keyboard.press("Space")
        expect(works.locator("[data-chosen]")).to_have_text(str(each.count() - 1))
        expect(works.get_by_role("checkbox").first).not_to_be_checked()
        page.keyboard.press("Space")
        expect(works.get_by_role("checkbox").first).to_be_checked()
    enter(page, page.get_by_role("button", name=said("Add it"), exact=True))
    for words in ("Works are announced", "Works overrun", "Works are withdrawn"):
        expect(page.get_by_text(said(words)).first).to_be_visible()


def test_a_reader_reads_the_terms_and_is_not_offered_to_answer_or_ask(
    speaking: Visit, said: Said, world: World
) -> None:
    page = speaking("rose", "/portal/")
    go(page, "g s")
    page.wait_for_url("**/portal/subscriptions/")
    page.goto(f"/portal/subscriptions/{world.sides[0].subscription}/terms/")
    expect(page.locator("main")).to_contain_text("99")
    page.goto("/portal/agreement/")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("button", name=said("Accept"))).to_have_count(0)
    page.goto("/portal/orders/")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.get_by_role("link", name=said("Ask for a quote"))).to_have_count(0)


def test_without_scripts_a_stranger_reads_the_agreement_and_what_a_version_changes(
    speaking: Visit, language: str, world: World
) -> None:
    page = speaking("nobody", "/", scripts=False)
    page.wait_for_url("**/agreement/")
    page.locator(f"main a[href='/agreement/{world.published.pk}/']").first.click()
    expect(page.locator("main")).to_contain_text("Article 1")
    page.goto(f"/agreement/{world.reference.pk}/{world.published.pk}/")
    expect(page.locator("main")).to_contain_text({"fr": "devient", "en": "becomes"}[language])


def test_a_contact_refuses_a_version_with_reasons_and_is_led_to_the_request(
    speaking: Visit, said: Said, world: World
) -> None:
    now = clock.now()
    version = catalogue.release_version(
        offered.product("drive"), number="6.0", released_on=now.date(), terms=world.terms,
        actor=world.cast.rita, at=now,
    )  # fmt: skip
    releases.make_available(version, actor=world.cast.rita, at=now)
    page = speaking("bob", "/portal/releases/")
    enter(page, page.get_by_role("link", name="Drive 6.0"))
    enter(page, page.get_by_role("link", name=said("Refuse it with reasons")))
    fill(page, because="The exports lose their accents")
    enter(page, page.get_by_role("button", name=said("Refuse it"), exact=True))
    told(page, said("Refused: a request is open for what is wrong."))
    expect(page.get_by_text("The exports lose their accents")).to_be_visible()
    enter(page, page.get_by_role("link", name=re.compile(r"^DA-")))
    page.wait_for_url("**/portal/requests/*/")
