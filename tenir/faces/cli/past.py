"""`tenir past`: past outages, works and penalties, in from a table and out to one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import escaped, out, refusals_shown, say
from tenir.faces.cli.platform import By, acting, django_ready, refused, schema_ready
from tenir.integrations.agreement_files import read_bytes

app = typer.Typer(add_completion=False, no_args_is_help=True)


class Kind(StrEnum):
    """Which kind of table."""

    OUTAGES = "outages"
    WORKS = "works"
    PENALTIES = "penalties"


@app.callback()
def past() -> None:
    """Bring past outages, works and penalties in from a CSV table, or write them out."""


@app.command("import")
def import_(
    *,
    kind: Annotated[Kind, typer.Argument(help="Which kind of table.")],
    table: Annotated[Path, typer.Argument(help="CSV: docs/articles/past.md has its columns.")],
    write: Annotated[bool, typer.Option("--write", help="Keep it; else only told.")] = False,
    by: By = "",
) -> None:
    """Bring in what happened before Tenir, so that the first month is closed right: all or nothing.

    Without --write it says what it would do. Exit code 2 where the table has mistakes: each is told
    with its line and column. The same table again changes nothing. Nobody is written to.
    """
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets.past import import_past  # noqa: PLC0415

    if kind is Kind.OUTAGES and not by:
        refused("une indisponibilité est reprise par une personne\u202f: dites qui, par --by.",
                "past outages are brought in by a person: say who, by --by.")  # fmt: skip
    with refusals_shown():
        brought = import_past(
            kind, read_bytes(table), name=table.name, dry_run=not write, actor=acting(by),
            at=clock.now(),
        )  # fmt: skip
    new, same = len(brought.new), len(brought.unchanged)
    out.print(say(f"{new} lignes nouvelles, {same} déjà là.",
                  f"{new} rows new, {same} there already."))  # fmt: skip
    if not write:
        out.print(say("Rien n'est gardé\u202f: relancez avec --write.",
                      "Nothing is kept: run it again with --write."))  # fmt: skip


@app.command()
def export(
    *,
    kind: Annotated[Kind, typer.Argument(help="Which kind of table.")],
    table: Annotated[Path, typer.Argument(help="Where the table is written.")],
    by: By = "",
) -> None:
    """Write what was brought in or entered by hand, as `import` reads it."""
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets.past import export_past  # noqa: PLC0415

    with refusals_shown():
        text = export_past(kind, acting(by))
    table.write_bytes(text.encode())
    out.print(escaped(str(table)))
