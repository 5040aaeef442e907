"""The agreement's words have what its terms cite."""

from __future__ import annotations

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.passages import missing_passages


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
