"""Past outages, works and penalties brought in: the first month closes as if entered by hand."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tenir.apps.availability import queries as availability
from tenir.apps.availability import services as measured
from tenir.apps.commitments import queries as commitments
from tenir.apps.journal.queries import entries
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.maintenance import services as works
from tenir.apps.notices.queries import Notice
from tenir.apps.penalties import queries as penalties
from tenir.apps.penalties import services as claiming
from tenir.apps.reports import services as reports
from tenir.integrations.spreadsheets import BadTable
from tenir.integrations.spreadsheets.contracts_table import FaultyTable
from tenir.integrations.spreadsheets.past import export_past, import_past
from tenir.viewer import NotAllowed
from tests.apps.availability.conftest import drive, paris, reference, sign
from tests.once import undone

__all__ = ["drive", "reference", "sign"]
AT = paris("2026-11-02 09:00")
EVIDENCE = "Ticket 812"
OUTAGES = """\
reference;target;from;to;state;because;evidence;excluded_for
m-08;{target};2026-08-01T00:00;2026-09-01T00:00;up;Old monitoring;;
m-09;{target};2026-09-01T00:00;2026-10-01T00:00;up;Old monitoring;;
o-1;{target};2026-08-10T08:00;2026-08-10T20:00;down;A disk was full;;
o-2;{target};2026-09-10T22:00;2026-09-11T03:00;down;New version;;
o-3;{target};2026-09-15T08:00;2026-09-15T18:00;down;Their line was cut;Ticket 812;client-environment
o-4;{target};2026-09-20T08:00;2026-09-20T14:00;down;A disk was full;;
o-5;{target};2026-09-21T08:00;2026-09-21T09:00;unmeasured;Probe out;;
"""
WORKS = """\
number;kind;from;to;announced_at;started_at;ended_at;products;targets;title_fr;title_en
W-1;planned;2026-09-10T21:00;2026-09-11T02:00;2026-09-01T10:00;2026-09-10T21:00;2026-09-11T02:00;drive;;Version;
W-2;;2026-09-24T21:00;2026-09-24T23:00;2026-09-01T10:00;;;;{target};;
"""
PENALTIES = """\
reference;target;month;amount;claimed_on;settled_on;settled_by
P-1;{target};2026-09;40,00;2026-10-08;2026-10-20;AV-7
"""


def bring(cast, kind, table, line, *, actor=None, dry_run=False):
    who = actor or (cast.fred if kind == "penalties" else cast.olga)
    content = table.format(target=line.target).encode()
    return import_past(kind, content, dry_run=dry_run, actor=who, at=AT)


def closed(cast, line, month="2026-09"):
    """The frozen month's figures."""
    row = reports.freeze_month(subscription=line.pk, month=month, actor=cast.olga, at=AT)
    return json.loads(row.statement)


def by_hand(cast, line):
    """The same facts, entered in the console."""
    told = (
        ("2026-08-01 00:00", "2026-09-01 00:00", "up"),
        ("2026-09-01 00:00", "2026-10-01 00:00", "up"),
        ("2026-08-10 08:00", "2026-08-10 20:00", "down"),
        ("2026-09-10 22:00", "2026-09-11 03:00", "down"),
        ("2026-09-15 08:00", "2026-09-15 18:00", "down"),
        ("2026-09-20 08:00", "2026-09-20 14:00", "down"),
        ("2026-09-21 08:00", "2026-09-21 09:00", "unmeasured"),
    )
    for start, end, state in told:
        measured.correct(
            subscription=line.pk, start=paris(start), end=paris(end), state=state, because="x",
            actor=cast.olga, at=AT,
        )  # fmt: skip
    measured.exclude(
        subscription=line.pk, start=paris("2026-09-15 08:00"), end=paris("2026-09-15 18:00"),
        reason="client-environment", evidence=EVIDENCE, actor=cast.olga, at=AT,
    )  # fmt: skip
    works.put_on_record(
        number="W-1", kind="planned", starts_at=paris("2026-09-10 21:00"),
        ends_at=paris("2026-09-11 02:00"), announced_at=paris("2026-09-01 10:00"),
        products=["drive"], actor=cast.olga, at=AT,
    )  # fmt: skip


@pytest.mark.clause("5.3", "5.5", "5.6")
def test_a_month_brought_in_closes_to_the_figures_of_the_same_facts_entered_by_hand(cast, drive):
    with undone():
        by_hand(cast, drive)
        expected = closed(cast, drive)
        right = penalties.rights(cast.fred, at=AT).get()
        owed = (right.amount, right.uncapped, right.run)
    bring(cast, "works", WORKS, drive)
    bring(cast, "outages", OUTAGES, drive)
    found = closed(cast, drive)
    assert found["availability"] == expected["availability"]
    assert found["penalty"] == expected["penalty"]
    assert found["availability"]["down_seconds"] == 21 * 3600
    assert found["availability"]["excluded_seconds"] == 14 * 3600  # works 4 h, client's own 10 h
    assert found["availability"]["unmeasured_seconds"] == 3600
    right = penalties.rights(cast.fred, at=AT).get()
    assert (right.amount, right.uncapped, right.run) == owed
    assert right.run == 2


@pytest.mark.clause("5.6", "5.7", "5.9")
def test_a_penalty_settled_before_opens_no_right_and_is_not_claimed_again(cast, drive):
    bring(cast, "outages", OUTAGES, drive)
    bring(cast, "penalties", PENALTIES, drive)
    assert closed(cast, drive)["penalty"]["right"]
    assert not penalties.rights(cast.fred, at=AT).exists()
    assert not commitments.commitments(cast.fred, kind="penalty.claim").exists()
    assert not Notice.objects.filter(kind="penalties.opened").exists()
    with pytest.raises(claiming.NothingToClaim):
        claiming.send_claim(subscription=drive.pk, month="2026-09", actor=cast.alice, at=AT)
    (past,) = penalties.past_penalties(cast.alice)
    assert (str(past.amount), past.settled_by, past.claimed_on) == (
        "40.00", "AV-7", date(2026, 10, 8)
    )  # fmt: skip
    assert not penalties.past_penalties(cast.charlie).exists()


@pytest.mark.parametrize(
    ("kind", "table", "count"),
    [("outages", OUTAGES, 7), ("works", WORKS, 2), ("penalties", PENALTIES, 1)],
)
def test_the_same_table_again_and_what_went_out_change_nothing(cast, drive, kind, table, count):
    who = cast.fred if kind == "penalties" else cast.olga
    looked = bring(cast, kind, table, drive, dry_run=True)
    assert (len(looked.new), looked.unchanged) == (count, [])
    assert len(bring(cast, kind, table, drive).new) == count  # the dry run kept nothing
    told = entries(cast.adam).count()
    again = bring(cast, kind, table, drive)
    assert (again.new, len(again.unchanged)) == ([], count)
    out = export_past(kind, who)
    back = import_past(kind, out.encode(), dry_run=False, actor=who, at=AT)
    assert (back.new, len(back.unchanged)) == ([], count)
    assert entries(cast.adam).count() == told
    assert export_past(kind, who) == out
    assert not Notice.objects.filter(channel="email").exclude(kind__startswith="agree").exists()


def faults(cast, kind, table, line, **asked):
    """Each fault's key and place."""
    with pytest.raises(FaultyTable) as refused:
        bring(cast, kind, table, line, **asked)
    assert refused.value.message("fr")
    return [(fault.key, fault.where) for fault in refused.value.faults]


def test_every_fault_of_outages_is_told_with_its_line_and_column(cast, drive):
    table = """\
reference;target;from;to;state;because;evidence;excluded_for
o-1;{target};2026-08-10T08:00;2026-08-10T20:00;down;A disk was full;;
o-1;{target};2026-08-11T08:00;2026-08-11T20:00;down;Again;;
o-2;nowhere;2026-08-10T08:00;2026-08-10T20:00;down;A disk was full;;
;{target};2026-08-10T08:00;2026-08-10T20:00;down;A disk was full;;
o-3;{target};yesterday;2026-08-10T20:00;down;A disk was full;;
o-4;{target};2026-08-10T08:00;2026-08-09T20:00;broken;;;
o-5;{target};2026-08-10T08:00;2026-08-10T20:00;;Nothing;;
o-6;{target};2026-08-10T08:00;2026-08-10T20:00;;Why;;no-such-reason
o-7;{target};2026-12-10T08:00;2026-12-10T20:00;down;To come;;
o-8;{target};2026-08-10T08:00
"""
    assert faults(cast, "outages", table, drive) == [
        ("measured.twice", "outages.csv:3:1"),
        ("measured.no_target", "outages.csv:4:2"),
        ("table.missing", "outages.csv:5:1"),
        ("requests.bad_instant", "outages.csv:6:3"),
        ("measured.corrected_backward", "outages.csv:7:4"),
        ("measured.unknown_state", "outages.csv:7:5"),
        ("measured.says_nothing", "outages.csv:8:5"),
        ("exclusion.unknown", "outages.csv:9:8"),
        ("measured.corrected_ahead", "outages.csv:10:4"),
        ("table.row", "outages.csv:11:1"),
    ]
    assert not availability.corrections(cast.olga).exists()
    assert not availability.exclusions(cast.olga).exists()
    assert not availability.outages(cast.olga).exists()


def test_every_fault_of_works_is_told_with_its_line_and_column(cast, drive):
    table = """\
number;kind;from;to;products;targets;ended_at
W-1;planned;2026-09-10T21:00;2026-09-11T02:00;drive;;
W-1;planned;2026-09-10T21:00;2026-09-11T02:00;drive;;
W-2;moon;2026-09-10T21:00;2026-09-11T02:00;drive;;
W-3;planned;2026-09-10T21:00;2026-09-10T20:00;drive;;
W-4;planned;2026-09-10T21:00;2026-09-11T02:00;;;
W-5;planned;2026-09-10T21:00;2026-09-11T02:00;no-such|drive;nowhere;
W-6;planned;2026-09-10T21:00;2026-09-11T02:00;drive;;2026-09-11T02:00
"""
    assert faults(cast, "works", table, drive) == [
        ("maintenance.twice", "works.csv:3:1"),
        ("maintenance.unknown_kind", "works.csv:4:2"),
        ("maintenance.backward", "works.csv:5:4"),
        ("maintenance.nothing_touched", "works.csv:6:5"),
        ("maintenance.no_product", "works.csv:7:5"),
        ("maintenance.no_target", "works.csv:7:6"),
        ("maintenance.lived_backward", "works.csv:8:7"),
    ]
    assert not maintenance.works(cast.olga).exists()


def test_every_fault_of_penalties_is_told_with_its_line_and_column(cast, drive):
    table = """\
reference;target;month;amount;claimed_on
P-1;{target};2026-08;10.00;
P-1;{target};2026-09;10.00;
P-2;nowhere;2026-08;10.00;
P-3;{target};2026-13;10.00;
P-4;{target};2026-11;10.00;
P-7;{target};2026-07;-1;
P-5;{target};2026-08;10.00;
P-6;{target};2026-07;much;soon
"""
    assert faults(cast, "penalties", table, drive) == [
        ("penalties.twice", "penalties.csv:3:1"),
        ("penalties.no_target", "penalties.csv:4:2"),
        ("month.unreadable", "penalties.csv:5:3"),
        ("penalties.month_not_over", "penalties.csv:6:3"),
        ("quantity.amount", "penalties.csv:7:4"),
        ("penalties.month_known", "penalties.csv:8:3"),
        ("quantity.amount", "penalties.csv:9:4"),
        ("table.date", "penalties.csv:9:5"),
    ]
    assert not penalties.past_penalties(cast.fred).exists()


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("outages", "20:00;down", "21:00;down"),
        ("works", "W-1;planned", "W-1;urgent"),
        ("penalties", "40,00", "41,00"),
    ],
)
def test_what_is_there_and_differs_is_a_mistake(cast, drive, kind, before, after):
    table = {"outages": OUTAGES, "works": WORKS, "penalties": PENALTIES}[kind]
    bring(cast, kind, table, drive)
    found = faults(cast, kind, table.replace(before, after, 1), drive)
    assert [key.partition(".")[2] for key, _ in found] == ["differs"]


def test_a_file_that_is_no_such_table_is_refused(cast, drive):
    for wrong in ("", "a;b\n1;2\n", OUTAGES.replace("reference", "ref"), "reference;target;from\n"):
        with pytest.raises(BadTable):
            bring(cast, "outages", wrong, drive)


@pytest.mark.parametrize(
    ("kind", "table", "may"),
    [
        ("outages", OUTAGES, {"olga", "adam"}),
        ("works", WORKS, {"olga", "rita", "adam"}),
        ("penalties", PENALTIES, {"fred", "adam"}),
    ],
)
def test_only_whoever_keeps_such_things_brings_them_in(cast, drive, kind, table, may):
    for name, who in cast.everyone:
        if name not in may:
            with pytest.raises(NotAllowed):
                bring(cast, kind, table, drive, actor=who)
