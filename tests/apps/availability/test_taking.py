"""What monitoring tells: once or twice, in order or not, from one place or several."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tenir.apps.availability import queries, services
from tenir.apps.availability.models import MeasuredSpan, Spell, Stretch, Target
from tenir.apps.availability.services import NewTarget, Word
from tenir.apps.journal.queries import entries
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

DECEMBER = paris("2026-12-01 00:00")
SILENCE = 300


@pytest.fixture
def watch(cast, drive):
    """watch(name="drive-web", locations=["paris", "lyon"]): a target of Drive, told by others."""

    def added(name="drive-web", **asked):
        line = {} if asked.get("product") or asked.get("kind") == "monitor" else {
            "subscription": drive.pk
        }  # fmt: skip
        wanted = NewTarget(name=name, interval=asked.pop("interval", 0), **line, **asked)
        return services.add_target(wanted, actor=cast.olga, at=paris("2026-01-05 10:00"))

    return added


@pytest.fixture
def tell(cast):
    """tell("drive-web", "2026-09-01 00:00", "up", "paris"), or several such in a list."""

    def told(*word, at=DECEMBER):
        words = word[0] if isinstance(word[0], list) else [word]
        return services.take_in(
            [Word(name, paris(when), state, *rest) for name, when, state, *rest in words],
            source="test", actor=cast.olga, at=at,
        )  # fmt: skip

    return told


def ledger():
    return [(row.start, row.end, row.state) for row in Stretch.objects.order_by("start")]


@pytest.mark.clause("5.3")
def test_an_outage_that_one_place_of_three_sees_is_shown_and_not_counted(watch, tell):
    watch(locations=["paris", "lyon", "nice"])
    tell([("drive-web", "2026-09-01 00:00", "up", place) for place in ("paris", "lyon", "nice")])
    tell("drive-web", "2026-09-02 08:00", "down", "paris")
    tell("drive-web", "2026-09-02 09:00", "down", "nice")
    tell("drive-web", "2026-09-02 09:30", "up", "paris")
    tell("drive-web", "2026-09-02 10:00", "up", "nice")
    assert ledger() == [
        (paris("2026-09-02 08:00"), paris("2026-09-02 09:00"), "degraded"),
        (paris("2026-09-02 09:00"), paris("2026-09-02 09:30"), "down"),
        (paris("2026-09-02 09:30"), paris("2026-09-02 10:00"), "degraded"),
    ]


@pytest.mark.clause("5.3")
def test_silence_of_a_monitor_is_not_measured(watch, tell):
    watch("alerts", kind="monitor", silence=SILENCE)
    watch(monitor="alerts")
    tell([
        ("alerts", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-01 00:00", "up"),
        ("alerts", "2026-09-01 00:04", "up"), ("alerts", "2026-09-12 00:00", "up"),
    ])  # fmt: skip
    (gap,) = ledger()
    assert gap == (paris("2026-09-01 00:09"), paris("2026-09-12 00:00"), "unmeasured")


@pytest.mark.clause("5.2")
def test_another_environment_is_watched_and_never_counted(cast, watch, tell):
    watch("drive-test", environment="test")
    tell([("drive-test", "2026-09-01 00:00", "up"), ("drive-test", "2026-09-02 00:00", "down")])
    assert queries.spells(cast.alice).count() == 2
    assert not MeasuredSpan.objects.exists()


@pytest.mark.clause("5.3")
def test_a_word_that_comes_late_moves_the_ledger_and_leaves_a_trail(cast, watch, tell):
    watch()
    tell([("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-05 00:00", "up")])
    assert ledger() == []
    late = tell(
        [("drive-web", "2026-09-03 10:00", "down"), ("drive-web", "2026-09-03 11:00", "up")]
    )
    assert (late.kept, late.late) == (2, 2)
    assert ledger() == [(paris("2026-09-03 10:00"), paris("2026-09-03 11:00"), "down")]
    verbs = [entry.verb for entry in entries(cast.alice)]
    assert {"availability.told_late", "availability.measured_anew"} <= set(verbs)


@pytest.mark.clause("5.3")
def test_the_same_words_again_change_nothing(watch, tell):
    watch()
    words = [("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-02 00:00", "down")]
    tell(words)
    before = (ledger(), Spell.objects.count())
    again = tell([*reversed(words), *words])
    assert (again.kept, ledger(), Spell.objects.count()) == (0, *before)


SECOND = paris("2026-09-02 08:00")
EARLY, LATE = SECOND + timedelta(milliseconds=100), SECOND + timedelta(milliseconds=900)


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([(EARLY, "down"), (LATE, "up")], "up"), ([(LATE, "up"), (EARLY, "down")], "up"),
        ([(EARLY, "up"), (LATE, "down")], "down"), ([(LATE, "down"), (EARLY, "up")], "down"),
        ([(SECOND, "down"), (SECOND, "up")], "up"), ([(SECOND, "up"), (SECOND, "down")], "down"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("together", [True, False])
def test_of_two_words_of_one_second_the_later_holds_with_a_trail(
    cast, drive, watch, told, state, together
):
    watch(interval=60, silence=None)

    def tell(*words):
        words = [Word("drive-web", at, state) for at, state in words]
        return services.take_in(words, source="test", actor=cast.olga, at=DECEMBER)

    tell((paris("2026-09-02 07:59"), "up"))
    if together:
        assert tell(*told).kept == 2
    else:
        assert [tell(word).kept for word in told] == [1, 1]
    known = list(Spell.objects.order_by("start").values())
    assert [tell(word).kept for word in [*told, *reversed(told)]] == [0, 0, 0, 0]
    assert list(Spell.objects.order_by("start").values()) == known
    tell((paris("2026-09-02 08:10"), "up"))
    down = [(SECOND, paris("2026-09-02 08:10"), "down")] if state == "down" else []
    assert ledger() == down
    trail = [e for e in entries(cast.alice) if e.verb == "availability.told_in_one_second"]
    assert [(each.happened_at, each.after["records"]) for each in trail] == [(SECOND, 1)]


def test_a_name_or_a_place_that_nobody_watches_is_named_and_kept_nowhere(watch, tell):
    watch(locations=["paris"])
    told = tell([("other", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-01 00:00", "up", "x")])
    assert told.unknown == ("drive-web@x", "other")
    assert not Spell.objects.exists()


def test_a_clock_a_little_ahead_is_of_now_and_one_far_ahead_is_refused(watch, tell):
    watch()
    now = paris("2026-09-01 00:00")
    tell("drive-web", "2026-09-01 00:01", "up", at=now)
    assert Spell.objects.get().start == now
    with pytest.raises(services.FaultyRecords, match="yet to come"):
        tell("drive-web", "2026-09-01 00:02", "up", at=now)
    with pytest.raises(services.FaultyRecords, match="no state"):
        tell("drive-web", "2026-09-01 00:00", "asleep")


@pytest.mark.clause("5.3")
def test_an_outage_goes_on_being_the_same_one_while_it_lasts(cast, watch, tell):
    watch()
    tell([("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-02 00:00", "down")])
    tell("drive-web", "2026-09-02 00:05", "down")
    first = Stretch.objects.get()
    tell("drive-web", "2026-09-02 00:10", "up")
    assert Stretch.objects.get().pk == first.pk
    assert Stretch.objects.get().end == paris("2026-09-02 00:10")
    verbs = [entry.verb for entry in entries(cast.alice)]
    assert verbs.count("availability.outage_opened") == 1
    assert verbs.count("availability.outage_closed") == 1


@pytest.mark.clause("5.3")
def test_what_a_product_shares_says_how_each_of_its_lines_is(watch, tell, sign, cast):
    watch("drive-shared", product="drive")
    other = sign("C-2", client=cast.novak.pk)
    tell([
        ("drive-shared", "2026-09-01 00:00", "down"), ("drive-shared", "2026-09-01 01:00", "up")
    ])  # fmt: skip
    assert Stretch.objects.filter(state="down").count() == 2
    services.record_measurements(
        subscription=other.pk, records=[services.Record(paris("2026-09-03 00:00"), "up")],
        source="own", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    tell("drive-shared", "2026-09-04 00:00", "down")
    assert MeasuredSpan.objects.get(subscription=other).source == other.target


@pytest.mark.clause("5.3")
def test_a_correction_gives_way_again_when_it_is_taken_back(cast, drive, watch, tell):
    watch()
    tell([
        ("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-02 00:00", "down"),
        ("drive-web", "2026-09-02 06:00", "up"), ("drive-web", "2026-09-03 00:00", "up"),
    ])  # fmt: skip
    measured = ledger()
    made = services.correct(
        subscription=drive.pk, start=paris("2026-09-02 03:00"), end=paris("2026-09-02 07:00"),
        state="up", because="the probe looked at the old address", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    assert ledger() == [(paris("2026-09-02 00:00"), paris("2026-09-02 03:00"), "down")]
    services.take_back(correction_id=made.pk, because="it did not", actor=cast.olga, at=DECEMBER)
    again = services.take_back(correction_id=made.pk, because="x", actor=cast.olga, at=DECEMBER)
    assert (ledger(), again.reversed_because) == (measured, "it did not")


@pytest.mark.clause("5.3")
def test_an_outage_opened_by_hand_lasts_until_it_is_told_to_end(cast, drive):
    at = paris("2026-09-02 09:00")
    made = services.correct(
        subscription=drive.pk, start=paris("2026-09-02 08:00"), end=None, state="down",
        because="calls of every user", actor=cast.olga, at=at,
    )  # fmt: skip
    assert ledger() == [(paris("2026-09-02 08:00"), at, "down")]
    ended = at + timedelta(minutes=30)
    for end in (ended, ended + timedelta(hours=9)):
        services.end_correction(
            correction_id=made.pk, end=end, actor=cast.olga, at=at + timedelta(days=1)
        )
    assert ledger() == [(paris("2026-09-02 08:00"), ended, "down")]
    services.take_back(correction_id=made.pk, because="a test", actor=cast.olga, at=DECEMBER)
    assert not MeasuredSpan.objects.exists()


def test_a_cause_told_alone_leaves_the_measure(cast, drive, watch, tell):
    watch()
    tell([("drive-web", "2026-09-01 00:00", "up"), ("drive-web", "2026-09-02 00:00", "down")])
    tell("drive-web", "2026-09-02 01:00", "up")
    before = ledger()
    services.correct(
        subscription=drive.pk, start=paris("2026-09-02 00:00"), end=paris("2026-09-02 01:00"),
        state="", because="a disk was full", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip
    assert ledger() == before


@pytest.mark.parametrize(
    "asked",
    [
        {"because": " "}, {"state": "asleep"}, {"end": paris("2026-09-01 00:00")},
        {"end": paris("2026-12-02 00:00")},
    ],
)  # fmt: skip
def test_a_correction_without_a_cause_a_state_or_a_length_is_refused(cast, drive, asked):
    wanted = {
        "start": paris("2026-09-02 00:00"),
        "end": None,
        "state": "up",
        "because": "x",
        **asked,
    }
    with pytest.raises(services.FaultyCorrection):
        services.correct(subscription=drive.pk, **wanted, actor=cast.olga, at=DECEMBER)


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
