"""Months: looked at before they are frozen, frozen in one act, read, revised, handed out.

Clause: 5.3, 5.4, 5.5, 5.6.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.reports import queries, services
from tenir.faces.console.frame import page
from tenir.integrations.report.frozen import TYPES, file_of, name_of
from tenir.integrations.report.pack import file_name, pack_as, sections, sentence
from tenir.terms import phrases
from tenir.ui import months as shown
from tenir.ui.causes import lasted
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of as list_file
from tenir.ui.exports import wants_file
from tenir.ui.fields import BecauseForm
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.month import month_in_words
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import STATES
from tenir.viewer import StaffRole

HERE = "months"
CLIENTS_SHOWN = 6
COLUMNS = (
    Column("month", _("Month"), lambda m: m.month, sort="month", kind="month", lead=True,
           href=lambda m: reverse("console:month-review", args=[m.month])),
    Column("state", _("State"), lambda m: f"month.{m.state}", sort="state",
           kind="state"),
    Column("frozen", _("Frozen"), lambda m: m.frozen, sort="frozen", kind="number"),
    Column("lines", _("Subscriptions"), lambda m: m.lines, sort="lines", kind="number"),
    Column("undecided", _("Proposals undecided"), lambda m: m.undecided, sort="undecided",
           kind="number"),
)  # fmt: skip
KEPT = ("ready", "undecided", "frozen", "empty")
FILTERS = (
    Filter("state", _("State"), lambda rows, value: [row for row in rows if row.state == value],
           tuple((name, STATES[f"month.{name}"].word) for name in KEPT)),
    Filter("month", _("Month"),
           lambda rows, value: [row for row in rows if row.month == value], kind="month"),
)  # fmt: skip


@staff_only
def months(request: HttpRequest) -> HttpResponseBase:
    """The months that are over, the latest first, each with how far it is."""
    found = listing(
        request, queries.months_kept(viewer_of(request), at=clock.now()), columns=COLUMNS,
        filters=FILTERS, sort="-month", empty=_("No month is over yet."),
    )  # fmt: skip
    if wants_file(request):
        return list_file(request, found, "months")
    return page(request, "console/months", HERE, {"found": found})


@staff_only
def review(request: HttpRequest, month: str) -> HttpResponseBase:
    """What would be frozen of a month, client by client, and what nobody has decided.

    `?client=` are words of the names of those looked for.
    """
    viewer, at, month = viewer_of(request), clock.now(), shown.known_month(month)
    sought = request.GET.get("client", "").replace("\0", "").strip()[:200]
    named = queries.clients_of(viewer, month).filter(organisation__name__icontains=sought)
    pages = Paginator(named, CLIENTS_SHOWN)
    of_page = pages.get_page(request.GET.get("page"))
    clients = [
        {"it": found, "lines": [_line(line) for line in found.lines]}
        for found in queries.reviewed(viewer, list(of_page), month)
    ]  # fmt: skip
    over = at >= queries.month_ends(month)
    kept = next((m for m in queries.months_kept(viewer, at=at) if m.month == month), None)
    told = {
        "month": month, "named": month_in_words(month), "clients": clients, "pages": of_page,
        "over": over, "kept": kept, "sought": sought,
        "freezes": over and viewer.has(StaffRole.OPERATIONS)
        and kept and kept.state not in {"frozen", "empty"},
        "revises": viewer.has(StaffRole.OPERATIONS),
    }  # fmt: skip
    return page(request, "console/month_review", HERE, told)


def _line(line: Any) -> dict[str, Any]:
    found = line.found
    return {
        "it": line, "counted": lasted(found.counted_seconds),
        "excluded": lasted(found.excluded_seconds) if found.excluded_seconds else "",
        "unmeasured": lasted(found.unmeasured_seconds) if found.unmeasured_seconds else "",
        "rate": phrases.percent(found.rate_percent, language()) if line.measured else "",
        "state": "unmeasured" if not line.measured else "kept" if found.met else "missed",
    }  # fmt: skip


class FreezeForm(forms.Form):
    """Whether to wait for what nobody has decided."""

    undecided = forms.CharField(
        label=_("Why not wait for proposals undecided"), required=False, max_length=500,
        help_text=_("Left empty, a client with an undecided proposal waits. With a reason, its "
                    "outages count as they stand; the reason is kept in the journal."),
    )  # fmt: skip


@staff_only
def freeze(request: HttpRequest, month: str) -> HttpResponseBase:
    """The month frozen for every client, in one act."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    back = reverse("console:month-review", args=[month])
    named = month_in_words(shown.known_month(month))
    deed = Deed(
        heading=gettext("Freeze %(month)s") % {"month": named}, button=_("Freeze the month"),
        icon="lock", back=back, clauses=("5.4", "5.6"), help="frozen", done="",
        above=((named, back),),
        about=_("Each client's statements will be written once and for good; rights to a penalty "
                "will open and the clients will be told. Clients frozen already stay as they are."),
        sure=Sure(question=gettext("Freeze %(month)s for every client?") % {"month": named},
                  yes=_("Freeze the month"),
                  follows=_("What is frozen moves only by a revision, with its reason.")),
        answer=lambda closed: _closed(request, month, closed),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=FreezeForm(**given(request)),
        call=lambda told: services.close_month(month=month, **told, actor=actor, at=at),
    )  # fmt: skip


def _closed(request: HttpRequest, month: str, closed: services.Closed) -> HttpResponseBase:
    from django.contrib import messages  # noqa: PLC0415  one answer alone speaks
    from django.shortcuts import redirect  # noqa: PLC0415

    said = ngettext("%(n)s statement frozen.", "%(n)s statements frozen.", closed.statements)
    messages.success(request, said % {"n": closed.statements})
    if closed.waiting:
        said = ngettext("%(n)s client waits for a decision.", "%(n)s clients wait for a decision.",
                        closed.waiting)  # fmt: skip
        messages.warning(request, said % {"n": closed.waiting})
    if closed.failed:
        said = ngettext("%(n)s client's month cannot be judged: see the log.",
                        "%(n)s clients' months cannot be judged: see the log.",
                        closed.failed)  # fmt: skip
        messages.error(request, said % {"n": closed.failed})
    return redirect("console:month-review", month)


@staff_only
def one(request: HttpRequest, id: int) -> HttpResponseBase:
    """A frozen month: its figures, its reasons, its revisions, its files."""
    viewer = viewer_of(request)
    row = queries.frozen_row(viewer, id)
    told = {
        **shown.shown(row), "face": "console", "revises": viewer.has(StaffRole.OPERATIONS),
        "revisions": queries.frozen(
            viewer, subscription=row.subscription_id, month=row.month, revisions=True
        ),
    }  # fmt: skip
    return page(request, "tenir/month_frozen", HERE, told)


@staff_only
def handed_out(request: HttpRequest, id: int, kind: str) -> HttpResponseBase:
    """The report, the statement or the table of a frozen month."""
    row = queries.frozen_row(viewer_of(request), id)
    body = file_of(row, shown.known_kind(kind), language=language())
    return shown.handed_out(body, name_of(row, kind), TYPES[kind])


@staff_only
def revise(request: HttpRequest, id: int) -> HttpResponseBase:
    """A frozen month stated anew, for a reason, beside the old."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    row = queries.frozen_row(actor, id)
    back = reverse("console:month", args=[id])
    deed = Deed(
        heading=_("Revise the month"), button=_("Revise it"), icon="refresh", back=back,
        clauses=("5.4",), help="frozen", done=_("Revised: the figures follow from what is known."),
        after=lambda made: reverse("console:month", args=[made.pk]),
        above=((month_in_words(row.month), back),),
        about=_("The month is judged again from what is measured and ruled now, and stands beside "
                "the old with your name and reason. Where no figure moves, nothing changes. What "
                "is credited stays credited: finance is told of the difference."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.revise(
            subscription=row.subscription_id or 0, month=row.month, **told, actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
def pack(request: HttpRequest, id: int, month: str) -> HttpResponseBase:
    """A client's month over all articles, for the review that both parties hold."""
    found = queries.pack(viewer_of(request), id, shown.known_month(month), at=clock.now())
    told = {
        "it": found, "named": month_in_words(month), "face": "console",
        "sentence": sentence(found, language()), "sections": sections(found, language()),
    }  # fmt: skip
    return page(request, "tenir/pack", HERE, told)


@staff_only
def pack_file(request: HttpRequest, id: int, month: str) -> HttpResponseBase:
    """The same as a file: a PDF, ready for the meeting, or its table."""
    found = queries.pack(viewer_of(request), id, shown.known_month(month), at=clock.now())
    kind = "csv" if request.GET.get("kind") == "csv" else "pdf"
    body = pack_as(found, kind, language())
    return shown.handed_out(body, file_name(found, language(), kind), TYPES[kind])
