"""Why a figure is what it is: a tree that a person reads and another machine recomputes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, TypeVar

from tenir.terms.phrases import Language, both, say

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class LayerUse:
    """One layer that was looked at for a term, and what became of it."""

    layer: str
    outcome: str  # applied · overridden · not_applicable · refers
    clause: str
    id: str = ""
    why: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """{"layer", "outcome", "clause"}, the override's id and the reason where there is one."""
        found: dict[str, Any] = {
            "layer": self.layer, "outcome": self.outcome, "clause": self.clause
        }  # fmt: skip
        if self.id:
            found["id"] = self.id
        if self.why:
            found["why"] = dict(self.why)
        return found


@dataclass(frozen=True, slots=True)
class ReadingUse:
    """A doubt in the text, the reading applied to it, and the others that can be run."""

    id: str
    taken: str
    applied: str
    says: Mapping[str, str]
    basis: str
    others: tuple[str, ...]
    doubt: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """{"id", "taken", "applied", "doubt", "says", "basis", "others"}."""
        return {
            "id": self.id, "taken": self.taken, "applied": self.applied,
            "doubt": dict(self.doubt), "says": dict(self.says), "basis": self.basis,
            "others": list(self.others),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a judgement: the value, the rule, the clause, and the steps below it.

    `phrase` is the key of the sentence, `inputs` what it quotes, exact.
    """

    rule: str
    phrase: str
    value: Any
    clauses: tuple[str, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    layers: tuple[LayerUse, ...] = ()
    readings: tuple[ReadingUse, ...] = ()
    children: tuple[Reason, ...] = ()
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def sentence(self, language: Language) -> str:
        """The step in one sentence."""
        return say(self.phrase, language, value=self.value, **self.inputs)

    def walk(self) -> Iterator[Reason]:
        """This step, then each step below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_json(self) -> dict[str, Any]:
        """The tree as plain JSON values, sentences in both languages."""
        return self._told([child.to_json() for child in self.children])

    def as_kept(self) -> Mapping[str, Any]:
        """The same for what is only written down: made once, shared by trees, never changed."""
        if not self._kept:
            self._kept.update(self._told([child.as_kept() for child in self.children]))
        return self._kept

    def _told(self, children: list[Any]) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "clause": list(self.clauses),
            "value": exact(self.value),
            "sentence": both(self.phrase, value=self.value, **self.inputs),
            "inputs": {name: exact(value) for name, value in self.inputs.items()},
            "reading": [reading.to_json() for reading in self.readings],
            "layers": [layer.to_json() for layer in self.layers],
            "children": children,
        }


@dataclass(frozen=True, slots=True)
class Judgement(Generic[Value]):
    """A value and its reason."""

    value: Value
    reason: Reason


def exact(value: Any) -> Any:
    """A value in JSON, nothing lost: fractions as p/q, amounts as text, instants with offset."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Mapping):
        return {str(key): exact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [exact(item) for item in value]
    return str(value)


def exact_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping of values in JSON with nothing lost."""
    return {name: exact(value) for name, value in values.items()}


def lines(reason: Reason, language: Language, depth: int = 0) -> Iterator[str]:
    """The tree for a terminal: one line a step, indented, its clause at the end."""
    clause = f"  [{', '.join(reason.clauses)}]" if reason.clauses else ""
    yield f"{'  ' * depth}{reason.sentence(language)}{clause}"
    for note in _notes(reason, language):
        yield f"{'  ' * (depth + 1)}{note}"
    for child in reason.children:
        yield from lines(child, language, depth + 1)


def _notes(reason: Reason, language: Language) -> Iterator[str]:
    """The readings used, and why the other layers gave way."""
    for reading in reason.readings:
        says, others = reading.says[language], ", ".join(reading.others)
        about = f", {doubt}" if (doubt := reading.doubt.get(language)) else ""
        yield say("reading.used", language, id=reading.id, about=about, says=says, others=others)
    for layer in reason.layers:
        if layer.outcome != "applied" and layer.why:
            yield layer.why[language]
