"""Time to be charged is announced, at which rates, and the client's answer to that.

Clause: 7.16, 7.22.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tenir.apps.support.charging import contract_of
from tenir.apps.support.happening import happened, locked, locked_where_it_goes_on
from tenir.apps.support.models import BillingTerms, Request, TimeAnnouncement, TimeEntry
from tenir.apps.support.rights import must_answer, speaks
from tenir.apps.support.telling import tell, tell_staff
from tenir.apps.support.timing import FaultyTime
from tenir.terms.support_time import in_force
from tenir.viewer import Viewer


@transaction.atomic
def announce_time(
    request: int, *, because: str, minutes: int, actor: Viewer, at: datetime
) -> TimeAnnouncement:
    """The client is told, before it is, that time will be charged: why, how much, how it counts.

    It stands for the time begun from then on; what was begun before stays under the announcement
    that held then.
    Clause: 7.16, 7.22.
    """
    must_answer(actor)
    found = locked_where_it_goes_on(request, actor)
    terms = terms_of(found)
    if not because.strip() or minutes <= 0:
        raise FaultyTime("requests.no_reason")
    outside = terms.out_of_hours_rate
    told = TimeAnnouncement.objects.create(
        request=found, because=because.strip(), minutes=minutes, rate=terms.hourly_rate,
        out_of_hours_rate=terms.hourly_rate if outside is None else outside,
        rounding=terms.rounding, minimum=terms.minimum,
        announced_at=at, announced_by_id=actor.person,
    )  # fmt: skip
    facts = {
        "minutes": minutes, "rate": str(told.rate),
        "out_of_hours_rate": str(told.out_of_hours_rate), "rounding": terms.rounding,
        "minimum": terms.minimum,
    }  # fmt: skip
    happened(found, "time_announced", actor=actor, at=at, text=because, facts=facts)
    tell(
        found, "time_announced", actor=actor, at=at, text=because, minutes=minutes,
        rate=told.rate, out_of_hours_rate=told.out_of_hours_rate, consent=terms.needs_consent,
        rounding=terms.rounding, minimum=terms.minimum,
    )  # fmt: skip
    return told


@transaction.atomic
def answer_time(
    request: int, *, accepted: bool, announcement: int | None = None, actor: Viewer, at: datetime
) -> TimeAnnouncement:
    """A contact accepts that time is charged, or declines it: the last announcement, or that one.

    Clause: 7.22.
    """
    found = locked(request, actor)
    speaks(found, actor)
    rows = found.time_announcements.select_for_update().order_by("-announced_at", "-pk")
    told = (rows if announcement is None else rows.filter(pk=announcement)).first()
    if told is None:
        raise FaultyTime("requests.not_announced", number=found.number)
    told.accepted_at, told.declined_at = (at, None) if accepted else (None, at)
    told.answered_by_id = actor.person
    told.save()
    word = "accepted" if accepted else "declined"
    happened(found, "said", actor=actor, at=at, facts={"time": word})
    tell_staff(found, "message_staff", actor=actor, at=at, text=word)
    return told


def announced(found: Request) -> list[TimeAnnouncement]:
    """What the client was told, in order. FaultyTime where it was told nothing."""
    told = list(found.time_announcements.order_by("announced_at", "pk"))
    if not told:
        raise FaultyTime("requests.not_announced", number=found.number)
    return told


def held_for(entry: TimeEntry, told: Sequence[TimeAnnouncement]) -> TimeAnnouncement | None:
    """The announcement that held when that time was begun."""
    nth = in_force([each.announced_at for each in told], entry.started_at)
    return None if nth is None else told[nth]


def agreed(told: TimeAnnouncement, terms: BillingTerms) -> bool:
    """Whether it may be charged: not declined, and accepted where the contract asks for that."""
    return told.declined_at is None and not (terms.needs_consent and told.accepted_at is None)


def terms_of(found: Request) -> BillingTerms:
    """How its contract's time is charged. FaultyTime where that is not said."""
    terms = BillingTerms.objects.filter(contract=contract_of(found)).first()
    if terms is None:
        raise FaultyTime("requests.no_terms", number=found.number)
    return terms
