"""`tenir search`: the index of what can be found."""

from __future__ import annotations

import typer

from tenir.faces.cli.console import escaped, out, say
from tenir.faces.cli.platform import django_ready, schema_ready

app = typer.Typer(add_completion=False, no_args_is_help=True)
SHOWN = 20


@app.callback()
def search() -> None:
    """The index by which people find things: build it anew, or check it."""


@app.command()
def rebuild() -> None:
    """Build the index anew from what the database holds. Searching goes on meanwhile."""
    django_ready()
    schema_ready()
    from tenir.integrations.upkeep import searching  # noqa: PLC0415  after Django is loaded

    count = searching.rebuild()
    done = say(f"{count} choses peuvent être trouvées.", f"{count} things can be found.")
    out.print(f"[green]✓[/] {done}")


@app.command()
def check() -> None:
    """Compare the index with what the database holds; 1 where something differs."""
    django_ready()
    schema_ready()
    from tenir.integrations.upkeep import searching  # noqa: PLC0415  after Django is loaded

    found = searching.differences()
    for key in found[:SHOWN]:
        out.print(escaped(key))
    if found:
        told = say(
            f"{len(found)} différences\u202f: `tenir search rebuild`.",
            f"{len(found)} differences: `tenir search rebuild`.",
        )
        out.print(f"[red]✗[/] {told}")
        raise typer.Exit(1)
    out.print("[green]✓[/] " + say("L'index est juste.", "The index is right."))
