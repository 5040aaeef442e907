"""Clients and contacts as CSV tables: out and in again, every mistake placed, all or nothing."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from tenir.apps.commitments.queries import Commitment
from tenir.apps.journal.queries import Entry
from tenir.apps.notices.queries import Notice
from tenir.apps.parties import queries
from tenir.apps.parties.models import Client, Contact
from tenir.integrations.agreement_files import reference
from tenir.integrations.spreadsheets import BadTable
from tenir.integrations.spreadsheets.parties import (
    Brought,
    export_clients,
    export_contacts,
    import_parties,
)
from tenir.terms.loading import FaultyConvention
from tenir.viewer import NotAllowed
from tests.cast import Cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TERMS = reference().terms()
CLIENTS = """\
number;name;siren;address;language
C-101;Café Noir;732829320;"12, rue des Lilas
75020 Paris";fr
C-102;Müller & Söhne;;;en
"""
CONTACTS = """\
client;name;email;telephone;main
C-101;Zoé Durand;zoe@noir.example;+33 1 23 45 67 89;oui
C-101;Yann Petit;yann@noir.example;;
C-102;Jörg Müller;jorg@muller.example;;
"""


def brought(
    cast: Cast,
    clients: str | bytes | None = CLIENTS,
    contacts: str | bytes | None = CONTACTS,
    *,
    dry_run: bool = False,
) -> Brought:
    content = [text.encode() if isinstance(text, str) else text for text in (clients, contacts)]
    return import_parties(*content, terms=TERMS, dry_run=dry_run, actor=cast.anna, at=AT)


def mistakes(cast: Cast, clients: str | None, contacts: str | None = None) -> list[str]:
    before = (Client.objects.count(), Contact.objects.count(), Entry.objects.count())
    with pytest.raises(FaultyConvention) as refused:
        brought(cast, clients, contacts)
    assert (Client.objects.count(), Contact.objects.count(), Entry.objects.count()) == before
    return [fault.message() for fault in refused.value.faults]


def test_tables_are_brought_in_and_the_same_again_changes_nothing(cast: Cast) -> None:
    found = brought(cast)
    assert found.clients == ("C-101", "C-102")
    assert len(found.contacts) == 3
    entries = Entry.objects.count()
    assert brought(cast) == Brought(unchanged=5)
    assert Entry.objects.count() == entries


@pytest.mark.clause("9.1", "9.2")
def test_each_client_has_a_main_contact_and_owes_its_confirmation(cast: Cast) -> None:
    brought(cast)
    mains = Contact.objects.filter(main=True, client__number__in=["C-101", "C-102"])
    assert {contact.name for contact in mains} == {"Zoé Durand", "Jörg Müller"}
    assert Commitment.objects.filter(kind="parties.confirm_contacts").count() == 2


def test_nobody_is_written_to(cast: Cast) -> None:
    brought(cast)
    assert not Notice.objects.exists()


def test_a_dry_run_tells_the_same_and_keeps_nothing(cast: Cast) -> None:
    found = brought(cast, dry_run=True)
    assert (len(found.clients), len(found.contacts)) == (2, 3)
    assert not Client.objects.filter(number="C-101").exists()


def test_what_goes_out_comes_back_the_same(cast: Cast) -> None:
    brought(cast)
    Client.objects.filter(number="C-102").update(address="=HYPERLINK(0)", legal_name="'quoted")
    out = export_clients(cast.anna), export_contacts(cast.anna)
    assert brought(cast, *out) == Brought(unchanged=10)
    Contact.objects.all().delete()
    queries.Client.objects.all().delete()
    brought(cast, *out)
    assert (export_clients(cast.anna), export_contacts(cast.anna)) == out


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_comes_back(cast: Cast, separator: str) -> None:
    out = [
        exported(cast.anna, separator=separator) for exported in (export_clients, export_contacts)
    ]
    assert brought(cast, *out) == Brought(unchanged=5)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_run_as_a_formula(cast: Cast, start: str) -> None:
    Client.objects.filter(number="C-001").update(address=f"{start}cmd|' /C calc'!A0")
    rows = list(csv.reader(io.StringIO(export_clients(cast.anna)), delimiter=";"))
    cells = [cell for row in rows for cell in row]
    assert f"'{start}cmd|' /C calc'!A0" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_one_file_holds_both(cast: Cast) -> None:
    both = (
        "number,name,contact_name,contact_email,contact_main\n"
        "C-101,Café Noir,Zoé,zoe@noir.example,yes\n"
        "C-101,Café Noir,Yann,yann@noir.example,no\n"
        "C-102,Müller,,,\n"
    )
    found = brought(cast, both, None)
    assert (found.clients, len(found.contacts)) == (("C-101", "C-102"), 2)


def test_a_file_as_excel_writes_it_is_read_and_said_so(cast: Cast) -> None:
    found = brought(cast, CLIENTS.encode("cp1252"), CONTACTS.encode("utf-8-sig"))
    assert found.old_encoding == ("clients.csv",)
    assert Client.objects.filter(organisation__name="Müller & Söhne").exists()


@pytest.mark.parametrize(
    "content",
    [
        CLIENTS.encode("utf-16"),
        b"number,name\nC-1,\x81\xff\n",
        b"number,name\nC-1,a\0b\n",
        b"",
        b"number\nC-1\n",
        b"number,name,colour\nC-1,A,red\n",
        b"number,name,name\nC-1,A,B\n",
        b'number,name\nC-1,"A" B\n',
        b'number,name\nC-1,"A',
        b"number,name\nC-1," + b"x" * 200_000 + b"\n",
    ],
)
def test_what_is_no_such_table_is_refused(cast: Cast, content: bytes) -> None:
    with pytest.raises(BadTable):
        brought(cast, content, None)
    assert Client.objects.count() == 2


def test_every_mistake_is_told_with_its_line_and_column(cast: Cast) -> None:
    found = mistakes(
        cast,
        "number,name,siren,address,time_zone\n"
        'C-101,Noir,123456789,"a\nb",Europe/Paris\n'
        "C-102,,,,Mars/Olympus\n"
        "C-103,Short\n",
    )
    assert [text.split(": ")[0] for text in found] == ["clients.csv:5:1"]
    found = mistakes(
        cast,
        "number,name,siren,address,time_zone\n"
        'C-101,Noir,123456789,"a\nb",Europe/Paris\n'
        "C-102,,,,Mars/Olympus\n",
        "client,name,email,telephone,main\n"
        "C-101,Zoé,zoe,,yes\n"
        "C-101,Yann,yann@noir.example,call me,yes\n"
        "C-101,Yann,YANN@noir.example,,\n",
    )
    assert [text.split(": ")[0] for text in found] == [
        "clients.csv:2:3", "clients.csv:4:2", "clients.csv:4:5",
        "contacts.csv:2:3", "contacts.csv:3:4", "contacts.csv:3:5", "contacts.csv:4:3",
    ]  # fmt: skip


def test_what_does_not_go_with_what_is_there_is_told_too(cast: Cast) -> None:
    found = mistakes(
        cast,
        "number,name\nC-001,Ateliers Dupont\n",
        "client,name,email,main\nC-999,Zoé,zoe@noir.example,\nC-002,Zoé,zoe@noir.example,yes\n",
    )
    assert [text.split(": ")[0] for text in found] == [
        "clients.csv:2:2", "contacts.csv:2:1", "contacts.csv:3:4",
    ]  # fmt: skip


@pytest.mark.clause("9.3")
@pytest.mark.parametrize(
    "row",
    [
        "C-001,Alix,alice@example.org,,yes",
        "C-001,Alice,alice@example.org,+33 1 23 45 67 89,yes",
        "C-001,Alice,alice@example.org,,no",
        "C-001,Bob,bob@example.org,,yes",
        "C-001,Zoé,zoe@example.org,,yes",
    ],
)
def test_a_file_does_not_change_a_main_contact(cast: Cast, row: str) -> None:
    (found,) = mistakes(cast, None, f"client,name,email,telephone,main\n{row}\n")
    assert "9.3" in found


def test_a_file_corrects_other_contacts_and_clients_and_removes_nobody(cast: Cast) -> None:
    found = brought(
        cast,
        "number,name,address\nC-001,Ateliers Martin,Lyon\n",
        "client,name,email,telephone\nC-001,Bob,bob@example.org,+33 1 23 45 67 89\n",
    )
    assert found.changed == ("C-001", "bob@example.org")
    assert Contact.objects.filter(removed_at=None).count() == 3


def test_a_mistake_in_contacts_keeps_the_clients_out(cast: Cast) -> None:
    mistakes(cast, CLIENTS, CONTACTS + "C-101,Eve,eve,,\n")


def test_a_client_told_in_two_ways_is_a_mistake(cast: Cast) -> None:
    both = "number,name,contact_name,contact_email\nC-1,A,Zoé,z@a.example\nC-1,B,Yann,y@a.example\n"
    (found,) = mistakes(cast, both)
    assert found.startswith("clients.csv:3:2: ")


def test_a_client_exports_its_own_and_staff_everything(cast: Cast) -> None:
    for name, who in cast.everyone:
        out = export_clients(who) + export_contacts(who)
        martin, novak = "Ateliers Martin" in out, "Novak" in out
        assert ("alice@" in out, "charlie@" in out) == (martin, novak)
        if who.is_staff:
            assert (martin, novak) == (True, True)
        else:
            assert (martin, novak) == (name in {"alice", "bob", "rose"}, name == "charlie")


def test_only_staff_in_charge_brings_tables_in(cast: Cast) -> None:
    done = set()
    for name, who in cast.everyone:
        try:
            import_parties(CLIENTS.encode(), terms=TERMS, dry_run=True, actor=who, at=AT)
            done.add(name)
        except NotAllowed:
            pass
    assert done == {"anna", "adam"}
