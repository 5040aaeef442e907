"""`tenir demo`: a demonstration publisher, and its last month closed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenir.faces.cli.close import close
from tenir.faces.cli.console import escaped, out, say
from tenir.integrations.demonstration import LAST_MONTH, write_demonstration

app = typer.Typer(add_completion=False)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--out", help="Where to put it.")] = Path("demo"),
) -> None:
    """Write twelve months of a made-up publisher, close the last one, say where the reports lie."""
    publisher, reports = folder / "publisher", folder / "reports"
    write_demonstration(publisher)
    out.print(
        say("L'éditeur de démonstration :", "The demonstration publisher:"), escaped(str(publisher))
    )
    close(
        samples=publisher / "samples.csv.gz",
        into=reports,
        month=LAST_MONTH,
        silence="2h",
        contracts=publisher / "contracts.yaml",
        works=publisher / "works.csv",
        exclusions=publisher / "exclusions.csv",
    )
    out.print(say("Rapports :", "Reports:"))
    for path in sorted(reports.rglob("*.pdf")):
        out.print(f"  {escaped(str(path))}")
    out.print(
        say("Vérifiez-en un :", "Verify one:"),
        escaped(f".venv/bin/tenir verify '{next(iter(sorted(reports.rglob('*.pdf'))))}'"),
    )
