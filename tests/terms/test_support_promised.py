"""The delays that the terms promise of each priority."""

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.support_promised import delays
from tenir.terms.terms_in_words import value_in_words


@pytest.mark.clause("7.13", "7.14")
def test_each_priority_has_its_delay_and_the_clause_that_promises_it(agreement: Agreement) -> None:
    """Clause: 7.13, 7.14."""
    found = [
        (priority, value_in_words(held, "fr", zone="Europe/Paris"), tuple(held.clauses))
        for priority, held in delays(agreement.terms())
    ]
    assert found == [
        ("P1", "8 heures ouvrées", ("7.13",)),
        ("P2", "2 jours ouvrés, au mieux", ("7.14",)),
        ("P3", "2 jours ouvrés, au mieux", ("7.14",)),
    ]
