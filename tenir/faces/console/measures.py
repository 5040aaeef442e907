"""How support does: per client, product, priority and month, as a chart, a table and files.

Clause: 7.13, 7.14.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.support import queries
from tenir.apps.support.queries import Measured
from tenir.faces.console.desk_frame import desk_page
from tenir.terms import phrases
from tenir.terms.support_time import share_in_time
from tenir.ui.charts import Point, bars
from tenir.ui.deadlines import lasting
from tenir.ui.exports import file_of, wants_file
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, Listing, listing
from tenir.ui.month import month_in_words
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.spans import span

MOST = 40  # bars of a chart
NARROWING = ("client", "product", "priority")
BY = {
    "month": _("Month"), "client": _("Client"), "product": _("Product"),
    "priority": _("Priority"),
}  # fmt: skip
ALL, WHOLE = "all", ("client", "product", "priority", "month")
PRIORITIES = [(name, name) for name in ("P1", "P2", "P3")]


def _time(seconds: int | None) -> str:
    return "" if seconds is None else lasting(seconds, working=True)


def _content(row: Measured) -> str:
    """How many answered each way: content, so so, not."""
    return " / ".join(map(str, reversed(row.content))) if any(row.content) else ""


def _group(place: int) -> Callable[[Measured], str]:
    return lambda m: m.group[place]


def columns(by: Sequence[str]) -> list[Column]:
    """The columns of the table: what it is by, then the figures."""
    return [
        *(
            Column(
                name, BY[name], _group(n), lead=not n,
                kind={"month": "month", "priority": "brief"}.get(name, "text"),
            )
            for n, name in enumerate(by)
        ),
        Column("number", _("Requests"), lambda m: m.number, kind="number"),
        Column("share", _("In time, %"), lambda m: m.share, kind="number"),
        Column("late", _("Late"), lambda m: m.counted - m.in_time, kind="number"),
        Column("changed", _("By a change alone"), lambda m: m.late_by_change,
               kind="number"),
        Column("median", _("Median"), lambda m: _time(m.median), kind="number"),
        Column("ninth", _("90 % within"), lambda m: _time(m.ninth), kind="number"),
        Column("reopened", pgettext_lazy("requests", "Opened again"), lambda m: m.reopened,
               kind="number"),
        Column("excluded", _("Excluded"), lambda m: m.excluded, kind="number"),
        Column("content", _("Content, so so, not"), _content),
    ]  # fmt: skip


@staff_only
def measures(request: HttpRequest) -> HttpResponseBase:
    """The requests recorded in a span of months, group by group.

    Clause: 7.13, 7.14.
    """
    viewer, now = viewer_of(request), clock.now()
    by = _by(request.GET.get("by", ""))
    since, until = span(request, now)
    asked = {name: request.GET.get(name, "").replace("\0", "").strip() for name in NARROWING}
    products = {str(key): name for key, name in catalogue.names()}
    product = int(asked["product"]) if asked["product"] in products else None
    found = queries.measures(
        viewer, since=since, until=until, at=now, by=cast(Any, by), named=asked["client"],
        priority=asked["priority"], product=product,
    )  # fmt: skip
    shown = _listed(request, found, by, list(products.items()))
    if wants_file(request):
        return file_of(request, shown, "measures")
    told = {
        "found": shown, "chart": _chart(found, by), "since": since, "until": until,
        "whole": _whole(found), "queue": reverse("console:requests"),
    }  # fmt: skip
    return desk_page(request, "console/measures", "measures", told)


def _by(asked: str) -> Sequence[str]:
    """What the table is by: one thing, or all of them."""
    if asked == ALL:
        return WHOLE
    return [asked if asked in BY else "month"]


def _listed(
    request: HttpRequest,
    found: list[Measured],
    by: Sequence[str],
    products: Sequence[tuple[str, str]],
) -> Listing:
    one = [each for each in BY.items() if each[0] != "month"]
    filters = (
        Filter(
            "by",
            _("By"),
            None,
            [*one, (ALL, _("Client, product, priority and month"))],
            whole=BY["month"],
        ),
        Filter("client", _("Client")),
        Filter("product", _("Product"), None, products),
        Filter("priority", _("Priority"), None, PRIORITIES),
        Filter("since", _("From"), kind="month", whole=_("Eleven months before")),
        Filter("until", _("To the end of"), kind="month", whole=_("This month")),
    )
    return listing(
        request, cast(Any, found), columns=columns(by), filters=filters,
        empty=_("No request was recorded in these months."),
    )  # fmt: skip


def _whole(found: list[Measured]) -> dict[str, Any]:
    """All of it in four figures; shares are not averaged, they are reckoned again."""
    number, counted = sum(m.number for m in found), sum(m.counted for m in found)
    in_time = sum(m.in_time for m in found)
    share = share_in_time(in_time, counted)
    said = "—" if share is None else f"{phrases.number(share, language())} %"
    return {
        "number": number, "late": counted - in_time, "share": said,
        "reopened": sum(m.reopened for m in found),
    }  # fmt: skip


def _named(group: Sequence[str], by: Sequence[str]) -> str:
    """A group in words: client, product, priority, November 2026."""
    told = (
        month_in_words(value) if name == "month" else value
        for name, value in zip(by, group, strict=True)
    )
    return " · ".join(filter(None, told))


def _chart(found: list[Measured], by: Sequence[str]) -> Any:
    """The share in time, group by group: of many, the lowest."""
    shares = [(m.share, m.group) for m in found if m.share is not None]
    about = _("The share of requests taken in charge in time, in per cent, never rounded up.")
    if len(shares) > MOST:
        shares = sorted(shares, key=itemgetter(0))[:MOST]
        about = format_lazy("{} {}", about, _("The lowest are drawn; all are in the table."))
    points = [
        Point(
            _named(group, by), float(share), f"{phrases.number(share, language())} %",
            "kept" if share == 100 else "risk",
        )
        for share, group in shares
    ]  # fmt: skip
    return bars(_("Taken in charge in time"), points, about=about) if points else None
