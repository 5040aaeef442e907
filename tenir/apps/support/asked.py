"""Questions about requests: a client sees its own, staff all but what is restricted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from tenir.apps.agreements import queries as agreements
from tenir.apps.support.behind import catch_up
from tenir.apps.support.clocking import CALENDAR, reckoned, terms_for
from tenir.apps.support.happening import OTHERS, visible
from tenir.apps.support.models import Entry, Request, Ruling, State
from tenir.apps.support.rights import SECURITY
from tenir.terms.cited import Impact, Priority, Urgency
from tenir.terms.opening import clock_calendar
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.support import OpenLine, missing, priority, telephone
from tenir.terms.support_clock import replay, what_if
from tenir.terms.support_history import Happened
from tenir.terms.support_standing import ResponseClock
from tenir.terms.working_time import elapsed
from tenir.viewer import NotSeen, Viewer


@dataclass(frozen=True, slots=True)
class Preview:
    """What a request would come to, were it sent now (fr. aperçu): shown before sending."""

    missing: tuple[str, ...]
    priority: Judgement[Priority]
    clock: Judgement[ResponseClock]
    line: Judgement[OpenLine]
    open_now: bool
    zone: str  # on whose clocks the reasons tell instants


@dataclass(frozen=True, slots=True)
class Why:
    """Why a request is due when it is: the clock, its reasons, and what happened, line by line."""

    request: Request
    clock: ResponseClock
    reason: Reason
    history: tuple[Happened, ...]
    zone: str  # on whose clocks the reasons tell instants


def requests(
    viewer: Viewer,
    *,
    client: int | None = None,
    states: Iterable[str] = (),
    subscription: int | None = None,
    text: str = "",
) -> QuerySet[Request]:
    """The requests that the viewer may know of, the latest first.

    A draft is its author's alone; a restricted one is for security officers and who asked.
    Clause: 7.3, 7.7, 9.4.
    """
    found = Request.objects.filter(_seen_by(viewer)).order_by("-id")
    found = found.select_related("client__organisation", "subscription__product", "assignee")
    if client is not None:
        found = found.filter(client=client)
    if subscription is not None:
        found = found.filter(subscription=subscription)
    if states := list(states):
        found = found.filter(state__in=states)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(problem__icontains=text))
    return found


def request(viewer: Viewer, id: int | Request) -> Request:
    """One request; one that was read already is given back, where it may be. Raises NotSeen."""
    if isinstance(id, Request):
        if not visible(viewer, id):
            raise NotSeen("requests.unknown")
        return id
    found = requests(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("requests.unknown")
    return found


def queue(
    viewer: Viewer,
    *,
    clock: str = "",
    assignee: int | None = None,
    team: int | None = None,
    client: int | None = None,
    priorities: Iterable[str] = (),
) -> QuerySet[Request]:
    """The open requests by the working time that is left, least first: for who answers them.

    Working time passes at the same pace for all that share a calendar, so the order is that of the
    due instants, read from one index. Those whose clock is paused or stopped come after.
    Clause: 7.7.
    """
    if not viewer.is_staff:
        return Request.objects.none()
    found = requests(viewer).select_related("subscription__contract", "team")
    found = found.filter(queued_at__isnull=False).order_by("queued_at", "left", "id")
    wanted = {"assignee": assignee, "team": team, "client": client, "clock": clock or None}
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    chosen = list(priorities)
    return among(found, priority__in=chosen) if chosen else found


def among(rows: QuerySet[Request], **so: Any) -> QuerySet[Request]:
    """Those of them that are so: said as none that is not, SQLite keeps to their order's index."""
    return rows.exclude(~Q(**so))


def conversation(viewer: Viewer, id: int | Request) -> QuerySet[Entry]:
    """What was said and done in a request, in order; a client does not read what stays inside.

    What names another request leads to it (`leads_to`) only for those who may see that one.
    Clause: 7.7, 7.12.
    """
    found = (
        request(viewer, id)
        .entries.select_related("author", "contact")
        .prefetch_related("documents")
    )
    seen = requests(viewer).order_by().filter(pk=OuterRef("names")).values("pk")[:1]
    found = found.alias(names=_NAMED).annotate(leads_to=Subquery(seen))  # type: ignore[no-redef]
    found = found.order_by("happened_at", "id")
    return found if viewer.is_staff else found.filter(public=True)


def preview(
    viewer: Viewer,
    subscription: int,
    *,
    kind: str = "support",
    impact: Impact,
    urgency: Urgency,
    at: datetime,
) -> Preview:
    """The priority and the exact deadline, with reasons, that a request would have if sent now.

    Clause: 7.4, 7.13, 7.14, 7.17, 7.18.
    """
    line = agreements.subscription(viewer, subscription)
    terms, closures = terms_for(line, at=at), agreements.closures()
    calendar = clock_calendar(terms, CALENDAR, recorded_at=at, closures=closures)
    sent = [Happened("recorded", at, impact, urgency)]
    return Preview(
        missing=missing("support", {}).value if kind == "support" else (),
        priority=priority(terms, impact=impact, urgency=urgency),
        clock=replay(terms, sent, closures=closures),
        line=telephone(terms, at=at, closures=closures), open_now=calendar.is_open(at),
        zone=terms.zone,
    )  # fmt: skip


def why(viewer: Viewer, id: int, *, at: datetime) -> Why:
    """Why this deadline: the clock replayed from what happened, and each step's reason.

    Clause: 7.13, 7.14, 7.15, 7.19.
    """
    now = reckoned(_with_clock(viewer, id), at=at)
    return Why(now.found, now.clock, now.told.reason, tuple(now.history), now.terms.zone)


def if_it_were(
    viewer: Viewer, id: int, *, impact: Impact, urgency: Urgency, at: datetime
) -> Judgement[ResponseClock]:
    """The clock as it would be with that impact and urgency, were they changed now.

    Clause: 7.17, 7.19.
    """
    now = reckoned(_with_clock(viewer, id), at=at)
    return what_if(
        now.terms, now.history, impact=impact, urgency=urgency, at=at, closures=now.closures
    )


def time_left(viewer: Viewer, id: int, *, at: datetime) -> int | None:
    """The working seconds left to take a request in charge, negative once late; None where none.

    Of a clock paused or stopped: what was left then.
    Clause: 7.13, 7.15.
    """
    found = request(viewer, id)
    catch_up([found], at=at)
    if found.due_at is None or found.recorded_at is None:
        return found.left
    now = reckoned(found, at=at)
    calendar = clock_calendar(
        now.terms, CALENDAR, recorded_at=found.recorded_at, closures=now.closures
    )
    return elapsed(calendar, start=at, end=found.due_at)


def rulings(viewer: Viewer, *, client: int | None = None) -> QuerySet[Ruling]:
    """What was ruled outside of support among what the viewer may see, reversed rulings too.

    Clause: 2.2, 7.21.
    """
    found = Ruling.objects.filter(request__in=requests(viewer, client=client).order_by())
    return found.select_related("request", "decided_by").order_by("decided_at", "pk")


_NAMED = Coalesce(*(Cast(KeyTextTransform(name, "facts"), BigIntegerField()) for name in OTHERS))


def _seen_by(viewer: Viewer) -> Q:
    """Whom a row may be told to: `happening.visible` says the same of one."""
    if viewer.system:
        return Q()
    own = Q(pk__in=()) if viewer.person is None else Q(opened_by=viewer.person)
    own |= Q(pk__in=()) if viewer.person is None else Q(entered_by=viewer.person)
    own |= Q(pk__in=()) if viewer.contact is None else Q(caller=viewer.contact)
    sent = ~Q(state=State.DRAFT)
    if not viewer.has(*SECURITY):
        sent &= Q(restricted=False)
    shared = Q() if viewer.is_staff else Q(client__in=list(viewer.clients))
    return shared & (sent | own)  # the client first and alone: an index begins with it


def _with_clock(viewer: Viewer, id: int) -> Request:
    found = request(viewer, id)
    if found.subscription is None:
        raise NotSeen("requests.no_clock")
    return found
