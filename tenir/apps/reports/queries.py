"""Questions: each says who is looking."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.reports import packs
from tenir.apps.reports.asked_replays import replays as replays
from tenir.apps.reports.asked_replays import result_of as result_of
from tenir.apps.reports.asked_replays import would_have_changed as would_have_changed
from tenir.apps.reports.exposing import Expected as Expected
from tenir.apps.reports.exposing import Exposed as Exposed
from tenir.apps.reports.exposing import ExposedMonth as ExposedMonth
from tenir.apps.reports.exposing import exposed as exposed
from tenir.apps.reports.models import Frozen as Frozen
from tenir.apps.reports.models import Replayed as Replayed
from tenir.apps.reports.packs import Pack as Pack
from tenir.apps.reports.packs import pack as pack
from tenir.apps.reports.reviewing import ClientMonth as ClientMonth
from tenir.apps.reports.reviewing import MonthKept as MonthKept
from tenir.apps.reports.reviewing import clients_of as clients_of
from tenir.apps.reports.reviewing import month_ends as month_ends
from tenir.apps.reports.reviewing import months_kept as months_kept
from tenir.apps.reports.reviewing import reviewed as reviewed
from tenir.apps.reports.reviewing import undecided_of as undecided_of
from tenir.apps.reports.standing import every_month as every_month
from tenir.terms.agreement import Agreement
from tenir.terms.errors import Refused
from tenir.terms.frozen import Freezing, Recomputed, recomputed
from tenir.terms.grounds import Again as Again
from tenir.terms.grounds import recomputed as promise_again
from tenir.terms.readings import Words, words_of_readings
from tenir.viewer import NotSeen, Viewer

STATEMENT = "statement"
MOST_IN_PACK = packs.MOST


class NoVersion(Refused):
    """The version that judged a frozen month or a promise is no longer on record."""


class NoMonth(Refused):
    """The frozen month that a promise follows from is no longer on record."""


@dataclass(frozen=True, slots=True)
class Recomputation:
    """What a promise comes to again; `refused` says why where it cannot be judged."""

    promise: commitments.Commitment
    again: Again | None
    refused: Refused | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it: the same, or of before its grounds were kept."""
        return self.again is not None and self.again.outcome != "differs"


def frozen(
    viewer: Viewer,
    *,
    organisation: int | None = None,
    subscription: int | None = None,
    month: str = "",
    revisions: bool = False,
) -> QuerySet[Frozen]:
    """What was stated of what the viewer may see, the latest month first.

    The last revision of each alone, unless all are asked for.
    Clause: 5.4.
    """
    found = Frozen.objects.select_related("organisation", "subscription__product")
    found = found.filter(**viewer.within("organisation"))
    exact = {"organisation": organisation, "subscription": subscription, "month": month}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if not revisions:
        later = Frozen.objects.filter(
            kind=OuterRef("kind"), subject=OuterRef("subject"), month=OuterRef("month"),
            revision__gt=OuterRef("revision"),
        )  # fmt: skip
        found = found.filter(~Exists(later))
    return found.order_by("-month", "subject", "revision")


def frozen_row(viewer: Viewer, id: int) -> Frozen:
    """That statement; NotSeen where there is none that the viewer may see.

    Clause: 5.4.
    """
    kept = frozen(viewer, revisions=True).select_related("subscription__contract")
    found = kept.filter(pk=id).first()
    if found is None:
        raise NotSeen("reports.no_frozen")
    return found


def latest(viewer: Viewer, subscription: int, month: str) -> Frozen:
    """The last revision of a subscription's month; NotSeen where it was not frozen.

    Clause: 5.4.
    """
    found = frozen(viewer, subscription=subscription, month=month).first()
    if found is None:
        raise NotSeen("reports.no_frozen")
    return found


def freezing_of(row: Frozen) -> Freezing:
    """What a row carries, as the rules read it."""
    return Freezing(
        row.engine, row.statement.encode(), row.inputs.encode(), row.evidence.encode(),
        json.loads(row.said),
    )  # fmt: skip


def recompute(viewer: Viewer, id: int) -> Recomputed:
    """The frozen month judged again from what it carries, by its own engine and conventions.

    Identical bytes, or the first figure that differs. Raises NoVersion, UnknownEngine.
    Clause: 5.4.
    """
    return recomputed(freezing_of(frozen_row(viewer, id)), _with_digest)


def recompute_promise(viewer: Viewer, id: int | commitments.Commitment) -> Again:
    """A promise judged again from what was kept with it, by its own engine and convention.

    The same, or the first figure that differs; not recomputable where it was written down before
    what it follows from was kept. One that the viewer was given is judged as it tells itself.
    Raises NotSeen, NoVersion, UnknownPromise.
    Clause: 3.1, 5.4.
    """
    if not isinstance(id, commitments.Commitment):
        id = commitments.commitment(viewer, id)
    return _promise_again(id)


def recompute_promises(viewer: Viewer, *, client: int | None = None) -> Iterator[Recomputation]:
    """The same of each promise that the viewer may see, the oldest first, and why where it cannot.

    Clause: 3.1, 5.4.
    """
    found = commitments.commitments(viewer, organisation=client).order_by("pk")
    for promise in found.iterator(chunk_size=500):
        try:
            yield Recomputation(promise, _promise_again(promise))
        except Refused as refused:
            yield Recomputation(promise, None, refused)


def _promise_again(found: commitments.Commitment) -> Again:
    return promise_again(
        commitments.recorded(found), with_digest=_with_digest, frozen=_month_with_digest
    )


def words_of_agreement(digest: str) -> Words:
    """How that agreement's doubts may be read, in words; none of one that is not here."""
    found = agreements.Version.objects.filter(digest=digest).first()
    return words_of_readings(agreements.agreement_of(found).convention) if found else {}


def _month_with_digest(digest: str) -> tuple[bytes, bytes]:
    found = Frozen.objects.filter(inputs_digest=digest).values_list("inputs", "evidence").first()
    if found is None:
        raise NoMonth("reports.no_month", digest=digest[:12])
    inputs, evidence = found
    return inputs.encode(), evidence.encode()


def _with_digest(digest: str) -> Agreement:
    found = agreements.Version.objects.filter(digest=digest).first()
    if found is None:
        raise NoVersion("reports.no_version", digest=digest[:19])
    return agreements.agreement_of(found)
