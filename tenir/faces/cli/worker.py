"""`tenir worker`: the background work."""

from __future__ import annotations

from typing import Annotated

import typer

from tenir.faces.cli.platform import django_ready, schema_ready, stop_asked

app = typer.Typer(add_completion=False)


@app.command()
def worker(
    *,
    jobs: Annotated[
        bool, typer.Option("--jobs", help="Jobs only; `tenir tick` and `tenir deliver` run apart.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Do the background work until told to stop: jobs, deadlines, messages."""
    django_ready()
    schema_ready()
    from tenir.integrations.background import work  # noqa: PLC0415  after Django is loaded

    only = ("jobs",) if jobs else tuple(work.PARTS)
    work.run_all(stop_asked(), once=once, only=only)
