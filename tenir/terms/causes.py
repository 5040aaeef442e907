"""From what is known of why a product was down to the exclusion that the agreement has for it.

Nothing is excluded here: a person decides, for the reason and the evidence that are proposed.

Clause: 5.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from tenir.terms.dates import local
from tenir.terms.errors import Refused
from tenir.terms.exclusions import ExcludedSpan
from tenir.terms.kinds_availability import Exclusion, Exclusions
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Held, Terms
from tenir.terms.spans import Span, intersect, minus, total

Kind: TypeAlias = Literal[
    "works", "security_works", "other_environment", "misuse", "prerequisite", "documentation",
    "intervention", "client_environment", "site_destroyed", "third_party", "force_majeure",
    "publisher",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

# The reason of 5.5 that each kind of cause calls for; what is not here is no ground: it counts.
GROUNDS: Mapping[str, str] = {
    "works": "planned-maintenance",
    "security_works": "urgent-security-maintenance",
    "other_environment": "non-production",
    "misuse": "client-misuse",
    "prerequisite": "prerequisites-not-met",
    "documentation": "contrary-to-documentation",
    "intervention": "unauthorised-intervention",
    "client_environment": "client-environment",
    "site_destroyed": "infrastructure-destroyed",
}
# What the client must have known before: else it could not keep to it.
TOLD_BEFORE = ("prerequisite", "documentation")
# What only the right answer makes a ground: whether it was unauthorised, whether the main site.
ASKED = ("intervention", "site_destroyed")

WORKS = ("works", "security_works")


class UnknownCause(Refused):
    """A kind of cause that there is not."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What is known of why a product was down (fr. cause). Instants are UTC seconds.

    `told_at` is since when the client knew the prerequisite or the documentation, None where
    nobody can say. `holds` answers what its kind asks: of an intervention, whether nobody had
    authorised it; of a site destroyed, whether it is the provider's main production site.
    """

    kind: str
    span: Span
    evidence: str
    told_at: int | None = None
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rules propose: a part of the down time under a reason, or nothing (reason None)."""

    reason: str | None
    letter: str = ""
    span: Span | None = None
    seconds: int = 0


def proposed(
    terms: Terms, cause: Cause, *, down: Sequence[Span], left_out: Sequence[ExcludedSpan] = ()
) -> Judgement[Proposed]:
    """The exclusion that a cause calls for, of the outages `down`, or why it calls for none.

    What is `left_out` already needs no proposal, but for works: the rules leave their time out by
    themselves, where they were announced and in a window, unless a person says that they were not
    the cause. Raises UnknownCause.
    Clause: 5.5, 5.14.
    """
    if cause.kind not in KINDS:
        raise UnknownCause("cause.unknown", given=cause.kind, known=", ".join(KINDS))
    held = terms.get("availability.excluded", Exclusions)
    item = next((item for item in held.term.items if item.id == GROUNDS.get(cause.kind)), None)
    touched = intersect(down, [cause.span])
    if item is not None and cause.kind in WORKS:
        by_rule = [part.span for part in left_out if part.reason == item.id]
        return _answer(held, cause, item, intersect(touched, by_rule), terms.zone)
    counted = minus(touched, [part.span for part in left_out])
    against = _against(cause, item, touched, counted)
    if against or item is None:
        return _counts(held, cause, against, terms.zone)
    return _answer(held, cause, item, counted, terms.zone)


def _against(
    cause: Cause, item: Exclusion | None, touched: Sequence[Span], counted: Sequence[Span]
) -> str:
    """The phrase of what speaks against a proposal, nothing where nothing does."""
    if item is None:
        return "cause.no_ground"
    if not touched:
        return "cause.elsewhere"
    if not counted:
        return "cause.left_out"
    if cause.kind in TOLD_BEFORE:
        return "" if _knew(cause, touched) else "cause.not_told"
    return f"cause.{cause.kind}" if cause.kind in ASKED and not cause.holds else ""


def _knew(cause: Cause, touched: Sequence[Span]) -> bool:
    return cause.told_at is not None and cause.told_at <= touched[0][0]


def _answer(
    held: Held[Exclusions], cause: Cause, item: Exclusion, parts: Sequence[Span], zone: str
) -> Judgement[Proposed]:  # fmt: skip
    if not parts:
        return _counts(held, cause, "cause.works", zone)
    phrase = "cause.by_rule" if cause.kind in WORKS else "cause.proposed"
    span, seconds = (parts[0][0], parts[-1][1]), total(parts)
    reason = held.because(
        phrase, item.id, reading=None, seconds=seconds, evidence=cause.evidence,
        start=local(span[0], zone), end=local(span[1], zone),
    )  # fmt: skip
    return Judgement(Proposed(item.id, item.letter, span, seconds), reason)


def _counts(held: Held[Exclusions], cause: Cause, phrase: str, zone: str) -> Judgement[Proposed]:
    told = None if cause.told_at is None else local(cause.told_at, zone)
    reason = held.because(phrase, None, reading=None, evidence=cause.evidence, told_at=told)
    return Judgement(Proposed(None), reason)
