"""Works announced, and whom they touch."""

from __future__ import annotations

import pytest

from tenir.apps.availability import queries as availability
from tenir.apps.journal.queries import entries
from tenir.apps.maintenance import queries, services
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

TOLD = paris("2026-09-01 10:00")


def announced(cast, number="W-1", **asked):
    wanted = {
        "kind": "planned", "starts_at": paris("2026-09-10 21:00"),
        "ends_at": paris("2026-09-11 02:00"), "products": ["drive"], "announced_at": TOLD,
        "actor": cast.olga, **asked,
    }  # fmt: skip
    return services.put_on_record(number=number, at=TOLD, **wanted)


@pytest.mark.clause("5.5", "5.14")
def test_planned_works_announced_in_a_window_of_september_exclude(cast, drive, measure):
    announced(cast)
    measure(
        drive, ("2026-09-01 00:00", "up"), ("2026-09-10 22:00", "down"),
        ("2026-09-11 03:00", "up"), ("2026-10-01 00:00", "up"),
    )  # fmt: skip
    found = availability.dossier(cast.olga, drive.pk, "2026-09").month("2026-09").value
    assert (found.down_seconds, found.excluded_seconds) == (5 * 3600, 4 * 3600)


@pytest.mark.clause("5.12")
def test_works_withdrawn_exclude_nothing_any_more(cast, drive, measure):
    announced(cast, subscriptions=[drive.pk], products=[])
    services.withdraw(number="W-1", because="put off", actor=cast.olga, at=TOLD)
    again = services.withdraw(number="W-1", because="again", actor=cast.olga, at=TOLD)
    assert again.withdrawn_because == "put off"
    facts = queries.works_touching(cast.olga, [drive], until=paris("2026-10-01 00:00"))
    assert facts == {drive.pk: ()}
    assert entries(cast.olga, verb="maintenance.works_withdrawn").count() == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "planed"},
        {"ends_at": paris("2026-09-10 21:00")},
        {"products": []},
        {"number": "W-0"},
    ],
)
def test_works_that_make_no_sense_are_refused(cast, drive, asked):
    announced(cast, "W-0")
    with pytest.raises(services.FaultyWorks):
        announced(cast, **asked)
    with pytest.raises(services.FaultyWorks):
        services.withdraw(number="W-0", because=" ", actor=cast.olga, at=TOLD)


def test_only_operations_and_releases_announce_works(cast, drive):
    announced(cast)
    for name, who in cast.everyone:
        if name not in {"olga", "rita", "adam"}:
            with pytest.raises(NotAllowed):
                announced(cast, "W-2", actor=who)
            with pytest.raises((NotAllowed, NotSeen)):
                services.withdraw(number="W-1", because="x", actor=who, at=TOLD)


def test_a_client_sees_the_works_that_touch_it(cast, drive):
    announced(cast)
    announced(cast, "W-2", products=["process"])
    for name, who in cast.everyone:
        numbers = [row.number for row in queries.works(who, since=TOLD)]
        if who.is_staff:
            assert numbers == ["W-1", "W-2"], name
        elif name in {"alice", "bob", "rose"}:
            assert numbers == ["W-1"], name
            assert queries.works_numbered(who, "W-1").number == "W-1"
            with pytest.raises(NotSeen):
                queries.works_numbered(who, "W-2")
        else:
            assert numbers == [], name
            with pytest.raises(NotSeen):
                queries.works_numbered(who, "W-1")
