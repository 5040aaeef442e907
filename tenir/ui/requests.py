"""Requests as pages show them, whoever reads: their words, and their conversation in one column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tenir.apps.catalogue.queries import Software, software_in
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Entry, Request
from tenir.terms import phrases
from tenir.ui.language import language
from tenir.ui.quotes import kind_of
from tenir.viewer import Viewer

# What a list shows of a request, and what its clock is told by: nothing else of fifty is read.
LISTED = (
    "title", "state", "priority", "clock", "restricted", "client", "opened_by", "entered_by",
    "recorded_at", "promised_at", "due_at", "risk_at", "stopped_at", "in_time", "left", "took",
    "subscription__product__name", "subscription__contract__agreement",
)  # fmt: skip
# 7.18, in its own words: letters say nothing to who asks.
IMPACTS: Mapping[str, Any] = {
    "high": _("All users are affected"),
    "medium": _("Several users are affected"),
    "low": _("One user is affected"),
}
URGENCIES: Mapping[str, Any] = {
    "critical": _("Production is stopped"),
    "major": _("Production is affected, with a workaround"),
    "normal": _("A question, or no effect on production"),
}
KINDS: Mapping[str, Any] = {
    Request.Kind.SUPPORT: _("Something does not work"),
    Request.Kind.QUESTION: _("A question"),
    Request.Kind.SERVICE: _("A service is wished for"),
}
ENVIRONMENTS: Mapping[str, Any] = {
    "production": _("Production"),
    "test": _("Another one: test, training"),
}
CHANNELS: Mapping[str, Any] = {
    "portal": "",
    "telephone": pgettext_lazy("how it was said", "by telephone"),
    "email": pgettext_lazy("how it was said", "by e-mail"),
    "api": pgettext_lazy("how it was said", "by a program"),
    "import": pgettext_lazy("how it was said", "taken over"),
}


ELEMENTS: Mapping[str, Any] = {
    "problem": _("The problem"),
    "observed": _("What happens"),
    "expected": _("What was expected"),
    "steps": _("Steps"),
    "context": _("Context"),
}


def third_party(found: Request) -> Sequence[Software]:
    """The software of other publishers in the product that a request is about.

    Clause: 2.7, 7.20.
    """
    return list(software_in(found.subscription.product)) if found.subscription else ()


def elements(found: Request) -> Sequence[tuple[Any, str]]:
    """What was described, as it was asked for (7.10)."""
    return [(label, getattr(found, n)) for n, label in ELEMENTS.items() if getattr(found, n)]


def where(found: Request) -> Any:
    """The environment that it is about, as it was asked for, or as a program named it."""
    return ENVIRONMENTS.get(found.environment, found.environment)


def worded(rows: QuerySet[Request], text: str) -> QuerySet[Request]:
    """Those of that number, or whose title has these words."""
    number = text.upper().removeprefix("DA-")
    if number.isdigit() and len(number) < 18:
        return rows.filter(pk=int(number))
    return rows.filter(title__icontains=text)


def in_state(rows: QuerySet[Request], value: str) -> QuerySet[Request]:
    """Those in that state."""
    return queries.among(rows, state=value)


def of_priority(rows: QuerySet[Request], value: str) -> QuerySet[Request]:
    """Those of that priority."""
    return queries.among(rows, priority=value)


def attached(
    request: HttpRequest, id: int, *, internal: bool = False, actor: Viewer, at: datetime
) -> list[Any]:
    """The files that a form brought are kept for a request; their keys. Raises FileRefused.

    Clause: 7.10.
    """
    handed: Iterable[Any] = request.FILES.getlist("files")
    return [
        services.attach(
            id, file, filename=file.name or "", claimed=file.content_type or "",
            internal=internal, actor=actor, at=at,
        ).pk
        for file in handed
    ]  # fmt: skip


@transaction.atomic
def with_files(
    request: HttpRequest,
    id: int,
    call: Callable[[list[Any]], Any],
    *,
    internal: bool = False,
    actor: Viewer,
    at: datetime,
) -> Any:
    """The files that a form brought are kept with what is said by it, or neither is."""
    return call(attached(request, id, internal=internal, actor=actor, at=at))


@transaction.atomic
def written_with_files(
    request: HttpRequest,
    write: Callable[[], Request],
    *,
    send: bool,
    actor: Viewer,
    at: datetime,
) -> Request:
    """A draft is written with the files that a form brought, and sent where asked for; or nothing.

    Clause: 7.10.
    """
    made = write()
    attached(request, made.pk, actor=actor, at=at)
    return services.send(made.pk, actor=actor, at=at) if send else made


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
    "assigned": Event(_("Given to"), "users"),
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
    return ", ".join(filter(None, said)) or gettext("nobody")


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
