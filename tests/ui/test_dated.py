"""Lists narrowed to days, on the reader's clocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from django.utils import timezone

from tenir.apps.accounts.models import SignIn
from tenir.ui.dated import between_days
from tenir.ui.listing import Column, listing

FILTERS = between_days("at", "From", "Until")
# Around Tuesday 1 September 2026 in Paris, which begins at 22:00 UTC and ends at 22:00 UTC.
INSTANTS = {
    "eve": datetime(2026, 8, 31, 21, 59, 59, tzinfo=UTC),
    "first": datetime(2026, 8, 31, 22, tzinfo=UTC),
    "last": datetime(2026, 9, 1, 21, 59, 59, tzinfo=UTC),
    "morrow": datetime(2026, 9, 1, 22, tzinfo=UTC),
}


@pytest.fixture
def attempts(db: None) -> None:
    for name, at in INSTANTS.items():
        SignIn.objects.create(method="password", outcome="wrong", at=at, user_agent=name)


def kept(asked: str, zone: str = "Europe/Paris") -> list[str]:
    columns = (Column("at", "When", lambda s: s.at, sort="at"),)
    with timezone.override(zone):
        found = listing(
            RequestFactory().get(f"/?{asked}"), SignIn.objects.all(), columns=columns,
            filters=FILTERS, sort="at",
        )  # fmt: skip
    return [row.user_agent for row in found.page]


@pytest.mark.usefixtures("attempts")
@pytest.mark.parametrize(
    ("asked", "zone", "expected"),
    [
        ("since=2026-09-01", "Europe/Paris", ["first", "last", "morrow"]),
        ("until=2026-09-01", "Europe/Paris", ["eve", "first", "last"]),
        ("since=2026-09-01&until=2026-09-01", "Europe/Paris", ["first", "last"]),
        ("since=2026-09-01&until=2026-09-01", "UTC", ["last", "morrow"]),
        ("since=2026-09-02&until=2026-09-01", "Europe/Paris", []),
    ],
)
def test_days_are_the_reader_s_and_the_last_is_whole(
    asked: str, zone: str, expected: list[str]
) -> None:
    assert kept(asked, zone) == expected


@pytest.mark.usefixtures("attempts")
@pytest.mark.parametrize("wrong", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31", "01/09"])
@pytest.mark.parametrize("key", ["since", "until"])
def test_what_is_no_day_is_ignored(key: str, wrong: str) -> None:
    assert kept(f"{key}={wrong}") == list(INSTANTS)


@pytest.mark.usefixtures("attempts")
def test_a_day_whose_clocks_change_is_whole() -> None:
    SignIn.objects.create(
        method="password", outcome="wrong", at=datetime(2026, 10, 25, 22, 30, tzinfo=UTC),
        user_agent="late",
    )  # fmt: skip
    assert kept("since=2026-10-25&until=2026-10-25") == ["late"]
