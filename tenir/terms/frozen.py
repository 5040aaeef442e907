"""A month frozen: its figures, and all that they follow from, so that anyone comes to them again.

Words are not part of what is frozen: they may be said better one day, in either language.

Clause: 5.4.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenir.terms.carried import (
    EVIDENCE,
    INPUTS,
    BadEvidence,
    WithDigest,
    dossier_carried,
    evidence_csv,
    inputs_json,
    period_of,
)
from tenir.terms.engine import ENGINE, engine
from tenir.terms.evidence import evidence_of
from tenir.terms.months import Months
from tenir.terms.samples import Samples

_WORDS = {"sentence", "doubt", "says", "why", "rules"}


@dataclass(frozen=True)
class Freezing:
    """What is kept of a month for good. Texts are UTF-8; `said` is the statement with its words.

    `statement` is canonical: the same figures are the same bytes.
    """

    engine: str
    statement: bytes
    inputs: bytes
    evidence: bytes
    said: Mapping[str, Any]

    @property
    def inputs_digest(self) -> str:
        """The digest of everything that the figures follow from, the agreement apart."""
        return digest(self.inputs + b"\0" + self.evidence)


@dataclass(frozen=True)
class Recomputed:
    """What the same inputs come to today; the first figure that differs is named."""

    statement: bytes
    identical: bool
    where: str = ""
    frozen: str = ""
    fresh: str = ""


def frozen_month(months: Months, month: str, records: Samples) -> Freezing:
    """The month with its figures and what they rest on; `records` are those of its target.

    Clause: 5.3, 5.4.
    """
    dossier = months.dossier
    within = period_of(month, dossier.agreement.zone)
    proof = evidence_of(records, silence=dossier.observed.silence, within=within)
    return _frozen(
        ENGINE, months, month, inputs_json(dossier, month), evidence_csv(dossier.line.target, proof)
    )


def recomputed(frozen: Freezing, with_digest: WithDigest) -> Recomputed:
    """The frozen month judged again, from what it carries and under the engine that it names.

    Raises BadEvidence, UnknownEngine, and what `with_digest` refuses.
    Clause: 5.4.
    """
    months, month = months_frozen(_read(frozen.inputs), frozen.evidence, with_digest)
    fresh = _frozen(frozen.engine, months, month, frozen.inputs, frozen.evidence).statement
    if fresh == frozen.statement:
        return Recomputed(fresh, identical=True)
    moved = first_moved(json.loads(frozen.statement), json.loads(fresh))
    return Recomputed(fresh, False, *moved)


def months_frozen(
    inputs: Mapping[str, Any], evidence: bytes, with_digest: WithDigest
) -> tuple[Months, str]:
    """The months that a frozen one follows from, and which it is. Raises BadEvidence.

    Clause: 5.4.
    """
    agreement = with_digest(inputs["agreement"]["digest"])
    return dossier_carried(inputs, evidence, agreement, earlier=with_digest)


def first_moved(was: Any, now: Any) -> tuple[str, str, str]:
    """The first figure that differs: where, as it was, as it comes out; they must differ."""
    return next(_moved((), was, now))


def figures_of(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The statement without its sentences: what must come out again, to the byte.

    Clause: 5.4.
    """
    found: dict[str, Any] = _without_words(statement)
    return found


def canonical(value: Any) -> bytes:
    """JSON with its keys sorted and no spaces: equal is identical."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def digest(body: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def _frozen(name: str, months: Months, month: str, inputs: bytes, evidence: bytes) -> Freezing:
    pieces = {EVIDENCE: evidence, INPUTS: inputs}
    carried = [
        {"name": piece, "sha256": digest(body), "bytes": len(body)}
        for piece, body in pieces.items()
    ]
    said = {**engine(name)(months, month), "evidence": carried}
    return Freezing(name, canonical(figures_of(said)), inputs, evidence, said)


def _read(inputs: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(inputs)
        return {**found, "agreement": {**found["agreement"]}}
    except (KeyError, TypeError, ValueError) as error:
        raise BadEvidence("evidence.unreadable", INPUTS, problem=str(error)) from None


def _without_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_words(item) for name, item in value.items() if name not in _WORDS}
    if isinstance(value, list):
        return [_without_words(item) for item in value]
    return value


def _moved(path: tuple[str, ...], was: Any, now: Any) -> Iterator[tuple[str, str, str]]:
    """Each figure that differs: where, as it was frozen, as it comes out."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in sorted({*was, *now}):
            yield from _moved((*path, name), was.get(name), now.get(name))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, (before, after) in enumerate(zip(was, now, strict=True)):
            yield from _moved((*path, str(number)), before, after)
    elif was != now:
        yield ".".join(path), canonical(was).decode(), canonical(now).decode()
