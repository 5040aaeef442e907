"""Dates as each reader writes them: none that two readers take for two days."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from tenir.ui.month import month_in_words, months_to_choose
from tenir.ui.templatetags.tenir import day, deadline, moment

AT = datetime(2026, 8, 3, 10, 0, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written", "on"),
    [("fr", "03/08/2026 12:00", "03/08/2026"), ("en", "3 Aug 2026 12:00", "3 Aug 2026")],
)
def test_an_instant_and_a_day_are_written_in_the_reader_s_manner(
    language: str, written: str, on: str
) -> None:
    with translation.override(language), timezone.override("Europe/Paris"):
        assert f">{written}<" in moment(AT)
        assert day(date(2026, 8, 3)) == on


def test_a_midnight_that_ends_a_delay_is_2400_of_its_day() -> None:
    with translation.override("fr"), timezone.override("Europe/Paris"):
        assert "30/06/2026 24:00" in deadline(datetime(2026, 6, 30, 22, tzinfo=UTC))


@pytest.mark.parametrize(("language", "written"), [("fr", "août 2026"), ("en", "August 2026")])
def test_a_month_is_written_in_words(language: str, written: str) -> None:
    with translation.override(language):
        assert month_in_words("2026-08") == written


def test_the_months_to_choose_are_those_of_ten_years_and_the_one_chosen_before() -> None:
    since = date(1999, 6, 1)
    with translation.override("en"), timezone.override("Europe/Paris"):
        september = datetime(2026, 8, 31, 22, 30, tzinfo=UTC)
        offered = months_to_choose(september, "2016-09", since=since)
        older = months_to_choose(AT, "1999-12", since=since)
        wrong = months_to_choose(AT, "1999-13", since=since)
        assert wrong == months_to_choose(AT, since=since)
    assert (offered[0], len(offered)) == (("2026-09", "September 2026"), 121)
    assert offered[-1] == ("2016-09", "September 2016")
    assert older[-1] == ("1999-12", "December 1999")


@pytest.mark.parametrize(
    ("since", "offered"),
    [
        (date(2026, 6, 15), ["2026-08", "2026-07", "2026-06"]),
        (date(2026, 12, 1), ["2026-08"]),  # it is signed, and has not begun
        (None, ["2026-08"]),
    ],
)
def test_the_months_to_choose_begin_with_the_first_contract(
    since: date | None, offered: list[str]
) -> None:
    assert [month for month, _words in months_to_choose(AT, since=since)] == offered
