"""What is frozen: once and for good, beside it what revises it, and who sees either."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, transaction

from tenir.apps.agreements.queries import Version
from tenir.apps.availability import services as availability
from tenir.apps.availability.services import NewTarget
from tenir.apps.journal.queries import entries
from tenir.apps.reports import closing, queries, services
from tenir.apps.reports.models import Frozen
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.availability.conftest import paris
from tests.apps.reports.freezing import DECEMBER, OCTOBER, freeze, revise, rule_out


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
