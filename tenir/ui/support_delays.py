"""In which delays the support answers, by priority, in words.

Clause: 7.13, 7.14.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tenir.apps.agreements import queries as agreements
from tenir.terms.errors import Refused
from tenir.terms.kinds_service import Matrix
from tenir.terms.resolution import Terms
from tenir.terms.support_promised import delays
from tenir.terms.terms_in_words import value_in_words
from tenir.ui.language import language
from tenir.viewer import Viewer


@dataclass(frozen=True)
class Row:
    """One priority: what it is called, the delay in words, and the clauses that promise it."""

    priority: str
    words: str
    clauses: tuple[str, ...]


@dataclass
class Promised:
    """The delays that hold alike for these subscriptions, each named by its product."""

    rows: tuple[Row, ...]
    names: list[str] = field(default_factory=list)

    @property
    def named(self) -> str:
        """Them all, once each."""
        return ", ".join(dict.fromkeys(self.names))


def support_delays(
    viewer: Viewer, lines: Iterable[agreements.Subscription], *, at: datetime
) -> Sequence[Promised]:
    """What is promised of the support of these subscriptions, in three queries.

    Those whose agreement promises none are left out.
    Clause: 7.13, 7.14.
    """
    found: dict[tuple[Row, ...], Promised] = {}
    lines = list(lines)
    held = agreements.terms_of_many(viewer, lines, at=at) if lines else {}
    for line in lines:
        rows = _rows(held[line.pk]) if line.pk in held else ()
        if rows:
            found.setdefault(rows, Promised(rows)).names.append(line.product.name)
    return list(found.values())


def _rows(terms: Terms) -> tuple[Row, ...]:
    try:
        said, names = language(), terms.get("support.priority", Matrix).term.names
        return tuple(
            Row(f"{priority} · {getattr(names[priority], said)}",
                value_in_words(held, said, zone=terms.zone), tuple(held.clauses))
            for priority, held in delays(terms)
        )  # fmt: skip
    except Refused:
        return ()
