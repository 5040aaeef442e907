"""What happened, as the rules read it. Instants are UTC epoch seconds, spans half-open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tenir.terms.spans import Span

WorksKind: TypeAlias = Literal["planned", "urgent-security", "urgent", "no-impact"]


@dataclass(frozen=True, slots=True)
class Outage:
    """A product that does not answer (fr. indisponibilité), wholly or in part, somewhere."""

    span: Span
    total: bool = True
    environment: str = "production"


@dataclass(frozen=True, slots=True)
class Works:
    """Maintenance works (fr. travaux) as announced and done."""

    span: Span
    kind: WorksKind
    announced_at: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A span that a named person ruled out of the rate, for one of the nine reasons of 5.5."""

    span: Span
    reason: str
    evidence: str = ""
    decided_by: str = ""
