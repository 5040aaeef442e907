"""How support does: per client, product, priority and month.

Clause: 7.13, 7.14.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef

from tenir.apps.support.asked import requests
from tenir.apps.support.models import Ruling
from tenir.terms.support_time import at_rank, share_in_time
from tenir.viewer import Viewer

By: TypeAlias = Literal["client", "product", "priority", "month"]
COLUMNS = (
    "ruled", "in_time", "took", "late_by_change", "reopenings", "satisfaction", "due_at", "left",
)  # fmt: skip
NAMED = {
    "client": "client__organisation__name", "product": "subscription__product__name",
    "priority": "priority", "month": "recorded_at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """The requests of one group (fr. mesure): those that count were answered, or their delay is
    over without, and are not excluded.

    `share` is in per cent and never rounded up; `median` and `ninth`, of those answered, in working
    seconds, pauses left out. Those late by a re-qualification alone are told apart, and count as
    late.
    """

    group: tuple[str, ...]
    number: int
    counted: int
    in_time: int
    share: Decimal | None
    median: int | None
    ninth: int | None
    late_by_change: int
    reopened: int
    excluded: int
    content: tuple[int, int, int]  # how many said 1, 2, 3


def measures(
    viewer: Viewer,
    *,
    since: datetime,
    until: datetime,
    at: datetime,
    by: Sequence[By] = ("client", "product", "priority", "month"),
    client: int | None = None,
    product: int | None = None,
    priority: str = "",
    named: str = "",
) -> list[Measured]:
    """How the requests recorded between two instants were answered, group by group, in order.

    A client sees its own; a request merged into another counts once, in that one. What is not
    answered and overdue at `at` is late, as it will be once it is. `named` is a part of
    the names of the clients to keep.
    Clause: 7.13, 7.14.
    """
    found = requests(viewer, client=client).order_by().exclude(state="merged")
    narrowed = {
        "recorded_at__gte": since, "recorded_at__lt": until, "subscription__product": product,
        "priority": priority, "client__organisation__name__icontains": named,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in narrowed.items() if value})
    standing = Ruling.objects.filter(request=OuterRef("pk"), reversed_at=None)
    asked = [NAMED[name] for name in by]
    groups: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for row in found.annotate(ruled=Exists(standing)).values_list(*COLUMNS, *asked):
        groups[row[len(COLUMNS) :]].append(row[: len(COLUMNS)])
    return [_measured(group, rows, at) for group, rows in _named(groups, by)]


def _named(groups: Mapping[Any, list[Any]], by: Sequence[By]) -> list[tuple[Any, list[Any]]]:
    """The groups in order, under the words that they are told by."""
    month_of = _months()
    found: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for values, rows in groups.items():
        named = tuple(
            month_of(value) if name == "month" else value or ""
            for name, value in zip(by, values, strict=True)
        )
        found[named] += rows
    return sorted(found.items())


def _months() -> Callable[[datetime], str]:
    """The month of an instant in the agreement's zone, found once for each quarter of an hour."""
    zone = ZoneInfo(settings.TIME_ZONE)
    known: dict[datetime, str] = {}

    def named(at: datetime) -> str:
        quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
        if quarter not in known:
            known[quarter] = f"{quarter.astimezone(zone):%Y-%m}"
        return known[quarter]

    return named


def _overdue(row: tuple[Any, ...], at: datetime) -> bool:
    """Whether it runs past its due instant, or waits and did before."""
    return (row[6] is not None and row[6] < at) or (row[7] is not None and row[7] < 0)


def _measured(group: tuple[str, ...], rows: Sequence[tuple[Any, ...]], at: datetime) -> Measured:
    counted = [row for row in rows if not row[0] and (row[1] is not None or _overdue(row, at))]
    took = [row[2] for row in counted if row[2] is not None]
    in_time = sum(row[1] or 0 for row in counted)
    scores = [row[5] for row in rows]
    return Measured(
        group, len(rows), len(counted), in_time, share_in_time(in_time, len(counted)),
        at_rank(took, 50), at_rank(took, 90), sum(row[3] for row in counted),
        sum(row[4] > 0 for row in rows), sum(row[0] for row in rows),
        (scores.count(1), scores.count(2), scores.count(3)),
    )  # fmt: skip
