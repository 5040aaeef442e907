"""Works that come back keep their hours through the changes of the clocks; freezes are kept."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tenir.apps.maintenance import queries, services
from tenir.apps.notices.queries import Notice
from tenir.terms.works_recurring import BadRecurrence, Recurrence
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.maintenance.conftest import NOW, paris, told


def every(cast, *, at=NOW, actor=None, rule=(), **asked):
    """Each Saturday from 22:00 to 06:00, or as asked."""
    held = Recurrence(**{
        "days": ("sat",), "starts": "22:00", "ends": "06:00", "first_on": date(2026, 9, 1),
        **dict(rule),
    })  # fmt: skip
    told = services.Again(**{
        "number": "S", "kind": "planned", "title_fr": "Sauvegarde à froid",
        "title_en": "Cold copy", "products": ["drive"], "rule": held, **asked,
    })  # fmt: skip
    return services.repeat(told, actor=actor or cast.olga, at=at)


def hours(works):
    """When, by the clocks of Paris, and how long."""
    zone = ZoneInfo("Europe/Paris")
    start, end = works.starts_at.astimezone(zone), works.ends_at.astimezone(zone)
    return f"{start:%d/%m %H:%M} {end:%H:%M}", works.ends_at - works.starts_at


@pytest.mark.clause("5.12", "5.15")
@pytest.mark.parametrize(
    ("at", "day", "expected"),
    [
        ("2026-03-02 10:00", "28/03", timedelta(hours=7)),
        ("2026-10-05 10:00", "24/10", timedelta(hours=9)),
    ],
)
def test_each_time_keeps_its_hours_when_the_clocks_change(cast, lines, at, day, expected):
    every(cast, at=paris(at), rule={"first_on": paris(at).date()})
    found = dict(hours(row) for row in queries.works(cast.alice))
    assert {key[6:] for key in found} == {"22:00 06:00"}
    assert {length for key, length in found.items() if not key.startswith(day)} == {
        timedelta(hours=8)
    }
    assert found[f"{day} 22:00 06:00"] == expected
    assert not any(row.outside for row in queries.works(cast.olga))


@pytest.mark.clause("5.12")
def test_they_are_announced_once_and_each_week_is_put_on_the_calendar(cast, lines):
    found = every(cast)
    assert set(told("announced")) == {"alice", "bob"}
    assert "chaque samedi, de 22:00 à 06:00" in told("announced")["alice"][1]
    assert Notice.objects.filter(kind="maintenance.announced", channel="email").count() == 2
    assert [row.number for row in queries.works(cast.alice)][:2] == ["S-20260905", "S-20260912"]
    assert queries.works(cast.alice).count() == 9
    assert services.make_more(NOW + timedelta(days=6)) == 0
    assert services.make_more(NOW + timedelta(days=8)) == 1
    assert services.make_more(NOW + timedelta(days=8)) == 0
    rows = list(queries.works(cast.alice))
    assert {row.announced_at for row in rows} == {NOW}
    assert len(rows) == 10
    assert found.number == queries.recurring(cast.sam, "S").number
    assert Notice.objects.filter(kind="maintenance.announced", channel="email").count() == 2


@pytest.mark.clause("5.12")
def test_their_beginnings_and_ends_are_read_on_the_page_alone(cast, lines):
    every(cast)
    assert services.follow(paris("2026-09-05 22:00")) == 1
    assert services.follow(paris("2026-09-06 06:00")) == 1
    assert told("started") == told("ended") == {}
    assert [each.what for each in queries.steps(cast.bob, "S-20260905")] == [
        "announced", "started", "ended"
    ]  # fmt: skip


@pytest.mark.clause("5.12")
def test_once_stopped_they_come_no_more_and_it_is_told_once(cast, lines):
    every(cast)
    at = paris("2026-09-05 23:00")
    services.follow(at)
    for _ in range(2):
        found = services.stop_repeating("S", because="No more need", actor=cast.olga, at=at)
    assert found.stopped_because == "No more need"
    left = queries.works(cast.alice).filter(withdrawn_at=None)
    assert [row.number for row in left] == ["S-20260905"]
    assert Notice.objects.filter(kind="maintenance.withdrawn", channel="email").count() == 2
    assert "les fois suivantes" in told("withdrawn")["alice"][1]
    assert services.make_more(NOW + timedelta(days=99)) == 0


@pytest.mark.clause("5.12")
def test_one_time_may_move_or_be_withdrawn_by_itself(cast, lines):
    every(cast)
    services.withdraw(number="S-20260912", because="Fair", actor=cast.olga, at=NOW)
    assert queries.works(cast.alice).filter(withdrawn_at=None).count() == 8
    services.make_more(NOW + timedelta(days=8))
    assert queries.works(cast.alice).filter(occurs_on=date(2026, 9, 12)).count() == 1


@pytest.mark.clause("5.12", "5.14")
def test_a_frozen_time_asks_for_a_reason_once_and_is_flagged_later(cast, lines):
    frozen = {"client": cast.martin.pk, "because": "Fair", "actor": cast.anna, "at": NOW}
    services.freeze(
        starts_at=paris("2026-09-12 00:00"), ends_at=paris("2026-09-14 00:00"), **frozen
    )
    with pytest.raises(services.WorksAgainst):
        every(cast)
    every(cast, despite="It takes a minute")
    services.freeze(
        starts_at=paris("2026-11-06 00:00"), ends_at=paris("2026-11-09 00:00"), **frozen
    )
    services.make_more(NOW + timedelta(days=8))
    row = queries.works_numbered(cast.olga, "S-20261107")
    assert not next(each for each in row.checks if each["name"] == "freeze")["stands"]


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"kind": "urgent"}, services.FaultyWorks),
        ({"title_fr": " "}, services.FaultyWorks),
        ({"products": []}, services.FaultyWorks),
        ({"number": " "}, services.FaultyWorks),
        ({"rule": {"days": ()}}, BadRecurrence),
        ({"rule": {"last_on": date(2026, 9, 3)}}, services.FaultyWorks),
    ],
)
def test_works_that_cannot_come_back_are_refused(cast, lines, asked, refused):
    with pytest.raises(refused):
        every(cast, **asked)
    assert not queries.recurrings(cast.olga).exists()


def test_a_freeze_is_kept_lifted_and_seen_by_its_client_alone(cast, lines):
    asked = {"client": cast.martin.pk, "starts_at": NOW, "ends_at": NOW + timedelta(days=2),
             "because": "Fair", "asked_by": "Alice", "at": NOW}  # fmt: skip
    made = services.freeze(**asked, actor=cast.anna)
    for name, who in cast.everyone:
        if name in {"alice", "bob", "rose"} or who.is_staff:
            assert queries.freeze(who, made.pk).because == "Fair"
        else:
            with pytest.raises(NotSeen):
                queries.freeze(who, made.pk)
        if name not in {"olga", "rita", "anna", "adam"}:
            with pytest.raises(NotAllowed):
                services.freeze(**asked, actor=who)
            with pytest.raises(NotAllowed):
                services.lift(made.pk, because="Over", actor=who, at=NOW)
    for wrong in ({"ends_at": NOW}, {"because": " "}):
        with pytest.raises(services.FaultyFreeze):
            services.freeze(**{**asked, **wrong}, actor=cast.anna)
    with pytest.raises(services.FaultyFreeze):
        services.lift(made.pk, because=" ", actor=cast.anna, at=NOW)
    lifted = [services.lift(made.pk, because=why, actor=cast.anna, at=NOW) for why in ("A", "B")]
    assert [each.lifted_because for each in lifted] == ["A", "A"]


def test_only_planners_make_works_come_back(cast, lines):
    every(cast)
    for name, who in cast.everyone:
        if name not in {"olga", "rita", "adam"}:
            with pytest.raises(NotAllowed):
                every(cast, number="S2", actor=who)
            with pytest.raises((NotAllowed, NotSeen)):
                services.stop_repeating("S", because="x", actor=who, at=NOW)
        if not who.is_staff:
            assert not queries.recurrings(who).exists()
