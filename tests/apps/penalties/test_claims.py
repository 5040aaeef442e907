"""A claim: in time or not, refused and contested, and who may send one."""

from __future__ import annotations

import pytest

from tenir.apps.commitments import queries as commitments
from tenir.apps.penalties import queries, services
from tenir.apps.penalties.models import Claim, Right
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.availability.conftest import paris
from tests.apps.penalties.september import (
    DECEMBER,
    IN_TIME,
    LAST,
    LATE,
    claim,
    freeze,
    revise_away,
    sent,
    standing,
)


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(("at", "state"), [(LAST, "accepted"), (LATE, "refused")])
def test_a_claim_counts_to_the_last_minute_of_the_tenth_working_day(
    cast, measured, right, at, state
):
    found = claim(cast.alice, measured, at)
    assert (found.state, found.in_time) == (state, at == LAST)
    assert bool(found.because) == (at == LATE)
    promise = commitments.commitment_of(cast.alice, right.promise)
    assert promise.state == ("kept" if at == LAST else "running")


@pytest.mark.clause("5.7")
def test_a_claim_sent_before_the_month_is_frozen_waits_for_it(cast, measured):
    early = claim(cast.alice, measured, at=paris("2026-09-20 10:00"))
    assert early.state == "waiting"
    freeze(cast, measured)
    early.refresh_from_db()
    assert (early.state, early.right) == ("accepted", Right.objects.get())
    promise = commitments.commitment_of(cast.alice, early.right.promise)
    assert promise.state == "kept"


@pytest.mark.clause("5.7")
def test_an_early_claim_of_a_month_without_a_right_is_refused_with_why(cast, measured):
    claim(cast.alice, measured, at=paris("2026-08-20 10:00"), month="2026-08")
    freeze(cast, measured, "2026-08")
    found = Claim.objects.get()
    assert (found.state, found.reasons["rule"]) == ("refused", "penalty.trigger")
    assert sent("refused") >= 1


def test_a_second_contact_finds_the_claim_of_the_first(cast, measured, right):
    assert claim(cast.alice, measured) == claim(cast.bob, measured, at=LATE)
    assert Claim.objects.get().sent_by_id == cast.alice.person
    assert sent("claimed_staff") == 1


def test_contacts_claim_readers_and_staff_do_not_and_strangers_see_nothing(cast, measured, right):
    for name, who in cast.everyone:
        if name not in {"alice", "bob"}:
            with pytest.raises((NotAllowed, NotSeen)):
                claim(who, measured)
    assert not queries.rights(cast.charlie, at=IN_TIME).exists()
    with pytest.raises(NotSeen):
        queries.right(cast.charlie, right.pk, at=IN_TIME)


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("grant", [True, False])
def test_a_refusal_is_contested_once_and_finance_rules(cast, measured, right, grant):
    late = claim(cast.alice, measured, LATE)
    with pytest.raises(services.NoReason):
        services.object_to(late.pk, because=" ", actor=cast.alice, at=LATE)
    services.object_to(late.pk, because="Your server was down", actor=cast.bob, at=LATE)
    with pytest.raises(NotAllowed):
        services.rule(late.pk, grant=grant, because="So", actor=cast.olga, at=DECEMBER)
    found = services.rule(late.pk, grant=grant, because="So", actor=cast.fred, at=DECEMBER)
    assert (found.state, found.because) == ("accepted" if grant else "refused", "So")
    with pytest.raises(services.ClaimMovedOn):
        services.object_to(late.pk, because="Again", actor=cast.alice, at=DECEMBER)
    assert (sent("objected_staff"), sent("ruled") >= 1) == (1, True)


@pytest.mark.clause("5.7")
def test_finance_grants_nothing_where_no_right_is_open(cast, measured, right):
    late = claim(cast.alice, measured, LATE)
    revise_away(cast, measured)
    services.object_to(late.pk, because="Why", actor=cast.alice, at=DECEMBER)
    with pytest.raises(services.NothingToClaim, match="revise"):
        services.rule(late.pk, grant=True, because="So", actor=cast.fred, at=DECEMBER)


def test_a_right_left_unclaimed_lapses(cast, right):
    assert (standing(cast), standing(cast, at=LATE)) == (["open"], ["lapsed"])
