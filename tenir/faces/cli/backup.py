"""`tenir backup FILE`: a copy of Tenir itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import err, escaped, out, say
from tenir.faces.cli.platform import django_ready, refused, schema_ready, unwritable

app = typer.Typer(add_completion=False)


@app.command()
def backup(*, file: Annotated[Path, typer.Argument(help="The copy to write, a tar file.")]) -> None:
    """Write the database and the documents to one file, while Tenir runs, and read it again.

    The file is not encrypted: see docs/operations/backup.md. Exit code 1: written, but documents
    were missing.
    """
    django_ready()
    schema_ready()
    from tenir.integrations.upkeep.copying import copied  # noqa: PLC0415  after Django is loaded
    from tenir.integrations.upkeep.stopped import Stopped  # noqa: PLC0415

    try:
        manifest = copied(file.absolute(), at=clock.now())
    except Stopped as stopped:
        refused(*stopped.words)
    except OSError as error:
        unwritable(file, error)
    size, count = file.stat().st_size, len(manifest.members) - 1
    told = say(
        f"{file}\u202f: {size} octets, {count} documents, relu et intact.",
        f"{file}: {size} bytes, {count} documents, read again and intact.",
    )
    out.print(f"[green]✓[/] {escaped(told)}")
    if manifest.documents != "here":
        place = manifest.documents.partition("?")[0]
        told = say(f"Les documents restent dans {place}.", f"The documents stay in {place}.")
        out.print(escaped(told))
    for digest in manifest.missing:
        told = say("document absent ou altéré", "document missing or altered")
        err.print(f"[bold red]✗[/] {told}: {digest}")
    raise typer.Exit(1 if manifest.missing else 0)
