"""`tenir samples`: a file of what monitoring saw, taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tenir import clock
from tenir.faces.cli.console import err, escaped, out, refusals_shown, say
from tenir.faces.cli.platform import By, acting, django_ready, schema_ready

app = typer.Typer(add_completion=False)


@app.command()
def samples(
    *,
    file: Annotated[Path, typer.Argument(help="CSV, CSV.gz or Parquet, or an Upptime history.")],
    by: By = "",
) -> None:
    """Take in a file of samples, of any size: columns target, at, status and, if any, location.

    Exit code 2 where the file has faults: all are told with their line, and nothing is kept.
    Stopped, it goes on where it was when asked again; taken twice, it changes nothing.
    """
    django_ready()
    schema_ready()
    from tenir.integrations.intake.files import look_over, take_file  # noqa: PLC0415

    with refusals_shown(), _progress() as bar:
        actor = acting(by)
        task = bar.add_task(say("Lecture", "Reading"), total=None)
        found = look_over(file, now=clock.now())
        taken = take_file(
            found, actor=actor, clock=clock.now,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    out.print(say(
        f"Relevés\u202f: {taken.records}, nouveaux\u202f: {taken.kept}, en retard\u202f: "
        f"{taken.late}. Cibles\u202f: {found.targets}.",
        f"Records: {taken.records}, new: {taken.kept}, late: {taken.late}. "
        f"Targets: {found.targets}.",
    ))  # fmt: skip
    if taken.unknown:
        names = escaped(", ".join(taken.unknown))
        out.print(say(f"Que personne ne surveille\u202f: {names}",
                      f"Watched by nobody: {names}"))  # fmt: skip


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=err, transient=True,
    )  # fmt: skip
