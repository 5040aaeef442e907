"""`tenir deliver`: messages handed over."""

from __future__ import annotations

from typing import Annotated

import typer

from tenir.faces.cli.platform import django_ready, schema_ready, stop_asked

app = typer.Typer(add_completion=False)


@app.command()
def deliver(
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Send the messages that are owed, until told to stop."""
    django_ready()
    schema_ready()
    from tenir.integrations.background.work import run_deliver  # noqa: PLC0415  after Django is loaded

    run_deliver(stop_asked(), once=once)
