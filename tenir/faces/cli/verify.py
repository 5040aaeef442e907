"""`tenir verify report.pdf`: recompute a report from what it carries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenir.faces.cli.agreements import ConventionFile
from tenir.faces.cli.console import Reader, escaped, out, refusals_shown, say, table
from tenir.integrations.agreement_files import read_bytes
from tenir.integrations.closing.verification import Verified, verified
from tenir.integrations.report.comparing import Difference
from tenir.terms.phrases import counted

app = typer.Typer(add_completion=False)


@app.command()
def verify(
    *,
    reports: Annotated[list[Path], typer.Argument(help="Reports made by `tenir close`.")],
    convention: ConventionFile = None,
    whole: Annotated[
        bool, typer.Option("--all", help="Also the sentences and pages that repeat a figure.")
    ] = False,
) -> None:
    """Recompute reports from the evidence that they carry and the agreement file.

    Names each figure that moved. Exit code 0: all hold; 1: a figure moved; 2: not readable.
    """
    holds = True
    for path in reports:
        with refusals_shown():
            found = verified(read_bytes(path), language=Reader.language, convention=convention)
        _show(path, found, found.moved if whole else found.figures)
        holds &= found.holds
    raise typer.Exit(0 if holds else 1)


def _show(path: Path, found: Verified, told: tuple[Difference, ...]) -> None:
    line = found.statement.get("subscription", {})
    of = f"{line.get('target', '?')} · {found.statement.get('month', '?')}"
    if found.holds:
        exact = say("identique à l'octet près", "byte for byte what Tenir writes")
        note = f" ({exact})" if found.identical else ""
        words = say("chaque chiffre est retrouvé", "every figure is found again")
        out.print(f"[green]✓[/] {escaped(path.name)}: {escaped(of)}: {words}{note}")
        return
    count = len(told)
    words = say(
        counted(count, "chiffre a bougé", "chiffres ont bougé", "fr"),
        counted(count, "figure moved", "figures moved", "en"),
    )
    out.print(f"[bold red]✗[/] {escaped(path.name)}: {escaped(of)}: {words}")
    shown = table(
        say("Chiffre", "Figure"),
        say("Dans le rapport", "In the report"),
        say("Recalculé", "Recomputed"),
    )
    for item in told:
        shown.add_row(escaped(item.label), escaped(str(item.given)), escaped(str(item.recomputed)))
    out.print(shown)
    if rest := len(found.moved) - count:
        out.print(
            say(
                counted(rest, "phrase ou page diffère", "phrases ou pages diffèrent", "fr")
                + " aussi : --all montre tout.",
                counted(rest, "sentence or page differs", "sentences or pages differ", "en")
                + " too: --all shows all.",
            )
        )
