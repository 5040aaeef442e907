"""Working time of many requests at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from tenir.terms import packed, working_time_many
from tenir.terms.calendars import NeverOpens, OutOfReach
from tenir.terms.working_time_many import BadColumn, due_many, elapsed_many
from tests.terms.opening_hours import EVERY_DAY, at, on, opened, support

HOUR = 3600
STARTS = ["2026-05-04T09:00", "2026-05-04T12:45", "2026-05-07T17:00"]
ENDS = ["2026-05-05T09:30", "2026-05-05T14:00", "2026-05-12T09:00"]  # 8 working hours later


def column(*texts: str) -> Any:
    return np.array([int(at(text).timestamp()) for text in texts])


@pytest.fixture(autouse=True)
def _short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows a chunk, so that a few rows tell of many."""
    monkeypatch.setattr(working_time_many, "CHUNK", 2)


@pytest.mark.clause("7.13")
def test_each_request_has_its_own_length() -> None:
    lengths = [8 * HOUR, 7 * HOUR, 7 * HOUR + 1800]
    found = due_many(support(), starts=column(*STARTS), seconds=lengths)
    ends = column("2026-05-05T09:30", "2026-05-05T12:00", "2026-05-11T17:00")
    assert found.tolist() == ends.tolist()
    assert elapsed_many(support(), starts=column(*STARTS), ends=ends).tolist() == lengths


@pytest.mark.clause("7.13")
def test_one_length_serves_all() -> None:
    found = due_many(support(), starts=column(*STARTS), seconds=8 * HOUR)
    assert found.tolist() == column(*ENDS).tolist()


def test_the_other_reading_of_the_edge_waits_for_the_next_opening() -> None:
    found = due_many(
        support(), starts=column("2026-05-04T08:30"), seconds=4 * HOUR, edge="next-opening"
    )
    assert found.tolist() == column("2026-05-04T13:30").tolist()


def test_the_next_opening_may_be_decades_away() -> None:
    hour = [["08:00", "09:00"]]
    calendar = opened(special_days={"2026-05-04": hour, "2071-05-04": hour})
    starts = column("2026-05-04T08:00")
    found = due_many(calendar, starts=starts, seconds=HOUR, edge="next-opening")
    assert found.tolist() == column("2071-05-04T08:00").tolist()


def test_lengths_of_all_signs_stand_in_one_column() -> None:
    starts = column("2026-05-04T12:30", "2026-05-03T10:00", "2026-05-04T12:30")
    found = due_many(support(), starts=starts, seconds=[-4 * HOUR, 0, HOUR])
    wanted = column("2026-05-04T08:30", "2026-05-03T10:00", "2026-05-04T14:30")
    assert found.tolist() == wanted.tolist()


def test_zero_gives_back_every_start() -> None:
    starts = column(*STARTS)
    assert due_many(opened(), starts=starts, seconds=0).tolist() == starts.tolist()


def test_the_answer_may_be_written_over_the_question() -> None:
    starts, ends = column(*STARTS), column(*ENDS)
    found = elapsed_many(support(), starts=starts, ends=ends, out=starts)
    assert found is starts
    assert found.tolist() == [8 * HOUR] * 3
    mixed = column("2026-05-04T12:30", "2026-05-04T12:30")
    due_many(support(), starts=mixed, seconds=[-4 * HOUR, HOUR], out=mixed)
    assert mixed.tolist() == column("2026-05-04T08:30", "2026-05-04T14:30").tolist()
    lengths, noons = np.array([-4 * HOUR, HOUR]), column(*["2026-05-04T12:30"] * 2)
    due_many(support(), starts=noons, seconds=lengths, out=lengths)
    assert lengths.tolist() == mixed.tolist()


def test_datetime64_is_read_as_utc() -> None:
    starts = np.array(["2026-05-04T07:00", "2026-05-04T08:00"], "datetime64[ns]")
    found = due_many(support(), starts=starts, seconds=HOUR)
    assert found.tolist() == column("2026-05-04T10:00", "2026-05-04T11:00").tolist()


def test_no_rows_give_no_rows() -> None:
    none = np.empty(0, np.int64)
    assert due_many(support(), starts=none, seconds=none).tolist() == []
    assert elapsed_many(support(), starts=none, ends=none).tolist() == []


def test_years_are_compiled_as_the_rows_need_them() -> None:
    calendar = support()
    starts = column("2026-05-04T09:00", "2012-06-05T09:00", "2039-05-04T09:00")
    found = due_many(calendar, starts=starts, seconds=20_000 * HOUR)
    assert set(elapsed_many(calendar, starts=starts, ends=found).tolist()) == {20_000 * HOUR}
    back = due_many(calendar, starts=found, seconds=-20_000 * HOUR)
    assert back.tolist() == starts.tolist()


def test_calendars_too_fine_to_pack_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = column("2026-05-03T09:00", "2026-05-04T12:31", "2026-05-04T08:30")
    asked: list[dict[str, Any]] = [
        {"seconds": 8 * HOUR},
        {"seconds": -8 * HOUR},
        {"seconds": 4 * HOUR, "edge": "next-opening"},
    ]
    packed_answers = [due_many(support(), starts=starts, **each).tolist() for each in asked]
    monkeypatch.setattr(packed, "_ENTRIES", 1)
    searched = support()
    assert [due_many(searched, starts=starts, **each).tolist() for each in asked] == packed_answers
    tables = packed.tables_of(searched.openings(int(starts[0]), int(starts[1])))
    assert {type(table).__name__ for table in tables} == {"_Searched"}


def test_openings_of_a_minute_every_two_are_searched() -> None:
    ranges = [f"{h:02}:{m:02}-{h:02}:{m + 1:02}" for h in (0, 12) for m in range(0, 58, 2)]
    seconds = opened(on(EVERY_DAY, *ranges))
    starts = column("2026-05-04T00:00:30", "2026-05-04T12:01")
    found = due_many(seconds, starts=starts, seconds=60)
    assert found.tolist() == column("2026-05-04T00:02:30", "2026-05-04T12:03").tolist()
    assert elapsed_many(seconds, starts=starts, ends=found).tolist() == [60, 60]


def test_a_calendar_that_never_opens_has_no_working_time() -> None:
    starts, ends = column(*STARTS), column(*ENDS)
    assert elapsed_many(opened(), starts=starts, ends=ends).tolist() == [0, 0, 0]
    with pytest.raises(NeverOpens, match="rows 0 to 1: the calendar does not open after"):
        due_many(opened(), starts=starts, seconds=1)
    with pytest.raises(NeverOpens, match="does not open before"):
        due_many(opened(), starts=starts, seconds=-1)


def test_a_row_out_of_reach_is_told_with_its_chunk() -> None:
    starts = np.append(column(*STARTS), 2**40)
    with pytest.raises(OutOfReach, match="rows 2 to 3: the answer lies outside"):
        due_many(support(), starts=starts, seconds=1)
    with pytest.raises(OutOfReach, match="rows 2 to 3: "):
        elapsed_many(support(), starts=starts, ends=starts)
    with pytest.raises(OutOfReach, match="rows 0 to 1: "):
        due_many(support(), starts=column(*STARTS), seconds=2**63 - 1)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"starts": [1.5], "seconds": 1}, "starts: a column of whole seconds is wanted"),
        ({"starts": [float("nan")], "seconds": 1}, "starts: a column of whole seconds"),
        ({"starts": 5, "seconds": 1}, "starts: a column of whole seconds"),
        ({"starts": [5], "seconds": "8 h"}, "seconds: a column of whole seconds"),
        ({"starts": [5], "seconds": [[1]]}, "seconds: a column of whole seconds"),
        ({"starts": [5, 6], "seconds": [1]}, "seconds: the column has 1 values, 2 are wanted"),
        ({"starts": [5, 6], "seconds": 1, "out": np.empty(3, np.int64)}, "out: the column has 3"),
        ({"starts": [5, 6], "seconds": 1, "out": np.empty(2, np.int32)}, "out: the column has 2"),
        ({"starts": [datetime(2026, 5, 4)], "seconds": 1}, "starts: a column of whole seconds"),
    ],
)  # fmt: skip
def test_columns_that_do_not_hold_seconds_are_refused(columns: dict[str, Any], told: str) -> None:
    with pytest.raises(BadColumn, match=told):
        due_many(support(), **columns)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(BadColumn, match="ends: the column has 1 values, 2 are wanted"):
        elapsed_many(support(), starts=[5, 6], ends=[7])
