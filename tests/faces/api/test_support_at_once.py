"""Requests opened and taken in charge by eight programs at once: none lost, none twice."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from functools import partial

import pytest
from django.http import HttpResponse

from tenir import clock
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Subscription, agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.commitments.queries import Commitment
from tenir.apps.support.queries import Entry, Request
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast, assemble
from tests.faces.api.programs import Program, program_of
from tests.stories.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
NOON = datetime(2026, 6, 9, 10, tzinfo=UTC)  # a Tuesday
KEYS = tuple("abcdefgh")
RESPONSES = ("requests.response", "requests.response_p1")  # of a critical request
WHOLE = {
    "problem": "The export stops half-way", "observed": "A blank page", "expected": "A file",
    "steps": "Open Drive, choose Export", "context": "Error 500", "impact": "high",
    "urgency": "critical",
}  # fmt: skip


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    made = assemble()
    (version,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    agreements.sign_contract(
        client=made.martin.pk, number="CT-1", starts_on=date(2026, 1, 1), actor=made.anna,
        lines=[agreements.NewLine(product="drive", seats=20, yearly_fee="48000.00")],
        at=datetime(2026, 1, 5, 9, tzinfo=UTC),
    )  # fmt: skip
    return made


def opening(secret: str, told: dict[str, object], turn: int) -> list[HttpResponse]:
    """Each key's request, from another key on; one sends its key, one writes that it has none."""
    asked = [*KEYS[turn:], *KEYS[:turn]]
    program = Program(secret)
    keyed = [program.post("/requests", told, Idempotency_Key=key) for key in asked]
    return [*keyed, program.post("/requests", {**told, "problem": f"Alone, by {turn}"})]


def test_eight_programs_that_open_the_same_requests_open_each_once(cast: Cast) -> None:
    bob, line = program_of(cast.bob), subscription_of(cast)
    told = {"client": cast.martin.pk, "subscription": line, **WHOLE}
    answers = together(*[partial(opening, bob.secret, told, turn) for turn in range(8)])
    statuses = Counter(each.status_code for given in answers for each in given)  # type: ignore[attr-defined]
    assert statuses == {201: 72}
    rows = list(Request.objects.all())
    assert len(rows) == len({row.number for row in rows}) == 16
    subjects = {row.subject for row in rows}
    assert promised("running") == {(each, kind): 1 for each in subjects for kind in RESPONSES}
    assert lines("recorded") == dict.fromkeys((row.pk for row in rows), 1)


def test_eight_agents_who_take_the_same_requests_in_charge_take_each_once(cast: Cast) -> None:
    bob, line = program_of(cast.bob), subscription_of(cast)
    told = {"client": cast.martin.pk, "subscription": line, **WHOLE}
    ids = [json.loads(bob.post("/requests", told).content)["id"] for _ in range(4)]
    agents = [program_of(viewer).secret for viewer in [cast.sam] * 8]

    def take(secret: str) -> list[int]:
        program = Program(secret)
        return [program.post(f"/requests/{id}/take-in-charge").status_code for id in ids]

    given = together(*[partial(take, secret) for secret in agents])
    assert {status for each in given for status in each} == {200}  # type: ignore[attr-defined]
    assert lines("taken_in_charge") == dict.fromkeys(ids, 1)
    subjects = {row.subject for row in Request.objects.all()}
    assert promised("kept") == {(each, kind): 1 for each in subjects for kind in RESPONSES}


def subscription_of(cast: Cast) -> int:
    return int(Subscription.objects.get(contract__client=cast.martin).pk)


def lines(what: str) -> Counter[int]:
    """How often each request's conversation says that."""
    return Counter(Entry.objects.filter(what=what).values_list("request", flat=True))


def promised(state: str) -> Counter[tuple[str, str]]:
    """How often each request has a promise of each kind in that state."""
    found = Commitment.objects.filter(state=state, subject__startswith="request/")
    return Counter(found.values_list("subject", "kind"))
