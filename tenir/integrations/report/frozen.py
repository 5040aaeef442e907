"""A frozen month as the files that people keep: the report, its statement, its table.

Clause: 5.4.
"""

from __future__ import annotations

import json

from tenir.apps.reports.queries import Frozen, words_of_agreement
from tenir.integrations.report.files import write_csv
from tenir.integrations.report.pdf import write_pdf
from tenir.terms.carried import EVIDENCE, INPUTS
from tenir.terms.phrases import Language

TYPES = {"pdf": "application/pdf", "json": "application/json", "csv": "text/csv; charset=utf-8"}


def file_of(row: Frozen, kind: str, *, language: Language) -> bytes:
    """The month as a PDF/A-3 with its evidence inside, as JSON, or as one flat table.

    The same month in the same language is the same bytes; `tenir verify` recomputes the report.
    Clause: 5.4.
    """
    if kind == "json":
        return row.said.encode()
    told = json.loads(row.said)
    if kind == "csv":
        return write_csv(told).encode()
    pieces = {EVIDENCE: row.evidence.encode(), INPUTS: row.inputs.encode()}
    words = words_of_agreement(told["agreement"]["digest"])
    return write_pdf(told, language=language, attachments=pieces, readings=words)


def name_of(row: Frozen, kind: str) -> str:
    """drive.acme-2026-09.pdf, with the revision where it is not the first."""
    revision = f"-r{row.revision}" if row.revision > 1 else ""
    return f"{row.subscription.target if row.subscription else row.pk}-{row.month}{revision}.{kind}"
