"""Verifying a report: recompute it from what it carries, and name each figure that moved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenir.integrations import agreement_files
from tenir.integrations.report.comparing import Difference, differences, printed_differences
from tenir.integrations.report.files import digest
from tenir.integrations.report.pdf import STATEMENT
from tenir.integrations.report.reading import Reading, read_pdf
from tenir.terms.agreement import Agreement
from tenir.terms.carried import EVIDENCE, INPUTS, BadEvidence, dossier_carried
from tenir.terms.closing import statement
from tenir.terms.phrases import Language
from tenir.terms.readings import words_of_readings


@dataclass(frozen=True)
class Verified:
    """What a report says, what it comes to, and where the two differ."""

    statement: dict[str, Any]
    moved: tuple[Difference, ...]
    identical: bool

    @property
    def figures(self) -> tuple[Difference, ...]:
        """The figures that moved, without the sentences and pages that repeat them.

        Where nothing but a sentence or a page moved, those.
        """
        return tuple(item for item in self.moved if not item.repeats) or self.moved

    @property
    def holds(self) -> bool:
        """Whether every figure is what its evidence and its agreement come to."""
        return not self.moved


def verified(body: bytes, *, language: Language, convention: Path | None = None) -> Verified:
    """A report recomputed from its own evidence under its agreement file.

    The agreement is the one given, or the shipped one with the report's digest. Raises what
    the report's reading refuses, UnknownAgreement, BadEvidence.
    Clause: 5.4.
    """
    reading = read_pdf(body)
    given = _json(reading, STATEMENT)
    inputs = _json(reading, INPUTS)
    agreement = _agreement(inputs, convention)
    months, month = dossier_carried(
        inputs, _attachment(reading, EVIDENCE), agreement, earlier=agreement_files.with_digest
    )
    attached = _own(reading)
    carried = [
        {"name": name, "sha256": digest(attached[name]), "bytes": len(attached[name])}
        for name in (EVIDENCE, INPUTS)
    ]
    fresh = {**statement(months, month), "evidence": carried}
    moved = differences(given, fresh, language=language)
    printed = printed_differences(
        body, fresh, attachments=attached, language=language,
        readings=words_of_readings(agreement.convention),
    )  # fmt: skip
    return Verified(given, (*moved, *printed.moved), printed.identical)


def _agreement(inputs: dict[str, Any], own: Path | None) -> Agreement:
    if own is not None:
        return agreement_files.agreement_at(own)
    return agreement_files.with_digest(str(inputs.get("agreement", {}).get("digest", "")))


def _json(reading: Reading, name: str) -> dict[str, Any]:
    try:
        found = json.loads(_attachment(reading, name))
    except ValueError as error:
        raise BadEvidence("evidence.unreadable", name, problem=str(error)) from None
    if not isinstance(found, dict):
        raise BadEvidence("evidence.unreadable", name, problem="{}")
    return found


def _attachment(reading: Reading, name: str) -> bytes:
    if name not in reading.attachments:
        raise BadEvidence("evidence.missing", name=name)
    return reading.attachments[name]


def _own(reading: Reading) -> dict[str, bytes]:
    return {name: body for name, body in reading.attachments.items() if name != STATEMENT}
