"""What was measured, and what was ruled out of the rate."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from tenir.apps.availability import queries, services
from tenir.apps.availability.models import Exclusion, MeasuredSpan, Stretch
from tenir.apps.journal.queries import entries
from tenir.terms.exclusions import UnknownExclusion
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.apps.availability.conftest import paris

DECEMBER = paris("2026-12-01 00:00")
TOLD = (
    ("2026-09-01 00:00", "up"), ("2026-09-15 08:00", "down"), ("2026-09-15 09:00", "down"),
    ("2026-09-15 15:30", "degraded"), ("2026-09-15 16:00", "up"), ("2026-10-01 00:00", "up"),
)  # fmt: skip


def kept():
    return [(row.start, row.end, row.state) for row in Stretch.objects.order_by("start")]


@pytest.mark.clause("5.3")
def test_records_of_september_are_kept_as_stretches_that_were_not_up(drive, measure):
    measure(drive, *TOLD)
    assert kept() == [
        (paris("2026-09-15 08:00"), paris("2026-09-15 15:30"), "down"),
        (paris("2026-09-15 15:30"), paris("2026-09-15 16:00"), "degraded"),
    ]
    span = MeasuredSpan.objects.get()
    assert (span.first_at, span.last_at) == (paris("2026-09-01 00:00"), paris("2026-10-01 00:00"))


@pytest.mark.clause("5.3")
@pytest.mark.parametrize("cut", range(1, len(TOLD)))
def test_two_helpings_leave_what_one_leaves(drive, measure, cut):
    measure(drive, *TOLD[:cut])
    measure(drive, *TOLD[cut - 1 :])  # the last is sent again
    assert kept() == [
        (paris("2026-09-15 08:00"), paris("2026-09-15 15:30"), "down"),
        (paris("2026-09-15 15:30"), paris("2026-09-15 16:00"), "degraded"),
    ]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([], "no record"),
        ([("2026-09-02 00:00", "up"), ("2026-09-01 00:00", "down")], "in order"),
        ([("2026-09-02 00:00", "asleep")], "no state"),
        ([("2026-12-02 00:00", "up")], "yet to come"),
    ],
)
def test_records_that_make_no_sense_are_refused_and_nothing_is_kept(drive, measure, told, why):
    with pytest.raises(services.FaultyRecords, match=why):
        measure(drive, *told)
    assert not MeasuredSpan.objects.exists()


def test_only_operations_record_measures(cast, drive):
    for name, who in cast.everyone:
        if name not in {"olga", "adam"}:
            with pytest.raises((NotAllowed, NotSeen)):
                services.record_measurements(
                    subscription=drive.pk, records=[services.Record(DECEMBER, "up")],
                    source="x", actor=who, at=DECEMBER,
                )  # fmt: skip


def ruled(cast, drive, **asked):
    wanted = {
        "start": paris("2026-09-15 08:00"), "end": paris("2026-09-15 10:00"),
        "reason": "client-environment", "evidence": "their mail of the day", "actor": cast.olga,
        **asked,
    }  # fmt: skip
    return services.exclude(subscription=drive.pk, at=DECEMBER, **wanted)


@pytest.mark.clause("5.5")
def test_an_exclusion_is_named_dated_and_in_the_journal(cast, drive):
    found = ruled(cast, drive)
    assert found.decided_by.name == "Olga"
    (entry,) = entries(cast.alice, verb="availability.excluded")
    assert entry.after["reason"] == "client-environment"


@pytest.mark.clause("5.5")
def test_nobody_in_particular_rules_nothing_out(cast, drive):
    with pytest.raises(NotAllowed, match="decided by a person"):
        ruled(cast, drive, actor=SYSTEM)


@pytest.mark.clause("5.5")
def test_an_exclusion_reversed_says_why_and_leaves_the_rate(cast, drive, measure):
    measure(drive, *TOLD)
    found = ruled(cast, drive)
    before = queries.dossier(cast.olga, drive.pk, "2026-09").month("2026-09").value
    services.reverse(exclusion_id=found.pk, because="not theirs", actor=cast.olga, at=DECEMBER)
    after = queries.dossier(cast.olga, drive.pk, "2026-09").month("2026-09").value
    assert (before.excluded_seconds, after.excluded_seconds) == (7200, 0)
    again = services.reverse(exclusion_id=found.pk, because="x", actor=cast.olga, at=DECEMBER)
    assert again.reversed_because == "not theirs"


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"reason": "bad-luck"}, UnknownExclusion),
        ({"evidence": " "}, services.FaultyExclusion),
        ({"end": paris("2026-09-15 08:00")}, services.FaultyExclusion),
    ],
)
def test_an_exclusion_without_a_reason_a_proof_or_a_length_is_refused(cast, drive, asked, refusal):
    with pytest.raises(refusal):
        ruled(cast, drive, **asked)
    with pytest.raises(services.FaultyExclusion):
        services.reverse(exclusion_id=1, because=" ", actor=cast.olga, at=DECEMBER)


@pytest.mark.clause("5.5")
def test_only_operations_rule_exclusions(cast, drive):
    found = ruled(cast, drive)
    for name, who in cast.everyone:
        if name not in {"olga", "adam"}:
            with pytest.raises((NotAllowed, NotSeen)):
                ruled(cast, drive, actor=who)
            with pytest.raises((NotAllowed, NotSeen)):
                services.reverse(exclusion_id=found.pk, because="x", actor=who, at=DECEMBER)


def test_the_database_refuses_a_stretch_that_ends_before_it_starts(drive):
    now = paris("2026-09-01 00:00")
    with pytest.raises(IntegrityError):
        Stretch.objects.create(subscription=drive, start=now, end=now, state="down", source="x")


SEES = {"alice", "bob", "rose", "sam", "olga", "rita", "anna", "fred", "sofia", "adam"}


def test_a_client_learns_nothing_of_another_s_measures(cast, drive, measure):
    measure(drive, *TOLD)
    found = ruled(cast, drive)
    for name, who in cast.everyone:
        sees = name in SEES
        assert queries.stretches(who).exists() == sees, name
        assert queries.stretches(who, subscription=drive.pk).exists() == sees, name
        assert queries.measured_spans(who).exists() == sees, name
        assert queries.exclusions(who, subscription=drive.pk).exists() == sees, name
        if sees:
            assert queries.exclusion(who, found.pk) == found
            assert queries.dossier(who, drive.pk, "2026-09").missed("2026-09")
        else:
            with pytest.raises(NotSeen):
                queries.exclusion(who, found.pk)
            with pytest.raises(NotSeen):
                queries.dossier(who, drive.pk, "2026-09")
            assert not queries.books(who, cast.martin.pk, until="2026-09").subscriptions


def test_a_subscription_never_measured_is_unmeasured_throughout(cast, drive):
    months = queries.dossier(cast.olga, drive.pk, "2026-09")
    assert months.rate("2026-09") is None
    assert months.month("2026-09").value.unmeasured_seconds == 30 * 86400


@pytest.mark.clause("3.1")
def test_a_contract_that_begins_within_a_month_is_judged_by_the_version_it_signed(cast, sign):
    late = sign("C-9", starts_on=date(2026, 9, 15), at=paris("2026-09-14 10:00"))
    months = queries.dossier(cast.olga, late.pk, "2026-09")
    assert months.dossier.agreement.convention.agreement.version == "1"


def test_there_is_one_exclusion_row_a_ruling(cast, drive):
    ruled(cast, drive)
    assert Exclusion.objects.count() == 1
