"""The rules that judged a month, written out in its statement."""

from __future__ import annotations

import pytest

from tests.terms.closed_months import months, september

__all__ = ["months", "september"]


def rules(found, language="en"):
    return [rule[language].replace("\u202f", " ") for rule in found["rules"]]


def test_the_rules_that_judged_are_written_out(september):
    """Clause: 5.1, 5.6, 5.15."""
    found = september()
    assert [rule["clause"] for rule in found["rules"]] == [
        "5.1", "5.3", "5.5", "5.15", "5.6", "5.6", "5.7", "5.8"
    ]  # fmt: skip
    told = rules(found)
    assert told[0] == "Target: 99.5 % of availability a calendar month, in production."
    assert told[3] == (
        "Maintenance windows: Mon, Tue, Wed, Thu, Fri, Sat 20:00-06:00; Sun, public holidays "
        "00:00-24:00."
    )
    assert told[5].endswith("0 < d ≤ 1.5: 1 %; 1.5 < d ≤ 5: 4 %; 5 < d ≤ 7: 7 %; d > 7: 10 %.")


def test_the_tiers_are_written_out_in_french(september):
    """Clause: 5.6."""
    assert "1,5 < d ≤ 5 : 4 %" in rules(september(), "fr")[5]


def test_the_sunday_stop_is_written_out_for_a_product_of_annex_2(september):
    """Clause: 5.16."""
    found = september(line={"product": "document-viewer"})
    assert [rule["clause"] for rule in found["rules"]][3] == "5.16"
    assert "60 minutes" in rules(found)[3]


@pytest.mark.clause("5.3", "5.5", "5.6", "5.7", "5.8")
@pytest.mark.parametrize(
    ("reading", "words"),
    [
        ({"5.3.resolution": "whole-minutes"}, "whole minutes"),
        ({"5.3.unmeasured": "counts-down"}, "not measured counts as down"),
        ({"5.3.unmeasured": "counts-up"}, "not measured counts as up"),
        ({"5.3.partial-month": "covered-part"}, "T is the part of the month"),
        ({"5.5.overlap": "all-or-nothing"}, "only if it lies wholly"),
        ({"5.5.fortuitous": "excluded"}, "fortuitous"),
        ({"5.5.urgent": "excluded"}, "Urgent maintenance"),
        ({"5.5.notice": "five-working-days"}, "announced 5 working days before"),
        ({"5.6.months": "both"}, "each month of a run"),
        ({"5.6.base": "whole-contract"}, "contract's monthly fee"),
        ({"5.7.date": "receipt"}, "date of receipt"),
        ({"5.8.base": "all-contracts"}, "all the client's contracts"),
        ({"5.15.monday": "window"}, "Mon 00:00-06:00"),
    ],
)
def test_the_rules_of_another_reading_are_written_out(september, reading, words):
    assert words in " ".join(rules(september(under=reading)))
    assert words not in " ".join(rules(september()))
