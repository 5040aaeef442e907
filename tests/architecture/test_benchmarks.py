"""Each performance line of the issues has a target that a row of the benches meets or misses."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.results import kept, measured, page, table
from benchmarks.side_by_side import Row
from benchmarks.targets import TARGETS, judged


def row(value: float, *, unit: str = "µs", ratio: float | None = None) -> Row:
    name = "working time: due, one request (UTC)"
    return Row(name=name, value=value, unit=unit, peer=None, peer_value=None, ratio=ratio)


@pytest.mark.parametrize(
    ("value", "ratio", "met", "said"),
    [(0.6, 13.0, True, "| yes |"), (1.2, 13.0, False, "| **no** |"), (0.6, 5.0, False, "**no**")],
)
def test_a_row_says_its_target_and_whether_it_was_met(value, ratio, met, said):
    (found,) = judged([row(value, ratio=ratio)])
    assert (found["target"], found["met"]) == ("≤ 1 µs, ≥ 8 x (issue 2)", met)
    assert said in table([found])


def test_a_row_of_which_nothing_was_asked_says_nothing():
    (found,) = judged([row(1, unit="s")])
    assert (found["target"], found["met"]) == (None, None)


def test_what_is_kept_of_the_last_run_is_judged_by_these_targets():
    for name, found in kept().items():
        assert judged(found["rows"]) == found["rows"], name
    assert {each.issue for each in TARGETS} == {2, 4, 5, 6}


def test_the_page_tells_of_each_module_when_it_was_measured_and_by_which_code():
    found = measured([row(0.6)], on=date(2026, 11, 29))
    told = page({"working_time": found, "outages": kept()["outages"]})
    assert told.count("\n## ") == 2
    assert f"Measured on 2026-11-29 at {found['commit']}." in told
    assert f"Measured on {kept()['outages']['on']} at" in told
