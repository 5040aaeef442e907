"""The month so far, and who is told that its margin burns."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.availability import queries, services
from tenir.apps.availability.services import NewTarget
from tenir.apps.notices.models import Notice
from tenir.viewer import NotSeen
from tests.apps.availability.conftest import paris

NOW = paris("2026-09-15 10:00")


@pytest.mark.clause("5.1")
def test_the_minutes_left_of_september_are_known_while_it_runs(cast, drive, measure):
    measure(drive, ("2026-09-01 00:00", "up"), ("2026-09-15 08:00", "down"),
            ("2026-09-15 09:00", "up"), ("2026-09-15 10:00", "up"))  # fmt: skip
    found = queries.standing(cast.alice, drive.pk, at=NOW)
    assert found.margin.value.left_seconds == 216 * 60 - 3600
    assert found.stake is not None
    (same,) = queries.standings(cast.alice, cast.martin.pk, at=NOW)
    assert same.margin.value == found.margin.value
    with pytest.raises(NotSeen):
        queries.standing(cast.charlie, drive.pk, at=NOW)
    assert queries.standings(cast.charlie, cast.martin.pk, at=NOW) == []


@pytest.mark.clause("5.1", "5.3")
def test_a_month_says_how_much_of_it_nobody_measured_and_by_how_much_it_may_be_off(cast, drive):
    services.add_target(
        NewTarget(name="web", subscription=drive.pk, interval=60, silence=3600),
        actor=cast.olga, at=paris("2026-01-05 10:00"),
    )  # fmt: skip
    words = [services.Word("web", paris(at), state) for at, state in (
        ("2026-09-15 08:00", "up"), ("2026-09-15 08:30", "down"), ("2026-09-15 08:40", "up"),
    )]  # fmt: skip
    services.take_in(words, source="probe", actor=cast.olga, at=NOW)
    found = queries.standing(cast.alice, drive.pk, at=NOW)
    assert found.elapsed == 14 * 86_400 + 36_000
    assert found.elapsed - found.unmeasured == 40 * 60  # until the last word: of later none knows
    assert found.error.value == 60
    (listed,) = queries.margins(cast.anna, at=NOW)
    assert (listed.subscription, listed.error.value) == (drive, 60)
    assert list(queries.margins(cast.charlie, at=NOW)) == []


@pytest.mark.clause("5.2")
def test_another_environment_shows_its_month_beside(cast, drive):
    services.add_target(
        NewTarget(name="web-test", subscription=drive.pk, environment="test", interval=0),
        actor=cast.olga, at=paris("2026-01-05 10:00"),
    )  # fmt: skip
    words = [services.Word("web-test", paris(at), state) for at, state in (
        ("2026-08-31 22:00", "down"), ("2026-09-01 02:00", "up"), ("2026-09-15 08:00", "down"),
        ("2026-09-15 09:00", "down"),
    )]  # fmt: skip
    services.take_in(words, source="probe", actor=cast.olga, at=NOW)
    (found,) = queries.elsewhere(cast.alice, at=NOW)
    assert (found.target.name, found.state, found.down_seconds) == ("web-test", "down", 4 * 3600)
    assert queries.elsewhere(cast.charlie, at=NOW) == []


@pytest.mark.clause("5.1")
def test_operations_are_told_once_that_a_margin_burns(cast, drive, measure):
    measure(drive, ("2026-09-01 00:00", "up"), ("2026-09-15 09:30", "down"),
            ("2026-09-15 10:00", "down"))  # fmt: skip
    assert services.warn_of_burn(NOW) == 1
    assert services.warn_of_burn(NOW) == 1
    told = Notice.objects.filter(kind="availability.burn", channel="email")
    assert [row.person.name for row in told] == ["Olga"]
    assert drive.target in told.get().values["line"]


def test_nobody_is_told_of_an_outage_long_over(cast, drive, measure):
    measure(drive, ("2026-09-01 00:00", "down"), ("2026-09-01 09:00", "up"))
    assert services.warn_of_burn(NOW) == 0


@pytest.mark.clause("5.1")
def test_the_lines_down_of_many_clients_take_as_many_queries_as_those_of_one(
    cast, drive, sign, measure
):
    told = ("2026-09-01 00:00", "up"), ("2026-09-15 08:00", "down"), ("2026-09-15 10:00", "up")
    measure(drive, *told)
    sign("C-3")  # never down: not looked at
    asked, listed = counted(cast)
    assert listed == [drive]
    theirs = sign("C-2", client=cast.novak.pk)
    measure(theirs, *told)
    assert counted(cast) == (asked, [drive, theirs])


def counted(cast):
    """How many queries the list takes, and which subscriptions stand in it."""
    anna = cast.anna
    with CaptureQueriesContext(connection) as queried:
        listed = [found.subscription for found in queries.margins(anna, at=NOW)]
    return len(queried), listed
