"""A credit note: on the next fee or refunded, with its VAT, by finance alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tenir.apps.penalties import queries, services
from tenir.apps.penalties.models import CreditNote
from tenir.viewer import NotAllowed
from tests.apps.penalties.september import (
    DAMAGES,
    DECEMBER,
    IN_TIME,
    LATE,
    OCTOBER,
    PUBLISHER,
    REDUCTION,
    claim,
    freeze,
    invoicing,
    issue,
    standing,
)


@pytest.mark.clause("5.9")
def test_no_credit_note_until_finance_has_chosen_the_vat(cast, measured, right):
    found = claim(cast.alice, measured)
    with pytest.raises(services.NotInvoicing, match="vat"):
        issue(cast, found)
    invoicing(cast)
    with pytest.raises(services.NotInvoicing, match="vat"):
        issue(cast, found)


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(("vat", "tax"), [(REDUCTION, "8.00"), (DAMAGES, "0.00")])
def test_a_claim_owed_is_credited_on_the_next_yearly_fee(cast, measured, right, vat, tax):
    found = claim(cast.alice, measured)
    invoicing(cast, **vat)
    note = issue(cast, found)
    assert (note.number, note.how, note.due_on) == ("AV-2026-00001", "credit", date(2027, 1, 1))
    assert (note.net, note.vat, note.total) == (
        Decimal(40), Decimal(tax), 40 + Decimal(tax),
    )  # fmt: skip
    assert issue(cast, found) == note
    assert standing(cast) == ["credited"]
    paid = services.mark_paid(
        note.pk, on=date(2027, 1, 2), by="F-2027-001", actor=cast.fred, at=DECEMBER
    )
    assert paid.paid_by == "F-2027-001"


@pytest.mark.clause("5.9")
def test_the_last_year_of_a_contract_is_refunded(cast, sign, measure):
    line = sign("C-9", ends_on=date(2026, 12, 31))
    measure(line, ("2026-08-01 00:00", "down"), ("2026-10-01 00:00", "up"),
            ("2026-11-01 00:00", "up"))  # fmt: skip
    freeze(cast, line)
    invoicing(cast, **DAMAGES)
    note = issue(cast, claim(cast.alice, line))
    assert (note.how, note.due_on, note.net) == ("refund", None, Decimal("400.00"))


@pytest.mark.clause("5.6")
def test_an_unpaid_fee_holds_the_credit_back(cast, measured, right):
    found = claim(cast.alice, measured)
    invoicing(cast, **DAMAGES)
    with pytest.raises(services.FeeUnpaid):
        issue(cast, found, fee_paid=False)
    assert not CreditNote.objects.exists()


def test_a_refused_claim_is_not_credited_nor_by_anyone_but_finance(cast, measured, right):
    late = claim(cast.alice, measured, LATE)
    invoicing(cast, **DAMAGES)
    with pytest.raises(services.ClaimMovedOn):
        issue(cast, late)
    with pytest.raises(NotAllowed):
        services.issue(
            late.pk, corrects="F", corrects_on=date(2026, 1, 2), fee_paid=True, actor=cast.olga,
            at=DECEMBER,
        )  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [{"siren": "732829321"}, {"siren": "1"}, {"vat": "none"}, {"vat": "reduction"},
     {"vat": "damages"}, {"country": "XX"}],
)  # fmt: skip
def test_details_of_invoicing_that_cannot_be_right_are_refused(cast, given):
    with pytest.raises(services.FaultyInvoicing):
        services.set_invoicing(**PUBLISHER | given, actor=cast.fred, at=OCTOBER)


@pytest.mark.clause("5.6", "5.9")
def test_finance_reads_what_penalties_may_cost_month_by_month(cast, measured, right):
    (open_,) = queries.exposure(cast.fred, at=IN_TIME)
    assert (open_.month, open_.forecast, open_.gone) == ("2026-09", Decimal("40.00"), 0)
    claim(cast.alice, measured, LATE)
    (gone,) = queries.exposure(cast.fred, at=DECEMBER)
    assert (gone.forecast, gone.gone) == (0, Decimal("40.00"))
