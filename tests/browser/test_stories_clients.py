"""The main paths of a client's people, and of a stranger; half of them by keys."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfWriter

from tests.browser.conftest import Visit
from tests.browser.keys import enter, fill, go
from tests.browser.test_stories_staff import told
from tests.stories.world import World


def a_page() -> bytes:
    """A PDF, as one that was signed and scanned."""
    page, content = PdfWriter(), BytesIO()
    page.add_blank_page(width=595, height=842)
    page.write(content)
    return content.getvalue()


def test_the_main_contact_has_a_change_verified_and_asks_for_another_with_a_document(
    visit: Visit, world: World
) -> None:
    side = world.sides[0]
    anna = visit("anna", f"/console/clients/changes/{side.change}/")
    enter(anna, anna.get_by_role("button", name="appliquer le changement"))
    told(anna, "Vérifié")
    alice = visit("alice", "/portal/", language="en")
    go(alice, "g c")
    alice.wait_for_url("**/portal/contacts/")
    enter(alice, alice.get_by_role("link", name="Change the main contact"))
    fill(alice, telephone="+33 1 23 45 67 89")
    enter(alice, alice.get_by_role("button", name="Ask for the change"))
    told(alice, "waits for the signed document")
    enter(alice, alice.get_by_role("link", name="Hand in the signed document"))
    alice.locator("[name=document]").set_input_files(
        {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": a_page()}
    )
    fill(alice, signatory_name="Jean Martin", signatory_title="Director")
    enter(alice, alice.get_by_role("button", name="Hand it in"))
    told(alice, "the publisher verifies it")
