"""`tenir contracts`: contracts and their lines, in from a table and out to one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import escaped, out, refusals_shown, say
from tenir.faces.cli.platform import By, acting, django_ready, schema_ready
from tenir.integrations.agreement_files import read_bytes

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def contracts() -> None:
    """Bring contracts and their lines in from a CSV table, or write them out."""


@app.command("import")
def import_(
    *,
    table: Annotated[Path, typer.Argument(help="One row a line of a contract.")],
    write: Annotated[bool, typer.Option("--write", help="Keep it; else only told.")] = False,
    by: By = "",
) -> None:
    """Sign the contracts that are not there yet and add the lines that are new: all or nothing.

    Without --write it says what it would do. Exit code 2 where the table has mistakes: each is told
    with its line and column. What is there and differs is one too: it is amended, not imported.
    """
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets.contracts import import_contracts  # noqa: PLC0415

    with refusals_shown():
        brought = import_contracts(
            read_bytes(table), name=table.name, dry_run=not write, actor=acting(by), at=clock.now()
        )
    new, more, same = len(brought.new), len(brought.lines_added), len(brought.unchanged)
    out.print(say(
        f"{new} contrats nouveaux, {more} lignes ajoutées à d'autres, {same} inchangés.",
        f"{new} contracts new, {more} lines added to others, {same} as they were.",
    ))  # fmt: skip
    if not write:
        out.print(say("Rien n'est gardé\u202f: relancez avec --write.",
                      "Nothing is kept: run it again with --write."))  # fmt: skip


@app.command()
def export(
    *,
    table: Annotated[Path, typer.Argument(help="Where the table is written.")],
    by: By = "",
) -> None:
    """Write every contract with its lines, as `import` reads it."""
    django_ready()
    schema_ready()
    from tenir.integrations.spreadsheets.contracts import export_contracts  # noqa: PLC0415

    with refusals_shown():
        text = export_contracts(acting(by))
    table.write_bytes(text.encode())
    out.print(escaped(str(table)))
