"""What a month missed promises, and lets go of."""

from __future__ import annotations

import pytest

from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.ui.deadlines import deadline_of
from tests.apps.availability.conftest import paris
from tests.apps.reports.freezing import DECEMBER, OCTOBER, freeze, revise, rule_out


@pytest.mark.clause("5.1", "5.6", "5.7")
def test_a_missed_month_is_a_promise_missed_and_a_claim_to_make(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    target = commitments.commitment_of(cast.alice, f"availability.target/{measured.pk}/2026-09")
    claim = commitments.commitment_of(cast.alice, f"penalty.claim/{measured.pk}/2026-09")
    assert (target.started_at, target.due_at) == (
        paris("2026-09-01 00:00"), paris("2026-10-01 00:00"),
    )  # fmt: skip
    assert (claim.owed_by, claim.due_at, claim.risk) == (
        "client", paris("2026-10-15 00:00"), "penalty.lost",
    )  # fmt: skip
    half, most = (step.at for step in claim.steps.order_by("share"))  # of ten working days
    assert (half, most) == (paris("2026-10-08 00:00"), paris("2026-10-13 00:00"))
    assert deadline_of(claim, now=paris("2026-10-09 12:00")).words == "Reste 3 j 12 h"
    promises.settle(OCTOBER)
    assert commitments.commitment(cast.alice, target.pk).state == "missed"
    assert commitments.commitment(cast.alice, claim.pk).state == "running"


@pytest.mark.clause("5.1")
def test_a_month_kept_is_a_promise_kept_and_one_of_silence_is_let_go_of(cast, measured):
    freeze(cast.olga, measured, "2026-10", at=DECEMBER)
    freeze(cast.olga, measured, "2026-07", at=DECEMBER)
    found = commitments.commitments(cast.alice, kind="availability.target")
    assert {row.key[-7:]: row.state for row in found} == {"2026-10": "kept", "2026-07": "waived"}


@pytest.mark.clause("5.6", "5.7")
def test_a_revision_that_judges_otherwise_lets_the_claim_go(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    rule_out(cast, measured)
    revise(cast.olga, measured)
    states = {row.key: row.state for row in commitments.commitments(cast.alice)}
    pk = measured.pk
    assert states[f"availability.target/{pk}/2026-09"] == "waived"
    assert states[f"penalty.claim/{pk}/2026-09"] == "waived"
    assert states[f"availability.target/{pk}/2026-09/r2"] == "kept"
