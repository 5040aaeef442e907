"""Article 7 lived through the pages, the API and mail: what a request is, what is not ours."""

from __future__ import annotations

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.catalogue import services as catalogue
from tenir.apps.orders.models import BillableLine
from tenir.apps.support.models import Request
from tenir.apps.support.services import REASONS
from tests.stories.desk import P1, P3, Desk
from tests.stories.june import NINE, NOON, TEN, begun, conversation, on, state_of

pytestmark = pytest.mark.django_db
MATRIX = {
    "critical": {"high": "P1", "medium": "P1", "low": "P2"},
    "major": {"high": "P1", "medium": "P2", "low": "P3"},
    "normal": {"high": "P2", "medium": "P3", "low": "P3"},
}


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
        "All users are affected", "Several users are affected", "One user is affected",
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
