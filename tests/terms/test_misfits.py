"""What does not have its shape: a value of another kind, told in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from tenir.terms.cited import Elapsed, Priority, Shape, all_of
from tenir.terms.errors import Refused
from tenir.terms.kinds_availability import BadTiers, Streak, Tiers, WeeklySpan
from tenir.terms.kinds_service import Delay, Retention
from tenir.terms.misfits import fields_of, misfit


def refusals(model: type[BaseModel], **value: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refusal:
        model.model_validate(value)
    found = [misfit(item, fields=fields_of(model)) for item in refusal.value.errors()]
    return [(each.message("fr"), each.message("en")) for each in found]


class Lengths(Shape):
    upto: Elapsed
    open: bool = False
    text: str = "x"
    table: dict[str, str] = {}  # noqa: RUF012 - pydantic copies it
    many: float = 0
    words: tuple[str, ...] = ()
    on: date = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ({"open": "perhaps"}, "ni vrai ni faux", "neither true nor false"),
        ({"text": 12}, "mettez-le entre guillemets", "put it in quotes"),
        ({"table": 12}, "des champs et leurs valeurs", "fields and their values"),
        ({"words": 12}, "n'est pas une liste", "is no list"),
        ({"on": "2026-02-30"}, "n'est pas une date", "is no date"),
        ({"many": "x" * 80}, "xxx… » ne convient pas", "xxx…” does not fit"),
        ({"upto": "24"}, "« 24 » n'a pas d'unité de temps", "“24” has no unit of time"),
        ({"upto": "1 days"}, "l'unité « days » est inconnue", "the unit “days” is unknown"),
        ({"upto": "3 fortnights"}, "« fortnights »", "“fortnights”"),
    ],
)
def test_a_value_of_another_kind_is_told_in_both_languages(
    value: dict[str, Any], french: str, english: str
) -> None:
    ((in_french, in_english),) = refusals(Lengths, **{"upto": "24 hours", **value})
    assert french in in_french
    assert english in in_english


def test_a_number_that_is_too_small_says_the_least() -> None:
    asked = {"kind": "streak", "of": "x", "state": "missed", "indemnifies": "whole_run"}
    (told,) = refusals(Streak, **asked, months=0, clause="5.6")
    assert told == ("« 0 » est trop petit ; écrivez 1 ou plus", "“0” is too small; write 1 or more")


def test_a_number_that_is_none_says_so() -> None:
    asked = {"kind": "streak", "of": "x", "state": "missed", "indemnifies": "whole_run"}
    (told,) = refusals(Streak, **asked, months="two", clause="5.6")
    assert told[1] == "“two” is no whole number; write one, without a unit"


def test_a_clock_time_that_is_none_says_the_form() -> None:
    (told,) = refusals(WeeklySpan, days=["mon"], **{"from": "8:30", "to": "12:00"})
    assert "“8:30” does not have the form expected" in told[1]


@pytest.mark.parametrize(
    ("tiers", "key", "at"),
    [
        ([("0.5", None)], "tiers.gap", 1),
        ([("0", "1"), ("2", None)], "tiers.gap", 2),
        ([("0", "2"), ("1", None)], "tiers.overlap", 2),
        ([("0", None), ("1", None)], "tiers.overlap", 2),
        ([("0", "0"), ("0", None)], "tiers.empty", 1),
        ([("0", "1"), ("1", "2")], "tiers.open", 2),
    ],
)
def test_tiers_leave_no_gap_and_do_not_overlap(
    tiers: list[tuple[str, str | None]], key: str, at: int
) -> None:
    """Clause: 5.6."""
    value = {
        "kind": "tiers", "input": "target - rate", "base": "line_monthly_fee", "rounding": "down",
        "clause": "5.6",
        "tiers": [
            {"over": f"{over} pt", "upto": upto and f"{upto} pt", "rate": "1 %"}
            for over, upto in tiers
        ],
    }  # fmt: skip
    with pytest.raises(ValidationError) as refusal:
        Tiers.model_validate(value)
    error = refusal.value.errors()[0]["ctx"]["error"]
    assert isinstance(error, BadTiers)
    assert (error.key, error.values["at"]) == (key, at)


@pytest.mark.parametrize(
    ("value", "english"),
    [
        ({"length": "8 working_hours"}, "working hours are counted in a calendar"),
        ({"length": "30 days"}, "a delay of 30 days cannot end with “exact”"),
        ({"length": "24 hours", "ends": "midnight"}, "cannot end with “midnight”"),
        ({"length": "2 days", "ends": "closing"}, "cannot end with “closing”"),
    ],
)
def test_a_delay_has_a_unit_that_ends_where_it_says(value: dict[str, str], english: str) -> None:
    (told,) = refusals(Delay, kind="delay", clause="7.13", **value)
    assert english in told[1]


def test_a_copy_does_not_live_working_days() -> None:
    tier = {"id": "daily", "per": "day", "length": "7 working_days"}
    asked = {"kind": "retention", "clause": "6.4", "pick": "last", "method": "coverage"}
    told = refusals(Retention, tiers=[tier], **asked)[0]
    assert "“working_days” is unknown; units accepted: days, weeks, months" in told[1]


def test_a_table_says_what_becomes_of_every_case() -> None:
    with pytest.raises(Refused, match="says nothing of “P2”"):
        all_of(Priority, ["P1", "P3"])
