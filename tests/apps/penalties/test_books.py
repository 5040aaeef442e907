"""A credit note in the books, here and abroad."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tenir.apps.parties import services as parties
from tenir.apps.penalties import queries, services
from tenir.integrations.credit_notes.entries import entries_of
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM
from tests.apps.penalties.september import (
    DAMAGES,
    DECEMBER,
    OCTOBER,
    PUBLISHER,
    REDUCTION,
    claim,
    invoicing,
    issue,
)


def entered(note):
    lines = entries_of([note], queries.invoicing(SYSTEM)).split("\r\n")
    assert lines.pop() == ""
    names, *rows = (line.split("\t") for line in lines)
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.mark.clause("5.9")
def test_a_note_is_entered_in_the_fields_of_the_french_tax_file(cast, measured, credited):
    services.mark_paid(
        credited.pk, on=date(2027, 1, 4), by="F-2027-001", actor=cast.fred, at=DECEMBER
    )
    credited.refresh_from_db()
    rows = entered(credited)
    assert len(rows[0]) == 18
    assert [(r["CompteNum"], r["Debit"], r["Credit"]) for r in rows] == [
        ("709600", "40,00", "0,00"), ("445710", "8,00", "0,00"), ("411000", "0,00", "48,00"),
    ]  # fmt: skip
    assert {(r["JournalCode"], r["EcritureNum"], r["EcritureDate"]) for r in rows} == {
        ("AV", "AV-2026-00001", "20261201")
    }
    last = rows[-1]
    assert (last["CompAuxNum"], last["CompAuxLib"]) == (cast.martin.number, "Ateliers Martin")
    assert (last["EcritureLet"], last["DateLet"]) == ("F-2027-001", "20270104")


@pytest.mark.clause("5.9")
def test_the_books_are_those_of_the_publishers_accountant(cast, measured, credited):
    books = services.Books(journal_code="VE", journal_name="Ventes", account_net="6718",
                           account_vat="44571", account_client="4111")  # fmt: skip
    services.set_invoicing(**PUBLISHER, **REDUCTION, books=books, actor=cast.fred, at=DECEMBER)
    rows = entered(credited)
    assert [r["CompteNum"] for r in rows] == ["6718", "44571", "4111"]
    assert {r["JournalLib"] for r in rows} == {"Ventes"}
    for faulty in ({"account_net": "12"}, {"journal_code": "A\tB"}):
        with pytest.raises(services.FaultyInvoicing):
            services.set_invoicing(
                **PUBLISHER, books=replace(books, **faulty), actor=cast.fred, at=DECEMBER
            )


@pytest.mark.clause("5.9")
def test_a_note_names_a_client_abroad_by_its_vat_number_and_country(cast, measured, right):
    found = claim(cast.alice, measured)
    invoicing(cast, **DAMAGES)
    parties.change_client(cast.martin.pk, siren="", country="be", actor=cast.anna, at=OCTOBER)
    with pytest.raises(services.NotInvoicing):
        issue(cast, found)
    vat = {"vat_number": "BE0403170701"}
    parties.change_client(cast.martin.pk, country="CA", **vat, actor=cast.anna, at=OCTOBER)
    with pytest.raises(services.NotInvoicing) as refused:
        issue(cast, found)
    assert "(Canada)" in refused.value.message("fr")
    parties.change_client(cast.martin.pk, country="BE", actor=cast.anna, at=OCTOBER)
    note = issue(cast, found)
    assert (note.number, note.said["buyer"]["country"]) == ("AV-2026-00001", "BE")


@pytest.mark.clause("5.9")
def test_no_french_vat_is_given_back_abroad(cast, measured, right):
    found = claim(cast.alice, measured)
    invoicing(cast, **REDUCTION)
    parties.change_client(
        cast.martin.pk, vat_number="BE0403170701", country="BE", actor=cast.anna, at=OCTOBER
    )
    with pytest.raises(services.NotInvoicing) as refused:
        issue(cast, found)
    assert "comptable" in refused.value.message("fr")
    assert "(France)" in refused.value.message("en")


@pytest.mark.parametrize("country", ["France", "F", "12", "XX"])
def test_a_country_is_one_that_there_is(cast, country):
    with pytest.raises(Refused):
        parties.change_client(cast.martin.pk, country=country, actor=cast.anna, at=OCTOBER)
