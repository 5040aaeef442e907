"""The agreement's words have what its terms cite."""

from __future__ import annotations

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.passages import missing_passages, passage_of, passages


def words(agreement: Agreement, *, but: str = "") -> str:
    found = agreement.convention
    parts = [*found.calendars.values(), *found.terms.values(), *found.overrides]
    cited = {number for part in parts for number in part.clause} - {but}
    return "\n".join(f"### {number} · Title" for number in cited)


@pytest.mark.clause("3.4")
def test_a_passage_that_is_cited_and_missing_is_told(agreement: Agreement) -> None:
    (fault,) = missing_passages(agreement, words(agreement, but="5.6"), "text.fr.md")
    assert (fault.key, fault.where, fault.values) == (
        "text.missing",
        "text.fr.md",
        {"number": "5.6"},
    )


def test_words_that_have_them_all_are_whole(agreement: Agreement) -> None:
    assert not list(missing_passages(agreement, words(agreement)))


@pytest.mark.clause("3.4")
def test_the_words_of_a_clause_end_where_the_next_heading_begins() -> None:
    text = "# C\n\n### 1.1 · Objet\n\nDes mots.\n\n- (a) un\n\n## Article 2\n\n### A2 · Fin\n\nFin."
    found = passages(text)
    assert list(found) == ["1.1", "A2"]
    assert (found["1.1"].title, found["1.1"].words) == ("Objet", "Des mots.\n\n- (a) un")
    assert found["A2"].words == "Fin."


def test_a_letter_of_a_list_stands_in_its_clause() -> None:
    assert (passage_of("5.5b"), passage_of("A2"), passage_of("7")) == ("5.5", "A2", "7")
