"""An outage that nobody tells over and over goes on in the ledger, until it is told to end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.availability import queries, services
from tenir.apps.availability.models import MeasuredSpan, Stretch
from tenir.apps.availability.services import NewTarget, Word
from tenir.apps.journal.queries import entries
from tests.apps.availability.conftest import paris

BEGUN = paris("2026-09-02 08:00")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def watch(cast, drive):
    """watch(silence=600): a target of Drive that another's monitor pushes, up since the eve."""

    def added(name="kuma", **asked):
        owner = {} if asked.get("product") else {"subscription": drive.pk}
        wanted = NewTarget(name=name, interval=asked.pop("interval", 0), **owner, **asked)
        services.add_target(wanted, actor=cast.olga, at=paris("2026-09-01 00:00"))
        tell(cast, "up", paris("2026-09-01 00:00"), name)

    return added


def tell(cast, state, at, name="kuma", now=None):
    words = [Word(name, at, state)]
    return services.take_in(words, source="kuma", actor=cast.olga, at=now or at)


def by_hand(cast, drive, state="down", at=BEGUN, end=None):
    return services.correct(
        subscription=drive.pk, start=at, end=end, state=state, because="every user calls",
        actor=cast.olga, at=end or at,
    )  # fmt: skip


def down():
    return [(row.start, row.end) for row in Stretch.objects.filter(state="down").order_by("start")]


def spent(viewer, drive, at):
    return queries.standing(viewer, drive.pk, at=at).margin.value.counted_seconds


def verbs(cast):
    return [e.verb for e in entries(cast.olga) if e.verb.startswith("availability.outage")]


@pytest.mark.clause("5.3")
def test_an_outage_opened_by_hand_counts_the_time_until_now(cast, drive):
    made = by_hand(cast, drive)
    later = BEGUN + 90 * MINUTE
    assert [services.let_outages_last(later) for _ in range(3)] == [1, 0, 0]
    assert down() == [(BEGUN, later)]
    assert spent(cast.alice, drive, later) == 90 * 60
    services.let_outages_last(BEGUN + 3 * HOUR)
    services.end_correction(
        correction_id=made.pk, end=BEGUN + 2 * HOUR, actor=cast.olga, at=BEGUN + 4 * HOUR
    )
    assert services.let_outages_last(BEGUN + 5 * HOUR) == 0
    assert down() == [(BEGUN, BEGUN + 2 * HOUR)]


@pytest.mark.clause("5.3")
def test_an_outage_pushed_once_counts_the_time_until_it_is_told_to_end(cast, drive, watch):
    watch()
    tell(cast, "down", BEGUN)
    for minutes in range(1, 5):
        services.let_outages_last(BEGUN + minutes * MINUTE)
        assert down() == [(BEGUN, BEGUN + minutes * MINUTE)]
    assert spent(cast.alice, drive, BEGUN + 4 * MINUTE) == 4 * 60
    row = Stretch.objects.get().pk
    tell(cast, "up", BEGUN + 200 * timedelta(seconds=1), now=BEGUN + 4 * MINUTE)
    assert down() == [(BEGUN, BEGUN + timedelta(seconds=200))]
    assert Stretch.objects.get().pk == row
    assert services.let_outages_last(BEGUN + HOUR) == 0
    assert verbs(cast) == ["availability.outage_closed", "availability.outage_opened"]
    closed = next(e for e in entries(cast.olga) if e.verb == "availability.outage_closed")
    assert closed.happened_at == BEGUN + timedelta(seconds=200)
    assert not [e for e in entries(cast.olga) if e.verb == "availability.measured_anew"]


@pytest.mark.clause("5.3")
def test_a_word_told_again_or_beside_leaves_it_as_long_as_it_was(cast, drive, watch):
    watch()
    tell(cast, "down", BEGUN)
    services.let_outages_last(BEGUN + HOUR)
    tell(cast, "down", BEGUN, now=BEGUN + HOUR)
    assert down() == [(BEGUN, BEGUN + HOUR)]
    by_hand(cast, drive, "up", at=paris("2026-09-01 03:00"), end=paris("2026-09-01 04:00"))
    services.let_outages_last(BEGUN + 2 * HOUR)
    assert down() == [(BEGUN, BEGUN + 2 * HOUR)]


@pytest.mark.clause("5.3")
def test_a_partial_outage_goes_on_and_is_never_counted(cast, drive, watch):
    watch()
    tell(cast, "degraded", BEGUN)
    assert services.let_outages_last(BEGUN + HOUR) == 1
    assert (Stretch.objects.get().end, spent(cast.alice, drive, BEGUN + HOUR)) == (BEGUN + HOUR, 0)


@pytest.mark.clause("5.3")
def test_that_something_was_up_is_no_word_of_what_came_after(cast, drive, watch):
    watch()
    assert services.let_outages_last(BEGUN) == 0
    assert MeasuredSpan.objects.get().last_at == paris("2026-09-01 00:00")
    by_hand(cast, drive, "up", at=BEGUN)  # but where a person says that it goes on
    services.let_outages_last(BEGUN + HOUR)
    assert MeasuredSpan.objects.get().last_at == BEGUN + HOUR


@pytest.mark.clause("5.3")
def test_past_its_silence_an_outage_is_not_measured(cast, drive, watch):
    watch(interval=60, silence=600)
    tell(cast, "down", BEGUN)
    assert services.let_outages_last(BEGUN + 5 * MINUTE) == 1
    assert down() == [(BEGUN, BEGUN + 5 * MINUTE)]
    assert [services.let_outages_last(BEGUN + n * HOUR) for n in (1, 2)] == [1, 0]
    assert down() == [(BEGUN, BEGUN + 10 * MINUTE)]
    assert MeasuredSpan.objects.get().state == "unmeasured"
    tell(cast, "down", BEGUN + 3 * HOUR)
    kept = [(row.end, row.state) for row in Stretch.objects.order_by("start")]
    assert kept[-2:] == [(BEGUN + 10 * MINUTE, "down"), (BEGUN + 3 * HOUR, "unmeasured")]


@pytest.mark.clause("5.3")
def test_what_is_told_at_each_turn_is_as_long_as_it_was_told(cast, drive, watch):
    probe = {"kind": "http", "address": "https://drive.example.org", "silence": 300}
    watch("probe", interval=60, **probe)
    tell(cast, "down", BEGUN, "probe")
    tell(cast, "down", BEGUN + MINUTE, "probe")
    assert services.let_outages_last(BEGUN + HOUR) == 0
    assert down() == [(BEGUN, BEGUN + MINUTE)]


@pytest.mark.clause("5.3")
def test_what_came_before_the_outage_and_is_told_late_leaves_its_trail(cast, drive, watch):
    watch()
    tell(cast, "down", BEGUN)
    now = BEGUN + HOUR
    services.let_outages_last(now)
    late = [Word("kuma", BEGUN - 5 * HOUR, "down"), Word("kuma", BEGUN - 4 * HOUR, "up")]
    services.take_in(late, source="kuma", actor=cast.olga, at=now)
    assert down() == [(BEGUN - 5 * HOUR, BEGUN - 4 * HOUR), (BEGUN, now)]
    told = [e.after for e in entries(cast.olga) if e.verb == "availability.measured_anew"]
    assert told == [{"down_seconds": 7200}]


@pytest.mark.clause("5.3")
def test_a_target_retired_in_an_outage_ends_what_is_known_of_it(cast, drive, watch):
    watch()
    tell(cast, "down", BEGUN)
    (target,) = queries.targets(cast.olga)
    services.retire_target(target.pk, actor=cast.olga, at=BEGUN + HOUR)
    services.let_outages_last(BEGUN + 2 * HOUR)
    assert down() == [(BEGUN, BEGUN + HOUR)]


@pytest.mark.clause("5.3")
def test_a_target_retired_leaves_the_outage_that_a_person_told_after_its_last_word(
    cast, drive, watch
):
    watch()
    by_hand(cast, drive, end=BEGUN + HOUR)
    (target,) = queries.targets(cast.olga)
    services.retire_target(target.pk, actor=cast.olga, at=BEGUN + 5 * HOUR)
    assert down() == [(BEGUN, BEGUN + HOUR)]


@pytest.mark.clause("5.3")
def test_many_outages_grow_in_as_many_statements_as_one(cast, drive, watch, sign):
    watch(product="drive")
    tell(cast, "down", BEGUN)
    services.let_outages_last(BEGUN + MINUTE)
    with CaptureQueriesContext(connection) as one:
        assert services.let_outages_last(BEGUN + 2 * MINUTE) == 1
    for number in range(2, 7):
        sign(f"C-{number}", client=cast.novak.pk)
    tell(cast, "down", BEGUN + 3 * MINUTE)
    services.let_outages_last(BEGUN + 4 * MINUTE)
    with CaptureQueriesContext(connection) as many:
        assert services.let_outages_last(BEGUN + 5 * MINUTE) == 6
    assert len(many) == len(one) <= 12
    assert set(down()) == {(BEGUN, BEGUN + 5 * MINUTE), (BEGUN + 3 * MINUTE, BEGUN + 5 * MINUTE)}


@pytest.mark.clause("5.3")
def test_one_clients_outages_alone_may_be_followed(cast, drive, watch, sign):
    watch(product="drive")
    sign("C-2", client=cast.novak.pk)
    tell(cast, "down", BEGUN)
    theirs = cast.novak.pk
    assert services.let_outages_last(BEGUN + MINUTE, organisation=theirs) == 1
    assert services.let_outages_last(BEGUN + MINUTE) == 1
    assert {span.last_at for span in MeasuredSpan.objects.all()} == {BEGUN + MINUTE}


def test_records_go_on_from_the_last_one_told_and_not_from_now(cast, drive, watch):
    watch(drive.target)
    tell(cast, "down", BEGUN, drive.target)
    services.let_outages_last(BEGUN + HOUR)
    span = MeasuredSpan.objects.get()
    assert (span.told_at, span.last_at) == (BEGUN, BEGUN + HOUR)
    ended = BEGUN + 10 * MINUTE  # after the last record, before what is known
    services.record_measurements(
        subscription=drive.pk, records=[services.Record(ended, "up")], source="x",
        actor=cast.olga, at=BEGUN + HOUR,
    )  # fmt: skip
    span = MeasuredSpan.objects.get()
    assert (span.told_at, span.last_at) == (ended, ended)
