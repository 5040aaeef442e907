"""What every command shares: the reader's language, and how a refusal is shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.table import Table

from tenir.terms.errors import Refused
from tenir.terms.phrases import Language

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class Reader:
    """Who reads the terminal. Set once, by the options of `tenir` itself."""

    language: Language = "en"


def language_of(given: str | None) -> Language:
    """The language asked for, else that of the terminal's locale; English where neither says."""
    locale = next(
        (os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), ""
    )
    return "fr" if (given or locale).lower().startswith("fr") else "en"


def say(french: str, english: str) -> str:
    """The reader's half of a pair."""
    return french if Reader.language == "fr" else english


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Shows a refusal in the reader's language and ends with exit code 2."""
    try:
        yield
    except Refused as refused:
        head, *rest = refused.message(Reader.language).split("\n")
        err.print(f"[bold red]✗[/] {escaped(head)}")
        for line in rest:
            err.print(f"  {escaped(line)}")
        raise typer.Exit(2) from None


def table(*names: str, title: str = "") -> Table:
    """A table whose long texts fold."""
    made = Table(title=title or None, title_justify="left", header_style="bold")
    for name in names:
        made.add_column(name, overflow="fold")
    return made


def escaped(text: str) -> str:
    """Text that Rich shows as it is."""
    return text.replace("[", "\\[")
