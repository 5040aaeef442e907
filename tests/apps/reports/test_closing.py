"""A month closed for everyone: what is looked at before, who waits, what is told."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.availability import queries as measured
from tenir.apps.availability import services as availability
from tenir.apps.journal.queries import entries
from tenir.apps.notices.queries import notices
from tenir.apps.reports import queries, services
from tenir.apps.reports.models import Frozen
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

OCTOBER = paris("2026-10-03 05:30")
TOLD = (
    ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"), ("2026-08-12 13:00", "up"),
    ("2026-09-15 08:00", "down"), ("2026-09-15 16:30", "up"), ("2026-10-02 00:00", "up"),
)  # fmt: skip


@pytest.fixture
def undecided(cast, drive, measure, sign):
    """Martin's September waits for a person; Novak has nothing to decide."""
    sign("C-2", client=cast.novak.pk)
    measure(drive, *TOLD)
    told = availability.NewCause(
        kind="misuse", start=paris("2026-09-15 08:00"), end=paris("2026-09-15 16:00"),
        evidence="their script",
    )  # fmt: skip
    return availability.tell_cause(subscription=drive.pk, told=told, actor=cast.sam, at=OCTOBER)


def close(**asked):
    return services.close_month(**{"month": "2026-09", "actor": SYSTEM, "at": OCTOBER, **asked})


@pytest.mark.clause("5.4", "5.5")
def test_a_client_with_a_proposal_undecided_waits_and_operations_are_told_once_a_day(
    cast, undecided
):
    closed = close()
    assert (closed.statements, closed.waiting, closed.failed) == (1, 1, 0)
    assert Frozen.objects.get().organisation_id == cast.novak.pk
    told = notices(SYSTEM).filter(kind="reports.undecided_staff")
    assert {notice.subject for notice in told} == {"month/2026-09"}
    before = told.count()
    close()
    assert told.count() == before


@pytest.mark.clause("5.4", "5.5")
def test_with_a_reason_it_does_not_wait_and_the_journal_keeps_the_reason(cast, undecided):
    assert close(undecided="decided within the claim's ten days").statements == 2
    (entry,) = entries(cast.olga, verb="reports.frozen_undecided")
    assert entry.after["month"] == "2026-09"
    assert close(undecided="again").statements == 0


@pytest.mark.clause("5.4", "5.5", "5.6")
def test_a_decision_moves_the_figures_of_the_review_before_anything_is_frozen(cast, undecided):
    def line():
        (client,) = queries.reviewed(cast.olga, [cast.martin], "2026-09")
        return client.undecided, client.lines[0]

    waiting, before = line()
    assert [cause.pk for cause in waiting] == [undecided.pk]
    assert (before.found.met, before.right.amount) == (False, Decimal("40.00"))
    availability.accept_cause(cause_id=undecided.pk, actor=cast.olga, at=OCTOBER)
    waiting, after = line()
    assert (waiting, after.found.met, after.right, after.kept) == ((), True, None, None)
    assert close().statements == 2
    assert line()[1].kept is not None


@pytest.mark.clause("5.4", "5.6")
def test_two_clients_are_looked_over_at_once_each_with_its_own_months(
    cast, undecided, django_assert_max_num_queries
):
    def reviewed(*clients):
        return list(queries.reviewed(cast.olga, clients, "2026-09"))

    with CaptureQueriesContext(connection) as one:
        alone = reviewed(cast.martin)
    with django_assert_max_num_queries(len(one)):
        both = reviewed(cast.martin, cast.novak)
    assert both == [*alone, *reviewed(cast.novak)]
    assert [line.measured for client in both for line in client.lines] == [True, False]


@pytest.mark.clause("5.3", "5.4")
@pytest.mark.parametrize("of", ["everyone", "client", "line"])
def test_an_outage_that_goes_on_counts_until_the_month_ends_whoever_closes_it(cast, drive, of):
    availability.correct(
        subscription=drive.pk, start=paris("2026-09-30 20:00"), end=None, state="down",
        because="every user calls", actor=cast.olga, at=paris("2026-09-30 20:10"),
    )  # fmt: skip
    if of == "everyone":
        close()
    elif of == "client":
        services.freeze_client(
            organisation=cast.martin.pk, month="2026-09", actor=cast.olga, at=OCTOBER
        )
    else:
        services.freeze_month(subscription=drive.pk, month="2026-09", actor=cast.olga, at=OCTOBER)
    told = json.loads(Frozen.objects.get().statement)
    assert told["availability"]["down_seconds"] == 4 * 3600


@pytest.mark.clause("5.4")
def test_a_month_is_ready_undecided_or_frozen(cast, undecided):
    def september():
        kept = queries.months_kept(cast.olga, at=OCTOBER)
        return next((m.state, m.frozen, m.lines) for m in kept if m.month == "2026-09")

    assert september() == ("undecided", 0, 2)
    availability.decline_cause(cause_id=undecided.pk, because="ours", actor=cast.olga, at=OCTOBER)
    assert september() == ("ready", 0, 2)
    told = []
    close(progress=lambda done, of: told.append((done, of)))
    assert september() == ("frozen", 2, 2)
    assert told == [(1, 2), (2, 2)]


@pytest.mark.clause("5.4")
def test_a_month_before_anything_was_measured_or_frozen_is_none_to_freeze(cast, undecided):
    kept = queries.months_kept(cast.olga, at=paris("2026-12-01 09:00"))
    first = measured.measured_spans(cast.olga).earliest("first_at").first_at
    assert [month.month for month in kept] == ["2026-11", "2026-10", "2026-09", "2026-08"]
    assert paris("2026-08-01 00:00") <= first < paris("2026-09-01 00:00")
    assert queries.months_kept(cast.olga, at=paris("2026-08-01 00:00")) == []


@pytest.mark.clause("5.4", "5.6")
def test_every_month_that_is_over_is_closed_the_oldest_first_and_once(cast, undecided):
    def closed(at):
        return services.close_months(actor=SYSTEM, at=at)

    early = paris("2026-10-01 00:05")  # in Paris: in UTC September is not over
    found = closed(early)
    assert (found.statements, found.waiting, found.failed) == (3, 1, 0)
    months = list(Frozen.objects.order_by("pk").values_list("month", flat=True))
    assert months == ["2026-08", "2026-08", "2026-09"]  # Martin's September waits
    assert closed(early).statements == 0
    availability.decline_cause(cause_id=undecided.pk, because="ours", actor=cast.olga, at=OCTOBER)
    assert closed(paris("2026-11-03 05:30")).statements == 3
    left = Frozen.objects.order_by("pk").values_list("month", flat=True)[3:]
    assert list(left) == ["2026-09", "2026-10", "2026-10"]


@pytest.mark.clause("5.4")
def test_a_month_that_cannot_be_judged_holds_back_no_other(cast, undecided, monkeypatch):
    def freeze(*, organisation, month, actor, at):
        if month == "2026-08":
            raise LookupError("no version")
        return frozen(organisation=organisation, month=month, actor=actor, at=at)

    frozen = services.freeze_client
    monkeypatch.setattr("tenir.apps.reports.closing.freeze_client", freeze)
    found = services.close_months(actor=SYSTEM, at=OCTOBER)
    assert (found.statements, found.waiting, found.failed) == (1, 1, 2)


def test_only_operations_close_and_only_staff_look(cast, undecided):
    for who in (cast.sam, cast.alice):
        with pytest.raises(NotAllowed):
            close(actor=who)
    with pytest.raises(services.CannotFreeze):
        close(at=paris("2026-09-30 23:00"))
    with pytest.raises(NotSeen):
        queries.months_kept(cast.alice, at=OCTOBER)
    with pytest.raises(NotSeen):
        list(queries.reviewed(cast.alice, [cast.martin], "2026-09"))
