"""Works against what was agreed: windows, notice, what they exclude, and those that come back."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.terms.works_checked import (
    Asked,
    counts_as_planned,
    free_slots,
    met,
    outside_windows,
    span_lived,
    stop_of,
    told_in_time,
)
from tenir.terms.works_recurring import BadRecurrence, Recurrence, checked, occurrences
from tests.terms.paris import at, span

ZONE = "Europe/Paris"
NIGHT = span("2026-09-10 21:00", "2026-09-11 02:00")  # a Thursday
NOON = span("2026-09-10 12:00", "14:00")


def told(text: str) -> int:
    return int(at(text).timestamp())


@pytest.fixture
def terms(agreement):
    return agreement.terms("drive", "shared")


@pytest.fixture
def stopping(agreement):
    """A product of Annex 2."""
    return agreement.terms("document-viewer", "shared")


@pytest.mark.clause("5.14", "5.15")
@pytest.mark.parametrize(
    ("works", "seconds", "phrase"),
    [
        (NIGHT, 0, "works.inside"),
        (NOON, 7200, "works.outside"),
        (span("2026-09-10 19:00", "21:00"), 3600, "works.partly"),
    ],
)
def test_what_lies_outside_the_windows_counts(terms, works, seconds, phrase):
    found = outside_windows(terms, works)
    assert (found.value, found.reason.phrase) == (seconds, phrase)
    assert "5.15" in found.reason.clauses


@pytest.mark.clause("5.16", "A2")
@pytest.mark.parametrize(
    ("works", "seconds", "phrase"),
    [
        (span("2026-09-13 01:00", "02:00"), 0, "works.in_stop"),
        (span("2026-09-13 05:00", "07:00"), 3600, "works.outside_stop"),
        (NIGHT, 18000, "works.outside_stop"),
    ],
)
def test_products_of_annex_2_have_sundays_stop_and_no_other_window(
    stopping, works, seconds, phrase
):
    found = outside_windows(stopping, works)
    assert (found.value, found.reason.phrase) == (seconds, phrase)
    assert stop_of(stopping).upto.seconds == 3600


@pytest.mark.clause("5.12", "5.14")
@pytest.mark.parametrize(
    ("works", "kind", "announced", "kept", "phrase"),
    [
        (NIGHT, "planned", "2026-09-10 20:59", True, "works.told_before"),
        (NIGHT, "planned", "2026-09-10 21:00", False, "works.told_after"),
        (NIGHT, "planned", None, False, "works.told_after"),
        # five working days: Friday 4, Monday 7, 8, 9 and 10 September; the last good day is the 3rd
        (NOON, "planned", "2026-09-03 23:59", True, "works.notice_kept"),
        (NOON, "planned", "2026-09-04 00:00", False, "works.notice_late"),
        (NOON, "planned", None, False, "works.notice_late"),
        (NOON, "urgent", None, True, "works.urgent"),
        (NOON, "urgent-security", None, True, "works.urgent"),
        (NOON, "no-impact", None, True, "works.no_impact"),
    ],
)
def test_works_are_told_before_they_begin_or_five_working_days_before(
    terms, works, kind, announced, kept, phrase
):
    found = told_in_time(terms, Asked(works, kind, told(announced) if announced else None))
    assert (found.value, found.reason.phrase) == (kept, phrase)


@pytest.mark.clause("5.12")
def test_force_majeure_waives_the_notice(terms):
    found = told_in_time(terms, Asked(NOON, "planned", None, force_majeure=True))
    assert (found.value, found.reason.phrase) == (True, "works.force_majeure")


@pytest.mark.clause("5.14")
@pytest.mark.parametrize(
    ("works", "announced", "planned"),
    [
        (NIGHT, "2026-09-10 20:59", True),
        (NIGHT, None, False),
        (NOON, "2026-08-01 09:00", False),
    ],
)
def test_works_are_planned_only_if_told_and_inside_a_window(terms, works, announced, planned):
    found = counts_as_planned(
        terms, Asked(works, "planned", told(announced) if announced else None)
    )
    assert found.value is planned


@pytest.mark.clause("5.5", "5.14")
@pytest.mark.parametrize(
    ("kind", "lived", "left_out"),
    [
        ("planned", (None, None), ("21:00", "02:00")),
        ("planned", ("21:30", "01:00"), ("21:30", "01:00")),
        ("planned", ("20:30", "03:00"), ("21:00", "02:00")),  # neither early nor overrun
        ("planned", ("21:30", None), ("21:30", "02:00")),
        ("planned", ("03:00", "04:00"), ("03:00", "03:00")),  # nothing of what was announced
        ("urgent-security", ("20:30", "03:00"), ("20:30", "03:00")),
        ("urgent-security", (None, None), ("21:00", "02:00")),
        ("urgent", ("20:30", "03:00"), ("21:00", "02:00")),
    ],
)
def test_what_works_leave_out_is_what_was_announced_and_lived(kind, lived, left_out):
    def instant(clock):
        day = "2026-09-10" if clock > "12:00" else "2026-09-11"
        return told(f"{day} {clock}")

    found = span_lived(kind, NIGHT, tuple(each and instant(each) for each in lived))
    assert found == (instant(left_out[0]), instant(left_out[1]))


@pytest.mark.clause("5.14", "5.15", "5.16")
def test_free_time_lies_in_the_windows_of_every_product_and_beside_other_works(terms, stopping):
    week = span("2026-09-10 08:00", "2026-09-17 08:00")
    taken = [span("2026-09-10 20:00", "2026-09-11 06:00")]
    found = free_slots([terms], bounds=week, taken=taken, seconds=7200, count=2)
    assert found == [span("2026-09-11 20:00", "22:00"), span("2026-09-12 20:00", "22:00")]
    both = free_slots([terms, stopping], bounds=week, taken=taken, seconds=1800)
    assert both == [span("2026-09-13 00:00", "00:30")]
    assert free_slots([stopping], bounds=week, taken=(), seconds=7 * 3600) == []


@pytest.mark.clause("5.12", "5.14")
@pytest.mark.parametrize("kind", ["overlap", "freeze"])
def test_what_holds_the_same_time_is_named_once(kind):
    others = [(NIGHT, "W-1"), (NOON, "W-2"), (NIGHT, "W-1")]
    assert met(NIGHT, others, kind=kind).value == ["W-1"]
    found = met(NIGHT, others[1:2], kind=kind)
    assert (found.value, found.reason.phrase) == ([], f"works.no_{kind}")


def weekly(**change):
    return Recurrence(**{
        "days": ("sun",), "starts": "02:00", "ends": "04:00", "first_on": date(2026, 3, 1), **change
    })  # fmt: skip


@pytest.mark.clause("5.15")
@pytest.mark.parametrize(
    ("rule", "since", "until", "expected"),
    [
        # the spring night has no 02:00 to 03:00, the autumn one has it twice
        (weekly(), (2026, 3, 22), (2026, 4, 6), [
            ("2026-03-22 02:00", "04:00"), ("2026-03-29 03:00", "04:00"),
            ("2026-04-05 02:00", "04:00")]),
        (weekly(), (2026, 10, 25), (2026, 10, 26), [("2026-10-25 02:00", "04:00")]),
        (weekly(ends="03:00"), (2026, 3, 29), (2026, 4, 6), [("2026-04-05 02:00", "03:00")]),
        (weekly(starts="22:00", ends="06:00"), (2026, 3, 22), (2026, 3, 30), [
            ("2026-03-22 22:00", "2026-03-23 06:00"), ("2026-03-29 22:00", "2026-03-30 06:00")]),
        (weekly(every=2), (2026, 3, 1), (2026, 4, 1), [
            ("2026-03-01 02:00", "04:00"), ("2026-03-15 02:00", "04:00"),
            ("2026-03-29 03:00", "04:00")]),
        (weekly(nth=2), (2026, 3, 1), (2026, 5, 1), [
            ("2026-03-08 02:00", "04:00"), ("2026-04-12 02:00", "04:00")]),
        (weekly(nth=-1), (2026, 10, 1), (2026, 11, 1), [("2026-10-25 02:00", "04:00")]),
        (weekly(last_on=date(2026, 3, 8)), (2026, 2, 1), (2026, 4, 1), [
            ("2026-03-01 02:00", "04:00"), ("2026-03-08 02:00", "04:00")]),
    ],
)  # fmt: skip
def test_recurring_works_keep_their_hours_across_clock_changes(rule, since, until, expected):
    found = occurrences(checked(rule), since=date(*since), until=date(*until), zone=ZONE)
    assert [each for _, each in found] == [span(*pair) for pair in expected]


@pytest.mark.clause("5.15")
@pytest.mark.parametrize(
    ("sunday", "hours"), [((2026, 3, 28), 7), ((2026, 10, 24), 9), ((2026, 5, 2), 8)]
)
def test_a_night_has_7_8_or_9_hours(sunday, hours):
    rule = weekly(days=("sat",), starts="22:00", ends="06:00")
    until = date(*sunday).replace(day=sunday[2] + 1)
    ((_, (start, end)),) = occurrences(rule, since=date(*sunday), until=until, zone=ZONE)
    assert end - start == hours * 3600


@pytest.mark.parametrize(
    "change",
    [
        {"days": ()},
        {"days": ("noday",)},
        {"ends": "25:00"},
        {"every": 0},
        {"nth": 5},
        {"last_on": date(2026, 2, 1)},
    ],
)
def test_a_recurrence_that_never_comes_is_refused(change):
    with pytest.raises(BadRecurrence):
        checked(weekly(**change))
