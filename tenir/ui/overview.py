"""A home page: alike promises as one line, and how each article and client stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from tenir.apps.commitments.queries import Alike, Commitment, Standing
from tenir.terms import clauses
from tenir.terms.dates import epoch, local, month_span, next_month
from tenir.ui import promises
from tenir.ui.language import language


@dataclass(frozen=True)
class Line:
    """Promises alike: what, for whom and why, and where more is said of them."""

    first: Commitment
    title: str
    note: str
    address: str
    overdue: bool = False  # missed, and still to do


@dataclass(frozen=True)
class Tally:
    """How an article's promises stand; `title` with its number."""

    title: str
    running: int = 0
    at_risk: int = 0
    kept: int = 0
    missed: int = 0
    address: str = ""


def month_start(now: datetime, back: int = 0) -> datetime:
    """The first instant of this month in the publisher's zone, or of one so many months before."""
    zone = settings.TIME_ZONE
    month = next_month(f"{local(epoch(now), zone):%Y-%m}", -back)
    return datetime.fromtimestamp(month_span(month, zone)[0], UTC)


def lines(
    found: Iterable[Alike], face: str, *, overdue: bool = False, whose: bool = True
) -> list[Line]:
    """The promises as the lines of a card of that face; `overdue`: missed, and still to do.

    `whose`: each names its client.
    """
    return [replace(_line(each, face, whose=whose), overdue=overdue) for each in found]


def _line(each: Alike, face: str, *, whose: bool) -> Line:
    first, title = each.first, promises.first_up(promises.named(each.first))
    client = str(first.organisation or "") if whose else ""
    if each.number == 1:
        note = " · ".join(filter(None, [client, promises.noted(first)]))
        return Line(first, title, note, reverse(f"{face}:commitment", args=[first.pk]))
    note = ngettext(
        "%(number)s alike, due together", "%(number)s alike, due together", each.number
    ) % {"number": each.number}
    if face == "portal" and client:
        note = f"{client} · {note}"
    asked = {"kind": first.kind, "state": first.state, "owed_by": first.owed_by}
    return Line(first, title, note, f"{reverse(f'{face}:commitments')}?{urlencode(asked)}")


def by_article(found: Sequence[Standing], owed_by: str) -> list[Tally]:
    """What one party owes, article by article, in the agreement's order."""
    held: dict[str, list[Standing]] = {}
    for each in found:
        if each.owed_by == owed_by and each.clauses:
            held.setdefault(clauses.find(each.clauses[0]).article, []).append(each)
    ours = [number for number in clauses.ARTICLES if number in held]
    return [_tally(clauses.ARTICLES[number], held[number]) for number in ours]


def _tally(article: clauses.Clause, found: Sequence[Standing]) -> Tally:
    title = article.fr if language() == "fr" else article.en
    return Tally(f"{article.number} · {title}", **_summed(found))


def by_client(found: Iterable[Standing]) -> list[Tally]:
    """The clients, each leading to its page."""
    return [
        Tally(
            each.name, each.running, each.at_risk, each.kept, each.missed,
            reverse("console:client", args=[each.organisation]),
        )
        for each in found
    ]  # fmt: skip


def figures(found: Sequence[Standing], owed_by: str) -> dict[str, int]:
    """One party's promises together: running, at_risk, kept, missed."""
    return _summed([each for each in found if each.owed_by == owed_by])


def _summed(found: Iterable[Standing]) -> dict[str, Any]:
    rows = list(found)
    return {
        name: sum(getattr(each, name) for each in rows)
        for name in ("running", "at_risk", "kept", "missed")
    }
