"""A version being written, in Chromium: nothing that was typed is lost, with scripts or without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Said, Visit

DRAFT = "/console/agreement/draft/"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_number_that_is_taken_is_told_beside_what_was_typed(
    speaking: Visit, said: Said, language: str, scripts: bool
) -> None:
    page = speaking("anna", DRAFT, scripts=scripts, faulty=True)
    text = page.get_by_label(said("Agreement (convention.yaml)"))
    typed = re.sub(r'version: "\d+"', 'version: "1"', f"# mine\n{text.input_value()}", count=1)
    text.fill(typed)
    if not scripts:
        page.get_by_role("button", name=said("Keep as a draft")).click()
    mistakes = page.locator("[data-mistakes]")
    expect(mistakes).to_contain_text({"fr": "est publiée", "en": "is published"}[language])
    expect(mistakes).to_contain_text(re.compile("(line|ligne) 8, col"))
    expect(text).to_have_value(typed)
