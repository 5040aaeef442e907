"""Article 7 lived through the pages, the API and mail: how support is asked for and answered.

7.2, 7.3 and 7.6 are told in test_platform.py; the rest of article 7 in test_support_clocks.py and
test_support_rulings.py; hard cases of the clock in test_hard_cases.py.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.support.models import Request
from tenir.integrations.mail.intake import take_in
from tenir.integrations.mail.message import tagged
from tenir.terms.support import missing
from tests.integrations.hostile_sample import mail
from tests.stories.desk import P1, P3, Desk
from tests.stories.june import ELEVEN, NINE, NOON, TEN, begun, conversation, on, state_of

pytestmark = pytest.mark.django_db


def test_support_is_asked_for_on_the_platform_and_a_mail_is_answered_with_its_address(
    desk: Desk,
) -> None:
    """“Exclusivement par l'ouverture d'une DA sur les Sites Support”; replies to one join it.

    Clause: 7.1.
    """
    assert take_in(mail("support@example.org", b"It is broken"), NINE).became == "answered"
    assert not Request.objects.exists()
    told = Notice.objects.get(kind="support.use_platform", channel="email")
    assert "/support/" in told.text
    made = desk.opens(NINE)
    desk.at(TEN)
    desk.sam(f"{made}/say/", act="ask", text="Which file?")
    asked = Envelope.objects.get(notice__kind="support.question", notice__channel="email")
    to = tagged("tenir@localhost", "reply", asked.reply_token)
    assert take_in(mail(to, b"The one of May"), ELEVEN).request == made
    assert "The one of May" in conversation(desk, made)


def test_the_line_stands_beside_the_platform_and_a_call_becomes_a_request_of_the_caller(
    desk: Desk,
) -> None:
    """From 8:30 to 12:00 and from 13:30 to 17:00: at a quarter past noon it opens at 13:30.

    Clause: 7.4.
    """
    desk.at(NOON)
    asking = begun(desk)
    desk.bob(f"{asking}/write/gravity/", **P1)
    page = desk.reads(f"/portal/requests/{asking}/write/check/")
    assert "13:30" in page[page.index("The telephone line opens at") :][:200]
    desk.at(on("09 14:00"))
    called: dict[str, Any] = {"contact": desk.cast.people["bob"].pk, "subscription": desk.line.pk,
              "kind": "support", "problem": "It stops"}  # fmt: skip
    desk.sam(f"new/?client={desk.cast.martin.pk}", **called)
    made = Request.objects.latest("pk")
    assert (made.state, made.opened_by, made.channel) == (
        "incomplete", desk.cast.people["bob"], "telephone",
    )  # fmt: skip
    rest: dict[str, Any] = {"title": "Export", "observed": "A blank page", "expected": "A file",
            "steps": "Export", "context": "Error 500"}  # fmt: skip
    desk.at(on("09 15:00"))
    desk.sam(f"{made.pk}/do/fill/", **called, **rest, **P1)
    made.refresh_from_db()
    assert made.recorded_at == on("09 15:00")


def test_support_is_for_anomalies_that_can_be_seen_again_and_a_question_is_admitted_at_normal(
    desk: Desk,
) -> None:
    """“Anomalies, dysfonctionnements reproductibles”; a question is no anomaly (reading 7.5).

    Clause: 7.5.
    """
    anomaly = desk.opens(NINE)
    desk.sam(f"{anomaly}/do/reproduce/", reproduced="yes", text="On 5.2, every time")
    assert "On 5.2, every time" in desk.reads(f"/console/requests/{anomaly}/", "sam")
    asked = begun(desk, kind="question")
    desk.bob(f"{asked}/write/words/", title="How", problem="How is a file exported?")
    desk.bob(f"{asked}/write/check/", act="send")
    admitted = Request.objects.get(pk=asked)
    assert (admitted.state, admitted.urgency, admitted.priority) == ("recorded", "normal", "P3")


def test_requests_are_recorded_numbered_traceable_and_treated_by_how_grave_they_are(
    desk: Desk,
) -> None:
    """Clause: 7.7."""
    minor = desk.opens(NINE, **P3)
    grave = desk.opens(TEN)
    first, second = (f"DA-{pk:06d}" for pk in (grave, minor))
    queue = desk.reads("/console/requests/", "sam")
    assert 0 < queue.index(first) < queue.index(second)
    desk.sam(f"{grave}/act/", act="take")
    facts = json.loads(desk.reads(f"/api/v1/journal?subject=request/{grave}", "sam"))["items"]
    assert {"support.recorded", "support.taken_in_charge"} <= {each["verb"] for each in facts}


def test_taken_in_charge_its_status_becomes_en_cours(desk: Desk) -> None:
    """Clause: 7.8."""
    made = desk.opens(NINE)
    desk.cast.people["bob"].language = "fr"
    desk.cast.people["bob"].save(update_fields=["language"])
    assert "En cours" not in conversation(desk, made)
    desk.at(TEN)
    desk.sam(f"{made}/act/", act="take")
    assert "En cours" in conversation(desk, made)
    assert Request.objects.get(pk=made).stopped_at == TEN


def test_the_designated_contacts_alone_open_requests_and_others_learn_who_they_are(
    desk: Desk,
) -> None:
    """Clause: 7.9."""
    assert "Bob" in desk.reads("/portal/requests/new/", "rose", status=403)
    told = {"client": desk.cast.martin.pk, "subscription": desk.line.pk, "problem": "It stops"}
    refused = desk.calls("rose", "/requests", status=403, **told)
    assert "Bob" in json.dumps(refused)
    desk.calls("charlie", "/requests", status=404, **told)
    assert not Request.objects.exists()


ELEMENTS = ("problem", "observed", "expected", "steps", "context")


@pytest.mark.parametrize("left_out", ELEMENTS)
def test_a_request_holds_the_elements_of_the_agreement_and_is_kept_until_it_does(
    desk: Desk, left_out: str
) -> None:
    """The precise question, what is seen, what was expected, the steps, whatever helps.

    Clause: 7.10.
    """
    assert set(ELEMENTS) <= set(missing("support", {}).value)
    made = begun(desk)
    words = {name: "Said" for name in ("title", *ELEMENTS) if name != left_out}
    desk.bob(f"{made}/write/words/", **words)
    desk.bob(f"{made}/write/gravity/", **P1)
    desk.bob(f"{made}/write/check/", act="send")
    assert state_of(made) == "incomplete"
    assert Request.objects.get(pk=made).due_at is None
    desk.at(TEN)
    desk.bob(f"{made}/write/words/", **words, **{left_out: "Said"})
    desk.bob(f"{made}/write/check/", act="send")
    assert Request.objects.get(pk=made).recorded_at == TEN


def test_context_messages_and_menus_are_asked_for_one_by_one(desk: Desk) -> None:
    """Clause: 7.11."""
    page = desk.reads(f"/portal/requests/{begun(desk)}/write/words/")
    for name in ELEMENTS:
        assert f'name="{name}"' in page
    assert 'type="file"' in page


def test_answers_come_by_the_platform_or_by_a_call_in_one_conversation(desk: Desk) -> None:
    """Clause: 7.12."""
    made = desk.opens(NINE)
    desk.sam(f"{made}/do/call/", called_at="2026-06-09T09:30", text="We spoke of menus")
    desk.at(TEN)
    desk.sam(f"{made}/say/", act="answer", text="Restart it")
    page = conversation(desk, made)
    assert 0 < page.index("We spoke of menus") < page.index("Restart it")
    assert "by telephone" in page
