"""How credit notes are issued and handed to accounting, by programs of the publisher's."""

from __future__ import annotations

from functools import partial

import pytest

from tenir.apps.journal.queries import entries
from tenir.viewer import SYSTEM
from tests.apps.penalties.conftest import (
    credited,
    drive,
    measure,
    measured,
    reference,
    right,
    sign,
)
from tests.cast import Cast
from tests.faces.api.programs import Program, program_of, refused, shown

__all__ = ["credited", "drive", "measure", "measured", "reference", "right", "sign"]
pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.9")]
ENTRIES, ROW = "/credit-notes/entries", "AV-2026-00001"
SELLER = {
    "legal_name": "Lumen Éditions SAS", "siren": "732 829 320", "vat_number": "FR44732829320",
    "street": "1 rue du Port", "postcode": "44000", "city": "Nantes",
}  # fmt: skip


@pytest.fixture
def fred(cast: Cast) -> Program:
    return program_of(cast.fred)


def test_finance_says_how_notes_are_issued_and_what_is_left_out_stays(fred: Program) -> None:
    change = partial(fred.call, "PATCH", "/invoicing")
    refused(change(SELLER), 428)
    told = shown(change(SELLER, If_Match=fred.get("/invoicing")["ETag"]))
    assert (told["siren"], told["missing"]) == ("732829320", ["vat"])
    told = shown(change({"vat": "reduction", "vat_rate": "20"}, If_Match="*"))
    assert (told["legal_name"], told["vat_rate"]) == (SELLER["legal_name"], "20.00")
    assert told["missing"] == []
    told = shown(change({"account_net": "671800"}, If_Match="*"))
    assert (told["account_net"], told["journal_code"], told["vat"]) == ("671800", "AV", "reduction")
    assert shown(change({"vat_rate": None, "vat": ""}, If_Match="*"))["vat_rate"] is None
    assert entries(SYSTEM, verb="penalties.invoicing_set").count() == 4


def test_a_fault_is_refused_and_nothing_is_written(fred: Program) -> None:
    change = partial(fred.call, "PATCH", "/invoicing", If_Match="*")
    assert refused(change({"siren": "123456789"}), 422)["code"] == "penalties.siren"
    assert refused(change({"vat": "damages"}), 422)["code"] == "penalties.vat_reason"
    assert refused(change({"tax": "none"}), 422)["errors"][0]["where"] == "tax"
    assert shown(fred.get("/invoicing"))["siren"] == ""


def test_it_is_the_publishers_to_read_and_finances_to_change(cast: Cast) -> None:
    change = {"vat": "damages", "reason": "Outside the scope"}
    sam, bob = program_of(cast.sam), program_of(cast.bob)
    assert shown(sam.get("/invoicing"))["missing"]
    refused(sam.call("PATCH", "/invoicing", change, If_Match="*"), 403)
    refused(bob.get("/invoicing"), 404)
    refused(bob.call("PATCH", "/invoicing", change, If_Match="*"), 404)


def test_notes_are_handed_out_as_entries_of_a_year(
    cast: Cast, credited: object, fred: Program
) -> None:
    response = fred.get(ENTRIES)
    assert response["Content-Type"].startswith("text/tab-separated-values")
    assert response["Content-Disposition"] == 'attachment; filename="entries.txt"'
    head, *rows = response.content.decode().split("\r\n")
    assert head.startswith("JournalCode\tJournalLib\t")
    assert [ROW in row for row in rows] == [True, True, True, False]
    of_its_year = fred.get(f"{ENTRIES}?year=2026")
    assert of_its_year.content == response.content
    assert of_its_year["Content-Disposition"] == 'attachment; filename="entries-2026.txt"'
    assert ROW not in fred.get(f"{ENTRIES}?year=2027").content.decode()
    refused(fred.get(f"{ENTRIES}?year=26"), 422)
    refused(program_of(cast.bob).get(ENTRIES), 404)
