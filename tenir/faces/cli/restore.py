"""`tenir restore FILE`: a copy put back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tenir import clock
from tenir.faces.cli.console import err, escaped, out, say
from tenir.faces.cli.platform import database_ready, django_ready, refused, unwritable

if TYPE_CHECKING:
    from tenir.integrations.upkeep.restoring import Restored

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    *,
    file: Annotated[Path, typer.Argument(help="A copy written by `tenir backup`.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Lose what the database has now.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the database's name.")] = False,
) -> None:
    """Check a copy, put it back, hold the messages that it says are owed, verify the journal.

    Stop `tenir serve` and `tenir worker` first. Exit code 1: put back, but something printed is
    to be mended.
    """
    django_ready()
    database_ready(making=True, restoring=True)
    from tenir.integrations.upkeep.restoring import restorable, restored  # noqa: PLC0415
    from tenir.integrations.upkeep.stopped import Stopped  # noqa: PLC0415

    try:
        restorable(file.absolute(), replace=replace)
        if replace and not yes:
            _confirmed()
        found = restored(file.absolute(), replace=replace, at=clock.now())
    except Stopped as stopped:
        refused(*stopped.words)
    except OSError as error:
        unwritable(file, error)
    _show(found)
    raise typer.Exit(1 if found.missing or found.verdict.fault else 0)


def _confirmed() -> None:
    from django.db import connection  # noqa: PLC0415  after Django is loaded

    name = Path(str(connection.settings_dict["NAME"])).name
    asked = say(
        f"Ce que contient {name} sera perdu. Écrivez son nom pour continuer",
        f"What {name} holds will be lost. Write its name to go on",
    )
    if typer.prompt(asked) != name:
        refused("autre nom\u202f: rien n'a changé.", "another name: nothing has changed.")


def _show(found: Restored) -> None:
    """The report: what came back, what waits for a person, what is wrong."""
    manifest, verdict = found.manifest, found.verdict
    for line in (
        say(f"Sauvegarde du {manifest.taken_at}, Tenir {manifest.tenir}.",
            f"Copy of {manifest.taken_at}, Tenir {manifest.tenir}."),
        say(f"{found.documents} documents remis en place.",
            f"{found.documents} documents put back."),
        say(f"{found.sessions} sessions closes\u202f: chacun se connecte à nouveau.",
            f"{found.sessions} sessions ended: everyone signs in again."),
        say(f"{found.held} avis retenus\u202f: ils ont pu partir depuis la sauvegarde. Décidez de"
            " chacun.",
            f"{found.held} notices held: they may have been sent since the copy. Decide on each."),
    ):  # fmt: skip
        out.print(f"[green]✓[/] {escaped(line)}")
    for lost in found.missing:
        told = say("document à reprendre d'ailleurs", "document to be found elsewhere")
        err.print(f"[bold red]✗[/] {told}: {', '.join(lost.documents)} ({lost.problem})")
    if verdict.fault:
        told = say("la chaîne du journal casse à", "the journal's chain breaks at")
        err.print(f"[bold red]✗[/] {told} {verdict.fault.position} ({verdict.fault.kind})")
        return
    told = say(f"Journal intact\u202f: {verdict.entries} écritures.",
               f"Journal intact: {verdict.entries} entries.")  # fmt: skip
    out.print(f"[green]✓[/] {escaped(told)}")
