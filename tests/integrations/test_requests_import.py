"""A running desk brought in: clocks replayed, the first month right, the same again nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tenir.apps.agreements.models import Closure, Subscription
from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry as Fact
from tenir.apps.notices.models import Notice
from tenir.apps.parties import services as parties
from tenir.apps.search import queries as search
from tenir.apps.support import queries, services
from tenir.apps.support.models import Entry, Request, Ruling
from tenir.apps.support.services import BroughtIn
from tenir.faces.cli.app import app
from tenir.integrations.spreadsheets.requests import export_requests, import_requests
from tenir.integrations.upkeep import searching
from tests.apps.support.conftest import contracts, line, on, open_
from tests.cast import Cast
from tests.emptying import forgettable

__all__ = ["contracts", "line", "open_"]
AT = on("12 09:00")  # Friday 12 June 2026
BOB, SAM = "bob@example.org", "sam@example.org"
REQUESTS = f"""\
key;client;product;contact;title;problem;priority;satisfaction
OLD-1;C-001;drive;{BOB};Export;It stops;P1;3
OLD-2;C-001;drive;{BOB};Colour;Too blue;;
"""
HISTORY = f"""\
key;what;at;by;text;impact;urgency;reason
OLD-1;recorded;2026-06-09T09:00:00+02:00;{BOB};;high;critical;
OLD-1;client_asked;2026-06-09T10:00:00+02:00;{SAM};Which file?;;;
OLD-1;client_replied;2026-06-09T14:30:00+02:00;{BOB};This one;;;
OLD-1;taken_in_charge;2026-06-10T10:00:00+02:00;{SAM};;;;
OLD-1;noted;2026-06-10T10:05:00+02:00;{SAM};Known;;;
OLD-1;resolved;2026-06-10T15:00:00+02:00;{SAM};In 5.2;;;
OLD-1;closed;2026-06-11T09:00:00+02:00;{BOB};;;;
OLD-2;recorded;2026-06-11 16:00;gone@example.org;;low;normal;
"""


def brought(
    cast: Cast, requests: Any = REQUESTS, history: str | None = HISTORY, **more: Any
) -> BroughtIn:
    if not isinstance(requests, str):
        requests, history = json.dumps(requests), None
    given = {"dry_run": False, "actor": cast.sam, "at": AT, **more}
    names = ("requests.json" if requests.startswith("{") else "requests.csv", "history.csv")
    return import_requests(
        requests.encode(), history.encode() if history else None, names=names, **given
    )


def test_clocks_are_replayed_as_if_the_requests_had_been_here(
    cast: Cast, line: Subscription
) -> None:
    """A pause from 10:00 to 14:30: eight hours from Tuesday 09:00 end on Wednesday at 14:00.

    Clause: 7.13, 7.14.
    """
    found = brought(cast)
    assert (found.closed, found.opened, found.entries) == (["OLD-1"], ["OLD-2"], 8)
    over, open_one = Request.objects.order_by("origin")
    assert (over.state, over.priority, over.promised_at) == ("closed", "P1", on("10 14:00"))
    assert (over.in_time, over.stopped_at, over.assignee) == (
        True, on("10 10:00"), cast.people["sam"],
    )  # fmt: skip
    assert (open_one.state, open_one.clock, open_one.due_at) == (
        "recorded", "running", on("15 17:00"),
    )  # fmt: skip
    assert queries.why(cast.bob, over.pk, at=AT).clock.due_at == over.promised_at


def test_one_that_is_being_worked_on_is_brought_in_at_its_place_in_the_queue(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.7, 7.13."""
    told: list[tuple[int, int]] = []
    unfinished = "".join(HISTORY.splitlines(keepends=True)[:5])
    only = "".join(REQUESTS.splitlines(keepends=True)[:2])
    brought(cast, only, unfinished, progress=lambda *done: told.append(done))
    found = Request.objects.get()
    assert (found.state, found.clock) == ("in_progress", "stopped")
    assert found.queued_at == found.place
    assert told == [(1, 1)]


def test_the_first_months_measures_are_right(cast: Cast, line: Subscription) -> None:
    """Clause: 7.13, 7.14."""
    brought(cast)
    june = {"since": on("01 00:00"), "until": datetime(2026, 7, 1, tzinfo=UTC)}
    (p1, p3) = queries.measures(cast.sam, by=("priority",), at=on("09 12:00"), **june)
    assert (p1.group, p1.number, p1.in_time, p1.content) == (("P1",), 1, 1, (0, 0, 1))
    assert p1.median == 60 * 60 + 2 * 3600 + 30 * 60 + 90 * 60  # 9-10, 14:30-17, 8:30-10
    assert (p3.group, p3.number, p3.counted) == (("P3",), 1, 0)


def test_nobody_is_written_to_and_what_waits_is_promised(cast: Cast, line: Subscription) -> None:
    brought(cast)
    assert not Notice.objects.filter(kind__startswith="support.").exists()
    waiting = Request.objects.get(origin="OLD-2")
    (promise,) = Commitment.objects.filter(kind__startswith="requests.")
    assert (promise.subject, promise.due_at) == (waiting.subject, on("15 17:00"))
    assert Fact.objects.filter(verb="support.brought_in").count() == 2


def test_the_conversation_is_there_with_who_spoke_and_what_stays_inside(
    cast: Cast, line: Subscription
) -> None:
    brought(cast)
    over = Request.objects.get(origin="OLD-1")
    told = [(each.what, each.text) for each in queries.conversation(cast.bob, over.pk)]
    assert ("client_asked", "Which file?") in told
    assert "noted" not in dict(told)
    first = Entry.objects.get(request__origin="OLD-2")
    assert (first.author, first.facts["by"], first.happened_at) == (
        None, "gone@example.org", on("11 16:00"),
    )  # fmt: skip


def test_a_search_finds_what_was_brought_in(cast: Cast, line: Subscription) -> None:
    brought(cast)
    found = {hit.of for hit in search.found(cast.sam, "Export", kinds=["request"])}
    assert str(Request.objects.get(origin="OLD-1").pk) in found
    assert not [one for one in searching.differences() if "request" in one]


def test_the_same_again_changes_nothing(cast: Cast, line: Subscription) -> None:
    brought(cast)
    facts = Fact.objects.count()
    assert brought(cast) == BroughtIn(unchanged=2)
    assert (Request.objects.count(), Fact.objects.count()) == (2, facts)


def test_a_dry_run_tells_the_same_and_keeps_nothing(cast: Cast, line: Subscription) -> None:
    found = brought(cast, dry_run=True)
    assert (len(found.closed), len(found.opened)) == (1, 1)
    assert not Request.objects.exists()


def test_a_flat_table_tells_its_events_in_columns(cast: Cast, line: Subscription) -> None:
    flat = (
        "key,client,product,problem,priority,recorded_at,answered_at,closed_at\n"
        "7,C-001,drive,It stops,P1,2026-06-09 09:00,2026-06-09 11:00,2026-06-10 09:00\n"
    )
    brought(cast, flat, None)
    found = Request.objects.get()
    assert (found.state, found.in_time, found.took) == ("closed", True, 7200)


def test_a_ruling_and_its_reversal_come_with_their_reasons(cast: Cast, line: Subscription) -> None:
    """Clause: 7.21."""
    history = [
        {"what": "recorded", "at": "2026-06-09T09:00:00+02:00", "priority": "P1"},
        {"what": "ruled_out", "at": "2026-06-09T10:00:00+02:00", "by": SAM, "text": "A test site",
         "reason": "non_production"},
        {"what": "reinstated", "at": "2026-06-09T11:00:00+02:00", "text": "It was production"},
    ]  # fmt: skip
    brought(cast, {"requests": [{"key": "R", "client": "C-001", "product": "drive",
                                 "problem": "It stops", "history": history}]})  # fmt: skip
    ruled = Ruling.objects.get()
    assert (ruled.reason, ruled.evidence, ruled.reversed_because) == (
        "non_production", "A test site", "It was production",
    )  # fmt: skip
    assert Request.objects.get().clock == "running"


def test_what_goes_out_comes_back_the_same(cast: Cast, line: Subscription) -> None:
    brought(cast)
    out = export_requests(cast.sam)
    Commitment.objects.all().delete()
    with forgettable():
        Request.objects.all().delete()
    brought(cast, json.loads(out))
    assert export_requests(cast.sam) == out
    assert len(json.loads(export_requests(cast.charlie))["requests"]) == 0


def test_who_asked_and_has_no_account_is_kept_and_goes_out_again(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 4.2, 7.9."""
    zoe = parties.designate(
        cast.martin.pk, name="Zoé", email="zoe@example.org", invite=False, actor=cast.anna, at=AT
    )
    brought(cast, REQUESTS.replace(f"drive;{BOB};Colour", "drive;Zoe@example.org;Colour"))
    first, second = Request.objects.order_by("origin")
    assert (first.opened_by, first.caller) == (cast.people["bob"], None)
    assert (second.opened_by, second.caller) == (None, zoe)
    told = json.loads(export_requests(cast.sam))["requests"]
    assert [row["contact"] for row in told] == [BOB, "zoe@example.org"]


def one(*history: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A P2 that was recorded on Tuesday 9 June at 09:00, and what happened to it then."""
    lived = [{"what": what, "at": f"2026-06-{at}+02:00", "text": "x"} for what, at in history]
    first = {"what": "recorded", "at": "2026-06-09T09:00:00+02:00", "priority": "P2"}
    return {"key": "OLD-1", "client": "C-001", "product": "drive", "contact": BOB, "problem": "x",
            "history": [first, *lived], **more}  # fmt: skip


@pytest.mark.clause("2.6", "7.16")
def test_a_wait_for_a_quote_pauses_the_clock_as_it_did_there(
    cast: Cast, line: Subscription
) -> None:
    waited = one(("parked", "09T10:00:00"), ("unparked", "09T14:30:00"))
    brought(cast, {"requests": [one(), {**waited, "key": "OLD-2"}]})
    plain, paused = Request.objects.order_by("pk")
    assert (plain.state, paused.state) == ("recorded", "recorded")
    assert plain.promised_at
    assert paused.promised_at
    assert paused.promised_at > plain.promised_at


@pytest.mark.clause("7.15")
def test_a_closing_that_clients_were_told_of_there_counts(cast: Cast, line: Subscription) -> None:
    brought(cast, {"requests": [one()]}, actor=cast.anna)
    closed = {"on": "2026-06-10", "announced_at": "2026-06-01T09:00:00+02:00", "because": "Works"}
    told = {"closures": [closed], "requests": [{**one(), "key": "OLD-2"}]}
    brought(cast, told, actor=cast.anna)
    first, second = Request.objects.order_by("pk")
    assert first.promised_at
    assert second.promised_at == first.promised_at
    assert Closure.objects.get().announced_at == on("01 09:00")
    assert not Notice.objects.filter(kind="support.closure").exists()
    assert brought(cast, json.loads(export_requests(cast.sam))).unchanged == 2
    assert json.loads(export_requests(cast.sam))["closures"] == [
        {**closed, "announced_at": "2026-06-01T07:00:00+00:00", "start": "00:00", "end": "24:00"}
    ]


@pytest.mark.clause("7.15")
def test_the_same_requests_without_that_closing_were_due_before(
    cast: Cast, line: Subscription
) -> None:
    closed = {"on": "2026-06-10", "announced_at": "2026-06-01T09:00:00+02:00", "because": "Works"}
    brought(cast, {"requests": [one()]}, actor=cast.anna)
    due = Request.objects.get().promised_at
    brought(cast, {"closures": [closed], "requests": []}, actor=cast.anna)
    moved = Request.objects.get().promised_at
    assert due
    assert moved
    assert moved > due


@pytest.mark.clause("7.13")
def test_one_that_took_another_in_goes_out_recorded_when_the_first_of_them_was(
    cast: Cast, open_: Any
) -> None:
    first, other = open_(at=on("09 09:00")), open_(at=on("09 11:00"))
    services.merge(first.pk, into=other.pk, actor=cast.sam, at=on("09 12:00"))
    (told,) = json.loads(export_requests(cast.sam))["requests"]
    assert told["key"] == other.number
    assert datetime.fromisoformat(told["history"][0]["at"]) == on("09 09:00")


# --- the command ----------------------------------------------------------------------------------


def test_the_command_tells_first_then_writes_and_writes_out(
    cast: Cast, line: Subscription, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenir import clock  # noqa: PLC0415

    monkeypatch.setattr(clock, "now", lambda: AT)
    tables = tmp_path / "requests.csv", tmp_path / "history.csv"
    for path, text in zip(tables, (REQUESTS, HISTORY), strict=True):
        path.write_text(text)
    given = ["--lang", "en", "requests", "import", *map(str, tables), "--by", SAM]
    told = CliRunner().invoke(app, given)
    assert (told.exit_code, Request.objects.count()) == (0, 0), told.output
    assert "Nothing is kept" in told.output
    told = CliRunner().invoke(app, [*given, "--write"])
    assert (told.exit_code, Request.objects.count()) == (0, 2), told.output
    out = tmp_path / "out.json"
    told = CliRunner().invoke(app, ["requests", "export", str(out), "--by", SAM])
    assert (told.exit_code, len(json.loads(out.read_text())["requests"])) == (0, 2), told.output


def test_a_request_that_was_brought_in_lives_on(cast: Cast, line: Subscription) -> None:
    brought(cast)
    waiting = Request.objects.get(origin="OLD-2")
    services.answer(waiting.pk, "In 5.3", actor=cast.sam, at=AT)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.in_time) == ("answered", True)
    assert Commitment.objects.get(subject=waiting.subject).state == "kept"
