"""Questions: each says who is looking. A client sees what stands between it and the publisher."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTransform

from tenir.apps.commitments import overview
from tenir.apps.commitments.making import as_judged as as_judged
from tenir.apps.commitments.models import GROUNDS
from tenir.apps.commitments.models import Commitment as Commitment
from tenir.apps.commitments.models import Step as Step
from tenir.apps.commitments.overview import Alike as Alike
from tenir.apps.commitments.overview import Standing as Standing
from tenir.apps.commitments.overview import given as _given
from tenir.apps.commitments.overview import warned as warned
from tenir.apps.commitments.warning import elsewhere as elsewhere
from tenir.apps.commitments.warning import kind_named as kind_named
from tenir.apps.commitments.warning import kinds as kinds
from tenir.apps.commitments.warning import named as named
from tenir.apps.commitments.warning import zone_of as zone_of
from tenir.apps.journal.queries import citing as citing
from tenir.apps.journal.queries import reserved_from
from tenir.terms.grounds import Grounds, Recorded
from tenir.viewer import NotSeen, Viewer

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
ORDERS = frozenset({"due_at", "-due_at", "started_at", "-started_at", "settled_at", "-settled_at"})


def commitments(
    viewer: Viewer,
    *,
    state: str | Collection[str] | None = None,
    organisation: int | None = None,
    owed_by: str | None = None,
    clause: str = "",
    kind: str = "",
    subject: str = "",
    answerable: str = "",
    due_since: datetime | None = None,
    due_until: datetime | None = None,
    warned: bool = False,
    going: bool = False,
    undone: Collection[str] | None = None,
    order: str = "due_at",
) -> QuerySet[Commitment]:
    """The promises that the viewer may see, soonest due first; `order` one of ORDERS.

    `warned` keeps those of which a warning was given, `going` those that run and are not paused.
    `undone` keeps those missed that are still to do: nothing was done since, and missing them
    brought none of these risks, by which there is nothing left to do.
    """
    found = _seen_by(viewer)
    if state:
        found = found.filter(state__in=[state] if isinstance(state, str) else state)
    exact = {
        "organisation": organisation, "owed_by": owed_by, "kind": kind, "subject": subject,
        "answerable": answerable, "due_at__gte": due_since, "due_at__lt": due_until,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if going:
        found = found.filter(next_at__gt=_BEGINNING)  # by that index: SQLite scans for NOT NULL
    if undone is not None:
        found = found.filter(state=Commitment.State.MISSED, done_at=None).exclude(risk__in=undone)
    if warned:
        found = found.filter(_given())
    if clause:
        found = citing(found, clause)
    first = order if order in ORDERS else "due_at"
    return found.order_by(first, "-id" if first.startswith("-") else "id")


def briefly(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Promises as a list tells them: of the reasons the first sentence alone is read, as `said`.

    It is in both languages; the tree below it comes when it is asked for. Of the warnings it is
    read whether one was given, which `warned` tells.
    """
    said = KeyTransform("sentence", "reasons")
    return rows.annotate(said=said, warned_of=_given()).defer("reasons")


def commitment(viewer: Viewer, id: int) -> Commitment:
    """That promise; NotSeen where there is none that the viewer may see."""
    found = _seen_by(viewer).filter(id=id).prefetch_related("steps").first()
    if found is None:
        raise NotSeen("commitments.unknown")
    return found


def commitment_of(viewer: Viewer, key: str) -> Commitment:
    """The promise of that key; NotSeen where there is none that the viewer may see."""
    found = _seen_by(viewer).filter(key=key).prefetch_related("steps").first()
    if found is None:
        raise NotSeen("commitments.unknown")
    return found


def recorded(found: Commitment) -> Recorded:
    """The promise as the rules read it, to judge it again from what was kept with it."""
    grounds = Grounds(*(getattr(found, name) for name in GROUNDS)) if found.engine else None
    return Recorded(found.kind, found.due_at, found.reasons, grounds, found.inputs_digest)


def counts(
    viewer: Viewer, *, now: datetime, organisation: int | None = None, owed_by: str | None = None
) -> dict[str, int]:
    """How many in each state, and of those running: overdue (not ticked yet), at_risk (warned).

    One that is paused is neither.
    """
    found = commitments(viewer, organisation=organisation, owed_by=owed_by).order_by()
    states = dict.fromkeys(map(str, Commitment.State.values), 0)
    states |= dict(found.values_list("state").annotate(Count("id")))
    running = found.filter(state=Commitment.State.RUNNING, next_at__isnull=False)
    return states | {
        "overdue": running.filter(due_at__lt=now).count(),
        "at_risk": running.filter(_given(), due_at__gte=now).count(),
    }


def alike(
    viewer: Viewer, *lists: Mapping[str, Any], most: int, apart: bool = False
) -> list[list[Alike]]:
    """Of each list the soonest due, or the `latest`, alike ones as one line.

    Each is narrowed as `commitments`. `apart`: each client's on lines of their own.
    """
    found = []
    for told in lists:
        narrowed = dict(told)
        latest = bool(narrowed.pop("latest", False))
        found.append((commitments(viewer, **narrowed), latest))
    return overview.alike(found, most=most, apart=apart)


def standing_by_kind(
    viewer: Viewer, *, since: datetime, now: datetime, organisation: int | None = None
) -> list[Standing]:
    """How each kind of promise stands: running now, kept and missed of those due since then."""
    found = commitments(viewer, organisation=organisation)
    return overview.by_kind(found, since=since, now=now)


def standing_by_client(
    viewer: Viewer,
    *,
    since: datetime,
    now: datetime,
    most: int,
    owed_by: str = Commitment.Party.PUBLISHER,
) -> list[Standing]:
    """The clients with most missed since then, or at risk now, of what that party owes."""
    found = commitments(viewer, owed_by=owed_by)
    return overview.by_client(found, since=since, now=now, most=most)


def _seen_by(viewer: Viewer) -> QuerySet[Commitment]:
    found = Commitment.objects.select_related("organisation")
    found = found.exclude(subject__in=reserved_from(viewer))
    return found.filter(**viewer.within("organisation"))
