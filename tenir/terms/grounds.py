"""What a promise follows from, kept with it, so that anyone comes to the same instant again.

Clause: 5.4.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

from tenir.terms.agreement import Agreement
from tenir.terms.carried import BadEvidence, WithDigest
from tenir.terms.errors import Refused
from tenir.terms.frozen import canonical, digest, figures_of, first_moved
from tenir.terms.promises import RULES, Asked, Frozen, engine_of
from tenir.terms.reasons import Judgement, Reason, exact


class UnknownPromise(Refused):
    """A kind of promise that no rule of that engine judges."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a promise follows from (fr. fondement): the engine, the agreement and the inputs.

    `convention` is the digest of the agreement's file, empty where none of its terms decides.
    `inputs` is canonical JSON: the same facts are the same bytes.
    """

    engine: str
    agreement: str
    version: str
    convention: str
    inputs: str

    @property
    def inputs_digest(self) -> str:
        """The digest of the inputs."""
        return digest(self.inputs.encode())


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as its rule gives it: its kind, by when, why, and what that follows from.

    Without `grounds` no rule gave it: somebody chose the instant.
    """

    kind: str
    due_at: datetime
    reason: Reason
    grounds: Grounds | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A promise as it was written down; `reasons` is the tree in JSON."""

    kind: str
    due_at: datetime
    reasons: Mapping[str, Any]
    grounds: Grounds | None
    inputs_digest: str


Outcome: TypeAlias = Literal["same", "differs", "not_recomputable"]


@dataclass(frozen=True, slots=True)
class Again:
    """What the same inputs come to today; the first figure that differs is named."""

    outcome: Outcome
    where: str = ""
    recorded: str = ""
    fresh: str = ""


def promised(kind: str, agreement: Agreement | None = None, **inputs: Any) -> Promised:
    """The promise of that kind that follows from these inputs, judged from what is kept of them.

    Raises UnknownPromise, and what the rule itself refuses.
    """
    grounds = grounds_of(agreement, kind, **inputs)
    judged = _judged(kind, grounds, agreement, _no_month)
    return Promised(kind, judged.value, judged.reason, grounds)


def promised_alike(kind: str, other: Promised, agreement: Agreement | None) -> Promised:
    """The promise of that kind that follows from the same as another does. As `promised`."""
    inputs = json.loads(other.grounds.inputs) if other.grounds else {}
    return promised(kind, agreement, **inputs)


def grounds_of(agreement: Agreement | None, promise: str = "", /, **inputs: Any) -> Grounds:
    """The grounds of what is judged today under that agreement from these inputs.

    `promise` is its kind, where an engine of its own judges it.
    """
    engine = engine_of(promise)
    if agreement is None:
        return Grounds(engine, "", "", "", canonical(exact(inputs)).decode())
    if agreement.readings:
        inputs["readings"] = dict(agreement.readings)
    header, told = agreement.convention.agreement, canonical(exact(inputs)).decode()
    return Grounds(engine, header.id, header.version, agreement.digest, told)


def recomputed(kept: Recorded, *, with_digest: WithDigest, frozen: Frozen) -> Again:
    """The promise judged again from what it kept, by the engine that it names.

    `frozen` gives a frozen month by the digest of all that it follows from. A promise without its
    grounds cannot be recomputed, and is said so. Raises UnknownPromise, BadEvidence, and what
    `with_digest` refuses.
    """
    grounds = kept.grounds
    if grounds is None:
        return Again("not_recomputable")
    if grounds.inputs_digest != kept.inputs_digest:
        return Again("differs", "inputs", kept.inputs_digest, grounds.inputs_digest)
    agreement = with_digest(grounds.convention) if grounds.convention else None
    judged = _judged(kept.kind, grounds, agreement, frozen, with_digest)
    was = _figures(kept.due_at, kept.reasons)
    now = _figures(judged.value, judged.reason.to_json())
    if canonical(was) == canonical(now):
        return Again("same")
    return Again("differs", *first_moved(was, now))


def _judged(
    kind: str,
    grounds: Grounds,
    agreement: Agreement | None,
    frozen: Frozen,
    with_digest: WithDigest | None = None,
) -> Judgement[datetime]:
    rules = RULES.get(grounds.engine, {})
    if kind not in rules:
        raise UnknownPromise("promise.unknown", kind=kind, engine=grounds.engine)
    try:
        inputs = json.loads(grounds.inputs)
        if agreement and inputs.get("readings"):
            agreement = agreement.reading(inputs["readings"])
        return rules[kind](Asked(inputs, agreement, frozen, with_digest))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Refused):
            raise
        raise BadEvidence("evidence.unreadable", "inputs", problem=str(error)) from None


def _figures(due_at: datetime, reasons: Mapping[str, Any]) -> dict[str, Any]:
    """The due instant and the reasons without their words, which may be said better one day."""
    return {"due_at": exact(due_at.astimezone(UTC)), "reasons": figures_of(reasons)}


def _no_month(_: str) -> tuple[bytes, bytes]:
    raise KeyError("a frozen month is judged when it is frozen")  # pragma: no cover - a caller's
