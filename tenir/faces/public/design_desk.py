"""What the living page shows of a desk: views, sought fields, palette, a clock, a conversation.

Invented, and nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenir.terms.standing import standing
from tenir.ui.conversation import EFFECTS_IN_WORDS, EVENTS, Line
from tenir.ui.deadlines import shown
from tenir.ui.request_clock import WhatIfForm
from tenir.ui.searching import Group, Result
from tenir.ui.sought import SeekingForm, SoughtField
from tenir.ui.views import View

HOUR = timedelta(hours=1)
MANY = 60


def every(now: datetime, reason: Any) -> dict[str, Any]:
    """The samples, by the name that the page gives them."""
    return {
        "viewed": Viewed(), "seeking": Seeking(auto_id="seeking_%s"), "groups": groups(),
        "pages": [Result(format_html("{}", _("Requests")), format_html("{}", ""), "#palette")],
        "edited": EDITED, "lines": a_conversation(now), "told": a_clock(now, reason),
    }  # fmt: skip


@dataclass(frozen=True)
class Viewed:
    """A list that is narrowed, and its saved views."""

    asked_now: str = "clock=risk"
    page_name: str = "public:design"
    may_share: bool = True

    @property
    def views(self) -> Sequence[View]:
        """One's own, where one is, and one that others share."""
        return (
            View(1, _("At risk"), "#views", here=True, own=True, shared=False),
            View(2, _("Waiting for the client"), "#views", here=False, own=False, shared=True),
        )


class _Rows(list[str]):
    """Rows that stand in no table."""

    def all(self) -> _Rows:
        return self

    def filter(self, *_asked: Any, **_more: Any) -> _Rows:
        return self


class Seeking(SeekingForm):
    """A field whose list is searched."""

    client = SoughtField(queryset=None, label=gettext_lazy("Client"), by=("name",), required=False)

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        names: Any = _Rows(f"Ateliers Sorel {n}" for n in range(1, MANY))
        choices: Any = self.fields["client"]
        choices.queryset = names


def groups() -> Sequence[Group]:
    """What the palette finds of the word “ate”."""
    found = format_html("<mark>{}</mark>liers Sorel", "Ate")
    clients = [Result(found, format_html("{}", "CL-0012"), "#palette")]
    asked = [Result(format_html("{}", _("The search is slow")), found, "#palette")]
    return (
        Group("client", _("Clients"), "building", clients),
        Group("request", _("Requests"), "lifebuoy", asked),
    )


EDITED = """\
terms:
  availability.target:
    value: 99.5 %
    clauses: ["5.1"]
"""


@dataclass(frozen=True)
class _Files:
    all: Sequence[Any] = ()


@dataclass(frozen=True)
class _Author:
    name: str


@dataclass(frozen=True)
class Entry:
    """What a conversation shows of an entry."""

    pk: str
    what: str
    happened_at: datetime
    writer: _Author | None = None
    text: str = ""
    public: bool = True
    documents: _Files = field(default_factory=_Files)


def a_conversation(now: datetime) -> Sequence[Line]:
    """A request's: recorded, asked, noted inside, taken in charge."""
    agent, contact = _Author("Sam"), _Author("Alice Sorel")
    entries: Sequence[Any] = (
        Entry("s1", "recorded", now - 6 * HOUR, contact, _("The export of invoices fails")),
        Entry("s2", "taken_in_charge", now - 5 * HOUR, agent),
        Entry("s3", "client_asked", now - 4 * HOUR, agent, _("Since when does it fail?")),
        Entry("s4", "noted", now - 4 * HOUR, agent, _("Looks like last month's."), public=False),
        Entry("s5", "client_replied", now - HOUR, contact, _("Since this morning.")),
    )
    return [Line(each, EVENTS[each.what], "") for each in entries]


def a_clock(now: datetime, reason: Any) -> dict[str, Any]:
    """A request's clock, explained: what moved it, and what if it were another."""
    due_at = now + 2 * HOUR
    stands = standing(None, started_at=now - 6 * HOUR, due_at=due_at, now=now)
    moved = (
        ("recorded", "starts", 6), ("client_asked", "pauses", 4), ("client_replied", "resumes", 1),
    )  # fmt: skip
    form: forms.Form = WhatIfForm(auto_id="what_if_%s")
    return {
        "chip": shown(stands, due_at=due_at), "reason": reason, "same": True, "form": form,
        "steps": [(now - ago * HOUR, EVENTS[what].words, EFFECTS_IN_WORDS[effect])
                  for what, effect, ago in moved],
    }  # fmt: skip
