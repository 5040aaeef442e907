"""One outage under each of the nine reasons: what is left out, and what is known of it.

Clause: 5.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.margins import left_out
from tenir.apps.availability.models import Cause, Exclusion, Stretch
from tenir.terms.causes import GROUNDS
from tenir.terms.exclusions import ExcludedSpan
from tenir.terms.kinds_availability import Exclusions
from tenir.viewer import NotSeen, Viewer


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of 5.5: the parts of an outage that it leaves out, the causes that bear it.

    `rulings` are those of a person that no cause led to.
    """

    reason: str
    letter: str
    parts: tuple[ExcludedSpan, ...]
    causes: tuple[Cause, ...]
    rulings: tuple[Exclusion, ...] = ()

    @property
    def state(self) -> str:
        """How it stands: left out, proposed, declined, or nothing is known."""
        if self.parts:
            return "ruled"
        found = {cause.state for cause in self.causes}
        return next((state for state in ("proposed", "declined", "counts") if state in found), "")


@dataclass(frozen=True, slots=True)
class Explained:
    """An outage under the nine reasons, and the causes that are none of them."""

    grounds: tuple[Ground, ...]
    others: tuple[Cause, ...]
    left_out: tuple[ExcludedSpan, ...]


def explained(viewer: Viewer, outage: Stretch) -> Explained:
    """What of an outage that the viewer may see does not count, reason by reason.

    Clause: 5.5.
    """
    parts = left_out(viewer, outage)
    meeting = {"start__lt": outage.end, "end__gt": outage.start}
    known = list(causes(viewer, subscription=outage.subscription_id).filter(**meeting))
    ruled = (
        Exclusion.objects.filter(
            subscription=outage.subscription_id, reversed_at=None, causes=None, **meeting
        ).select_related("decided_by")
        if parts
        else ()
    )
    rulings = sorted(ruled, key=lambda each: (each.start, each.pk))
    terms = agreements.terms_of(viewer, outage.subscription_id, at=outage.start)
    items = terms.get("availability.excluded", Exclusions).term.items
    grounds = tuple(
        Ground(
            item.id, item.letter, tuple(part for part in parts if part.reason == item.id),
            tuple(cause for cause in known if GROUNDS.get(cause.kind) == item.id),
            tuple(each for each in rulings if each.reason == item.id),
        )
        for item in items
    )  # fmt: skip
    borne = {cause.pk for ground in grounds for cause in ground.causes}
    return Explained(grounds, tuple(c for c in known if c.pk not in borne), tuple(parts))


def causes(viewer: Viewer, *, subscription: int | None = None) -> QuerySet[Cause]:
    """What is known of the outages that the viewer may see, with what the rules propose for it.

    Clause: 5.5.
    """
    found = Cause.objects.filter(**viewer.within("subscription__contract__client"))
    if subscription is not None:
        found = found.filter(subscription=subscription)
    related = "subscription__contract__client__organisation"
    found = found.select_related(
        related, "subscription__product", "decided_by", "known_by", "exclusion"
    )
    return found.order_by("start", "pk")


def cause(viewer: Viewer, id: int) -> Cause:
    """That cause; NotSeen where there is none that the viewer may see.

    Clause: 5.5.
    """
    found = causes(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("measured.no_such_cause")
    return found


def undecided(viewer: Viewer, *, until: datetime) -> QuerySet[Cause]:
    """The proposed exclusions that wait for a person, of outages before that instant.

    Clause: 5.5.
    """
    return causes(viewer).filter(state=Cause.State.PROPOSED, start__lt=until)
