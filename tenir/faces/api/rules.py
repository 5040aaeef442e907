"""The agreement's rules, as `tenir judge` asks them: pure, with their reasons."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body
from pydantic import Field

from tenir.apps.agreements import queries as agreements
from tenir.faces.api.article import ANYONE, Article
from tenir.faces.api.shapes import Id, Key, Rules, Shown, Slug
from tenir.terms.agreement import Agreement
from tenir.terms.answers import ANSWERS
from tenir.terms.judge import judge, rule_names
from tenir.ui.pages import viewer_of
from tenir.viewer import NotSeen, Viewer

article = Article("Rules")
EXAMPLE = {"start": "2026-06-19T16:45:00+02:00", "calendar": "support", "seconds": 28800}


class RuleShown(Shown):
    """A rule, and the shape of its question as JSON Schema."""

    rule: str
    question: Rules


class RulesShown(Shown):
    """Every rule that can be asked."""

    rules: list[RuleShown]


class AnswerShown(Shown):
    """What a rule says: a value, and the tree of its reasons."""

    id: Any = None
    value: Any = Field(examples=["2026-06-22T16:45:00+02:00"])
    reasons: Rules


@article.one("/judge", RulesShown, need=ANYONE)
def list_rules(request: HttpRequest) -> Any:
    """List the rules that can be asked, each with the shape of its question."""
    shapes = {name: ANSWERS[name].shape.model_json_schema() for name in rule_names()}
    return {"rules": [{"rule": name, "question": shape} for name, shape in shapes.items()]}


@article.act("/judge/{rule}", AnswerShown, need=ANYONE)
def ask_rule(
    request: HttpRequest,
    rule: Slug,
    question: Annotated[Rules, Body(examples=[EXAMPLE])],
    version: Id | None = None,
    agreement: Key = agreements.REFERENCE,
) -> Any:
    """Ask a rule: the value, and why, by a version of the agreement, else by the one in force.

    Nothing is recorded: the same question is answered alike for ever.
    """
    judged = judge(_agreement(viewer_of(request), version, agreement), rule, question, others=True)
    return {"id": judged.id, **judged.to_json()}


def _agreement(viewer: Viewer, version: int | None, agreement: str) -> Agreement:
    if version is not None:
        return agreements.agreement_of(agreements.version(viewer, version))
    found = agreements.versions(viewer, agreement=agreement).filter(state="published").first()
    if found is None:
        raise NotSeen("agreements.no_version")
    return agreements.agreement_of(found)
