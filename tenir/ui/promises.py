"""How a promise is shown, to whoever it is: its name, its state, its row in a list."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.commitments import queries
from tenir.apps.commitments.queries import Commitment
from tenir.ui.listing import Column, Filter
from tenir.ui.templatetags.tenir import language, sentence

STATES = (
    ("running", _("Running")),
    ("kept", _("Kept")),
    ("missed", _("Missed")),
    ("waived", _("Waived")),
)
PARTIES = (("publisher", _("The publisher")), ("client", _("The client")))
FILTERS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), STATES),
    Filter("owed_by", _("Owed by"), lambda rows, value: rows.filter(owed_by=value), PARTIES),
    Filter("clause", _("Clause"), lambda rows, value: rows.filter(clauses__icontains=f'"{value}"')),
)
BY_CLIENT = Filter(
    "client", _("Client"), lambda rows, value: rows.filter(organisation__name__icontains=value)
)


def named(found: Commitment) -> str:
    """What was promised, in the reader's language."""
    return queries.named(found, language())


def standing(found: Commitment) -> str:
    """Its state, `risk` where it runs and a warning was given."""
    at_risk = found.state == "running" and any(step.warned_at for step in found.steps.all())
    return "risk" if at_risk else found.state


def first_up(text: str) -> str:
    """The text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def told(found: Commitment) -> str:
    """Why, in one sentence."""
    return sentence(found.reasons or {})


def columns(detail: str, *, clients: bool) -> Sequence[Column]:
    """The columns of a list of promises; `detail` names the address of one."""
    client = Column(
        "client", _("Client"), lambda c: c.organisation and c.organisation.name,
        sort="organisation__name",
    )  # fmt: skip
    return (
        Column("kind", _("Promise"), lambda c: first_up(named(c)), sort="kind", lead=True,
               href=lambda c: reverse(detail, args=[c.pk]), note=told),
        *((client,) if clients else ()),
        Column("owed_by", _("Owed by"), lambda c: dict(PARTIES)[c.owed_by], sort="owed_by"),
        Column("clauses", _("Clauses"), lambda c: c.clauses, kind="clauses"),
        Column("due", _("Due"), lambda c: c.due_at, sort="due_at", kind="deadline"),
        Column("state", _("State"), standing, sort="state", kind="state"),
    )  # fmt: skip
