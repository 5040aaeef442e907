"""The agreement's rules, as `tenir judge` asks them: pure, with their reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body
from pydantic import Field

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.faces.api.article import ANYONE, Article
from tenir.faces.api.shapes import Id, Key, Rules, Shown, Slug
from tenir.terms.agreement import Agreement
from tenir.terms.answers import ANSWERS
from tenir.terms.dates import at_local, local
from tenir.terms.judge import asked_of, judge, rule_names
from tenir.terms.shapes import Question
from tenir.ui.pages import viewer_of
from tenir.viewer import Viewer

article = Article("Rules")
DATES = (  # of a question's shape, the first that it has says which version judges it
    "recorded_at", "start", "at", "from_", "starts_at", "received_at", "taken_in_charge_at",
    "answered_at", "notified_at", "on", "now",
)  # fmt: skip
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

    That is the one in force on the date that the question names: the first day of its month, the
    last one's of several; today where it names none. A client's program is answered by the version
    that held for that client then; others, by the one published last whose notice was over.
    Nothing is recorded: the same question to the same version is answered alike for ever.
    """
    viewer = viewer_of(request)
    if version is not None:
        held = agreements.agreement_of(agreements.version(viewer, version))
    else:
        held = _in_force(viewer, agreement, asked_of(rule, question))
    judged = judge(held, rule, question, others=True)
    return {"id": judged.id, **judged.to_json()}


def _in_force(viewer: Viewer, agreement: str, asked: Question) -> Agreement:
    now = clock.now()
    held = agreements.agreement_of(agreements.version_in_force(viewer, at=now, agreement=agreement))
    at = _asked_about(asked, held)
    if at is None:
        return held
    return agreements.agreement_of(agreements.version_in_force(viewer, at=at, agreement=agreement))


def _asked_about(asked: Question, held: Agreement) -> datetime | None:
    """The instant that a question is about, of those that its shape has; days are the agreement's.

    None where it has none: then it is about today.
    """
    months = [row.month for row in getattr(asked, "months", ())]
    if month := max(months, default=getattr(asked, "month", None)):
        return agreements.month_start(month, held)
    named = [getattr(asked, name, None) for name in DATES]
    named.append(min(getattr(asked, "marks", {}).values(), default=None))
    found = next((each for each in named if each is not None), None)
    if found is None or isinstance(found, datetime):
        return found
    return local(at_local(found, 0, held.zone), held.zone)
