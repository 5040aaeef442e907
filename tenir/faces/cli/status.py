"""`tenir status`: the status page as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import out, say
from tenir.faces.cli.platform import django_ready, schema_ready

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def status() -> None:
    """The status page: write it out, so that a web server shows it while Tenir is down."""


@app.command()
def write(
    folder: Annotated[
        Path | None,
        typer.Option("--out", help="Where to. Default: TENIR_STATUS_FILES.", show_default=False),
    ] = None,
) -> None:
    """Write every page of it, now; the worker does the same each minute where the setting says."""
    django_ready()
    schema_ready()
    from django.conf import settings  # noqa: PLC0415  after Django is loaded

    from tenir.integrations.status_files import write_out  # noqa: PLC0415

    given = str(folder or settings.TENIR.status_files)
    if not given:
        told = say(
            "Dites où\u202f: --out, ou TENIR_STATUS_FILES.",
            "Say where: --out, or TENIR_STATUS_FILES.",
        )
        out.print(f"[red]✗[/] {told}")
        raise typer.Exit(2)
    done = write_out(Path(given), clock.now(), whole=True)
    told = say(
        f"{done.files} fichiers, dont {done.changed} écrits\u202f; {done.gone} retirés.",
        f"{done.files} files, {done.changed} of them written; {done.gone} taken away.",
    )
    out.print(f"[green]✓[/] {told}")
