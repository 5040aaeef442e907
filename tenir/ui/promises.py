"""How a promise is shown, to whoever it is: its name, its state, its row in a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenir.apps.commitments import queries
from tenir.apps.commitments.queries import Commitment
from tenir.apps.reports.queries import Again, recompute_promise
from tenir.apps.support import queries as support
from tenir.terms import phrases
from tenir.terms.errors import Refused
from tenir.terms.support_promised import RESPONSE, RESPONSE_P1
from tenir.ui.addresses import to
from tenir.ui.dated import between_days
from tenir.ui.deadlines import Calendars, Deadline, deadline_of
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter
from tenir.ui.templatetags.tenir import deadline, sentence
from tenir.viewer import Viewer

_CLOCK = re.compile(r"\d\d:\d\d")
STATES = (
    ("running", _("Running")),
    ("paused", _("Paused")),
    ("kept", _("Kept")),
    ("missed", _("Missed")),
    ("waived", _("Waived")),
)
CLOCKS = {RESPONSE, RESPONSE_P1}  # whose reasons say that a clock runs
GOING = Q(state="running")
# What goes on, the nearest first; then what is settled, the latest first.
PARTS = ((GOING, ("due_at", "pk")), (~GOING, ("-due_at", "-pk")))
PARTIES = (("publisher", _("The publisher")), ("client", _("The client")))


def _stands(rows: QuerySet[Commitment], state: str) -> QuerySet[Commitment]:
    """Those in that state, as `standing` tells it but for the risk."""
    if state == "running":
        return rows.filter(state="running", next_at__isnull=False)
    if state == "paused":
        return rows.filter(state="running", next_at=None)
    return rows.filter(state=state)


_FILTERS = (
    Filter("state", _("State"), _stands, STATES),
    Filter("owed_by", _("Owed by"), lambda rows, value: rows.filter(owed_by=value), PARTIES),
    Filter("clause", _("Clause"), queries.citing),
    *between_days("due_at", _("Due from"), _("Due until")),
)
BY_CLIENT = Filter(
    "client", _("Client"), lambda rows, value: rows.filter(organisation__name__icontains=value)
)


def filters() -> Sequence[Filter]:
    """The questions that narrow a list of promises, each kind named in the reader's language."""
    kinds = sorted(
        ((kind, first_up(queries.kind_named(kind, language()))) for kind in queries.kinds()),
        key=lambda pair: pair[1],
    )
    return (Filter("kind", _("Promise"), lambda rows, v: rows.filter(kind=v), kinds), *_FILTERS)


def named(found: Commitment) -> str:
    """What was promised, in the reader's language."""
    return queries.named(found, language())


def standing(found: Commitment) -> str:
    """Its state, `paused` where its clock waits, `risk` where it runs and a warning was given."""
    if found.paused:
        return "paused"
    at_risk = found.state == "running" and queries.warned(found)
    return "risk" if at_risk else found.state


def first_up(text: str) -> str:
    """The text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def told(found: Commitment) -> str:
    """Why, in one sentence, and on whose clocks where the reader's show another time.

    Of one whose clock waits, that it does; of one whose clock ran and is settled, nothing: its
    reasons are those of when it ran. Of the best effort that a P1 is promised too, that the firm
    one is due before: the reasons of their one clock tell that instant.
    """
    if found.kind in CLOCKS and found.state != Commitment.State.RUNNING:
        return ""
    if found.paused:
        return gettext("Its clock waits for an answer, or for an order")
    brief = vars(found).get("said")  # of `queries.briefly`
    said = sentence({"sentence": brief} if brief else found.reasons or {})
    if found.kind == RESPONSE and said and not _tells(said, found):
        return gettext("The clock is running; the firm promise of a P1 is due before")
    apart = _elsewhere(found) if _CLOCK.search(said) else ""
    return f"{said} ({apart})" if apart else said


def _tells(said: str, found: Commitment) -> bool:
    """Whether a sentence tells the instant that the promise is due."""
    there = found.due_at.astimezone(ZoneInfo(queries.zone_of(found)))
    return phrases.deadline(there, language()) in said


def elsewhere(found: Commitment) -> str:
    """Whose clocks its sentences tell instants by, where the reader's show another; else empty."""
    return _elsewhere(found) if any(map(_CLOCK.search, _sentences(found.reasons))) else ""


def _elsewhere(found: Commitment) -> str:
    here = timezone.get_current_timezone_name()
    apart = queries.elsewhere(found, here)
    return phrases.clocks(queries.zone_of(found), language()) if apart else ""


def _sentences(reason: Mapping[str, Any]) -> Iterator[str]:
    """Each sentence of a tree of reasons, in the reader's language."""
    yield sentence(dict(reason))
    for child in reason.get("children", ()):
        yield from _sentences(child)


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What a promise follows from, and what the same comes to today."""

    again: Again | None
    refused: str
    inputs: Sequence[tuple[str, str]]
    being_written: bool = False

    @property
    def state(self) -> str:
        """same · differs · not_recomputable, or refused where it cannot be judged.

        Or being_written, where a closing has moved it and what is kept is still the former date.
        """
        if self.being_written:
            return "being_written"
        return self.again.outcome if self.again else "refused"


def rests_on(viewer: Viewer, found: Commitment) -> RestsOn:
    """What a promise follows from, judged again for this page.

    One that a closing has yet to move was judged just now: there is nothing to compare with.
    """
    given = json.loads(found.inputs) if found.inputs else {}
    inputs = [(name, json.dumps(value, ensure_ascii=False)) for name, value in given.items()]
    if support.being_written(found):
        return RestsOn(None, "", inputs, being_written=True)
    try:
        return RestsOn(recompute_promise(viewer, found), "", inputs)
    except Refused as refused:
        return RestsOn(None, refused.message(language()), inputs)


def order(request: HttpRequest) -> dict[str, Any]:
    """How a list of promises is sorted where its reader asks nothing: by PARTS.

    Narrowed to one state it has one part only, and needs no other looked through.
    """
    state = request.GET.get("state", "")
    if state not in dict(STATES):
        return {"parts": PARTS}
    return {"sort": "due" if state in {"running", "paused"} else "-due"}


def stand_all(rows: Iterable[Commitment], *, now: datetime) -> None:
    """Each row that goes on is told how it stands, for its chip: in few queries for all of them."""
    going = [row for row in rows if row.state == "running"]
    calendars = Calendars(going)
    for row in going:
        vars(row)["stands"] = deadline_of(row, now=now, calendars=calendars)


def chip_of(row: Commitment) -> Deadline | str:
    """How it stands where `stand_all` told it, else its due instant."""
    return vars(row).get("stands") or deadline(row.due_at)


def about(found: Commitment) -> Sequence[str]:
    """What it is about, where `subjects.tell_promises` told it: its parts but its client.

    The client is named beside it, or is the page's own.
    """
    client = found.organisation.name if found.organisation else ""
    parts = str(vars(found).get("about", "")).split(" · ")
    return [part for part in parts if part not in {"", client}]


def noted(found: Commitment) -> str:
    """What it is about, and why; nothing twice."""
    said = told(found)
    parts = [part for part in about(found) if part not in said]
    return " · ".join(filter(None, [*parts, said]))


def columns(detail: str, *, clients: bool, in_file: bool = False) -> Sequence[Column]:
    """The columns of a list of promises, or of its file; `detail` names the address of one."""
    due = Column("due", _("Due"), chip_of, sort="due_at", kind="chip")
    if in_file:
        due = Column("due", _("Due"), lambda c: c.due_at, sort="due_at")
    client = Column(
        "client", _("Client"), lambda c: c.organisation and c.organisation.name,
        sort="organisation__name", by="organisation",
    )  # fmt: skip
    return (
        Column("kind", _("Promise"), lambda c: first_up(named(c)), sort="kind due_at", lead=True,
               href=to(detail), note=noted),
        Column("about", _("About"), lambda c: vars(c).get("about"), below=True),
        Column("why", _("Why"), told, below=True),
        *((client,) if clients else ()),
        Column("owed_by", _("Owed by"), lambda c: dict(PARTIES)[c.owed_by], sort="owed_by due_at"),
        Column("clauses", _("Clauses"), lambda c: c.clauses, kind="clauses"),
        due,
        Column("state", _("State"), standing, sort="state due_at", kind="state"),
    )  # fmt: skip
