"""Credit notes as entries of a journal, in the eighteen fields of the French tax file (FEC).

The file of entries of article A47 A-1 of the *Livre des procédures fiscales*: fields apart by tabs,
days as 20261201, amounts with a comma. A note is debited where the sale was credited: its price,
its VAT where it bears any; and credited to the client.

Clause: 5.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from tenir.apps.penalties.queries import CreditNote, Invoicing
from tenir.integrations.credit_notes.cii import described

FIELDS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
    "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
)  # fmt: skip
NET, VAT, CLIENT = "Pénalités de disponibilité", "TVA collectée", "Clients"
NOUGHT = Decimal(0)


def entries_of(notes: Iterable[CreditNote], books: Invoicing) -> str:
    """The notes as a file of entries; the debits of each equal its credits.

    Clause: 5.9.
    """
    rows = [FIELDS, *(row for note in notes for row in _rows(note, books))]
    return "".join("\t".join(row) + "\r\n" for row in rows)


def _rows(note: CreditNote, books: Invoicing) -> Iterator[tuple[str, ...]]:
    yield _row(note, books, (books.account_net, NET), debit=note.net)
    if note.vat:
        yield _row(note, books, (books.account_vat, VAT), debit=note.vat)
    yield _row(note, books, (books.account_client, CLIENT), credit=note.total)


def _row(
    note: CreditNote,
    books: Invoicing,
    account: tuple[str, str],
    *,
    debit: Decimal = NOUGHT,
    credit: Decimal = NOUGHT,
) -> tuple[str, ...]:
    number, named = account
    buyer, client = note.said["buyer"], bool(credit)
    return tuple(_plain(each) for each in (
        books.journal_code, books.journal_name, note.number, _day(note.issued_on), number, named,
        buyer.get("number", str(note.organisation_id)) if client else "",
        buyer["legal_name"] if client else "", note.number, _day(note.issued_on),
        described(note.said, "fr"), _amount(debit), _amount(credit),
        note.paid_by if client else "", _day(note.paid_on) if client else "",
        _day(note.issued_on), "", "",
    ))  # fmt: skip


def _day(on: date | None) -> str:
    return f"{on:%Y%m%d}" if on else ""


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


def _plain(text: str) -> str:
    """Without what would begin another field or line."""
    return re.sub(r"[\t\r\n|]+", " ", text)
