"""The conversation of a request in one column: what was said, and what happened, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tenir.apps.support.queries import Entry
from tenir.terms import phrases
from tenir.ui.language import language
from tenir.ui.quotes import kind_of
from tenir.ui.requests import CHANNELS, IMPACTS, URGENCIES


@dataclass(frozen=True, slots=True)
class Event:
    """How an event of the table in docs/articles/support.md is drawn."""

    words: Any
    icon: str
    tone: str = "waived"


EVENTS: Mapping[str, Event] = {
    "sent_incomplete": Event(_("Sent, and something is missing"), "alert-circle", "risk"),
    "recorded": Event(pgettext_lazy("a request", "Recorded"), "lifebuoy", "new"),
    "taken_in_charge": Event(_("Taken in charge"), "player-play", "kept"),
    "answered": Event(_("Answer"), "message-circle", "running"),
    "client_asked": Event(_("Question to the client"), "help-circle", "risk"),
    "client_replied": Event(_("The client replies"), "user", "new"),
    "parked": Event(_("Waits for a quote"), "player-pause", "risk"),
    "unparked": Event(_("Goes on"), "player-play", "running"),
    "requalified": Event(_("Re-qualified"), "scale", "risk"),
    "ruled_out": Event(_("Ruled outside of support"), "ban", "missed"),
    "reinstated": Event(_("The ruling was taken back"), "refresh", "running"),
    "resolved": Event(_("Resolved"), "circle-check", "kept"),
    "closed": Event(_("Closed"), "check"),
    "reopened": Event(_("Opened again"), "refresh", "risk"),
    "merged_in": Event(_("Another request was merged into this one"), "stack-2"),
    "merged": Event(_("Merged into another request"), "stack-2"),
    "handed_over": Event(_("Handed over to a third party"), "share", "risk"),
    "taken_back": Event(_("Back from the third party"), "arrow-left", "running"),
    "assigned": Event(pgettext_lazy("a request", "Given"), "users"),
    "noted": Event(_("Internal note"), "lock", "risk"),
    "said": Event(_("Message"), "message-circle", "new"),
    "followed": Event(_("Followed"), "bell"),
    "linked": Event(_("Linked to another request"), "link"),
    "split": Event(_("A second matter became a request of its own"), "share"),
    "reproduced": Event(_("Reproduction"), "flag"),
    "restricted": Event(_("Restricted to security"), "shield-check", "missed"),
    "contested": Event(_("The client disagrees"), "alert-triangle", "risk"),
    "time_announced": Event(_("Time to be charged was announced"), "hourglass", "risk"),
}
EFFECTS_IN_WORDS: Mapping[str, Any] = {
    "starts": pgettext_lazy("the clock", "starts"),
    "stops": pgettext_lazy("the clock", "stops"),
    "pauses": pgettext_lazy("the clock", "waits"),
    "resumes": pgettext_lazy("the clock", "goes on"),
    "replays": pgettext_lazy("the clock", "is replayed from the recording"),
    "earliest": pgettext_lazy("the clock", "is the one due first of both"),
    "carried": pgettext_lazy("the clock", "goes on in the other request"),
}
SAID = frozenset({"answered", "client_asked", "client_replied", "said", "noted", "resolved"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the conversation: an event, who did it, what it comes to; `said` where it is words.

    `goes_to`: the key of the request that it leads to. `late`: when it was written down, where that
    is not when it took place.
    """

    entry: Entry
    event: Event
    how: Any
    detail: str = ""
    goes_to: int | None = None
    late: datetime | None = None

    @property
    def goes_number(self) -> str:
        """The number of the request that it leads to."""
        return f"DA-{self.goes_to:06d}" if self.goes_to else ""

    @property
    def said(self) -> bool:
        """Whether it is a word rather than an event."""
        return self.entry.what in SAID


def conversation(entries: Iterable[Entry], *, names: Mapping[int, str]) -> Sequence[Line]:
    """The lines of a request, in order; `names` are those of the people and teams of the desk."""
    return [_line(entry, names) for entry in entries]


def _line(entry: Entry, names: Mapping[int, str]) -> Line:
    event = EVENTS.get(entry.what) or Event(entry.what, "circle-dot")
    tell = _DETAILS.get(entry.what)
    facts = entry.facts
    late = None if entry.recorded_at == entry.happened_at else entry.recorded_at
    detail = tell(facts, names) if tell else ""
    return Line(entry, event, CHANNELS.get(entry.channel, ""), detail, entry.leads_to, late)


Facts = Mapping[str, Any]
Names = Mapping[int, str]


def _missing(facts: Facts, _names: Names) -> str:
    return phrases.listing(facts.get("missing", []), language())


def _requalified(facts: Facts, _names: Names) -> str:
    before = facts.get("before", {}).get("priority") or "—"
    impact, urgency = IMPACTS.get(facts["impact"], ""), URGENCIES.get(facts["urgency"], "")
    return gettext("From %(before)s. %(impact)s. %(urgency)s.") % {
        "before": before, "impact": impact, "urgency": urgency,
    }  # fmt: skip


def _ruled(facts: Facts, _names: Names) -> str:
    return ruling_named(facts.get("reason", ""))


def _handed(facts: Facts, _names: Names) -> str:
    due = facts.get("due_at")
    if not due:
        return gettext("Its own conditions name no delay.")
    at = timezone.localtime(datetime.fromisoformat(due)).replace(second=0, microsecond=0)
    return gettext("Due by their conditions: %(at)s") % {"at": phrases.deadline(at, language())}


def _assigned(facts: Facts, names: Names) -> str:
    person, team = facts.get("person"), facts.get("team")
    said = [names.get(person, "") if person else "", names.get(-team, "") if team else ""]
    whom = ", ".join(filter(None, said)) or gettext("nobody")
    return gettext("To %(whom)s") % {"whom": whom}


def _parked(facts: Facts, _names: Names) -> str:
    return kind_of(facts["kind"]) if facts.get("kind") else ""


def _announced(facts: Facts, _names: Names) -> str:
    outside = facts.get("out_of_hours_rate", facts["rate"])  # one rate was told before
    return gettext(
        "About %(minutes)s minutes, at %(rate)s an hour, %(outside)s an hour out of hours"
    ) % {
        "minutes": facts["minutes"], "rate": phrases.money(Decimal(facts["rate"]), language()),
        "outside": phrases.money(Decimal(outside), language()),
    }  # fmt: skip


def _reproduced(facts: Facts, _names: Names) -> str:
    return (
        gettext("Seen again by support")
        if facts.get("reproduced")
        else gettext("Not seen again by support")
    )


def _restricted(facts: Facts, _names: Names) -> str:
    return gettext("No more: it was no security matter") if facts.get("restricted") is False else ""


def _linked(facts: Facts, _names: Names) -> str:
    return gettext("This request came out of it") if facts.get("split") else ""


def _said(facts: Facts, _names: Names) -> str:
    answers = {"accepted": gettext("Accepts that time is charged"),
               "declined": gettext("Declines that time is charged")}  # fmt: skip
    return answers.get(facts.get("time", ""), "")


def _noted(facts: Facts, _names: Names) -> str:
    return gettext("Why it was late") if facts.get("late") else ""


_DETAILS: Mapping[str, Callable[[Facts, Names], str]] = {
    "sent_incomplete": _missing, "requalified": _requalified, "ruled_out": _ruled,
    "handed_over": _handed, "assigned": _assigned, "parked": _parked, "reproduced": _reproduced,
    "time_announced": _announced, "restricted": _restricted, "said": _said, "noted": _noted,
    "linked": _linked,
}  # fmt: skip


def ruling_named(reason: str) -> str:
    """Why support does not cover it, in the reader's language."""
    named = phrases.name_of(reason, language())
    return named[:1].upper() + named[1:]
