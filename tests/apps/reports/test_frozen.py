"""What is frozen: once and for good, and the same again when it is recomputed."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Version, agreement_of
from tenir.apps.availability import services as availability
from tenir.apps.availability.services import NewTarget
from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.apps.journal.queries import entries
from tenir.apps.reports import closing, queries, services
from tenir.apps.reports.models import Frozen
from tenir.terms.engine import UnknownEngine
from tenir.terms.grounds import grounds_of
from tenir.terms.loading import load
from tenir.ui.deadlines import deadline_of
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

OCTOBER = paris("2026-10-01 04:00")
DECEMBER = paris("2026-12-01 00:00")
AUGUST_AND_SEPTEMBER = (
    ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"), ("2026-08-12 13:00", "up"),
    ("2026-09-15 08:00", "down"), ("2026-09-15 16:30", "up"), ("2026-11-01 00:00", "up"),
)  # fmt: skip


@pytest.fixture
def measured(drive, measure):
    measure(drive, *AUGUST_AND_SEPTEMBER)
    return drive


def freeze(who, subscription, month, at=OCTOBER):
    return services.freeze_month(subscription=subscription.pk, month=month, actor=who, at=at)


@pytest.mark.clause("5.4")
def test_september_2026_is_frozen_with_all_that_it_follows_from(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    told = json.loads(row.statement)
    assert told["availability"]["counted_seconds"] == 30600
    assert told["penalty"]["amount"] == "40.00"
    assert (row.engine, row.version, row.revision) == ("1", "1", 1)
    assert row.convention == Version.objects.get().digest
    assert "sentence" not in row.statement
    assert "sentence" in row.said


@pytest.mark.clause("5.3", "5.4")
def test_a_month_says_its_error_of_sampling_by_the_pace_of_that_month(cast, measured):
    target = availability.add_target(
        NewTarget(name="web", subscription=measured.pk, interval=60), actor=cast.olga,
        at=paris("2026-07-01 00:00"),
    )  # fmt: skip
    availability.change_target(target.pk, interval=300, actor=cast.olga, at=OCTOBER)
    row = freeze(cast.olga, measured, "2026-09", at=DECEMBER)
    assert json.loads(row.statement)["sampling"] == {"interval_seconds": 60, "error_seconds": 60}
    assert "Give or take" in row.said
    assert queries.recompute(cast.olga, row.pk).identical


@pytest.mark.clause("5.4")
def test_freezing_again_changes_nothing(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    assert freeze(cast.olga, measured, "2026-09", at=DECEMBER) == row
    assert Frozen.objects.count() == 1
    assert entries(cast.olga, verb="reports.frozen").count() == 1


@pytest.mark.clause("5.4")
def test_what_is_measured_afterwards_does_not_reach_a_month_frozen_late(cast, measured):
    soon = queries.freezing_of(freeze(cast.olga, measured, "2026-08"))
    with transaction.atomic():
        late = freeze(cast.olga, measured, "2026-09", at=DECEMBER)
    assert soon.said["source"]["last_record_at"] == "2026-09-01T00:00:00+02:00"
    assert queries.freezing_of(late).said["source"]["last_record_at"] == "2026-10-01T00:00:00+02:00"


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("change", [{"statement": "{}"}, {"revision": 2, "because": "x"}])
def test_the_database_refuses_to_change_what_is_frozen(cast, measured, change):
    row = freeze(cast.olga, measured, "2026-09")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Frozen.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        row.delete()


def test_a_month_is_frozen_when_it_is_over_and_covered(cast, measured):
    with pytest.raises(services.CannotFreeze, match="not over"):
        freeze(cast.olga, measured, "2026-10")
    with pytest.raises(services.CannotFreeze, match="covers no part"):
        freeze(cast.olga, measured, "2025-10")


def test_only_operations_freeze_and_revise(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    for name, who in cast.everyone:
        if name not in {"olga", "adam"}:
            with pytest.raises((NotAllowed, NotSeen)):
                freeze(who, measured, "2026-08")
            with pytest.raises((NotAllowed, NotSeen)):
                revise(who, measured)


def revise(who, subscription, month="2026-09", because="their mail was found"):
    return services.revise(
        subscription=subscription.pk, month=month, because=because, actor=who, at=DECEMBER
    )


def rule_out(cast, subscription, start="2026-09-15 08:00", end="2026-09-15 16:30"):
    return availability.exclude(
        subscription=subscription.pk, start=paris(start), end=paris(end),
        reason="client-environment", evidence="mail", actor=cast.olga, at=DECEMBER,
    )  # fmt: skip


@pytest.mark.clause("5.4", "5.5")
def test_a_revision_stands_beside_what_was_frozen_with_its_reason(cast, measured):
    first = freeze(cast.olga, measured, "2026-09")
    rule_out(cast, measured)
    second = revise(cast.olga, measured)
    assert (second.revision, second.because) == (2, "their mail was found")
    assert second.frozen_by == cast.olga.pseudonym
    assert json.loads(second.statement)["availability"]["met"]
    assert Frozen.objects.get(pk=first.pk).statement == first.statement
    assert queries.latest(cast.alice, measured.pk, "2026-09") == second
    assert list(queries.frozen(cast.alice, revisions=True)) == [first, second]


def test_a_revision_needs_a_reason_and_something_that_moved(cast, measured):
    first = freeze(cast.olga, measured, "2026-09")
    with pytest.raises(services.NoReason):
        revise(cast.olga, measured, because=" ")
    assert revise(cast.olga, measured) == first


# --- recomputed


@pytest.mark.clause("5.4", "3.1")
@pytest.mark.parametrize("month", ["2026-08", "2026-09"])
def test_a_frozen_month_recomputes_to_the_byte(cast, measured, month):
    rule_out(cast, measured, end="2026-09-15 10:00")
    row = freeze(cast.olga, measured, month)
    assert queries.recompute(cast.alice, row.pk).identical


def as_found(row, **change):
    """The row as someone would have to have written it."""
    row.pk, row.revision, row.because = None, 7, "forged"
    for name, value in change.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


@pytest.mark.clause("5.4")
def test_a_figure_that_does_not_follow_is_named(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    forged = as_found(
        row, statement=row.statement.replace('"counted_seconds":30600', '"counted_seconds":30601')
    )
    found = queries.recompute(cast.olga, forged.pk)
    assert not found.identical
    assert (found.where, found.frozen, found.fresh) == (
        "availability.counted_seconds", "30601", "30600",
    )  # fmt: skip


def test_a_month_of_an_engine_or_a_version_that_is_not_here_says_so(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    with pytest.raises(UnknownEngine, match="“0”"):
        queries.recompute(cast.olga, as_found(row, engine="0").pk)
    inputs = json.loads(row.inputs)
    inputs["agreement"]["digest"] = "sha256:00"
    other = as_found(
        Frozen.objects.get(revision=1), revision=8, inputs=json.dumps(inputs), month="2026-07"
    )
    with pytest.raises(queries.NoVersion):
        queries.recompute(cast.olga, other.pk)


# --- a version between two months


@pytest.mark.clause("3.1", "5.6")
def test_a_month_missed_only_under_a_later_version_opens_no_run_before_it(
    cast, drive, measure, reference
):
    """August had 99.6 %: kept under the 99.5 % of version 1. September is missed under 99.8 %."""
    measure(
        drive, ("2026-08-01 00:00", "up"), ("2026-08-12 08:00", "down"),
        ("2026-08-12 11:00", "up"), ("2026-09-15 08:00", "down"), ("2026-09-15 11:00", "up"),
        ("2026-11-01 00:00", "up"),
    )  # fmt: skip
    text = reference.convention.replace('version: "1"', 'version: "2"')
    text = text.replace("value: 99.5 %", "value: 99.8 %", 1)
    told = paris("2026-08-20 10:00")
    draft = agreements.draft_version(convention=text, text=reference.text, actor=cast.anna, at=told)
    agreements.publish(draft.pk, reason="security", because="a flaw", actor=cast.anna, at=told)

    august, september = (freeze(cast.olga, drive, month) for month in ("2026-08", "2026-09"))

    assert json.loads(august.statement)["availability"]["met"]
    told_of = json.loads(september.statement)
    assert (september.version, told_of["availability"]["met"]) == ("2", False)
    assert told_of["penalty"]["right"] is False
    assert [row["met"] for row in told_of["history"][-2:]] == [True, False]
    assert queries.recompute(cast.olga, september.pk).identical


# --- what was promised


@pytest.mark.clause("5.1", "5.6", "5.7")
def test_a_missed_month_is_a_promise_missed_and_a_claim_to_make(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    target = commitments.commitment_of(cast.alice, f"availability.target/{measured.pk}/2026-09")
    claim = commitments.commitment_of(cast.alice, f"penalty.claim/{measured.pk}/2026-09")
    assert (target.started_at, target.due_at) == (
        paris("2026-09-01 00:00"), paris("2026-10-01 00:00"),
    )  # fmt: skip
    assert (claim.owed_by, claim.due_at, claim.risk) == (
        "client", paris("2026-10-15 00:00"), "penalty.lost",
    )  # fmt: skip
    half, most = (step.at for step in claim.steps.order_by("share"))  # of ten working days
    assert (half, most) == (paris("2026-10-08 00:00"), paris("2026-10-13 00:00"))
    assert deadline_of(claim, now=paris("2026-10-09 12:00")).words == "Reste 3 j 12 h"
    promises.settle(OCTOBER)
    assert commitments.commitment(cast.alice, target.pk).state == "missed"
    assert commitments.commitment(cast.alice, claim.pk).state == "running"


@pytest.mark.clause("5.1")
def test_a_month_kept_is_a_promise_kept_and_one_of_silence_is_let_go_of(cast, measured):
    freeze(cast.olga, measured, "2026-10", at=DECEMBER)
    freeze(cast.olga, measured, "2026-07", at=DECEMBER)
    found = commitments.commitments(cast.alice, kind="availability.target")
    assert {row.key[-7:]: row.state for row in found} == {"2026-10": "kept", "2026-07": "waived"}


@pytest.mark.clause("5.6", "5.7")
def test_a_revision_that_judges_otherwise_lets_the_claim_go(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    rule_out(cast, measured)
    revise(cast.olga, measured)
    states = {row.key: row.state for row in commitments.commitments(cast.alice)}
    pk = measured.pk
    assert states[f"availability.target/{pk}/2026-09"] == "waived"
    assert states[f"penalty.claim/{pk}/2026-09"] == "waived"
    assert states[f"availability.target/{pk}/2026-09/r2"] == "kept"


def test_a_client_is_frozen_whole(cast, measured, sign):
    other = sign("C-2", line={"product": "process"})
    rows = services.freeze_client(
        organisation=cast.martin.pk, month="2026-09", actor=SYSTEM, at=OCTOBER
    )
    assert [row.subscription for row in rows] == [measured, other]


@pytest.mark.clause("5.4")
def test_a_month_is_closed_for_every_client_and_one_that_fails_holds_back_none(
    cast, measured, sign, monkeypatch
):
    theirs = sign("C-2", client=cast.novak.pk)
    freeze_one = services.freeze_client

    def fails_for_martin(*, organisation, **rest):
        if organisation == cast.martin.pk:
            raise RuntimeError("cannot be judged")
        return freeze_one(organisation=organisation, **rest)

    monkeypatch.setattr(closing, "freeze_client", fails_for_martin)
    closed = services.close_month(month="2026-09", actor=SYSTEM, at=OCTOBER)
    assert (closed.statements, closed.failed) == (1, 1)
    assert [row.subscription for row in Frozen.objects.all()] == [theirs]
    monkeypatch.undo()
    assert services.close_month(month="2026-09", actor=SYSTEM, at=OCTOBER).statements == 1
    assert Frozen.objects.count() == 2


# --- what was promised, recomputed


@pytest.mark.clause("5.1", "5.4", "5.7")
def test_what_a_month_promised_recomputes_from_the_month_frozen(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    for kind in ("availability.target", "penalty.claim"):
        found = commitments.commitments(cast.alice, kind=kind).get()
        assert (found.engine, found.version, found.convention) == ("1", "1", row.convention)
        assert json.loads(found.inputs) == {"frozen": row.inputs_digest}
        assert queries.recompute_promise(cast.alice, found.pk).outcome == "same"
        with pytest.raises(NotSeen):
            queries.recompute_promise(cast.charlie, found.pk)


@pytest.mark.clause("5.4")
def test_every_promise_is_recomputed_and_what_speaks_against_one_is_told(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    rows = commitments.Commitment.objects
    rows.filter(kind="availability.target").update(inputs='{"frozen":"0"}')
    rows.filter(kind="penalty.claim").update(due_at=paris("2026-10-16 00:00"))
    found = {each.promise.kind: each for each in queries.recompute_promises(cast.olga)}
    assert found["availability.target"].again.where == "inputs"
    assert found["penalty.claim"].again.where == "due_at"
    assert not any(found[kind].holds for kind in ("availability.target", "penalty.claim"))
    rows.filter(kind="penalty.claim").update(engine="")
    found = {each.promise.kind: each for each in queries.recompute_promises(cast.olga)}
    assert found["penalty.claim"].again.outcome == "not_recomputable"
    assert found["penalty.claim"].holds


def test_a_promise_whose_month_or_version_is_gone_says_so(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    claim = commitments.Commitment.objects.get(kind="penalty.claim")
    gone = grounds_of(None, frozen="0" * 64)
    commitments.Commitment.objects.filter(pk=claim.pk).update(
        inputs=gone.inputs, inputs_digest=gone.inputs_digest
    )
    with pytest.raises(queries.NoMonth, match="000000000000"):
        queries.recompute_promise(cast.olga, claim.pk)
    (refused,) = (
        each for each in queries.recompute_promises(cast.olga) if each.promise.pk == claim.pk
    )
    assert (refused.holds, type(refused.refused)) == (False, queries.NoMonth)
    commitments.Commitment.objects.filter(pk=claim.pk).update(convention="sha256:00")
    with pytest.raises(queries.NoVersion):
        queries.recompute_promise(cast.olga, claim.pk)


# --- who sees


def test_a_client_learns_nothing_of_another_s_statements(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    for name, who in cast.everyone:
        sees = who.is_staff or name in {"alice", "bob", "rose"}
        assert queries.frozen(who).exists() == sees, name
        if sees:
            assert queries.frozen_row(who, row.pk) == queries.latest(who, measured.pk, "2026-09")
            assert queries.recompute(who, row.pk).identical
        else:
            with pytest.raises(NotSeen):
                queries.frozen_row(who, row.pk)
            with pytest.raises(NotSeen):
                queries.latest(who, measured.pk, "2026-09")
            with pytest.raises(NotSeen):
                queries.recompute(who, row.pk)


# --- what would have changed


@pytest.mark.clause("3.1", "3.4")
def test_a_replay_tells_each_client_s_months_under_another_version(cast, measured, reference):
    text = reference.convention.replace("rate: 1 %", "rate: 2 %", 1)
    found = queries.would_have_changed(cast.anna, candidate=load(text), until="2026-10")
    assert (found.total.before, found.total.after) == (40, 80)
    assert list(found.clients) == ["Ateliers Martin (C-001)"]
    assert len(list(found.in_words("fr"))) == 3
    none = queries.would_have_changed(
        cast.anna, candidate=agreement_of(reference), until="2026-10", clients=[cast.novak.pk]
    )
    assert none.total.months == 0


def test_a_replay_asks_no_more_of_the_database_for_a_year_than_for_a_month(
    cast, measured, reference
):
    asked = []
    for months in (1, 12):
        with CaptureQueriesContext(connection) as counted:
            queries.would_have_changed(
                cast.anna, candidate=agreement_of(reference), until="2026-10", months=months
            )
        asked.append(len(counted))
    assert asked[0] == asked[1]


def test_only_the_publisher_replays(cast, measured, reference):
    for _, who in cast.everyone:
        if not who.is_staff:
            with pytest.raises(NotAllowed):
                queries.would_have_changed(who, candidate=agreement_of(reference), until="2026-10")
