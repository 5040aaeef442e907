"""What was not up, why, and what of it counts; the months as they were frozen, with their reports.

Clause: 5.3, 5.4, 5.5.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.availability import queries
from tenir.apps.parties import queries as parties
from tenir.apps.reports import queries as reports
from tenir.faces.portal.frame import page
from tenir.integrations.report.frozen import TYPES, file_of, name_of
from tenir.integrations.report.pack import file_name, pack_as, sections, sentence
from tenir.ui import months as shown
from tenir.ui.addresses import to
from tenir.ui.causes import OF_OUTAGES, explained, lasted
from tenir.ui.exports import file_of as list_file
from tenir.ui.exports import wants_file
from tenir.ui.language import language
from tenir.ui.listing import Column, listing
from tenir.ui.month import month_in_words
from tenir.ui.pages import clients_only, viewer_of

HERE = "outages"
COLUMNS = (
    Column("product", _("Product"), lambda o: o.subscription.product.name, lead=True,
           href=to("portal:outage")),
    Column("line", _("Subscription"), lambda o: o.subscription.target),
    Column("state", _("State"), lambda o: o.state, sort="state", kind="state"),
    Column("start", _("From"), lambda o: o.start, sort="start", kind="moment"),
    Column("end", _("To"), lambda o: o.end, sort="end", kind="moment"),
    Column("length", _("Length"), lambda o: lasted((o.end - o.start).total_seconds()),
           kind="length"),
)  # fmt: skip


@clients_only
def outages(request: HttpRequest) -> HttpResponseBase:
    """Every time that was not up, the latest first."""
    found = listing(
        request, queries.outages(viewer_of(request)), columns=COLUMNS, filters=OF_OUTAGES,
        sort="-start",
        empty=_("No outage: what monitoring sees of your subscriptions is told here."),
    )  # fmt: skip
    if wants_file(request):
        return list_file(request, found, "outages")
    return page(request, "portal/outages", HERE, {"found": found})


@clients_only
def outage(request: HttpRequest, id: int) -> HttpResponseBase:
    """One outage: what of it counts, under each of the nine grounds, and who decided."""
    viewer = viewer_of(request)
    found = queries.outage(viewer, id)
    known = queries.explained(viewer, found)
    told = {
        "it": found, "lasted": lasted((found.end - found.start).total_seconds()),
        "counted": lasted(queries.counted(found, known.left_out)), **explained(known),
        "corrections": queries.touching(
            queries.corrections(viewer, subscription=found.subscription_id), found
        ),
        "face": "portal",
    }  # fmt: skip
    return page(request, "portal/outage", HERE, told)


@clients_only
def months(request: HttpRequest) -> HttpResponseBase:
    """The months as they were frozen, the latest first."""
    found = listing(
        request, reports.frozen(viewer_of(request)), columns=shown.columns("portal"),
        filters=shown.FILTERS, sort="-month",
        empty=_("No month is frozen yet: each one is, some days after its end."),
    )  # fmt: skip
    if wants_file(request):
        return list_file(request, found, "months")
    viewer = viewer_of(request)
    told = {
        "found": found, "heading": _("Months"),
        "speaks": [each for each in parties.clients(viewer) if viewer.speaks_for(each.pk)],
    }  # fmt: skip
    return page(request, "portal/months", HERE, told)


@clients_only
def month(request: HttpRequest, id: int) -> HttpResponseBase:
    """A frozen month: its figures, its reasons, its revisions, its files."""
    viewer = viewer_of(request)
    row = reports.frozen_row(viewer, id)
    revisions = reports.frozen(
        viewer, subscription=row.subscription_id, month=row.month, revisions=True
    )
    told = {**shown.shown(row), "face": "portal", "revisions": revisions}
    return page(request, "tenir/month_frozen", HERE, told)


@clients_only
def handed_out(request: HttpRequest, id: int, kind: str) -> HttpResponseBase:
    """The report, the statement or the table of a frozen month."""
    row = reports.frozen_row(viewer_of(request), id)
    body = file_of(row, shown.known_kind(kind), language=language())
    return shown.handed_out(body, name_of(row, kind), TYPES[kind])


@clients_only
def pack(request: HttpRequest, id: int, month: str) -> HttpResponseBase:
    """A client's month over all articles, for the review that both parties hold."""
    found = reports.pack(viewer_of(request), id, shown.known_month(month), at=clock.now())
    told = {
        "it": found, "named": month_in_words(month), "face": "portal",
        "sentence": sentence(found, language()), "sections": sections(found, language()),
    }  # fmt: skip
    return page(request, "tenir/pack", HERE, told)


@clients_only
def pack_file(request: HttpRequest, id: int, month: str) -> HttpResponseBase:
    """The same as a file: a PDF, ready for the meeting, or its table."""
    found = reports.pack(viewer_of(request), id, shown.known_month(month), at=clock.now())
    kind = "csv" if request.GET.get("kind") == "csv" else "pdf"
    body = pack_as(found, kind, language())
    return shown.handed_out(body, file_name(found, language(), kind), TYPES[kind])
