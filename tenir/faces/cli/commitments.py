"""`tenir commitments`: judge again every promise from what was kept with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from tenir.faces.cli.console import Reader, err, escaped, out, say
from tenir.faces.cli.platform import django_ready, refused, schema_ready
from tenir.terms.phrases import number
from tenir.viewer import SYSTEM

if TYPE_CHECKING:
    from tenir.apps.reports.queries import Recomputation

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def commitments() -> None:
    """Recompute what was promised."""


@app.command()
def verify(
    *,
    client: Annotated[
        str, typer.Option(metavar="NUMBER", help="That client's alone; else everyone's.")
    ] = "",
) -> None:
    """Judge again each promise, by the engine, the agreement and the inputs kept with it.

    Names the first figure that differs. Exit code 0: all come out the same, or are of before
    these were kept; 1: one differs or cannot be judged.
    """
    django_ready()
    schema_ready()
    from tenir.apps.commitments import queries  # noqa: PLC0415  after Django is loaded
    from tenir.apps.reports.queries import recompute_promises  # noqa: PLC0415

    of = _organisation(client) if client else None
    total = queries.commitments(SYSTEM, organisation=of).count()
    each = recompute_promises(SYSTEM, client=of)
    told: Counter[str] = Counter()
    for item in track(each, say("engagements", "promises"), total, console=err, transient=True):
        told[item.again.outcome if item.again else "refused"] += 1
        if not item.holds:
            out.print(f"[bold red]✗[/] {escaped(_fault(item))}")
    _summary(told)
    raise typer.Exit(1 if told["differs"] or told["refused"] else 0)


def _organisation(client: str) -> int:
    from tenir.apps.parties.queries import clients  # noqa: PLC0415  after Django is loaded

    found = clients(SYSTEM).filter(number=client).first()
    if found is None:
        refused(
            f"aucun client n'a le numéro {client}. Vérifiez-le.",
            f"no client has the number {client}. Check it.",
        )
    return found.organisation_id


def _fault(item: Recomputation) -> str:
    of = f"{item.promise.key}\u202f:" if Reader.language == "fr" else f"{item.promise.key}:"
    if item.again is None:
        return f"{of} {item.refused.message(Reader.language) if item.refused else '?'}"
    found = item.again
    return f"{of} " + say(
        f"{found.where} vaut {found.recorded}, recalculé {found.fresh}",
        f"{found.where} is {found.recorded}, recomputed {found.fresh}",
    )


def _summary(told: Counter[str]) -> None:
    same, before, wrong = (
        number(n, Reader.language)
        for n in (told["same"], told["not_recomputable"], told["differs"] + told["refused"])
    )
    mark = "[bold red]✗[/]" if told["differs"] or told["refused"] else "[green]✓[/]"
    out.print(
        f"{mark} "
        + say(
            f"{same} engagements recalculés à l'identique, {wrong} non\u202f; {before} non "
            "recalculables (d'avant que leurs fondements soient gardés, ou fixés par quelqu'un)",
            f"{same} promises recomputed the same, {wrong} not; {before} not recomputable (of "
            "before their grounds were kept, or set by a person)",
        )
    )
