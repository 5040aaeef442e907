"""`tenir clients`: clients and contacts, in from tables and out to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import escaped, out, refusals_shown, say
from tenir.faces.cli.platform import By, acting, django_ready, schema_ready
from tenir.integrations.agreement_files import read_bytes, reference

if TYPE_CHECKING:
    from tenir.integrations.spreadsheets.parties import Brought
    from tenir.terms.resolution import Terms

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def clients() -> None:
    """Bring clients and contacts in from CSV tables, or write them out."""


@app.command("import")
def import_(
    *,
    clients: Annotated[
        Path, typer.Argument(help="The clients; their contacts beside them, or in CONTACTS.")
    ],
    contacts: Annotated[Path | None, typer.Argument(help="Their contacts.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Keep it; else only told.")] = False,
    by: By = "",
) -> None:
    """Register clients and contacts, and correct those that are there: all or nothing.

    Without --write it says what it would do. Exit code 2 where the tables have mistakes: each is
    told with its file, line and column. Nobody is removed, invited or written to.
    """
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets.parties import import_parties  # noqa: PLC0415

    with refusals_shown():
        brought = import_parties(
            read_bytes(clients), read_bytes(contacts) if contacts else None,
            names=(clients.name, contacts.name if contacts else ""), terms=_terms(),
            dry_run=not write, actor=acting(by), at=clock.now(),
        )  # fmt: skip
    _told(brought, write=write)


@app.command()
def export(
    *,
    folder: Annotated[Path, typer.Argument(help="Where clients.csv and contacts.csv are written.")],
    by: By = "",
) -> None:
    """Write clients.csv and contacts.csv, as `import` reads them. They hold personal data."""
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets import parties  # noqa: PLC0415  after Django is loaded

    with refusals_shown():
        actor = acting(by)
        tables = {
            "clients.csv": parties.export_clients(actor),
            "contacts.csv": parties.export_contacts(actor),
        }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / name).write_bytes(text.encode())
        out.print(escaped(str(folder / name)))


def _terms() -> Terms:
    """The terms by which article 9 is judged: those published last, the shipped ones before."""
    from tenir.apps.agreements import queries as agreements  # noqa: PLC0415
    from tenir.viewer import ANONYMOUS  # noqa: PLC0415  who sees what is published

    found = agreements.versions(ANONYMOUS, agreement=agreements.REFERENCE).first()
    return (agreements.agreement_of(found) if found else reference()).terms()


def _told(brought: Brought, *, write: bool) -> None:
    for name in brought.old_encoding:
        out.print(escaped(say(
            f"{name}\u202f: lu en Windows-1252\u202f; vérifiez ses accents.",
            f"{name}: read as Windows-1252; look at its accents.",
        )))  # fmt: skip
    new, more, changed = len(brought.clients), len(brought.contacts), len(brought.changed)
    out.print(say(
        f"{new} clients et {more} contacts nouveaux, {changed} corrigés, {brought.unchanged} "
        "inchangés.",
        f"{new} clients and {more} contacts new, {changed} corrected, {brought.unchanged} as they "
        "were.",
    ))  # fmt: skip
    if not write:
        out.print(say("Rien n'est gardé\u202f: relancez avec --write.",
                      "Nothing is kept: run it again with --write."))  # fmt: skip
