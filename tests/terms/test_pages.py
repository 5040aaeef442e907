"""Which pages of a client's account a contract opens."""

from __future__ import annotations

from typing import Any

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.cited import Page
from tenir.terms.loading import load
from tenir.terms.pages import PAGES, page_open
from tenir.terms.terms_in_words import terms_in_words
from tests.terms.conftest import REFERENCE

LAST = "  support.admission:"


def stating(pages: str) -> Agreement:
    """The reference with a term on them."""
    text = REFERENCE.read_text("utf-8")
    term = f'  support.pages: {{kind: pages, basic: {pages}, clause: "7.3"}}\n'
    return load(text.replace(LAST, term + LAST, 1))


@pytest.mark.parametrize("page", PAGES)
def test_the_extended_platform_opens_every_page(agreement: Agreement, page: Page) -> None:
    """Clause: 7.3."""
    assert page_open(agreement.terms(), page, platform="extended").value


@pytest.mark.parametrize(
    ("page", "opens"),
    [(page, page == "reports") for page in PAGES],
)
def test_the_basic_one_opens_requests_and_what_is_charged(
    agreement: Agreement, page: Page, opens: bool
) -> None:
    """Clause: 7.3."""
    judged = page_open(agreement.terms(), page, platform="basic")
    assert judged.value is opens
    assert judged.reason.clauses == ("7.3",)


@pytest.mark.parametrize(("page", "opens"), [("knowledge", True), ("trainings", False)])
def test_an_agreement_may_say_which(page: Page, opens: bool) -> None:
    """Clause: 7.3."""
    judged = page_open(stating("[knowledge]").terms(), page, platform="basic")
    assert judged.value is opens
    assert judged.reason.layers[0].outcome == "applied"
    assert "la base de connaissances" in page_open(
        stating("[knowledge]").terms(), "knowledge", platform="basic"
    ).reason.sentence("fr")


@pytest.mark.parametrize(
    ("pages", "said"), [("[knowledge]", "the knowledge base"), ("[]", "nothing more")]
)
def test_the_term_is_told_in_words(pages: str, said: str) -> None:
    """Clause: 7.3."""
    rows: dict[str, Any] = {row["key"]: row for row in terms_in_words(stating(pages).terms())}
    assert said in rows["support.pages"]["value"]["en"]
