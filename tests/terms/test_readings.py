"""The doubts of the agreement: every other reading can be run, and is named where it is."""

import pytest

from tenir.terms.agreement import Agreement, UnknownReading
from tenir.terms.convention import Convention
from tenir.terms.judge import judge
from tenir.terms.kinds_availability import Measure
from tenir.terms.readings import (
    changed_at,
    merged,
    reading_places,
    use_of,
    words_of_readings,
)

# Each doubt, the reading taken, the others: the table of the agreement, one row a doubt.
READINGS = {
    "1.2.special": ("special-prevails", "annexes-prevail"),
    "2.3.early": ("lost-at-once", "keeps-12-months"),
    "3.1.month": ("date-to-date", "30-days"),
    "3.5.reasons": ("exhaustive", "any-reason"),
    "5.3.partial-month": ("whole-month", "covered-part"),
    "5.3.resolution": ("seconds", "whole-minutes"),
    "5.3.unmeasured": ("apart", "counts-down", "counts-up"),
    "5.5.fortuitous": ("counts", "excluded"),
    "5.5.notice": ("before-start", "five-working-days"),
    "5.5.overlap": ("by-second", "all-or-nothing"),
    "5.5.urgent": ("counts", "excluded"),
    "5.6.base": ("line", "whole-contract"),
    "5.6.months": ("completing-and-following", "both"),
    "5.7.date": ("sending", "receipt"),
    "5.8.base": ("contract", "all-contracts"),
    "5.9.refund": ("refund", "nothing"),
    "5.15.monday": ("not-a-window", "window"),
    "5.16.sunday": ("replaces", "adds", "whole-counts"),
    "6.4.copies": ("full-life", "coverage"),
    "7.4.holidays": ("closed", "open"),
    "7.5.question": ("admitted", "refused"),
    "7.13.edge": ("closing", "next-opening"),
    "7.13.stop": ("answer-too", "taken-in-charge-only"),
    "7.14.days": ("days", "fifteen-hours"),
    "7.15.late-closure": ("ignored", "counts"),
    "7.19.raised": ("from-recording", "from-change"),
    "8.9.silence": ("lapses", "accepted"),
    "8.12.liability": ("client-action", "any"),
    "roll-over": ("none", "next-working-day"),
    "working-day": ("national", "configurable"),
}


def test_the_agreement_has_its_thirty_doubts_each_with_the_reading_taken(
    agreement: Agreement,
) -> None:
    found = {
        reading.id: (reading.taken.id, *reading.others)
        for _, reading in reading_places(agreement.convention)
    }
    assert found == READINGS


@pytest.mark.parametrize(
    ("id", "other"), [(id, other) for id, (_, *others) in READINGS.items() for other in others]
)
def test_every_other_reading_changes_its_own_part_and_nothing_else(
    agreement: Agreement, id: str, other: str
) -> None:
    under = agreement.reading({id: other})
    (path,) = [path for path, reading in reading_places(agreement.convention) if reading.id == id]
    assert under.readings == {id: other}
    assert under.raw != agreement.raw
    assert changed_at(under.raw, (), {}) == under.raw
    for section in agreement.raw:
        if section != path[0]:
            assert under.raw[section] == agreement.raw[section]


@pytest.mark.parametrize("id", READINGS)
def test_every_reading_says_what_it_rests_on_in_both_languages(
    agreement: Agreement, id: str
) -> None:
    (reading,) = [each for _, each in reading_places(agreement.convention) if each.id == id]
    said = [reading.doubt, reading.taken, *reading.others.values()]
    assert all(words.fr and words.en and words.fr != words.en for words in said)
    assert reading.basis.startswith("Code civil")


def test_a_second_choice_takes_the_place_of_the_first(agreement: Agreement) -> None:
    down = agreement.reading({"5.3.unmeasured": "counts-down"})
    up = down.reading({"5.3.unmeasured": "counts-up", "5.6.months": "both"})
    back = up.reading({"5.3.unmeasured": "apart"})
    kinds = [each.convention.terms["availability.measure"] for each in (down, up, back)]
    assert [kind.unmeasured for kind in kinds if isinstance(kind, Measure)] == [
        "down",
        "up",
        "apart",
    ]
    assert back.readings == {"5.6.months": "both"}


def test_two_others_of_one_doubt_are_never_laid_one_over_the_other(agreement: Agreement) -> None:
    """Clause: 5.16."""
    adds = agreement.reading({"5.16.sunday": "adds"})
    whole = adds.reading({"5.16.sunday": "whole-counts"})
    assert whole.raw == agreement.reading({"5.16.sunday": "whole-counts"}).raw


def test_no_choice_gives_back_the_same_agreement(agreement: Agreement) -> None:
    assert agreement.reading({}) is agreement
    assert agreement.reading({"5.6.months": "both"}) is agreement.reading({"5.6.months": "both"})


def test_a_reading_or_another_that_does_not_exist_is_refused_with_those_that_do(
    agreement: Agreement,
) -> None:
    with pytest.raises(UnknownReading, match=r"no reading “5\.6\.moons”.*5\.6\.months"):
        agreement.reading({"5.6.moons": "both"})
    with pytest.raises(UnknownReading, match="choices: completing-and-following, both"):
        agreement.reading({"5.6.months": "all"})


def test_a_reason_says_which_reading_it_applied_and_what_the_others_would_have_given(
    agreement: Agreement,
) -> None:
    """Clause: 3.1."""
    asked = {"notified_at": "2026-01-31T10:00:00+01:00"}
    under = agreement.reading({"3.1.month": "30-days"})
    found = judge(under, "effective", asked, others=True).to_json()
    (used,) = [use for use in found["reasons"]["reading"] if use["id"] == "3.1.month"]
    assert (used["applied"], used["others"]) == ("30-days", ["date-to-date"])
    assert used["says"]["en"] == "thirty days"
    assert used["would_give"] == {"date-to-date": "2026-03-01T00:00:00+01:00"}


def test_the_reading_taken_is_told_in_its_own_words(agreement: Agreement) -> None:
    (reading,) = [r for _, r in reading_places(agreement.convention) if r.id == "5.6.months"]
    taken, other = use_of(reading, {}), use_of(reading, {"5.6.months": "both"})
    assert (taken.applied, taken.others) == ("completing-and-following", ("both",))
    assert other.says["en"] == "every month of the run"
    assert taken.doubt == other.doubt == {"fr": reading.doubt.fr, "en": reading.doubt.en}


def test_each_doubt_has_its_readings_in_words_the_one_taken_first(agreement: Agreement) -> None:
    words = words_of_readings(agreement.convention)
    assert list(words["5.6.months"]) == ["completing-and-following", "both"]
    assert words["5.6.months"]["both"]["en"] == "every month of the run"
    assert words == words_of_readings(agreement.reading({"5.6.months": "both"}).convention)


def test_a_change_is_laid_over_mappings_key_by_key_and_replaces_all_else() -> None:
    node = {"a": {"b": 1, "c": [1, 2]}, "d": 3}
    assert merged(node, {"a": {"c": [3]}}) == {"a": {"b": 1, "c": [3]}, "d": 3}
    assert merged(None, {"a": 1}) == {"a": 1}


def test_the_file_that_another_reading_makes_has_the_shape_of_one(agreement: Agreement) -> None:
    under = agreement.reading({id: others[0] for id, (_, *others) in READINGS.items()})
    assert isinstance(under.convention, Convention)
    assert len(under.readings) == len(READINGS)
