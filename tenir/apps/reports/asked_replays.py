"""What would have changed: a version tried on the months already lived, and what that came to.

Clause: 3.1, 3.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from pydantic import TypeAdapter

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.parties import queries as parties
from tenir.apps.reports.models import Replayed
from tenir.terms.agreement import Agreement
from tenir.terms.dates import next_month
from tenir.terms.replay import Lived, Replay, replay
from tenir.viewer import NotAllowed, Viewer

MONTHS_REPLAYED = 12
RESULT = TypeAdapter(Replay)


def replays(viewer: Viewer, version: int) -> QuerySet[Replayed]:
    """The replays asked for of a version as it is written now, the latest first; for staff alone.

    Raises NotAllowed, NotSeen.
    Clause: 3.4.
    """
    found = agreements.version(viewer, version)
    _must_see(viewer)
    mine = Replayed.objects.filter(version=found, convention=found.digest)
    return mine.order_by("-asked_at", "-pk")


def result_of(found: Replayed) -> Replay | None:
    """What a replay came to; None where it is not done."""
    return RESULT.validate_python(found.result) if found.result else None


def would_have_changed(
    viewer: Viewer,
    *,
    candidate: Agreement,
    until: str,
    months: int = MONTHS_REPLAYED,
    clients: Sequence[int] | None = None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Replay:
    """The months that end with `until`, as they were judged and as the candidate would judge them.

    For the publisher alone, before it publishes. Of every client unless some are named, each in
    its turn; `progress` is told how many are done.
    Clause: 3.1, 3.4.
    """
    _must_see(viewer)
    chosen = parties.clients(viewer).select_related("organisation").order_by("number")
    if clients is not None:
        chosen = chosen.filter(pk__in=clients)
    past = [next_month(until, -step) for step in range(months - 1, -1, -1)]
    lived = (_lived(viewer, client, until=until) for client in chosen)
    return replay(lived, candidate=candidate, months=past, progress=progress)


def _lived(viewer: Viewer, client: parties.Client, *, until: str) -> Lived:
    mine = availability.books(viewer, client.pk, until=until)
    return Lived(f"{client} ({client.number})", mine.books.followed, mine.held)


def _must_see(viewer: Viewer) -> None:
    if not viewer.is_staff:
        raise NotAllowed("reports.replays")
