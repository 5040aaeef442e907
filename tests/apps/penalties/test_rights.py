"""A right to a penalty: what opens it, and what a month revised changes of it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tenir.apps.availability import services as availability
from tenir.apps.commitments import queries as commitments
from tenir.apps.journal.queries import entries
from tenir.apps.penalties import queries, services
from tenir.apps.penalties.models import Claim, Right
from tenir.apps.reports import services as reports
from tenir.apps.reports.queries import recompute_promise
from tests.apps.availability.conftest import paris
from tests.apps.penalties.september import (
    DECEMBER,
    LATE,
    REDUCTION,
    claim,
    freeze,
    invoicing,
    issue,
    revise_away,
    sent,
    standing,
)


@pytest.mark.clause("5.6", "5.8")
def test_a_frozen_month_opens_the_right_and_the_client_is_told_unasked(cast, right):
    assert (right.month, right.run, right.tier_rate, right.amount) == (
        "2026-09", 2, Decimal(1), Decimal("40.00"),
    )  # fmt: skip
    assert right.claim_by == LATE
    assert right.reasons["rule"] == "penalty.rate"
    assert sent("opened") >= 1
    assert entries(cast.olga, verb="penalties.right_opened").count() == 1


@pytest.mark.clause("5.6")
def test_a_month_missed_alone_opens_none(cast, measured):
    freeze(cast, measured, "2026-08")
    assert not Right.objects.exists()
    with pytest.raises(services.NothingToClaim, match="opens no right"):
        claim(cast.alice, measured, month="2026-08")


@pytest.mark.clause("5.5", "5.6")
def test_a_revision_without_a_right_withdraws_it_and_refuses_its_claim(cast, measured, right):
    claim(cast.alice, measured)
    revise_away(cast, measured)
    right.refresh_from_db()
    assert (right.withdrawn_because, Claim.objects.get().state) == ("their mail", "refused")
    assert standing(cast) == ["withdrawn"]
    assert sent("withdrawn") >= 1


@pytest.mark.clause("5.6", "5.9")
def test_a_month_revised_after_its_credit_leaves_the_note_and_tells_finance(cast, measured, right):
    invoicing(cast, vat="damages", reason="Hors champ")
    note = issue(cast, claim(cast.alice, measured))
    before = (note.net, note.said)
    revise_away(cast, measured)
    note.refresh_from_db()
    right.refresh_from_db()
    assert (note.net, note.said) == before
    assert right.withdrawn_because == "their mail"
    assert (Claim.objects.get().state, standing(cast)) == ("credited", ["credited"])
    assert sent("revised_staff") >= 1


def revise_to_more(cast, line, at=DECEMBER, day=20):
    """One more day down: 5.12 and then 8.45 points short, so 280 € and 400 €."""
    availability.correct(
        subscription=line.pk, start=paris(f"2026-09-{day} 00:00"),
        end=paris(f"2026-09-{day + 1} 12:00"), state="down", because="a probe was blind",
        actor=cast.olga, at=at,
    )  # fmt: skip
    reports.revise(
        subscription=line.pk, month="2026-09", because="a probe was blind", actor=cast.olga, at=at
    )


@pytest.mark.clause("5.9")
def test_the_credit_is_owed_until_it_is_paid_and_comes_out_again(cast, measured, right):
    invoicing(cast, **REDUCTION)
    note = issue(cast, claim(cast.alice, measured))
    (owed,) = commitments.commitments(cast.alice, kind="penalty.credit")
    assert (owed.owed_by, owed.state, owed.answerable) == ("publisher", "running", "finance")
    assert owed.due_at == paris(f"{note.due_on + timedelta(days=1)} 00:00")
    assert recompute_promise(cast.alice, owed.pk).outcome == "same"
    services.mark_paid(note.pk, on=note.due_on, by="F-2027-001", actor=cast.fred, at=DECEMBER)
    owed.refresh_from_db()
    assert owed.state == "kept"


@pytest.mark.clause("5.8", "5.9")
def test_a_month_revised_to_more_after_its_credit_is_owed_one_more_note(cast, measured, credited):
    revise_to_more(cast, measured)
    found = Claim.objects.get()
    assert (standing(cast), found.left, sent("revised") >= 1) == (["rest"], Decimal(240), True)
    (exposed,) = queries.exposure(cast.fred, at=DECEMBER)
    assert (exposed.credited, exposed.owed) == (Decimal(40), Decimal(240))
    more = issue(cast, found)
    assert (more.number, more.net, more.vat, more.said["complements"]) == (
        "AV-2026-00002", Decimal(240), Decimal(48), [credited.number],
    )  # fmt: skip
    assert issue(cast, found) == more
    assert standing(cast) == ["credited"]
    revise_to_more(cast, measured, day=22)
    last = issue(cast, found)
    assert (last.net, last.said["complements"]) == (Decimal(120), [credited.number, more.number])


@pytest.mark.clause("5.9")
def test_a_month_revised_to_less_takes_nothing_back_and_says_so(cast, measured, credited):
    revise_away(cast, measured)
    found = Claim.objects.get()
    assert (found.left, sent("revised") >= 1, sent("withdrawn")) == (0, True, 0)
    assert issue(cast, found) == credited
    (exposed,) = queries.exposure(cast.fred, at=DECEMBER)
    assert (exposed.credited, exposed.owed, exposed.gone) == (Decimal(40), 0, 0)
