"""How the publisher invoices: finance says who it is for a tax office, and chooses the VAT.

Clause: 5.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tenir.apps.journal import services as journal
from tenir.apps.penalties.models import Invoicing
from tenir.apps.penalties.refusals import FaultyInvoicing
from tenir.terms.countries import is_country
from tenir.viewer import NotAllowed, StaffRole, Viewer

ACCOUNT = re.compile(r"[0-9][0-9A-Z]{2,19}")  # of the general chart: three characters at least
WORDS = re.compile(r"[^\t|\r\n]{1,60}")
NEEDED = ("legal_name", "siren", "street", "postcode", "city", "vat")


@dataclass(frozen=True, kw_only=True)
class Books:
    """The journal and the accounts of a credit note, by the chart of the publisher's accountant."""

    journal_code: str
    journal_name: str
    account_net: str
    account_vat: str
    account_client: str

    def kept(self) -> Iterator[tuple[str, str]]:
        """Each field of the row, and what it becomes."""
        yield from ((each.name, getattr(self, each.name).strip()) for each in fields(self))


@transaction.atomic
def set_invoicing(
    *,
    legal_name: str,
    siren: str,
    vat_number: str = "",
    street: str,
    postcode: str,
    city: str,
    country: str = "FR",
    vat: str = "",
    vat_rate: Decimal | None = None,
    reason: str = "",
    books: Books | None = None,
    actor: Viewer,
    at: datetime,
) -> Invoicing:
    """Finance says how credit notes are issued; notes issued before stay as they are.

    `vat` is "reduction" (with `vat_rate`, in percent, and a VAT number) or "damages" (with the
    `reason` that the note gives for bearing no VAT); empty, nothing is issued. `books`: in which
    journal and accounts it is entered; left out, they stay.
    Clause: 5.9.
    """
    if not actor.has(StaffRole.FINANCE):
        raise NotAllowed("penalties.finance_invoices")
    row, _ = Invoicing.objects.select_for_update().get_or_create(pk=1)
    before = _told(row)
    row.legal_name, row.siren = legal_name.strip(), re.sub(r"\s", "", siren)
    row.vat_number = re.sub(r"\s", "", vat_number).upper()
    row.street, row.postcode, row.city = street.strip(), postcode.strip(), city.strip()
    row.country, row.vat = country.strip().upper(), vat
    row.vat_rate, row.reason, row.changed_at = vat_rate, reason.strip(), at
    for name, value in books.kept() if books else ():
        setattr(row, name, value)
    for fault in _faults(row):
        raise fault
    row.save()
    journal.record(
        "penalties.invoicing_set", subject="invoicing", actor=actor, at=at, clauses=("5.9",),
        before=before, after=_told(row),
    )  # fmt: skip
    return row


def missing(row: Invoicing) -> list[str]:
    """What must still be said before a credit note can be issued."""
    return [name for name in NEEDED if not getattr(row, name)]


def _faults(row: Invoicing) -> Iterator[FaultyInvoicing]:
    if row.siren and not luhn(row.siren):
        yield FaultyInvoicing("penalties.siren", given=row.siren)
    if not is_country(row.country):
        yield FaultyInvoicing("parties.faulty_country", given=row.country)
    for each in fields(Books):
        value = getattr(row, each.name)
        known = ACCOUNT if each.name.startswith("account") else WORDS
        if not known.fullmatch(value):
            yield FaultyInvoicing("penalties.books", given=value, field=each.name)
    if row.vat not in {"", *Invoicing.Vat.values}:
        yield FaultyInvoicing("penalties.vat", given=row.vat)
    if row.vat == Invoicing.Vat.REDUCTION and not (row.vat_rate and row.vat_number):
        yield FaultyInvoicing("penalties.vat_rate")
    if row.vat == Invoicing.Vat.DAMAGES and not row.reason:
        yield FaultyInvoicing("penalties.vat_reason")


def luhn(siren: str) -> bool:
    """Whether nine digits are a SIREN: every other one doubled, all adds up to tens."""
    if not re.fullmatch(r"[0-9]{9}", siren):
        return False
    digits = [int(digit) * (1 + place % 2) for place, digit in enumerate(siren)]
    return sum(digit - 9 if digit > 9 else digit for digit in digits) % 10 == 0


def _told(row: Invoicing) -> dict[str, object]:
    names = (*NEEDED, "vat_number", "country", "reason", *(each.name for each in fields(Books)))
    rate = None if row.vat_rate is None else str(row.vat_rate)
    return {name: getattr(row, name) for name in names} | {"vat_rate": rate}
