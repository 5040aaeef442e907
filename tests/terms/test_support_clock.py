"""The clock of a request, replayed from what happened to it. Tuesday 9 June 2026, in Paris."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.carried import BadEvidence
from tenir.terms.cited import Impact, Urgency
from tenir.terms.convention import WeekCalendar
from tenir.terms.grounds import promised
from tenir.terms.hours import Closure
from tenir.terms.resolution import Terms
from tenir.terms.support import missing
from tenir.terms.support_clock import replay, warnings, what_if
from tenir.terms.support_history import EFFECTS, Happened
from tenir.terms.support_kept import clock_told
from tenir.terms.support_promised import clock_promised
from tenir.terms.support_standing import ResponseClock
from tests.terms.paris import at

PAGE = Path(__file__).parents[2] / "docs" / "articles" / "support.md"
ROW = re.compile(r"^\| `(\w+)` \| (\w+) \|", re.M)
TABLE = ROW.findall(PAGE.read_text("utf-8").partition("## What each event does")[2])
NINE = "2026-06-09 09:00"


def on(day: str) -> datetime:
    return at(f"2026-06-{day}")


@pytest.fixture(scope="module")
def terms(agreement: Agreement) -> Terms:
    return agreement.terms("drive")


def recorded(when: str = NINE, impact: Impact = "high", urgency: Urgency = "critical") -> Happened:
    return Happened("recorded", at(when), impact, urgency)


def clock(terms: Terms, *history: Happened) -> ResponseClock:
    return replay(terms, history).value


def phrases(terms: Terms, *history: Happened) -> set[str]:
    return {step.phrase for step in replay(terms, history).reason.walk()}


def test_the_table_of_the_page_is_the_rule() -> None:
    """Clause: 7.8, 7.13."""
    assert dict(TABLE) == dict(EFFECTS)
    assert len(TABLE) == len(EFFECTS)


OPENED = {"client_replied": "client_asked", "unparked": "parked"}
AFTER_TEN = {  # the effect of what happens at ten on a P1 recorded at nine
    "none": ("running", on("10 09:30"), None),
    "starts": ("running", on("10 09:30"), None),
    "stops": ("stopped", on("10 09:30"), on("09 10:00")),
    "pauses": ("paused", on("10 09:30"), None),
    "resumes": ("running", on("10 10:00"), None),
    "earliest": ("running", on("09 09:30"), None),
    "carried": ("carried", on("10 09:30"), None),
    "replays": ("running", on("10 09:30"), None),
}


@pytest.mark.parametrize(("what", "effect"), TABLE)
def test_an_event_at_ten_does_what_its_line_says(terms: Terms, what: str, effect: str) -> None:
    """Clause: 7.8, 7.13, 7.19."""
    older = (recorded("2026-06-08 09:00"),)
    event = Happened(what, on("09 10:00"), "low", "normal", of=older)
    before = [Happened(OPENED[what], on("09 09:30"))] if what in OPENED else []
    history = [*([recorded()] if what != "recorded" else []), *before, event]
    found = clock(terms, *history)
    if what == "recorded":
        assert (found.state, found.recorded_at, found.all_due) == (
            "running", on("09 10:00"), on("11 17:00")
        )  # fmt: skip
    elif what == "requalified":
        assert (found.recorded_at, found.priority, found.p1_due) == (on("09 09:00"), "P3", None)
    else:
        assert (found.state, found.p1_due, found.stopped_at) == AFTER_TEN[effect]


def test_nothing_runs_before_the_last_element_arrives(terms: Terms) -> None:
    """Clause: 7.10, 7.13."""
    found = clock(terms, Happened("sent_incomplete", on("08 09:00")))
    assert (found.state, found.due_at, found.in_time) == ("waiting", None, None)
    later = clock(terms, Happened("sent_incomplete", on("08 09:00")), recorded())
    assert (later.recorded_at, later.p1_due) == (on("09 09:00"), on("10 09:30"))


@pytest.mark.parametrize(
    ("kind", "given", "lacking"),
    [
        ("support", {"subscription": 1, "problem": "It stops"},
         ("observed", "expected", "steps", "context", "impact", "urgency")),
        ("question", {"subscription": 1, "problem": " "}, ("problem",)),
        ("service", {"subscription": 1, "problem": "A new account"}, ()),
    ],
)  # fmt: skip
def test_a_request_says_what_it_lacks(
    kind: str, given: dict[str, object], lacking: tuple[str, ...]
) -> None:
    """Clause: 7.10, 7.11."""
    found = missing(kind, given)  # type: ignore[arg-type]
    assert found.value == lacking
    assert ("missing" in found.reason.sentence("en")) is bool(lacking)


def test_raised_to_p1_after_eight_hours_it_is_late_by_the_change_alone(terms: Terms) -> None:
    """Clause: 7.19."""
    change = Happened("requalified", on("10 10:00"), "high", "critical")
    found = clock(terms, recorded(impact="low", urgency="major"), change)
    assert (found.priority, found.p1_due, found.late_by_change) == ("P1", on("10 09:30"), True)
    assert "clock.late_by_change" in phrases(terms, recorded(impact="low", urgency="major"), change)


def test_taken_in_charge_in_time_and_raised_afterwards_is_late_by_the_change(terms: Terms) -> None:
    """Clause: 7.19."""
    found = clock(
        terms, recorded(impact="low", urgency="major"),
        Happened("taken_in_charge", on("10 09:45")),
        Happened("requalified", on("10 10:00"), "high", "critical"),
    )  # fmt: skip
    assert (found.late_by_change, found.in_time) == (True, False)


@pytest.mark.parametrize("when", ["09 10:00", "12 10:00"])
def test_a_change_in_time_or_once_it_was_late_anyway_excuses_nothing(
    terms: Terms, when: str
) -> None:
    """Clause: 7.19."""
    change = Happened("requalified", on(when), "high", "critical")
    assert not clock(terms, recorded(impact="low", urgency="major"), change).late_by_change


def test_lowered_to_p3_the_firm_delay_is_gone(terms: Terms) -> None:
    """Clause: 7.19."""
    found = clock(terms, recorded(), Happened("requalified", on("09 10:00"), "low", "normal"))
    assert (found.p1_due, found.due_at) == (None, on("11 17:00"))


def test_a_ruling_taken_back_never_stopped_the_clock(terms: Terms) -> None:
    """Clause: 7.21."""
    found = clock(
        terms, recorded(), Happened("ruled_out", on("09 10:00")),
        Happened("reinstated", on("10 10:00")),
    )  # fmt: skip
    assert (found.state, found.p1_due) == ("running", on("10 09:30"))


def test_if_this_were_p1(terms: Terms) -> None:
    """Clause: 7.17, 7.19."""
    history = [recorded(impact="low", urgency="normal")]
    found = what_if(terms, history, impact="high", urgency="critical", at=on("09 10:00")).value
    assert (found.priority, found.p1_due) == ("P1", on("10 09:30"))


def test_warnings_come_in_working_time_reckoned_back_from_the_due_instant(terms: Terms) -> None:
    """Clause: 7.13, 7.15."""
    given = warnings(terms, started_at=on("09 09:00"), due_at=on("10 09:30"))
    assert given == ((50, on("09 14:00")), (80, on("09 16:24")))
    pause = (on("09 10:00"), on("09 11:00"))
    moved = warnings(terms, started_at=on("09 09:00"), due_at=on("10 10:30"), pauses=[pause])
    assert moved == ((50, on("09 15:00")), (80, on("10 08:54")))
    assert warnings(terms, started_at=on("10 09:30"), due_at=on("10 09:30")) == ()


def test_the_reading_that_only_a_taking_in_charge_stops_the_clock(agreement: Agreement) -> None:
    """Clause: 7.13."""
    other = agreement.reading({"7.13.stop": "taken-in-charge-only"}).terms("drive")
    answered = clock(other, recorded(), Happened("answered", on("09 10:00")))
    assert answered.state == "running"


def test_a_closure_told_after_the_start_does_not_move_the_clock(terms: Terms) -> None:
    """Clause: 7.15."""
    day = at("2026-06-10 00:00")
    for told, due in ((on("08 09:00"), on("11 09:30")), (on("09 10:00"), on("10 09:30"))):
        closure = Closure(0, 86400, on=day.date(), announced_at=int(told.timestamp()))
        assert replay(terms, [recorded()], closures=[closure]).value.p1_due == due


def test_an_on_call_service_changes_the_calendar_of_its_contract(terms: Terms) -> None:
    """Clause: 7.16."""
    always = WeekCalendar(
        days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), hours=("00:00-24:00",),
        clause=("7.16",),
    )  # fmt: skip
    ours = terms.with_calendar("support", always)
    judged = replay(ours, [recorded("2026-06-13 10:00")])
    assert judged.value.p1_due == on("13 18:00")
    assert "7.16" in {clause for step in judged.reason.walk() for clause in step.clauses}
    assert clock(terms, recorded("2026-06-13 10:00")).p1_due == on("16 09:00")


# --- kept with the promise, and judged again


def test_what_is_kept_of_a_clock_judges_it_again(agreement: Agreement) -> None:
    """Clause: 7.13, 7.15, 7.16."""
    terms = agreement.terms("drive", "shared")
    always = WeekCalendar(days=("tue", "wed"), hours=("00:00-24:00",), clause=("7.16",))
    closure = Closure(0, 86400, on=date(2026, 6, 11), announced_at=int(on("08 09:00").timestamp()))
    older = Happened("merged_in", on("09 10:00"), of=(recorded("2026-06-09 08:30"),))
    told = clock_told(terms, [recorded(), older], [closure], always)
    ours = promised("requests.response_p1", agreement, **told)
    assert (ours.due_at, ours.reason.phrase) == (on("09 16:30"), "clock.merged")
    assert promised("requests.response", agreement, **told).due_at == on("17 00:00")
    plain = clock_told(terms, [recorded(impact="low", urgency="normal")], [closure], None)
    assert promised("requests.response", agreement, **plain).due_at == on("12 17:00")
    with pytest.raises(BadEvidence):
        promised("requests.response_p1", agreement, **plain)
    with pytest.raises(BadEvidence):
        promised("requests.response_p1", **plain)


def test_both_promises_are_judged_at_once_as_each_by_itself(agreement: Agreement) -> None:
    """Clause: 7.13, 7.14."""
    terms = agreement.terms("drive", "shared")
    for found, kinds in ((recorded(), 2), (recorded(impact="low", urgency="normal"), 1)):
        told = clock_told(terms, [found], [], None)
        both = clock_promised(agreement, replay(terms, [found]), told)
        assert len(both) == kinds
        assert both == {kind: promised(kind, agreement, **told) for kind in both}
