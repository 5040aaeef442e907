"""The agreement that a command applies: its file and the readings chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from tenir.integrations import agreement_files
from tenir.terms.agreement import Agreement, UnknownReading

ConventionFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--convention", help="An agreement file; the reference agreement without it."),
]
Readings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--reading", metavar="ID=OTHER", help="Apply another reading; may be repeated."),
]


def chosen_agreement(
    path: Path | None, readings: list[str] | None, on: date | None = None
) -> Agreement:
    """The agreement of that file, or the reference in force on that day, under those readings."""
    found = agreement_files.agreement_at(path) if path else agreement_files.reference(on)
    return found.reading(dict(_choice(text) for text in readings or ()))


def _choice(text: str) -> tuple[str, str]:
    id, equals, other = text.partition("=")
    if not (id and equals and other):
        raise UnknownReading("reading.shape", "--reading", given=text)
    return id, other
