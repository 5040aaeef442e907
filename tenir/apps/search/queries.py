"""Questions to the index: each says who is looking.

The rule of who finds what is asked of the index itself (its marks) and of its rows (their columns).
No figure about others' things has a part in the answer: results are ordered by how they are called
and when they came, never by how rare a word is, and each kind and side is bounded apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tenir.apps.search import folding, indexing, marks
from tenir.apps.search.folding import folded as folded
from tenir.apps.search.folding import tokens as tokens
from tenir.apps.search.models import Built, Found
from tenir.terms import clauses as register
from tenir.viewer import Viewer

LONGEST, MOST = 200, 8  # signs and words of a question that count
CANDIDATES = 200  # rows looked at for one kind
FEW = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: its kind and its key, to be read again by its app's query."""

    kind: str
    of: str
    exact: bool = False  # called so, whole


def asked(text: str) -> list[str]:
    """The words of a question that count, folded; none where there is nothing to look for."""
    return list(dict.fromkeys(folding.tokens(text[:LONGEST])))[:MOST]


def found(viewer: Viewer, text: str, *, kinds: Sequence[str], most: int = FEW) -> list[Hit]:
    """What the viewer finds by those words or their beginnings: of each kind, so many at most.

    One query. First what is called exactly that, then what begins so, then the latest.
    """
    words, whole = asked(text), folding.joined(text[:LONGEST])
    if not words or not kinds:
        return []
    parts = [_exactly(viewer, whole, kinds, most)]
    if len(whole) > 1:  # too much begins with a letter
        parts += [_beginning(viewer, words, kind, most) for kind in kinds]
    sql = " UNION ALL ".join(f"SELECT * FROM ({part}) AS part" for part, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} {_ORDER}", [value for _, values in parts for value in values])
        return _first(cursor.fetchall(), most)


def _first(rows: Sequence[Sequence[Any]], most: int) -> list[Hit]:
    kept: dict[str, list[Hit]] = {}
    seen = set()
    for kind, of, rank, *_ in rows:
        same = kept.setdefault(kind, [])
        if (kind, of) not in seen and len(same) < most:
            seen.add((kind, of))
            same.append(Hit(kind, of, rank == 0))
    return [hit for same in kept.values() for hit in same]


_ORDER = "ORDER BY 3, 4 DESC, 5 DESC"  # how it is called, when it came, its place
_COLUMNS = "COALESCE(at, '1970-01-01') AS at, id FROM search_found"
Part = tuple[str, list[Any]]


def _exactly(viewer: Viewer, whole: str, kinds: Sequence[str], most: int) -> Part:
    """What of those kinds is called so, whole."""
    match, sought = _matching(viewer, kinds, [f"={whole}"])
    seen, by = _seen(viewer)
    return (
        f"SELECT kind, of, 0 AS rank, {_COLUMNS} WHERE id IN ({match}) AND ({seen})"
        f" {_ORDER} LIMIT %s",
        [*sought, *by, most * len(kinds)],
    )


def _beginning(viewer: Viewer, words: Sequence[str], kind: str, most: int) -> Part:
    """What of that kind has each of the words, or begins with it."""
    match, sought = _matching(viewer, [kind], words)
    seen, by = _seen(viewer)
    begun = " ".join(words)
    return (
        f"SELECT kind, of, CASE WHEN substr(name, 1, %s) = %s THEN 1 ELSE 2 END AS rank,"
        f" {_COLUMNS} WHERE id IN ({match}) AND ({seen}) {_ORDER} LIMIT %s",
        [len(begun), begun, *sought, *by, most],
    )


def _matching(viewer: Viewer, kinds: Sequence[str], words: Sequence[str]) -> Part:
    sides = marks.sides_of(viewer)
    wanted = [marks.of_kind(kind, side) for kind in kinds for side in sides]
    match, sought = indexing.matching(connection.vendor, wanted, words)
    return f"{match} LIMIT %s", [*sought, CANDIDATES]


def _seen(viewer: Viewer) -> tuple[str, list[Any]]:
    """The same rule by the rows' own columns."""
    allowed: list[str] = ["everyone"]
    if viewer.is_staff:
        allowed += ["client", "staff"]
    if marks.SECURITY in marks.sides_of(viewer):
        allowed.append("security")
    rule, values = f"audience IN ({', '.join(['%s'] * len(allowed))})", [*allowed]
    own: list[Any] = sorted(viewer.clients)
    if own and not viewer.is_staff:
        rule += f" OR audience = 'client' AND organisation IN ({', '.join(['%s'] * len(own))})"
    return rule, [*values, *own]


def clauses(text: str, *, most: int = FEW) -> list[register.Clause]:
    """The agreement's clauses and articles of that number, or called so in either language."""
    words, number = asked(text), text.strip()[:LONGEST].casefold()
    if not words:
        return []
    whole = [each for each in _clauses() if each.number.casefold() == number]
    by_number = [each for each in _clauses() if each.number.casefold().startswith(f"{number}.")]
    by_words = [
        each for each in _clauses() if all(len(w) > 1 for w in words) and _called(each, words)
    ]
    return list(dict.fromkeys([*whole, *by_number, *by_words]))[:most]


def _called(clause: register.Clause, words: Collection[str]) -> bool:
    own = folding.tokens(f"{clause.fr} {clause.en}")
    return all(any(each.startswith(word) for each in own) for word in words)


def _clauses() -> list[register.Clause]:
    return [*register.ARTICLES.values(), *register.CLAUSES.values()]


def edition() -> int | None:
    """By which edition of the rules the index was built; None where it never was."""
    return Built.objects.values_list("edition", flat=True).first()


def size() -> int:
    """How many rows the index has."""
    return Found.objects.count()
