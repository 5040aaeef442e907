"""Dates as each reader writes them: none that two readers take for two days."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

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
