"""The acceptance cases that travel with a version of an agreement: what it must come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tenir.terms import clauses
from tenir.terms.agreement import Agreement
from tenir.terms.errors import Refused
from tenir.terms.judge import judge
from tenir.terms.loading import Fault
from tenir.terms.yaml_source import Source, read

NEEDED = ("name", "clause", "rule", "question", "expect")
ALLOWED = {*NEEDED, "readings"}


def failing_cases(agreement: Agreement, text: str, name: str = "cases.yaml") -> list[Fault]:
    """Each case of the file that is not one, cannot be judged, or comes out otherwise."""
    source = read(text, name)
    rows = source.value if isinstance(source.value, list) else [None]
    return [
        fault
        for number, row in enumerate(rows)
        for fault in _faults(agreement, source, number, row)
    ]


def case_count(text: str, name: str = "cases.yaml") -> int:
    """How many cases the file has."""
    return len(read(text, name).value)


def _faults(agreement: Agreement, source: Source, number: int, row: Any) -> Iterator[Fault]:
    where = source.where((number,))
    if not isinstance(row, Mapping) or set(NEEDED) - set(row) or set(row) - ALLOWED:
        yield Fault("case.shape", where, needed=", ".join(NEEDED))
        return
    try:
        clauses.find(str(row["clause"]))
        under = agreement.reading(row.get("readings", {}))
        value = judge(under, row["rule"], _plain(row["question"])).value
    except Refused as refused:
        yield Fault("case.broken", where, name=row["name"], problem=refused)
        return
    expected = _plain(row["expect"])
    if not agrees(value, expected):
        yield Fault("case.differs", where, name=row["name"], found=value, expected=expected)


def agrees(value: Any, expected: Any) -> bool:
    """Whether a value is what was expected; a mapping may be expected in part.

    Figures that YAML keeps as text ("0.172") equal the same figure as text or whole number.
    """
    if isinstance(expected, Mapping):
        return isinstance(value, Mapping) and all(
            name in value and agrees(value[name], item) for name, item in expected.items()
        )
    if isinstance(expected, list):
        return (
            isinstance(value, list)
            and len(value) == len(expected)
            and all(agrees(*pair) for pair in zip(value, expected, strict=True))
        )
    return bool(value == expected)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
