"""A request's life by programs: previewed, opened, answered, and its clock explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenir import clock
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.parties import services as parties
from tenir.apps.support import services
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast
from tests.faces.api.programs import Program, program_of, refused, shown

FRIDAY = datetime(2026, 5, 22, 14, 45, tzinfo=UTC)  # 16:45 in Paris; Whit Monday follows
WEDNESDAY = "2026-05-27T06:45:00Z"
WHOLE = {
    "title": "Export", "problem": "The export stops", "observed": "A blank page",
    "expected": "A file", "steps": "Drive, Export", "context": "Error 500", "impact": "high",
    "urgency": "critical",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_friday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: FRIDAY)
    return iter(())


@pytest.fixture
def line(cast: Cast) -> int:
    """Ateliers Martin's subscription to Drive."""
    (version,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    contract = agreements.sign_contract(
        client=cast.martin.pk, number="CT-1", starts_on=date(2026, 1, 1),
        lines=[agreements.NewLine(product="drive", seats=20, yearly_fee="48000.00")],
        actor=cast.anna, at=LONG_AGO,
    )  # fmt: skip
    return contract.subscriptions.get().pk


@pytest.fixture
def bob(cast: Cast) -> Program:
    return program_of(cast.bob)


@pytest.fixture
def sam(cast: Cast) -> Program:
    return program_of(cast.sam)


def opened(program: Program, cast: Cast, line: int, **said: Any) -> Any:
    told = {"client": cast.martin.pk, "subscription": line, **WHOLE, **said}
    return shown(program.post("/requests", told), 201)


def test_the_preview_says_the_deadline_that_the_request_then_has(
    bob: Program, cast: Cast, line: int
) -> None:
    """Clause: 7.13, 7.15, 7.17."""
    asked = f"/request-preview?subscription={line}&impact=high&urgency=critical"
    told = shown(bob.get(asked))
    assert (told["priority"], told["clock"]["due_at"]) == ("P1", WEDNESDAY)
    assert told["clock"]["reasons"]["sentence"]["en"]
    made = opened(bob, cast, line)
    assert (made["state"], made["priority"], made["due_at"]) == ("recorded", "P1", WEDNESDAY)
    assert made["channel"] == "api"


def test_a_program_that_asks_twice_under_one_key_opens_one_request(
    bob: Program, cast: Cast, line: int
) -> None:
    told = {"client": cast.martin.pk, "subscription": line, **WHOLE}
    first, second = (bob.post("/requests", told, Idempotency_Key="k") for _ in range(2))
    assert shown(first, 201)["id"] == shown(second, 201)["id"]
    assert shown(bob.get("/requests"))["total"] == 1


def test_what_an_incomplete_request_lacks_is_said_and_given(
    bob: Program, cast: Cast, line: int
) -> None:
    """Clause: 7.10."""
    kept = opened(bob, cast, line, steps="", draft=True)
    assert (kept["state"], kept["missing"]) == ("draft", ["steps"])
    path = f"/requests/{kept['id']}"
    assert shown(bob.post(f"{path}/send"))["state"] == "incomplete"
    refused(bob.call("PATCH", path, {"steps": "Drive"}), 428)
    whole = shown(bob.call("PATCH", path, {"steps": "Drive"}, If_Match="*"))
    assert (whole["state"], whole["missing"], whole["clock"]) == ("recorded", [], "running")


def test_the_clock_waits_for_the_client_and_says_so_line_by_line(
    bob: Program, sam: Program, cast: Cast, line: int
) -> None:
    """Clause: 7.12, 7.13, 7.19."""
    path = f"/requests/{opened(bob, cast, line)['id']}"
    shown(sam.post(f"{path}/questions", {"text": "Which file?"}), 201)
    waiting = shown(bob.get(f"{path}/clock"))
    assert (waiting["state"], [each["what"] for each in waiting["history"]]) == (
        "paused", ["recorded", "client_asked"],
    )  # fmt: skip
    shown(bob.post(f"{path}/replies", {"text": "This one"}), 201)
    lower = shown(sam.get(f"{path}/what-if?impact=low&urgency=normal"))
    assert (lower["priority"], lower["p1_due"]) == ("P3", None)
    said = [each["what"] for each in shown(bob.get(f"{path}/conversation"))["items"]]
    assert said == ["recorded", "client_asked", "client_replied"]


def test_a_client_reads_neither_notes_nor_who_answers(
    bob: Program, sam: Program, cast: Cast, line: int
) -> None:
    path = f"/requests/{opened(bob, cast, line)['id']}"
    shown(sam.post(f"{path}/notes", {"text": "Known"}), 201)
    assert shown(sam.post(f"{path}/take-in-charge"))["assignee"] == cast.people["sam"].pk
    assert shown(bob.get(path))["assignee"] is None
    assert "Known" not in bob.get(f"{path}/conversation").content.decode()


def test_a_file_is_kept_then_hung_on_what_is_said(bob: Program, cast: Cast, line: int) -> None:
    """Clause: 7.10."""
    path = f"/requests/{opened(bob, cast, line)['id']}"
    given = SimpleUploadedFile("log.txt", b"Error 500\n", content_type="text/plain")
    headers = {"Authorization": f"Bearer {bob.secret}"}
    kept = bob.browser.post(f"/api/v1{path}/files", {"file": given}, headers=headers)
    named = shown(kept, 201)["id"]  # type: ignore[arg-type]
    said = shown(bob.post(f"{path}/replies", {"text": "See it", "files": [named]}), 201)
    assert said["documents"] == [named]


def test_an_act_out_of_turn_conflicts(sam: Program, bob: Program, cast: Cast, line: int) -> None:
    path = f"/requests/{opened(bob, cast, line)['id']}"
    told = refused(sam.post(f"{path}/take-back", {"outcome": "Mended"}), 404)
    assert told["code"] == "requests.not_handed_over"
    ruling = {"reason": "non_production", "evidence": "A test environment"}
    assert shown(sam.post(f"{path}/rulings", ruling), 201)["clause"] == "7.21a"
    assert refused(sam.post(f"{path}/rulings", ruling), 409)["code"] == "requests.moved_on"


def test_measures_are_told_by_group(bob: Program, sam: Program, cast: Cast, line: int) -> None:
    """Clause: 7.13."""
    shown(sam.post(f"/requests/{opened(bob, cast, line)['id']}/answers", {"text": "So"}), 201)
    period = "since=2026-05-01T00:00:00Z&until=2026-06-01T00:00:00Z&by=priority&by=month"
    (told,) = shown(bob.get(f"/support-measures?{period}"))["groups"]
    assert told["group"] == {"priority": "P1", "month": "2026-05"}
    assert (told["number"], told["in_time"], told["share"]) == (1, 1, "100")


def test_an_agent_s_program_writes_for_a_contact_who_has_no_account(cast: Cast, line: int) -> None:
    """Clause: 4.2, 7.4, 7.9."""
    zoe = parties.designate(
        cast.martin.pk, name="Zoé", email="zoe@example.org", invite=False, actor=cast.anna,
        at=LONG_AGO,
    )  # fmt: skip
    told = {"client": cast.martin.pk, "subscription": line, "caller": zoe.pk, **WHOLE}
    made = program_of(cast.sam).post("/requests", told).json()
    assert (made["caller"], made["opened_by"], made["state"]) == (zoe.pk, None, "recorded")
    for other in (cast.bob, cast.anna):
        assert program_of(other).post("/requests", told).status_code == 403
    told |= {"client": cast.novak.pk}
    assert program_of(cast.sam).post("/requests", told).status_code == 403
    where = Notice.objects.get(channel="email", address=zoe.email)
    services.reply_by_mail(
        Envelope.objects.get(notice=where).reply_token, "This one", sender=zoe.email,
        message_id="<1@zoe>", at=clock.now(),
    )  # fmt: skip
    lines = shown(program_of(cast.bob).get(f"/requests/{made['id']}/conversation"))["items"]
    assert [(each["what"], each["author"], each["contact"]) for each in lines][1:] == [
        ("said", None, zoe.pk)
    ]
