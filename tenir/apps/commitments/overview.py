"""Hundreds of promises in a few lines: alike ones together, and how each kind and client stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Value

from tenir.apps.commitments.models import Commitment, Step

State = Commitment.State
RUNNING = Q(state=State.RUNNING)
COUNTED = ("running", "at_risk", "kept", "missed")
WORST, OVERDUE = ("at_risk", "missed"), "overdue"


@dataclass(frozen=True, slots=True)
class Alike:
    """Promises of one kind, owed by one party, due at one instant: the first, and how many."""

    first: Commitment
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the promises of one kind, or of one client, stand.

    `kept` and `missed` are those that fell due since the instant that was asked for; what is
    overdue and was not settled yet is missed already.
    """

    name: str
    clauses: Sequence[str]
    owed_by: str
    organisation: int | None
    running: int
    at_risk: int
    kept: int
    missed: int


def given() -> Exists:
    """Whether a warning of a promise was given."""
    return Exists(Step.objects.filter(commitment=OuterRef("pk"), warned_at__isnull=False))


def warned(found: Commitment) -> bool:
    """The same of one that was read, asked of its warnings where its list did not ask it."""
    known: bool | None = vars(found).get("warned_of")
    return any(step.warned_at for step in found.steps.all()) if known is None else bool(known)


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
    firsts = Commitment.objects.select_related("organisation").annotate(warned_of=given())
    by_key = firsts.in_bulk([line["one"] for lines in told for line in lines])
    return [[Alike(by_key[line["one"]], line["number"]) for line in lines] for lines in told]


def by_kind(found: QuerySet[Commitment], *, since: datetime, now: datetime) -> list[Standing]:
    """How each kind stands; its clauses are those of its first promise."""
    told = _grouped(found, since, now, "kind", "owed_by")
    firsts = Commitment.objects.filter(pk__in=[line["one"] for line in told])
    cited = dict(firsts.values_list("pk", "clauses"))
    return [_standing(line, line["kind"], cited[line["one"]]) for line in told]


def by_client(
    found: QuerySet[Commitment], *, since: datetime, now: datetime, most: int
) -> list[Standing]:
    """The clients with most at risk or missed, those with neither left out."""
    owed = found.filter(organisation__isnull=False)
    worst = _grouped(owed, since, now, "organisation", "organisation__name", what=WORST)
    worst.sort(key=lambda line: (-line["missed"], -line["at_risk"], line["organisation__name"]))
    shown = [line["organisation"] for line in worst[:most]]
    told = _grouped(owed.filter(organisation__in=shown), since, now, "organisation")
    held = {line["organisation"]: line for line in told}
    return [_standing(held[line["organisation"]], line["organisation__name"], ())
            for line in worst[:most]]  # fmt: skip


def _grouped(
    found: QuerySet[Commitment],
    since: datetime,
    now: datetime,
    *by: str,
    what: Collection[str] = COUNTED,
) -> list[dict[str, Any]]:
    """The groups, each with its numbers and its first promise: each count by its index."""
    running = found.order_by().filter(RUNNING)
    due = found.order_by().filter(due_at__gte=since)
    in_time = Q(next_at=None) | Q(due_at__gte=now)  # or its clock waits
    counted = {
        "running": running, "at_risk": running.filter(in_time, given()),
        "kept": due.filter(state=State.KEPT), "missed": due.filter(state=State.MISSED),
        OVERDUE: running.filter(next_at__lt=now, due_at__lt=now),
    }  # fmt: skip
    counts = [
        counted[name].values(*by, what=Value(name)).annotate(number=Count("pk"), one=Min("pk"))
        for name in (*what, OVERDUE)
    ]
    told: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in counts[0].union(*counts[1:], all=True):
        group = tuple(row[name] for name in by)
        line = told.setdefault(group, dict.fromkeys(COUNTED, 0) | row)
        line["one"] = min(line["one"], row["one"])
        if row["what"] == OVERDUE:
            line["missed"] += row["number"]
            line["running"] -= row["number"]
        else:
            line[row["what"]] += row["number"]
    return list(told.values())


def _standing(line: dict[str, Any], name: str, clauses: Collection[str]) -> Standing:
    counted = {key: line[key] for key in COUNTED}
    return Standing(
        name, list(clauses), line.get("owed_by", ""), line.get("organisation"), **counted
    )
