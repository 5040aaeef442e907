"""Article 7 lived through the pages, the API and mail: a story for each of its clauses.

7.2, 7.3 and 7.6 are told in test_platform.py; hard cases of the clock in test_hard_cases.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tenir.apps.agreements import services as agreements
from tenir.apps.catalogue import services as catalogue
from tenir.apps.notices.models import Envelope, Notice
from tenir.apps.orders.models import BillableLine, Quote
from tenir.apps.support.models import Request
from tenir.apps.support.services import REASONS
from tenir.integrations.mail.intake import take_in
from tenir.integrations.mail.message import tagged
from tenir.terms.support import missing
from tests.integrations.hostile_mail import mail
from tests.once import undone
from tests.stories.desk import P1, P3, Desk, opened
from tests.terms.paris import at as paris

pytestmark = pytest.mark.django_db
MATRIX = {
    "critical": {"high": "P1", "medium": "P1", "low": "P2"},
    "major": {"high": "P1", "medium": "P2", "low": "P3"},
    "normal": {"high": "P2", "medium": "P3", "low": "P3"},
}


def on(text: str) -> datetime:
    """`09 10:00` in June 2026, or a whole date, in Paris."""
    return paris(text if len(text) > 8 else f"2026-06-{text}").astimezone(UTC)


NINE, TEN, ELEVEN, NOON = on("09 09:00"), on("09 10:00"), on("09 11:00"), on("09 12:15")


@pytest.fixture(scope="module")
def room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """One desk for all the stories: each undoes what it did."""
    with django_db_blocker.unblock(), undone(), pytest.MonkeyPatch.context() as patched:
        yield opened(patched)


@pytest.fixture
def desk(room: Desk) -> Iterator[Desk]:
    with undone():
        room.at(NINE)
        yield room


def state_of(request: int) -> str:
    return Request.objects.get(pk=request).state


def conversation(desk: Desk, request: int) -> str:
    return desk.reads(f"/portal/requests/{request}/")


def begun(desk: Desk, **about: Any) -> int:
    """Bob's first step; what he writes is kept."""
    desk.bob("new/", **{"subscription": desk.line.pk, "kind": "support",
                        "environment": "production", **about})  # fmt: skip
    return Request.objects.latest("pk").pk


# --- opening


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
    assert "Bob" in desk.reads("/portal/requests/new/", "rose")
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


# --- clocks


def test_a_p1_is_taken_in_charge_within_eight_working_hours_of_its_recording(desk: Desk) -> None:
    """Tuesday 9:00: seven working hours that day, the eighth on Wednesday morning.

    Clause: 7.13.
    """
    made = desk.opens(NINE)
    due = desk.due(made)
    assert due == on("10 09:30")
    promised = json.loads(desk.reads("/api/v1/commitments?kind=requests.response_p1"))["items"]
    assert [(one["state"], one["firm"]) for one in promised] == [("running", True)]
    desk.at(due)
    desk.sam(f"{made}/act/", act="take")
    assert Request.objects.get(pk=made).in_time is True


def test_every_request_is_taken_within_two_working_days_as_a_best_effort(desk: Desk) -> None:
    """Clause: 7.14."""
    made = desk.opens(NINE, **P3)
    assert desk.due(made) == on("11 17:00")
    promised = json.loads(desk.reads("/api/v1/commitments?kind=requests.response"))["items"]
    assert [one["firm"] for one in promised] == [False]
    desk.at(on("12 08:30"))
    desk.sam(f"{made}/act/", act="take")
    assert Request.objects.get(pk=made).in_time is False


@pytest.mark.parametrize(
    ("recorded", "due"),
    [
        ("2026-06-09 12:45", "2026-06-10 14:00"),  # over lunch
        ("2026-06-09 17:00", "2026-06-11 09:00"),  # as it closes
        ("2026-06-13 10:00", "2026-06-16 09:00"),  # on a Saturday
        ("2026-05-22 16:45", "2026-05-27 08:45"),  # before Whit Monday
        ("2026-12-31 16:30", "2027-01-04 17:00"),  # before New Year's Day
    ],
)  # fmt: skip
def test_working_hours_leave_out_lunch_nights_weekends_and_french_holidays(
    desk: Desk, recorded: str, due: str
) -> None:
    """Monday to Friday, 8:30 to 12:30 and 13:30 to 17:00, Paris.

    Clause: 7.15.
    """
    assert desk.due(desk.opens(on(recorded))) == on(due)


def test_an_exceptional_closing_day_told_to_clients_is_left_out(desk: Desk) -> None:
    """Clause: 7.15."""
    desk.closes(date(2026, 6, 10))
    assert Notice.objects.filter(kind="support.closure", organisation=desk.cast.martin.pk).exists()
    assert desk.due(desk.opens(TEN)) == on("11 10:30")


def test_work_out_of_hours_is_a_service_apart_ordered_before(desk: Desk) -> None:
    """Clause: 7.16."""
    made = desk.opens(NINE)
    tonight: dict[str, Any] = {
        "nature": "resolution",
        "minutes": "60",
        "started_at": "2026-06-09T20:00",
    }
    desk.at(on("09 21:00"))
    desk.sam(f"{made}/do/time/", refused=True, **tonight)
    desk.at(TEN)
    desk.sam(f"{made}/do/park/", kind="out_of_hours", because="Tonight")
    quote = Quote.objects.latest("pk").pk
    desk.calls("anna", f"/quotes/{quote}/price", status=200, words="Tonight", amount="600.00",
               valid_until="2026-06-09")  # fmt: skip
    desk.at(ELEVEN)
    desk.calls("bob", f"/quotes/{quote}/accept")
    desk.sam(f"{made}/do/unpark/", because="")
    desk.at(on("09 21:00"))
    desk.sam(f"{made}/do/time/", **tonight)


# --- classification


@pytest.mark.parametrize("urgency", MATRIX)
@pytest.mark.parametrize("impact", ["high", "medium", "low"])
def test_the_matrix_gives_the_priority_that_is_shown_before_sending(
    desk: Desk, impact: str, urgency: str
) -> None:
    """Clause: 7.17."""
    made = begun(desk)
    desk.bob(f"{made}/write/gravity/", impact=impact, urgency=urgency)
    seen = desk.browsers["bob"].get(f"/portal/requests/{made}/write/check/")
    assert seen.context["preview"].priority.value == MATRIX[urgency][impact]


def test_impact_and_urgency_are_asked_in_words(desk: Desk) -> None:
    """Clause: 7.18."""
    page = desk.reads(f"/portal/requests/{begun(desk)}/write/gravity/")
    for words in (
        "All users are concerned", "Several users are concerned", "One user is concerned",
        "Production is stopped", "Production is affected, with a workaround",
        "A question, or no effect on production",
    ):  # fmt: skip
        assert words in page


def test_the_client_proposes_and_support_changes_with_a_reason_that_may_be_contested(
    desk: Desk,
) -> None:
    """Clause: 7.19."""
    made = desk.opens(NINE, **P3)
    desk.at(TEN)
    desk.sam(f"{made}/do/requalify/", **P1, because="All are stopped")
    assert "All are stopped" in conversation(desk, made)
    assert desk.due(made) == on("10 09:30")  # from the recording, at nine
    desk.bob(f"{made}/do/contest/", because="Two of us work on")
    assert "Two of us work on" in desk.reads(f"/console/requests/{made}/", "sam")


# --- what is not ours


def test_third_party_software_stays_under_its_publishers_conditions(desk: Desk) -> None:
    """Passed on with a clock of its own, which moves none of ours.

    Clause: 7.20.
    """
    line = agreements.subscribe(
        contract=desk.line.contract_id, product="real-estate-suite", yearly_fee="12000.00",
        actor=desk.cast.anna, at=NINE,
    )  # fmt: skip
    catalogue.state_conditions(
        "k2-geospatial", conditions_fr="Les siennes", conditions_en="Its own",
        promises={"response": "3 working_days"}, actor=desk.cast.adam, at=NINE,
    )  # fmt: skip
    made = desk.calls("bob", "/requests", client=desk.cast.martin.pk, subscription=line.pk, **P1,
                      title="Map", problem="Empty", observed="Grey", expected="A map",
                      steps="Open", context="None")["id"]  # fmt: skip
    desk.sam(f"{made}/act/", act="take")
    before = Request.objects.get(pk=made).promised_at
    desk.sam(f"{made}/do/hand-over/", software="k2-geospatial", reference="K2-77")
    assert "K2" in conversation(desk, made)
    after = Request.objects.get(pk=made)
    assert (after.state, after.promised_at) == ("waiting_third_party", before)


@pytest.mark.parametrize("reason", [name for name in REASONS if REASONS[name].startswith("7.21")])
def test_what_is_excluded_is_ruled_with_its_evidence_which_the_client_reads_and_contests(
    desk: Desk, reason: str
) -> None:
    """Clause: 7.21."""
    made = desk.opens(NINE)
    desk.sam(f"{made}/do/rule-out/", refused=True, reason=reason)
    desk.sam(f"{made}/do/rule-out/", reason=reason, evidence="The log of 8:55")
    assert state_of(made) == "refused"
    assert "The log of 8:55" in conversation(desk, made)
    desk.bob(f"{made}/do/contest-ruling/", because="It is your log")
    desk.sam(f"{made}/do/reverse/", because="It is")
    assert state_of(made) == "recorded"


def test_time_spent_where_the_cause_is_not_ours_may_be_billed_once_it_was_announced(
    desk: Desk,
) -> None:
    """Clause: 7.22."""
    contract = desk.line.contract_id
    desk.calls("anna", f"/contracts/{contract}/billing-terms", status=200, hourly_rate="95.50",
               rounding=15, needs_consent=False)  # fmt: skip
    made = desk.opens(NINE)
    desk.sam(f"{made}/do/rule-out/", reason="client_environment_failure", evidence="Your proxy")
    desk.at(TEN)
    desk.sam(f"{made}/do/announce/", because="Your proxy cut the file", minutes="60")
    assert "Your proxy cut the file" in conversation(desk, made)
    desk.at(NOON)
    desk.sam(f"{made}/do/time/", nature="analysis", minutes="50", started_at="2026-06-09T11:00")
    desk.sam(f"{made}/do/charge/", sure="yes")
    assert str(BillableLine.objects.get().amount) == "95.50"  # 50 minutes, rounded up to 60
