"""`tenir tick`: the passing of time."""

from __future__ import annotations

from typing import Annotated

import typer

from tenir.faces.cli.platform import django_ready, schema_ready, stop_asked

app = typer.Typer(add_completion=False)


@app.command()
def tick(
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Settle what is due, warn of what comes, seal the journal, until told to stop."""
    django_ready()
    schema_ready()
    from tenir.integrations.background.work import run_tick  # noqa: PLC0415  after Django is loaded

    run_tick(stop_asked(), once=once)
