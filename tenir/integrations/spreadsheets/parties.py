"""Clients and contacts as CSV tables, out and in: what goes out comes back the same.

Two files (clients; contacts, with their client's number), or one with a row a contact and its
client's columns beside it. Nobody is removed or invited by an import, and a main contact does not
change by one.

Clause: 9.1, 9.2, 9.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tenir.apps.parties import queries, services
from tenir.apps.parties.services import CLIENT_COLUMNS, CONTACT_COLUMNS
from tenir.integrations.spreadsheets.contracts_table import FaultyTable
from tenir.integrations.spreadsheets.parties_table import fault, table, tables_of
from tenir.terms.resolution import Terms
from tenir.viewer import Viewer


@dataclass(frozen=True)
class Brought:
    """What an import came to, or would: numbers of clients, addresses of contacts."""

    clients: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    old_encoding: tuple[str, ...] = ()  # the files read as Windows-1252: look at their accents


def export_clients(viewer: Viewer, *, separator: str = ";") -> str:
    """The clients that the viewer may know of, as a table."""
    rows = (
        {
            **{name: getattr(client, name) for name in CLIENT_COLUMNS if name != "name"},
            "name": client.organisation.name,
        }
        for client in queries.clients(viewer)
    )
    return table(CLIENT_COLUMNS, rows, separator=separator)


def export_contacts(viewer: Viewer, *, separator: str = ";") -> str:
    """The contacts of the clients that the viewer may know of, as a table."""
    rows = (
        {
            "client": contact.client.number, "name": contact.name, "email": contact.email,
            "telephone": contact.telephone, "main": "yes" if contact.main else "no",
            "language": contact.language,
        }
        for contact in queries.contacts(viewer)
    )  # fmt: skip
    return table(CONTACT_COLUMNS, rows, separator=separator)


def import_parties(
    clients: bytes | None,
    contacts: bytes | None = None,
    *,
    names: tuple[str, str] = ("clients.csv", "contacts.csv"),
    terms: Terms,
    dry_run: bool,
    actor: Viewer,
    at: datetime,
) -> Brought:
    """Registers the clients and contacts that are not there yet, and corrects those that are.

    All or nothing: FaultyTable tells every mistake with its file, line and column, and then nothing
    is saved. A dry run tells the same and saves nothing. The same tables again change nothing.
    Clause: 9.1, 9.2, 9.3.
    """
    found = tables_of(clients, contacts, names)
    taken = services.take_in(
        found.clients, found.contacts, terms=terms, dry_run=dry_run, actor=actor, at=at
    )
    if taken.mistakes:
        raise FaultyTable(
            fault(found.column_of(each.where, each.field), each.refused) for each in taken.mistakes
        )
    return Brought(
        tuple(taken.clients), tuple(taken.contacts), tuple(taken.changed), taken.unchanged,
        tuple(found.old_encoding),
    )  # fmt: skip
