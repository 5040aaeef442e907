"""`tenir migrate`: the tables, files and reference of this version."""

from __future__ import annotations

from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import escaped, out, say
from tenir.faces.cli.platform import database_ready, django_ready, refused
from tenir.faces.cli.progress import going_on

app = typer.Typer(add_completion=False)


@app.command()
def migrate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say what would be done.")] = False,
) -> None:
    """Bring the database to this version: tables, cache, style sheets, reference agreement.

    Run it again at will: it does what is left to do. Back up first (`tenir backup`).
    """
    django_ready()
    database_ready(making=True)
    from tenir.integrations.upkeep import schema  # noqa: PLC0415  after Django is loaded

    behind, ahead = schema.behind(), schema.ahead()
    if ahead:
        refused(
            f"la base vient d'une version plus récente de Tenir ({', '.join(ahead)}).",
            f"the database comes from a newer Tenir ({', '.join(ahead)}).",
        )
    if check:
        for name in behind:
            out.print(escaped(name))
        raise typer.Exit(1 if behind else 0)
    with going_on(say("Préparation de la base", "Making the database ready")) as progress:
        schema.bring_up_to_date(progress)
    schema.install_reference(clock.now())
    done = say("La base est à jour.", "The database is up to date.")
    out.print(f"[green]✓[/] {done}")
