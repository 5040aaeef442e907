"""What is watched, how it was set when, and who may know of it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from tenir.apps.availability import queries, services
from tenir.apps.availability.models import Target
from tenir.apps.availability.services import NewTarget
from tenir.apps.journal.queries import entries
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.availability.conftest import DECEMBER, paris
from tests.apps.availability.ledger import SILENCE, ledger


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"name": "a name"}, "name"), ({"kind": "smtp"}, "kind"), ({"product": "drive"}, "sub"),
        ({"environment": "moon"}, "environment"), ({"locations": ["paris", "paris"]}, "locations"),
        ({"locations": ["Paris"]}, "locations"), ({"agreeing": 2}, "agreeing"),
        ({"kind": "http", "address": "ftp://x.example.org"}, "address"),
        ({"kind": "http", "address": "https://a:b@x.example.org"}, "address"),
        ({"kind": "tcp", "address": "x.example.org"}, "address"),
        ({"kind": "tls", "address": "x.example.org:99999"}, "address"),
        ({"kind": "dns", "address": "x..example.org"}, "address"),
        ({"asked": {"status": [200]}}, "asked"), ({"monitor": "nobody"}, "monitor"),
        ({"kind": "tcp", "address": "x:1", "interval": 1}, "interval"),
        ({"kind": "tcp", "address": "x:1", "interval": 10, "timeout": 9}, "timeout"),
        ({"kind": "tcp", "address": "x:1", "silence": 60}, "silence"),
        ({"kind": "tcp", "address": "x:1", "silence": None}, "silence"),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be_watched_says_where(cast, drive, asked, where):
    defaults = {"name": "web", "subscription": drive.pk}
    if asked.get("kind", "pushed") != "pushed":
        defaults |= {"interval": 60, "silence": SILENCE}
    with pytest.raises(services.FaultyTarget, match=f"^{where}"):
        services.add_target(NewTarget(**defaults | asked), actor=cast.olga, at=DECEMBER)


def test_a_target_is_named_once_changed_and_retired(cast, watch, tell):
    made = watch()
    with pytest.raises(services.FaultyTarget, match="already"):
        watch()
    services.change_target(made.pk, silence=600, actor=cast.olga, at=DECEMBER)
    assert Target.objects.get().silence == 600
    services.retire_target(made.pk, actor=cast.olga, at=DECEMBER)
    services.retire_target(made.pk, actor=cast.olga, at=DECEMBER)
    assert tell("drive-web", "2026-09-01 00:00", "up").unknown == ("drive-web",)
    told = [entry.verb for entry in entries(cast.olga, subject=made.subject)]
    assert told.count("availability.target_retired") == 1


@pytest.mark.clause("5.3")
def test_what_was_told_before_a_change_of_settings_is_judged_as_it_was(cast, watch, tell):
    made = watch(silence=3600)
    tell("drive-web", "2026-09-01 00:00", "up")
    changed = paris("2026-09-01 12:00")
    services.change_target(
        made.pk, silence=14_400, locations=["paris"], since=changed, because="a new probe",
        actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    tell([("drive-web", "2026-09-01 12:00", "up", "paris"),
          ("drive-web", "2026-09-01 15:00", "up", "paris"),
          ("drive-web", "2026-09-01 06:00", "up")])  # fmt: skip
    assert ledger() == [
        (paris("2026-09-01 01:00"), paris("2026-09-01 06:00"), "unmeasured"),
        (paris("2026-09-01 07:00"), changed, "unmeasured"),
    ]
    first, then = made.settings.all()
    assert (first.silence, then.silence, then.because) == (3600, 14_400, "a new probe")
    assert made.settings.last().decided_by_id == cast.olga.person


@pytest.mark.clause("5.3")
def test_a_setting_dated_earlier_moves_the_ledger_from_there_on(cast, watch, tell):
    made = watch(silence=3600)
    tell([("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-01 02:00", "up"),
          ("drive-web", "2026-09-01 10:00", "up"),
          ("drive-web", "2026-09-01 12:00", "up")])  # fmt: skip
    services.change_target(
        made.pk, silence=3 * 3600, since=paris("2026-09-01 09:00"), actor=cast.olga, at=DECEMBER
    )
    assert ledger() == [
        (paris("2026-09-01 01:00"), paris("2026-09-01 02:00"), "unmeasured"),
        (paris("2026-09-01 03:00"), paris("2026-09-01 10:00"), "unmeasured"),
    ]
    for since in ("2026-09-01 08:59", "2026-12-01 00:01"):
        with pytest.raises(services.FaultyTarget, match="since"):
            services.change_target(
                made.pk, silence=600, since=paris(since), actor=cast.olga, at=DECEMBER
            )


def test_measures_go_under_the_names_of_the_targets_once_there_are_some(cast, drive, watch):
    watch()
    with pytest.raises(services.FaultyRecords, match="other targets"):
        services.record_measurements(
            subscription=drive.pk, records=[services.Record(DECEMBER, "up")], source="x",
            actor=cast.olga, at=DECEMBER,
        )  # fmt: skip


SEES = {"alice", "bob", "rose", "sam", "olga", "rita", "anna", "fred", "sofia", "adam"}
STAFF = SEES - {"alice", "bob", "rose"}


def test_a_client_learns_nothing_of_another_s_targets(cast, drive, watch, tell):
    own, shared = watch(), watch("drive-shared", product="drive")
    tell([("drive-web", "2026-09-01 00:00", "up")])
    made = services.correct(
        subscription=drive.pk, start=paris("2026-09-01 00:00"), end=paris("2026-09-01 01:00"),
        state="", because="x", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    for name, who in cast.everyone:
        sees = name in SEES
        assert list(queries.targets(who, subscription=drive.pk)) == ([own] if sees else []), name
        assert queries.spells(who, target=own.pk).exists() == sees, name
        assert queries.corrections(who, subscription=drive.pk).exists() == sees, name
        for ask, key, allowed in (
            (queries.target, own.pk, sees), (queries.correction, made.pk, sees),
            (queries.target, shared.pk, name in STAFF),
        ):  # fmt: skip
            if allowed:
                assert ask(who, key).pk == key
            else:
                with pytest.raises(NotSeen):
                    ask(who, key)


def test_only_operations_say_what_is_watched_and_what_it_was(cast, drive, watch):
    made = watch()
    acts = (
        lambda who: services.take_in([], source="x", actor=who, at=DECEMBER),
        lambda who: services.add_target(NewTarget(name="w"), actor=who, at=DECEMBER),
        lambda who: services.change_target(made.pk, silence=600, actor=who, at=DECEMBER),
        lambda who: services.retire_target(made.pk, actor=who, at=DECEMBER),
        lambda who: services.correct(
            subscription=drive.pk, start=DECEMBER, end=None, state="up", because="x", actor=who,
            at=DECEMBER,
        ),
        lambda who: services.end_correction(
            correction_id=1, end=DECEMBER, actor=who, at=DECEMBER
        ),
        lambda who: services.take_back(correction_id=1, because="x", actor=who, at=DECEMBER),
    )  # fmt: skip
    for name, who in cast.everyone:
        if name not in {"olga", "adam"}:
            for act in acts:
                with pytest.raises((NotAllowed, NotSeen)):
                    act(who)


def test_the_database_refuses_a_target_of_nobody(watch):
    with pytest.raises(IntegrityError):
        Target.objects.create(name="x", kind="tcp", created_at=DECEMBER)
