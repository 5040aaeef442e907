"""Zammad's export brought in: what counts, what waits, what came along, and what is told."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tenir.apps.agreements.models import Subscription
from tenir.apps.documents import queries as documents
from tenir.apps.documents.models import Document
from tenir.apps.support import queries
from tenir.apps.support.models import Entry, Request
from tenir.apps.support.services import BroughtIn
from tenir.faces.cli.app import app
from tenir.integrations.spreadsheets.contracts_table import FaultyTable
from tenir.integrations.spreadsheets.requests import import_requests
from tests.apps.support.conftest import contracts, line, on, open_
from tests.cast import Cast

__all__ = ["contracts", "line", "open_"]
AT = on("12 09:00")  # Friday 12 June 2026
BOB, SAM = "bob@example.org", "sam@example.org"
NAME = "tickets.json"


def brought(cast: Cast, told: list[dict[str, Any]], **more: Any) -> BroughtIn:
    given = {"dry_run": False, "actor": cast.sam, "at": AT, "meaning": MEANING, **more}
    return import_requests(json.dumps(told).encode(), names=(NAME, ""), **given)


def faults(cast: Cast, told: list[dict[str, Any]], **more: Any) -> FaultyTable:
    with pytest.raises(FaultyTable) as refused:
        brought(cast, told, **more)
    assert not Request.objects.exists()
    return refused.value


def told_of(found: BroughtIn) -> list[str]:
    return [each.message() for each in found.told]


def article(at: str, body: str, sender: str = "Customer", **more: Any) -> dict[str, Any]:
    """An article, as `/api/v1/ticket_articles/by_ticket/1?expand=true` shows it."""
    return {
        "created_at": at, "body": body, "sender": sender, "content_type": "text/html",
        "type": "web", "internal": False,
        "created_by": BOB if sender == "Customer" else SAM, **more,
    }  # fmt: skip


def tickets() -> list[dict[str, Any]]:
    """Two tickets, as `/api/v1/tickets?expand=true` shows them, each with its articles."""
    common = {"group": "Users", "organization": "Martin", "customer": BOB, "owner": SAM}
    return [
        {
            **common, "id": 1, "number": "67001", "title": "Export", "state": "closed",
            "priority": "3 high", "created_at": "2026-06-09T07:00:00.000Z",
            "close_at": "2026-06-10T13:00:00.000Z", "updated_at": "2026-06-11T07:00:00.000Z",
            "articles": [
                article("2026-06-09T07:00:00.000Z", "<p>It stops</p>"),
                article("2026-06-09T07:30:00.000Z", "Known", "Agent", internal=True),
                article("2026-06-09T08:00:00.000Z", "<div>Use <b>5.2</b></div>", "Agent"),
                article("2026-06-09T09:00:00.000Z", "Thanks"),
                article("2026-06-11T07:00:00.000Z", "Bye"),
            ],
        },
        {
            **common, "id": 2, "number": "67002", "title": "Colour", "state": "open",
            "priority": "1 low", "created_at": "2026-06-11T14:00:00.000Z", "articles": [],
        },
    ]  # fmt: skip


MEANING = {"clients": {"Martin": "C-001"}, "products": {"Users": "drive"}}


def test_zammads_export_is_read_with_its_articles(cast: Cast, line: Subscription) -> None:
    """The agent's first public answer stops the clock; what is internal stays inside."""
    brought(cast, tickets())
    closed, waits = Request.objects.order_by("origin")
    assert (closed.origin, closed.state, closed.problem) == ("zammad/67001", "closed", "It stops")
    assert (closed.priority, closed.in_time, closed.took) == ("P1", True, 3600)
    told = [(each.what, each.text) for each in queries.conversation(cast.sam, closed.pk)]
    assert told == [
        ("recorded", ""), ("noted", "Known"), ("answered", "Use 5.2"), ("client_replied", "Thanks"),
        ("resolved", ""), ("closed", ""), ("said", "Bye"),
    ]  # fmt: skip
    assert (waits.clock, waits.due_at) == ("running", on("15 17:00"))


def test_what_zammad_names_and_nobody_mapped_is_told(cast: Cast, line: Subscription) -> None:
    (closed, colour) = tickets()
    unknown = [closed, {**colour, "state": "with the printer"}]
    told = faults(cast, unknown, meaning={"clients": {"Martin": "C-001"}, "priorities": {}})
    lines = told.message().splitlines()
    assert any(f"{NAME}:tickets[0].group: " in each for each in lines)
    assert any(".priority: " in each and "3 high" in each for each in lines)
    assert any("tickets[1].state: " in each and "with the printer" in each for each in lines)


def test_tickets_merged_or_removed_are_no_requests_and_are_told(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.7, 7.13."""
    (closed, colour) = tickets()
    rows = [closed, {**colour, "state": "merged", "group": "Unheard of"},
            {**colour, "number": "67003", "state": "removed"}]  # fmt: skip
    found = brought(cast, rows)
    assert (found.closed, found.opened) == (["zammad/67001"], [])
    assert [each.origin for each in Request.objects.all()] == ["zammad/67001"]
    merged, removed, _ = told_of(found)
    assert merged.startswith(f"{NAME}:tickets[1]: zammad/67002 was merged")
    assert removed.startswith(f"{NAME}:tickets[2]: zammad/67003 was removed")


def test_what_is_told_stands_beside_the_faults(cast: Cast, line: Subscription) -> None:
    (closed, colour) = tickets()
    told = faults(cast, [{**closed, "state": "merged"}, {**colour, "group": "Unheard of"}])
    (left, _) = told.told
    assert left.message() in told.message()
    assert {each.message().partition(": ")[0] for each in told.faults} == {
        f"{NAME}:tickets[1].group", f"{NAME}:tickets[1].product",
    }  # fmt: skip


def test_where_an_older_ticket_was_merged_in_its_first_word_is_the_recording(
    cast: Cast, line: Subscription
) -> None:
    """The earliest clock is kept: Zammad moves the articles, each with its own instant.

    Clause: 7.13.
    """
    (closed, _) = tickets()
    closed["articles"].append(article("2026-06-08T07:00:00.000Z", "It stopped before"))
    brought(cast, [closed])
    found = Request.objects.get()
    assert (found.recorded_at, found.problem) == (on("08 09:00"), "It stopped before")


# --- pending --------------------------------------------------------------------------------------


def turn(at: str, before: str, after: str) -> dict[str, Any]:
    """A change of state, as `/api/v1/ticket_history/1` shows it."""
    return {"created_at": at, "object": "Ticket", "type": "updated", "attribute": "state",
            "value_from": before, "value_to": after}  # fmt: skip


def ticket(*articles: dict[str, Any], state: str = "open", **more: Any) -> dict[str, Any]:
    """A P1 of Tuesday 9 June at 09:00, in what state it is said to be."""
    (closed, _) = tickets()
    first = article("2026-06-09T07:00:00.000Z", "It stops")
    return {**closed, "state": state, "articles": [first, *articles], **more}


ASKED = article("2026-06-09T08:00:00.000Z", "Which file?", "Agent")
SENT = article("2026-06-09T12:30:00.000Z", "This one")
FIXED = article("2026-06-10T07:00:00.000Z", "In 5.2", "Agent")
WAITING = [
    turn("2026-06-09T08:00:01.000Z", "open", "pending reminder"),
    turn("2026-06-09T12:30:01.000Z", "pending reminder", "open"),
]


def events(cast: Cast) -> list[str]:
    (found,) = Request.objects.all()
    return [each.what for each in queries.conversation(cast.sam, found.pk)]


def test_a_question_that_a_ticket_waited_on_pauses_its_clock(
    cast: Cast, line: Subscription
) -> None:
    """From 10:00 to 14:30 it waited: eight hours from Tuesday 09:00 end on Wednesday at 14:00.

    Clause: 7.13, 7.14.
    """
    found = brought(cast, [ticket(ASKED, SENT, FIXED, history={"history": WAITING})])
    one = Request.objects.get()
    assert events(cast) == ["recorded", "client_asked", "client_replied", "answered"]
    assert (one.promised_at, one.stopped_at, one.in_time) == (
        on("10 14:00"), on("10 09:00"), True,
    )  # fmt: skip
    assert not found.told


def test_a_ticket_that_waits_for_the_client_now_is_paused(cast: Cast, line: Subscription) -> None:
    """Without its history: since the last word, where that was ours.

    Clause: 7.13.
    """
    found = brought(cast, [ticket(ASKED, state="pending reminder")])
    one = Request.objects.get()
    assert (one.state, one.clock, one.due_at) == ("waiting_client", "paused", None)
    (blind,) = told_of(found)
    assert blind.startswith(f"{NAME}: ")
    assert "history" in blind


@pytest.mark.parametrize("state", ["pending reminder", "pending close"])
@pytest.mark.parametrize("known", [True, False])
def test_a_ticket_that_waits_for_nobody_runs_on_and_it_is_told(
    cast: Cast, line: Subscription, state: str, known: bool
) -> None:
    """Clause: 7.13."""
    lived = {"history": [turn("2026-06-09T08:00:00.000Z", "open", state)]} if known else {}
    found = brought(cast, [ticket(SENT, state=state, **lived)])
    one = Request.objects.get()
    assert (one.state, one.clock, one.due_at) == ("recorded", "running", on("10 09:30"))
    told = told_of(found)[0]
    assert told.startswith(f"{NAME}:tickets[0]: zammad/67001 ")
    assert told.endswith("its clock runs on")


def test_an_answer_before_the_end_stops_the_clock_and_nothing_is_told(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.13."""
    lived = [turn("2026-06-09T08:00:01.000Z", "open", "pending close")]
    found = brought(cast, [ticket(ASKED, state="pending close", history=lived)])
    assert (Request.objects.get().clock, events(cast), found.told) == (
        "stopped", ["recorded", "answered"], [],
    )  # fmt: skip


def test_a_wait_goes_on_through_one_more_question_and_ends_with_the_state(
    cast: Cast, line: Subscription
) -> None:
    """Paused from 10:00 to a second past 14:30, whoever wrote; then an agent took it up.

    Clause: 7.13.
    """
    again = article("2026-06-09T09:00:00.000Z", "Please", "Agent")
    brought(cast, [ticket(ASKED, again, history=WAITING)])
    one = Request.objects.get()
    assert (one.state, one.clock) == ("recorded", "running")
    assert one.due_at == on("10 14:00") + timedelta(seconds=1)
    assert events(cast) == [
        "recorded", "client_asked", "client_replied", "client_asked", "client_replied",
    ]  # fmt: skip


def test_a_ticket_may_be_closed_while_it_waits(cast: Cast, line: Subscription) -> None:
    lived = [WAITING[0], turn("2026-06-10T13:00:00.100Z", "pending reminder", "closed")]
    brought(cast, [ticket(ASKED, state="closed", history=lived)])
    assert (Request.objects.get().state, events(cast)) == (
        "closed", ["recorded", "client_asked", "resolved", "closed"],
    )  # fmt: skip


def test_states_of_a_desks_own_stand_for_zammads(cast: Cast, line: Subscription) -> None:
    meaning = {**MEANING, "states": {"With the client": "pending reminder"}}
    lived = [turn("2026-06-09T08:00:01.000Z", "open", "with the client")]
    brought(cast, [ticket(ASKED, state="With the client", history=lived)], meaning=meaning)
    assert Request.objects.get().clock == "paused"


# --- files ----------------------------------------------------------------------------------------


def attachment(name: str, content: bytes | None = None, kind: str = "text/plain") -> dict[str, Any]:
    """An attachment as articles have it, with its bytes where the export brought them."""
    data = {} if content is None else {"data": base64.b64encode(content).decode()}
    return {"id": 7, "filename": name, "size": "5", "preferences": {"Content-Type": kind}, **data}


def test_files_that_came_along_hang_on_the_word_that_they_came_with(
    cast: Cast, line: Subscription
) -> None:
    """Clause: 7.10."""
    told = ticket({**ASKED, "internal": True, "attachments": [attachment("inside.txt", b"inside")]})
    told["articles"][0]["attachments"] = [attachment("log.txt", b"lines")]
    found = brought(cast, [told])
    first, second = Entry.objects.order_by("happened_at")
    assert found.files == 2
    assert [each.filename for each in first.documents.all()] == ["log.txt"]
    assert [each.audience for each in second.documents.all()] == ["staff"]
    seen = documents.documents(cast.bob)
    assert [each.filename for each in seen] == ["log.txt"]
    assert {each.subject for each in seen} == {Request.objects.get().subject}


@pytest.mark.parametrize("dry_run", [True, False])
def test_files_that_are_not_taken_are_counted_and_told(
    cast: Cast, line: Subscription, dry_run: bool
) -> None:
    """Without their bytes, or refused as any file may be: the ticket comes in all the same.

    Clause: 7.10.
    """
    told = ticket({**SENT, "attachments": [attachment("a.png"), attachment("b.png"),
                                           attachment("run.exe", b"MZ"),
                                           attachment("c.txt", b"words")]}, history=[])  # fmt: skip
    found = brought(cast, [told], dry_run=dry_run)
    absent, refused = told_of(found)
    assert absent.startswith(f"{NAME}:tickets[0]: attachments of zammad/67001 without their ")
    assert "“data”: 2; " in absent
    assert refused.startswith(f"{NAME}:tickets[0].articles[1]: zammad/67001: “run.exe” is not ")
    assert found.files == 1
    assert Document.objects.count() == (0 if dry_run else 1)


def test_bytes_that_cannot_be_read_are_a_fault(cast: Cast, line: Subscription) -> None:
    told = ticket({**SENT, "attachments": [{"filename": "a.txt", "data": "%%%"}]})
    (fault,) = faults(cast, [told]).faults
    assert fault.message().startswith(f"{NAME}:tickets[0].articles[1].attachments[0].data: ")


def test_the_command_tells_what_it_leaves_out(
    cast: Cast, line: Subscription, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenir import clock  # noqa: PLC0415

    monkeypatch.setattr(clock, "now", lambda: AT)
    (closed, colour) = tickets()
    file, meaning = tmp_path / NAME, tmp_path / "map.json"
    file.write_text(json.dumps([closed, {**colour, "state": "merged"}]))
    meaning.write_text(json.dumps(MEANING))
    given = ["requests", "import", str(file), "--map", str(meaning), "--by", SAM]
    told = CliRunner().invoke(app, ["--lang", "en", *given])
    assert told.exit_code == 0, told.output
    assert "Left out, or taken otherwise: 2." in told.output
    assert "zammad/67002 was merged" in " ".join(told.output.split())
    french = CliRunner().invoke(app, ["--lang", "fr", *given])
    assert "zammad/67002 a été fusionné avec" in " ".join(french.output.split())
