"""What support does not cover: ruled with evidence, contested, taken back, or quoted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.availability import queries as measured
from tenir.apps.availability import services as availability
from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry as Fact
from tenir.apps.notices.models import Notice
from tenir.apps.support import queries, services
from tenir.apps.support.ruling import REASONS
from tenir.terms.clauses import find
from tenir.terms.names import NAMES
from tenir.viewer import NotSeen
from tests.apps.support.conftest import ELEVEN, TEN, Open, on
from tests.cast import Cast


@pytest.mark.parametrize("reason", REASONS)
def test_each_of_the_eleven_exclusions_is_ruled_with_its_clause_and_read_by_the_client(
    open_: Open, cast: Cast, reason: str
) -> None:
    """Clause: 2.1, 2.2, 7.21."""
    found = open_()
    services.rule_out(found.pk, reason=reason, evidence="Your proxy", actor=cast.sam, at=TEN)
    found.refresh_from_db()
    assert (found.state, find(REASONS[reason]).number[:1]) == ("refused", REASONS[reason][0])
    told = Notice.objects.get(kind="support.ruled_out", channel="email")
    assert NAMES[reason][0] in told.text
    assert "Your proxy" in told.text


@pytest.mark.parametrize(("down", "causes"), [(True, 1), (False, 0)])
def test_a_failure_at_the_client_s_ruled_during_an_outage_is_a_cause_of_it(
    open_: Open, cast: Cast, *, down: bool, causes: int
) -> None:
    """Clause: 5.5, 7.21."""
    found = open_()
    found.refresh_from_db()
    assert found.subscription_id
    began = found.recorded_at - timedelta(hours=1)
    states = (("up", -2), ("down" if down else "degraded", 0), ("up", 2))
    availability.record_measurements(
        subscription=found.subscription_id, source="probe", actor=cast.olga, at=ELEVEN,
        records=[availability.Record(began + timedelta(hours=after), state)
                 for state, after in states if began + timedelta(hours=after) <= ELEVEN],
    )  # fmt: skip
    services.rule_out(
        found.pk, reason="client_environment_failure", evidence="Your proxy", actor=cast.sam,
        at=ELEVEN,
    )  # fmt: skip
    made = measured.causes(cast.olga)
    assert made.count() == causes
    assert {(row.kind, row.source) for row in made} <= {("client_environment", found.number)}


def test_a_ruling_needs_a_reason_of_the_agreement_and_evidence(open_: Open, cast: Cast) -> None:
    """Clause: 2.2, 7.21."""
    found = open_()
    for reason, evidence in (("bad mood", "Seen"), ("other_product", " ")):
        with pytest.raises(services.FaultyRuling):
            services.rule_out(found.pk, reason=reason, evidence=evidence, actor=cast.sam, at=TEN)
    with pytest.raises(NotSeen):
        services.contest_ruling(found.pk, because="No", actor=cast.bob, at=TEN)


def test_a_ruling_is_contested_then_taken_back_and_both_stay_on_record(
    open_: Open, cast: Cast
) -> None:
    """Clause: 2.2, 7.21."""
    found = open_()
    services.rule_out(found.pk, reason="other_product", evidence="Seen", actor=cast.sam, at=TEN)
    promise = Commitment.objects.filter(kind="requests.response_p1")
    assert promise.get().state == "kept"
    services.contest_ruling(found.pk, because="It is Drive", actor=cast.bob, at=ELEVEN)
    assert "It is Drive" in Notice.objects.get(
        kind="support.message_staff", channel="email"
    ).text  # fmt: skip
    services.reverse_ruling(found.pk, because="So it is", actor=cast.sam, at=on("09 14:00"))
    found.refresh_from_db()
    assert (found.state, found.due_at) == ("recorded", on("10 09:30"))
    assert promise.latest("id").state == "running"
    (ruled,) = queries.rulings(cast.bob)
    assert (ruled.contested_because, ruled.reversed_because) == ("It is Drive", "So it is")
    verbs = Fact.objects.filter(subject=found.subject).values_list("verb", flat=True)
    assert {"support.ruled_out", "support.contested", "support.reinstated"} <= set(verbs)


def test_what_needs_an_order_waits_for_a_quote_and_is_never_lost(open_: Open, cast: Cast) -> None:
    """Clause: 2.6, 2.8."""
    found = open_()
    quote = services.park(found.pk, kind="tma", because="Your settings", actor=cast.sam, at=TEN)
    found.refresh_from_db()
    assert (found.state, found.clock, quote.subject) == ("parked", "paused", found.subject)
    with pytest.raises(services.FaultyRuling, match="not accepted"):
        services.unpark(found.pk, actor=cast.sam, at=ELEVEN)
    services.unpark(found.pk, because="Covered", actor=cast.sam, at=ELEVEN)
    found.refresh_from_db()
    assert (found.state, found.due_at) == ("recorded", on("10 10:30"))
