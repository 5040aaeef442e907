"""Hundreds of promises in a few lines: alike ones together, and how each kind and client stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from tenir.apps.commitments.models import Commitment, Step

State = Commitment.State
RUNNING = Q(state=State.RUNNING)


@dataclass(frozen=True, slots=True)
class Alike:
    """Promises of one kind, owed by one party, due at one instant: the first, and how many."""

    first: Commitment
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the promises of one kind, or of one client, stand.

    `kept` and `missed` are those that fell due since the instant that was asked for.
    """

    name: str
    clauses: Sequence[str]
    owed_by: str
    organisation: int | None
    running: int
    at_risk: int
    kept: int
    missed: int


def alike(
    lists: Iterable[tuple[QuerySet[Commitment], bool]], *, most: int, apart: bool
) -> list[list[Alike]]:
    """Of each list the soonest due, or the latest where its flag says so.

    Alike ones are one line, each client's apart if asked. What the lines name is read at once.
    """
    by = ("kind", "owed_by", "due_at", *(("organisation",) if apart else ()))
    told = [
        list(
            found.order_by()
            .values(*by)
            .annotate(number=Count("pk"), one=Min("pk"))
            .order_by("-due_at" if latest else "due_at", "kind")[:most]
        )
        for found, latest in lists
    ]
    firsts = Commitment.objects.select_related("organisation").prefetch_related("steps")
    by_key = firsts.in_bulk([line["one"] for lines in told for line in lines])
    return [[Alike(by_key[line["one"]], line["number"]) for line in lines] for lines in told]


def by_kind(found: QuerySet[Commitment], *, since: datetime) -> list[Standing]:
    """How each kind stands; its clauses are those of its first promise."""
    lines = list(_counted(found, since, "kind", "owed_by").annotate(one=Min("pk")))
    cited = dict(
        Commitment.objects.filter(pk__in=[line["one"] for line in lines]).values_list(
            "pk", "clauses"
        )
    )
    return [_standing(line, line["kind"], cited[line["one"]]) for line in lines]


def by_client(found: QuerySet[Commitment], *, since: datetime, most: int) -> list[Standing]:
    """The clients with most at risk or missed, those with neither left out."""
    rows = _counted(found.filter(organisation__isnull=False), since, "organisation")
    rows = rows.annotate(name=F("organisation__name")).filter(Q(at_risk__gt=0) | Q(missed__gt=0))
    worst = rows.order_by("-missed", "-at_risk", "organisation__name")[:most]
    return [_standing(line, line["name"], ()) for line in worst]


def _counted(found: QuerySet[Commitment], since: datetime, *by: str) -> Any:
    warned = Exists(Step.objects.filter(commitment=OuterRef("pk"), warned_at__isnull=False))
    due = Q(due_at__gte=since)
    plain = found.order_by().values("pk")
    either = plain.filter(RUNNING).union(plain.filter(due))  # each by its index; an OR has none
    return (
        found.order_by()
        .filter(pk__in=either)
        .alias(warned=warned)
        .values(*by)
        .annotate(
            running=Count("pk", filter=RUNNING),
            at_risk=Count("pk", filter=RUNNING & Q(warned=True)),
            kept=Count("pk", filter=due & Q(state=State.KEPT)),
            missed=Count("pk", filter=due & Q(state=State.MISSED)),
        )
    )


def _standing(line: dict[str, Any], name: str, clauses: Collection[str]) -> Standing:
    counted = {key: line[key] for key in ("running", "at_risk", "kept", "missed")}
    return Standing(
        name, list(clauses), line.get("owed_by", ""), line.get("organisation"), **counted
    )
