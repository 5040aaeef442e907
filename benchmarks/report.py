"""A report PDF, PDF/A-3 and PDF/UA with its statement and evidence inside.

The peer is the same template given to typst the plain way, fonts and all anew for each report.
414 reports (207 statements in two languages) are also timed by the clock on the wall, on one
process and on two. Two threads were 1.1 times as fast as one, two processes twice.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import typst

from benchmarks.side_by_side import Row, against, alone
from tenir.integrations.report import pdf
from tenir.integrations.report.page import document
from tenir.integrations.report.pdf import Item, write_many, write_pdf
from tenir.integrations.report.printed import printed_differences
from tenir.terms.phrases import LANGUAGES
from tests.integrations import specimen

EVIDENCE = {"evidence.csv": b"target,at,status\r\ndrive,2026-03-04T05:06:07Z,down\r\n" * 40}
STATEMENTS = 207


def rows() -> list[Row]:
    """One report, how it grows with outages, a whole close, and a verification."""
    usual = distinct(specimen.march)
    return [
        against(
            "report PDF, 5 outages, works, penalty, reasons", lambda: written(usual()),
            lambda: plainly(usual()), peer="typst, fonts loaded anew", unit="ms", per=1e-3,
        ),
        *[outages(count) for count in (0, 10, 100, 1000)],
        alone("report PDF written, then verified", verify, unit="ms", per=1e-3, rounds=5),
        close(),
    ]  # fmt: skip


def distinct(month: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """That month with another client each time, so that nothing is remembered of the last."""
    count = iter(range(10**6))

    def next_one() -> dict[str, Any]:
        statement = month()
        number = next(count)
        statement["subscription"] |= {"client": f"Client {number}", "contract": f"C-{number}"}
        for index, outage in enumerate(statement["outages"]):
            outage["counted_seconds"] = max(0, outage["counted_seconds"] - number % 50 - index % 7)
        return statement

    return next_one


def written(statement: Mapping[str, Any]) -> bytes:
    return write_pdf(statement, language="fr", attachments=EVIDENCE)


def plainly(statement: Mapping[str, Any]) -> Any:
    """The same pages without what is kept between reports."""
    said = document(statement, language="fr", attachments=EVIDENCE)
    return typst.compile(
        pdf._template(), format="pdf", font_paths=[str(pdf.HERE / "fonts")],
        ignore_system_fonts=True, pdf_standards=pdf.STANDARDS,
        sys_inputs={"document": json.dumps(said), "attachments": "[]"},
    )  # fmt: skip


def outages(count: int) -> Row:
    month = distinct(lambda: specimen.october(count))
    return alone(
        f"report PDF, {count} outages", lambda: written(month()), unit="ms", per=1e-3, rounds=3
    )


def verify() -> None:
    statement = specimen.march()
    report = written(statement)
    assert printed_differences(report, statement, attachments=EVIDENCE, language="fr").identical


def close() -> Row:
    """414 reports by the wall: on two processes, against one."""
    month = distinct(specimen.march)
    items = [Item(month(), language, EVIDENCE) for _ in range(STATEMENTS) for language in LANGUAGES]
    two, one = (_wall(items, workers) for workers in (2, 1))
    return Row(
        name=f"{len(items)} report PDFs, by the wall, two processes", value=round(two, 2), unit="s",
        peer="one process", peer_value=round(one, 2), ratio=round(one / two, 2),
    )  # fmt: skip


def _wall(items: list[Item], workers: int) -> float:
    started = time.perf_counter()
    deque(write_many(items, workers=workers), maxlen=0)
    return time.perf_counter() - started
