"""Every term in words, and why it is so here."""

from __future__ import annotations

from typing import Any

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.contract_terms import own_terms
from tenir.terms.loading import load
from tenir.terms.phrases import LANGUAGES, Language
from tenir.terms.terms_in_words import layer_named, terms_in_words, title_of
from tests.terms.conftest import REFERENCE


def rows(agreement: Agreement, *case: str, own: tuple[Any, ...] = ()) -> dict[str, Any]:
    terms = agreement.terms(*case, contract=own_terms(agreement, own)) if own else (
        agreement.terms(*case)
    )  # fmt: skip
    return {row["key"]: row for row in terms_in_words(terms)}


def test_every_term_has_a_title_and_a_sentence_in_both_languages(agreement: Agreement) -> None:
    found = rows(agreement, "drive", "shared")
    assert set(found) == set(agreement.convention.terms)
    for row in found.values():
        for language in LANGUAGES:
            assert row["title"][language]
            assert row["value"][language]
            assert row["value"][language] != row["key"]


@pytest.mark.parametrize(
    ("key", "french", "english"),
    [
        ("agreement.delays", "un dernier jour non ouvré ne proroge pas le délai",
         "a last day that is no working day does not prolong the delay"),
        ("availability.target", "99,5\u202f% au moins", "at least 99.5 %"),
        ("maintenance.notice", "5 jours ouvrés, au mieux", "5 working days, best effort"),
        ("maintenance.planned",
         "à la fois\u202f: annoncée avant de commencer, dans une plage de maintenance",
         "all of: notified before it begins, inside a window"),
        ("backups.rpo", "24 heures au plus", "at most 24 hours"),
        ("support.resolution", "Aucun délai de résolution n'est promis.",
         "No resolution time is promised."),
        ("releases.mode", "pilotée, à une date convenue", "piloted, on an agreed date"),
    ],
)  # fmt: skip
def test_a_term_is_told_in_the_readers_manner(
    agreement: Agreement, key: str, french: str, english: str
) -> None:
    assert rows(agreement, "drive", "shared")[key]["value"] == {"fr": french, "en": english}


@pytest.mark.clause("2.4")
def test_an_annex_says_that_it_took_the_articles_place(agreement: Agreement) -> None:
    window = rows(agreement, "mobile-sales", "shared")["maintenance.window"]
    assert (window["layer"]["en"], window["override"]) == ("annex", "annex2.sunday")
    (article,) = [use for use in window["layers"] if use["layer"] == "agreement"]
    assert article["why"]["en"] == "overridden by “Sunday stop” (annex)"
    assert [reading["id"] for reading in window["readings"]] == ["5.15.monday", "5.16.sunday"]


@pytest.mark.clause("A2")
def test_a_product_with_an_outside_document_says_so(agreement: Agreement) -> None:
    row = rows(agreement, "cyber-waf", "shared")["availability.target"]
    assert row["refers_to"] == {"fr": "offre Cyber WAF", "en": "Cyber WAF offer"}


CHANGES: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("agreement.delays", {"roll_over": "next_working_day"}, "rolls over"),
    ("support.admission", {"question": "refused"}, "is not admitted"),
    ("support.requalification", {"from": "change"}, "from the change"),
    ("releases.support", {"early": "keeps"}, "in any case"),
    ("releases.liability", {"lifted_for": "any_piloted_update"}, "no piloted update"),
    ("evolution.immediate", {"accepted": "any"}, "any recorded reason"),
    ("contacts.entitled", {"who": "all_users"}, "all users"),
    ("penalty.credit", {"otherwise": "nothing"}, "nothing where there is none"),
    ("support.platform", {"reachable": None}, "no rate promised"),
    ("maintenance.window", {"weekly": []}, "no window"),
    ("availability.target", {"op": "<="}, "at most 99.5 %"),
)


@pytest.mark.parametrize(("key", "change", "said"), CHANGES)
def test_another_choice_is_told_too(
    agreement: Agreement, key: str, change: dict[str, Any], said: str
) -> None:
    own = {
        "id": "own",
        "layer": "contract.special",
        "replaces": key,
        "set": change,
        "clause": "1.2",
    }
    row = rows(agreement, "drive", "shared", own=(own,))[key]
    assert said in row["value"]["en"]
    assert row["layer"]["fr"] == "conditions particulières du contrat"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_has_no_name_of_its_own_is_called_by_its_clause(language: Language) -> None:
    assert title_of("own.thing", language, clause="5.1")
    assert layer_named("house.rules", language) == "house.rules"


def test_a_publishers_own_term_is_told_by_its_note_or_its_clause(agreement: Agreement) -> None:
    with open(REFERENCE, encoding="utf-8") as file:
        text = file.read()
    more = (
        '  own.bare: {kind: none, clause: "7.14"}\n'
        '  own.moons: {kind: conditions, all: [full_moon], clause: "7.14"}\n\noverrides:'
    )
    found = rows(load(text.replace("\noverrides:", more, 1)))
    assert found["own.bare"]["value"]["en"] == "nothing is promised"
    assert found["own.moons"]["value"]["en"] == "all of: full moon"
