"""A version being written, in Chromium: nothing that was typed is lost, with scripts or without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Said, Visit
from tests.browser.keys import retype

DRAFT = "/console/agreement/draft/"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_number_that_is_taken_is_told_beside_what_was_typed(
    speaking: Visit, said: Said, language: str, scripts: bool
) -> None:
    page = speaking("anna", DRAFT, scripts=scripts, faulty=True)
    text = page.get_by_label(said("Agreement (convention.yaml)"))
    was = text.input_value()
    version = re.findall(r'version: "\d+"', was)[0]
    retype(page, text, version, 'version: "1"')
    retype(page, text, "", "# mine\n")
    typed = "# mine\n" + was.replace(version, 'version: "1"', 1)
    expect(text).to_have_value(typed)
    if not scripts:
        page.get_by_role("button", name=said("Keep as a draft")).click()
    mistakes = page.locator("[data-mistakes]")
    expect(mistakes).to_contain_text({"fr": "est publiée", "en": "is published"}[language])
    expect(mistakes).to_contain_text(re.compile("(line|ligne) 8, col"))
    expect(text).to_have_value(typed)


def test_a_file_that_is_chosen_is_checked_at_once_and_its_mistakes_lead_to_their_lines(
    speaking: Visit, said: Said
) -> None:
    page = speaking("anna", DRAFT)
    text = page.get_by_label(said("Agreement (convention.yaml)"))
    typed = text.input_value()
    faulty = typed.replace("value: 99.8 %", "value: high", 1)
    assert faulty != typed
    page.get_by_text(said("From files instead")).click()
    chosen = page.locator("[name=file-convention]")
    chosen.set_input_files(
        {"name": "convention.yaml", "mimeType": "text/yaml", "buffer": faulty.encode()}
    )
    mistake = page.get_by_role("link", name=re.compile("^(line|ligne) [0-9]+, col"))
    mistake.click()
    expect(text).to_be_focused()
    expect(text).to_have_value(faulty)
    chosen.set_input_files([])  # not this file after all
    expect(text).to_have_value(typed)
    expect(mistake).to_have_count(0)


def test_who_writes_on_in_a_file_keeps_what_was_written(speaking: Visit, said: Said) -> None:
    page = speaking("anna", DRAFT)
    text = page.get_by_label(said("Agreement (convention.yaml)"))
    typed = text.input_value()
    page.get_by_text(said("From files instead")).click()
    chosen = page.locator("[name=file-convention]")
    faulty = f"a: [\n{typed}"
    chosen.set_input_files(
        {"name": "convention.yaml", "mimeType": "text/yaml", "buffer": faulty.encode()}
    )
    expect(text).to_have_value(faulty)
    retype(page, text, "a: [\n", "")
    expect(text).to_have_value(typed)
    expect(chosen).to_have_value("")
    expect(page.locator("[data-mistakes]")).to_contain_text(
        said("No mistake: it can be kept as a draft.")
    )


def test_mistakes_are_promised_while_one_writes_only_where_a_script_runs(
    speaking: Visit, said: Said
) -> None:
    live = said("Mistakes show here as you write, each with its line.")
    plain = said("“Check” shows the mistakes here, each with its line.")
    for scripts in (True, False):
        page = speaking("anna", DRAFT, scripts=scripts)
        expect(page.get_by_text(live)).to_be_visible(visible=scripts)
        expect(page.get_by_text(plain)).to_be_visible(visible=not scripts)
