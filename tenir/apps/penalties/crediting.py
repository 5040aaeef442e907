"""A penalty paid: a credit note with its number, or a refund; then the day it was paid.

Clause: 5.9.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.commitments import services as promises
from tenir.apps.journal import services as journal
from tenir.apps.parties import queries as parties
from tenir.apps.penalties.invoicing import missing
from tenir.apps.penalties.models import Claim, Counter, CreditNote, Invoicing
from tenir.apps.penalties.queries import claim as one_claim
from tenir.apps.penalties.queries import credit_note, invoicing
from tenir.apps.penalties.refusals import ClaimMovedOn, FeeUnpaid, NoReason, NotInvoicing
from tenir.apps.penalties.telling import of_line, tell_client
from tenir.terms.carried import overrides_told
from tenir.terms.commitments import CALENDAR, steps
from tenir.terms.credits import BY_VAT, Paid, paid_how
from tenir.terms.grounds import promised
from tenir.viewer import SYSTEM, NotAllowed, StaffRole, Viewer

KIND = "penalty.credit"
FRANCE = "FR"
CENT, NONE = Decimal("0.01"), Decimal("0.00")


@transaction.atomic
def issue(
    claim_id: int,
    *,
    corrects: str,
    corrects_on: date,
    fee_paid: bool,
    actor: Viewer,
    at: datetime,
) -> CreditNote:
    """Finance issues the credit note of a claim that is owed; again, it is the same note.

    Where the month was revised to more since, it is one more note, of the difference, that names
    the notes before it; where it was revised to less, nothing is taken back. It corrects the
    invoice of the fee of that month. Raises FeeUnpaid where that is not paid: the credit is held
    back; NotInvoicing until finance has chosen the VAT treatment.
    Clause: 5.6, 5.9.
    """
    one_claim(actor, claim_id)
    if not actor.has(StaffRole.FINANCE):
        raise NotAllowed("penalties.finance_credits")
    seller = invoicing(actor)
    if left := missing(seller):
        raise NotInvoicing("penalties.not_invoicing", missing=", ".join(left))
    if not fee_paid:
        raise FeeUnpaid("penalties.fee_unpaid")
    if not corrects.strip():
        raise NoReason("penalties.no_invoice")
    found = Claim.objects.select_for_update().get(pk=claim_id)
    if found.state not in {Claim.State.ACCEPTED, Claim.State.CREDITED}:
        raise ClaimMovedOn("penalties.moved_on")
    if found.state == Claim.State.CREDITED and not found.left:
        return found.credit_notes.latest("pk")
    note = _note(found, seller, corrects.strip(), corrects_on, actor=actor, at=at)
    _owe(note, actor=actor, at=at)
    found.state = Claim.State.CREDITED
    found.save(update_fields=["state"])
    journal.record(
        "penalties.credited", subject=found.subscription.subject, actor=actor, at=at,
        client=found.organisation_id, clauses=("5.9",),
        after={"note": note.number, "how": note.how, "net": str(note.net), "vat": str(note.vat),
               "corrects": note.corrects, "month": found.month,
               "complements": note.said["complements"]},
    )  # fmt: skip
    tell_client(
        "credited", note, of_line(found.subscription, found.month)
        | {"amount": note.total, "number": note.number, "how": note.how, "due_on": note.due_on,
           "complements": ", ".join(note.said["complements"])},
        actor=actor, at=at,
    )  # fmt: skip
    return note


@transaction.atomic
def mark_paid(note_id: int, *, on: date, by: str, actor: Viewer, at: datetime) -> CreditNote:
    """Finance says by which invoice or transfer a credit note was paid, and when; once.

    Clause: 5.9.
    """
    found = credit_note(actor, note_id)
    if not actor.has(StaffRole.FINANCE):
        raise NotAllowed("penalties.finance_credits")
    if not by.strip():
        raise NoReason("penalties.no_payment")
    if CreditNote.objects.filter(pk=found.pk, paid_on=None).update(paid_on=on, paid_by=by.strip()):
        journal.record(
            "penalties.paid", subject=found.reference, actor=actor, at=at,
            client=found.organisation_id, clauses=("5.9",),
            after={"note": found.number, "on": on.isoformat(), "by": by.strip()},
        )  # fmt: skip
        _kept(found, on, actor=actor, at=at)
    found.refresh_from_db()
    return found


def _owe(note: CreditNote, *, actor: Viewer, at: datetime) -> None:
    """The publisher owes that the credit is paid, by the next yearly fee or as a refund.

    Clause: 5.9.
    """
    line = note.claim.subscription
    read = agreements.agreements_held(note.organisation_id)(
        at=at, agreement=line.contract.agreement
    )
    own = agreements.own_terms_of([line.contract_id], on=note.issued_on)
    overrides = own.get(line.contract_id, ())
    judged = promised(
        KIND, read, product=line.product.key, hosting=line.hosting,
        overrides=overrides_told(overrides), starts_on=line.starts_on, ends_on=_end_of(line),
        issued_on=note.issued_on,
    )  # fmt: skip
    terms = read.terms(line.product.key, line.hosting, overrides)
    promises.promise(
        judged, key=f"{KIND}/{note.pk}", subject=line.subject, organisation=note.organisation_id,
        owed_by="publisher", answerable=StaffRole.FINANCE, clauses=("5.9",), started_at=at,
        firm=note.how == "credit", actor=actor, at=at,
        steps=steps(terms, started_at=at, due_at=judged.due_at, base=CALENDAR),
    )  # fmt: skip


def _kept(note: CreditNote, on: date, *, actor: Viewer, at: datetime) -> None:
    """It was paid that day; a note of before promises were kept of them has none."""
    paid_at = datetime.combine(on, time(12), ZoneInfo(settings.TIME_ZONE))
    key = f"{KIND}/{note.pk}"
    if commitments.commitments(SYSTEM, kind=KIND).filter(key=key).exists():
        promises.keep(key, kept_at=paid_at, actor=actor, at=at)


def next_number(series: str) -> int:
    """The next number of a series, without a gap: its row is held until the caller commits."""
    Counter.objects.get_or_create(series=series)
    row = Counter.objects.select_for_update().get(pk=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def _note(
    found: Claim, seller: Invoicing, corrects: str, corrects_on: date, *, actor: Viewer,
    at: datetime,
) -> CreditNote:  # fmt: skip
    right = found.right
    assert right is not None  # the database says so of what is accepted
    before = list(found.credit_notes.order_by("pk"))
    net = found.left
    today = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    paid = _paid(found, today, actor=actor, at=at)
    vat = NONE
    if seller.vat == Invoicing.Vat.REDUCTION and seller.vat_rate:
        vat = (net * seller.vat_rate / 100).quantize(CENT, rounding=ROUND_HALF_UP)
    number = f"AV-{today.year}-{next_number(f'credit_note/{today.year}'):05d}"
    said = {
        "number": number, "issued_on": today.isoformat(), "corrects": corrects,
        "corrects_on": corrects_on.isoformat(), "how": paid.how,
        "due_on": paid.on and paid.on.isoformat(), "net": str(net), "vat": str(vat),
        "total": str(net + vat), "seller": _seller(seller), "buyer": _buyer(found, seller, actor),
        "line": _line(found), "reasons": right.reasons, "month": found.month,
        "treatment": seller.vat, "vat_reason": seller.reason,
        "vat_rate": str(seller.vat_rate or 0), "complements": [note.number for note in before],
        "amount": str(right.amount), "credited": str(right.amount - net),
    }  # fmt: skip
    return CreditNote.objects.create(
        number=number, claim=found, organisation_id=found.organisation_id, how=paid.how,
        revision=right.revision, due_on=paid.on, net=net, vat=vat, total=net + vat,
        corrects=corrects, corrects_on=corrects_on, issued_on=today, issued_at=at,
        issued_by_id=actor.person, said=said,
    )  # fmt: skip


def _paid(found: Claim, today: date, *, actor: Viewer, at: datetime) -> Paid:
    line = found.subscription
    terms = agreements.terms_of(actor, line.pk, at=at)
    paid = paid_how(terms, starts_on=line.starts_on, ends_on=_end_of(line), at=today).value
    if paid.how == "nothing":
        raise ClaimMovedOn("penalties.nothing_paid")
    return paid


def _end_of(line: agreements.Subscription) -> date | None:
    """The last day of a subscription, by its own end or its contract's."""
    return min((day for day in (line.ends_on, line.contract.ends_on) if day), default=None)


def _seller(row: Invoicing) -> dict[str, str]:
    names = ("legal_name", "siren", "vat_number", "street", "postcode", "city", "country")
    return {name: getattr(row, name) for name in names}


def _buyer(found: Claim, seller: Invoicing, actor: Viewer) -> dict[str, str]:
    """To whom: a French client by its SIREN, another by its VAT number."""
    client = parties.client(actor, found.organisation_id)
    name = client.organisation.name
    if client.country == FRANCE and not luhn_known(client.siren):
        raise NotInvoicing("penalties.buyer", client=name)
    if client.country not in {FRANCE, *BY_VAT}:
        raise NotInvoicing("penalties.country", client=name, country=client.country)
    if client.country != FRANCE and not client.vat_number:
        raise NotInvoicing("penalties.buyer_abroad", client=name)
    if client.country != seller.country and seller.vat == Invoicing.Vat.REDUCTION:
        raise NotInvoicing("penalties.vat_abroad", client=name, country=seller.country)
    return {
        "legal_name": client.legal_name or client.organisation.name, "siren": client.siren,
        "vat_number": client.vat_number, "address": client.address, "language": client.language,
        "country": client.country, "number": client.number,
    }  # fmt: skip


def luhn_known(siren: str) -> bool:
    """Whether a client's SIREN was given: a credit note names it."""
    return len(siren) == 9 and siren.isdigit()


def _line(found: Claim) -> dict[str, Any]:
    line = found.subscription
    return {
        "product": line.product.name, "target": line.target, "contract": line.contract.number,
    }  # fmt: skip
