"""Every fact, searched by staff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.journal import queries
from tenir.faces.console.frame import page
from tenir.ui.listing import Column, Filter, csv_of, listing, wants_csv
from tenir.ui.pages import staff_only, viewer_of

COLUMNS = (
    Column("id", _("Number"), lambda e: e.pk, sort="id", kind="number",
           href=lambda e: reverse("console:entry", args=[e.pk])),
    Column("verb", _("Fact"), lambda e: e.verb, sort="verb", lead=True),
    Column("subject", _("About"), lambda e: e.subject, sort="subject"),
    Column("clauses", _("Clauses"), lambda e: e.clauses, kind="clauses"),
    Column("happened", _("True from"), lambda e: e.happened_at, kind="moment"),
    Column("recorded", _("Recorded"), lambda e: e.recorded_at, kind="moment"),
)  # fmt: skip
FILTERS = (
    Filter("verb", _("Fact"), lambda rows, value: rows.filter(verb__startswith=value)),
    Filter("subject", _("About"), lambda rows, value: rows.filter(subject__startswith=value)),
    Filter("actor", _("By"), lambda rows, value: rows.filter(actor=value)),
)


@staff_only
def journal(request: HttpRequest) -> HttpResponseBase:
    """The entries, the latest first."""
    found = listing(
        request, queries.entries(viewer_of(request)), columns=COLUMNS, filters=FILTERS, sort="-id",
        empty=_("Nothing has happened yet."),
    )  # fmt: skip
    if wants_csv(request):
        return csv_of(found, "journal")
    return page(request, "tenir/page", "journal", {"found": found, "heading": _("Journal")})
