"""What is known of an outage, and the exclusion that the rules propose for it."""

from __future__ import annotations

import pytest

from tenir.terms.causes import GROUNDS, KINDS, Cause, UnknownCause, proposed
from tenir.terms.exclusions import ExcludedSpan
from tenir.terms.kinds_availability import Exclusions
from tests.terms.paris import span

HOUR = 3600
NINE = span("2026-09-15 09:00", "13:00")[0]
DOWN = [(NINE, NINE + 4 * HOUR)]
KNOWN = {"prerequisite": {"told_at": NINE - HOUR}, "documentation": {"told_at": NINE - HOUR},
         "intervention": {"holds": True}, "site_destroyed": {"holds": True}}  # fmt: skip
BY_HAND = [kind for kind in GROUNDS if "works" not in kind]


@pytest.fixture
def terms(agreement):
    return agreement.terms("drive", "shared")


def cause(kind, start=NINE, hours=2, **more):
    return Cause(kind, (start, start + hours * HOUR), "seen", **KNOWN.get(kind, {}) | more)


@pytest.mark.clause("5.5")
def test_the_nine_reasons_of_the_agreement_are_those_that_causes_call_for(terms):
    items = terms.get("availability.excluded", Exclusions).term.items
    assert set(GROUNDS.values()) == {item.id for item in items}
    assert set(GROUNDS) < set(KINDS)


@pytest.mark.clause("5.5")
@pytest.mark.parametrize("kind", BY_HAND)
def test_each_cause_of_15_september_2026_calls_for_its_own_exclusion(terms, kind):
    found = proposed(terms, cause(kind), down=DOWN)
    assert found.value.reason == GROUNDS[kind]
    assert found.value.span == (NINE, NINE + 2 * HOUR)
    assert found.value.seconds == 2 * HOUR
    assert found.reason.clauses == ("5.5",)
    assert "2 h" in found.reason.sentence("en")
    assert f"(5.5 {found.value.letter})" in found.reason.sentence("fr")


@pytest.mark.clause("5.5")
@pytest.mark.parametrize("kind", ["third_party", "force_majeure", "publisher"])
def test_what_is_none_of_the_nine_counts(terms, kind):
    found = proposed(terms, cause(kind), down=DOWN)
    assert found.value.reason is None
    assert "none of the grounds" in found.reason.sentence("en")


@pytest.mark.clause("5.5")
@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("prerequisite", {"told_at": None}, "had not been told"),
        ("documentation", {"told_at": NINE + 1}, "had not been told"),
        ("intervention", {"holds": False}, "without authorisation"),
        ("site_destroyed", {"holds": False}, "main production site"),
        ("misuse", {"start": NINE + 5 * HOUR}, "no total outage"),
    ],
)
def test_a_ground_that_lacks_what_it_needs_counts_and_says_why(terms, kind, more, why):
    found = proposed(terms, cause(kind, **more), down=DOWN)
    assert found.value.reason is None
    assert why in found.reason.sentence("en")


@pytest.mark.clause("5.5")
def test_what_is_left_out_already_is_not_proposed_again(terms):
    first = ExcludedSpan((NINE, NINE + HOUR), "client-misuse", "log")
    found = proposed(terms, cause("misuse"), down=DOWN, left_out=[first])
    assert found.value.span == (NINE + HOUR, NINE + 2 * HOUR)
    whole = ExcludedSpan(DOWN[0], "client-misuse", "log")
    found = proposed(terms, cause("misuse"), down=DOWN, left_out=[whole])
    assert "left out already" in found.reason.sentence("en")


@pytest.mark.clause("5.5", "5.14")
def test_works_are_what_the_rules_left_out_by_themselves_and_no_more(terms):
    works = ExcludedSpan((NINE, NINE + HOUR), "planned-maintenance", "W-1")
    found = proposed(terms, cause("works"), down=DOWN, left_out=[works])
    assert found.value.span == (NINE, NINE + HOUR)
    assert "unless a person" in found.reason.sentence("en")
    found = proposed(terms, cause("security_works"), down=DOWN, left_out=[works])
    assert found.value.reason is None
    assert "not both announced" in found.reason.sentence("en")


@pytest.mark.clause("5.5")
def test_a_cause_of_no_known_kind_is_refused(terms):
    with pytest.raises(UnknownCause, match="bad_luck"):
        proposed(terms, cause("bad_luck"), down=DOWN)
