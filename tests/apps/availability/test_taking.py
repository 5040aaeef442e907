"""What monitoring tells: once or twice, in order or not, from one place or several."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.availability import queries, services
from tenir.apps.availability.models import MeasuredSpan, Spell, Stretch
from tenir.apps.availability.services import Word
from tenir.apps.journal.queries import entries
from tests.apps.availability.conftest import DECEMBER, paris
from tests.apps.availability.ledger import SILENCE, ledger


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
