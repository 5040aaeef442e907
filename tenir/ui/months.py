"""Months as they are frozen: how they are listed, shown and handed out, to whoever it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from tenir.apps.reports.queries import Frozen
from tenir.terms import phrases
from tenir.ui.addresses import to
from tenir.ui.causes import OF_LINES, lasted
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter
from tenir.ui.month import MONTH, month_in_words
from tenir.ui.works import reason_named

KINDS = ("pdf", "json", "csv")


def known_kind(kind: str) -> str:
    """That kind of file; no page where there is none such."""
    if kind not in KINDS:
        raise Http404
    return kind


def known_month(month: str) -> str:
    """That month, 2026-09; no page where there is none such."""
    if not MONTH.fullmatch(month):
        raise Http404
    return month


def columns(face: str) -> Sequence[Column]:
    """The columns of a list of frozen months."""
    client = Column("client", _("Client"), lambda r: r.organisation.name, sort="organisation__name")
    return (
        Column("product", _("Product"), lambda r: r.subscription.product.name, lead=True,
               href=to(f"{face}:month")),
        *((client,) if face == "console" else ()),
        Column("line", _("Subscription"), lambda r: r.subscription.target),
        Column("month", _("Month"), lambda r: r.month, sort="month", kind="month"),
        Column("rate", _("Availability"), lambda r: rate_of(json.loads(r.statement))),
        Column("state", _("State"), lambda r: verdict_of(json.loads(r.statement)), kind="state"),
        Column("revision", _("Revision"), lambda r: r.revision, kind="number"),
    )  # fmt: skip


FILTERS = (
    Filter("month", _("Month"), lambda rows, value: rows.filter(month=value),
           kind="month"),
    OF_LINES,
)  # fmt: skip


def rate_of(told: dict[str, Any]) -> str:
    """99,328 %, or a dash where nothing was measured."""
    last = told["history"][-1]["rate"]
    return "—" if last is None else phrases.percent(last, language())


def verdict_of(told: dict[str, Any]) -> str:
    """Kept or missed; not measured where nothing was."""
    met = told["history"][-1]["met"]
    return "unmeasured" if met is None else "kept" if met else "missed"


def shown(row: Frozen) -> dict[str, Any]:
    """What a page says of a frozen month."""
    told = json.loads(row.said)
    found, penalty = told["availability"], told["penalty"]
    return {
        "it": row, "month": month_in_words(row.month), "rate": rate_of(told),
        "state": verdict_of(told),
        "target": phrases.percent(found["target"], language()),
        "counted": lasted(found["counted_seconds"]),
        "excluded": [(reason_named(name), lasted(seconds))
                     for name, seconds in found["excluded"].items()],
        "unmeasured": lasted(found["unmeasured_seconds"]) if found["unmeasured_seconds"] else "",
        "penalty": penalty["amount"] if penalty and penalty["right"] else None,
        "reasons": told["reasons"],
    }  # fmt: skip


def handed_out(body: bytes | str, name: str, media_type: str) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(
        body, content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"',
                 "Cache-Control": "private, no-store"},
    )  # fmt: skip
