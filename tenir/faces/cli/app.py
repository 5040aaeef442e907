"""`tenir`: the agreement from a terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from tenir.faces.cli.close import close
from tenir.faces.cli.console import Reader, language_of
from tenir.faces.cli.convention import convention
from tenir.faces.cli.demo import demo
from tenir.faces.cli.judge import judge
from tenir.faces.cli.verify import verify

app = typer.Typer(
    name="tenir",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Runs a service agreement: judges, closes months, verifies reports.",
)
app.add_typer(convention, name="convention")
app.command()(judge)
app.command()(close)
app.command()(verify)
app.command()(demo)


@app.callback()
def options(
    lang: Annotated[
        str | None, typer.Option(help="Language of what is shown: fr or en. Default: the locale's.")
    ] = None,
) -> None:
    """Runs a service agreement: judges, closes months, verifies reports."""
    Reader.language = language_of(lang)


def main() -> None:
    """The console script."""
    app()
