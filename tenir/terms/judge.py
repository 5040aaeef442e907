"""The rules as questions and answers: JSON in, value and reasons out.

This is what `tenir judge`, the cases of a convention and the API all use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tenir.terms.agreement import Agreement
from tenir.terms.answers import ANSWERS
from tenir.terms.errors import Refused
from tenir.terms.misfits import fields_of, misfit
from tenir.terms.pieces import BadQuestion
from tenir.terms.reasons import Judgement, Reason, exact
from tenir.terms.resolution import Terms
from tenir.terms.shapes import Question


class UnknownRule(Refused):
    """A rule that `tenir judge` does not have."""


@dataclass(frozen=True)
class Answer:
    """What a rule says: the value in JSON, and the tree of its reasons."""

    id: Any
    value: Any
    reason: Reason
    others: Mapping[str, Mapping[str, Any]]

    def to_json(self, *, reasons: bool = True) -> dict[str, Any]:
        """{"id", "value", "reasons"}; each reading says what its others would have given."""
        found: dict[str, Any] = {} if self.id is None else {"id": self.id}
        found["value"] = self.value
        if reasons:
            found["reasons"] = with_others(self.reason.to_json(), self.others)
        return found


def rule_names() -> list[str]:
    """The rules that can be asked."""
    return sorted(ANSWERS)


def judge(
    agreement: Agreement, rule: str, question: Mapping[str, Any], *, others: bool = False
) -> Answer:
    """The answer of one rule to one question, under the readings of the agreement.

    With `others`, each reading met on the way is also run with its other choices.
    Raises UnknownRule, BadQuestion or what the rule itself refuses.
    """
    asked = asked_of(rule, question)
    judged = _judged(agreement, rule, asked)
    value = exact(judged.value)
    tried = dict(_other_values(agreement, rule, asked, judged.reason)) if others else {}
    return Answer(asked.id, value, judged.reason, tried)


def asked_of(rule: str, question: Mapping[str, Any]) -> Question:
    """The question in the shape of its rule; BadQuestion says which field does not fit."""
    if rule not in ANSWERS:
        raise UnknownRule("judge.rule", given=rule, known=", ".join(rule_names()))
    shape = ANSWERS[rule].shape
    try:
        return shape.model_validate(question)
    except ValidationError as error:
        raise _refusal(shape, error.errors()[0]) from None


def with_others(tree: dict[str, Any], values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A reasons tree whose readings carry the value that each of their others would give."""
    for reading in tree["reading"]:
        if reading["id"] in values:
            reading["would_give"] = dict(values[reading["id"]])
    for child in tree["children"]:
        with_others(child, values)
    return tree


def _judged(agreement: Agreement, rule: str, asked: Question) -> Judgement[Any]:
    terms: Terms = agreement.terms(asked.product, asked.hosting)
    return ANSWERS[rule].answer(terms, asked)


def _other_values(
    agreement: Agreement, rule: str, asked: Question, reason: Reason
) -> Iterator[tuple[str, dict[str, Any]]]:
    met = {reading.id: reading for step in reason.walk() for reading in step.readings}
    for id, reading in met.items():
        yield (
            id,
            {
                other: exact(_judged(agreement.reading({id: other}), rule, asked).value)
                for other in reading.others
            },
        )


def _refusal(shape: type[Question], item: ErrorDetails) -> BadQuestion:
    where = ".".join(str(part) for part in item["loc"])
    found = misfit(item, fields=fields_of(shape))
    return BadQuestion(found.key, where, **found.values)
