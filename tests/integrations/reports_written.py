"""Reports of the specimens, each written once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from tenir.integrations.report.pdf import write_pdf
from tenir.terms.phrases import Language
from tests.integrations import specimen

EVIDENCE = {"evidence.csv": b"target,at,status\r\ndrive,2026-03-04T05:06:07Z,down\r\n" * 40}


@cache
def march_report(language: Language = "fr") -> bytes:
    return write_pdf(specimen.march(), language=language, attachments=EVIDENCE)


@cache
def brief_report() -> bytes:
    return write_pdf(specimen.brief(), language="fr", attachments=EVIDENCE)


def changed(place: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    statement = specimen.march()
    place(statement)
    return statement
