"""Credit notes as what a browser or a program is answered."""

from __future__ import annotations

from django.http import HttpResponse

from tenir.apps.penalties import queries
from tenir.apps.penalties.queries import CreditNote
from tenir.integrations.credit_notes.entries import entries_of
from tenir.integrations.credit_notes.pdf import pdf_of
from tenir.viewer import Viewer


def written(note: CreditNote) -> HttpResponse:
    """The note's file, to keep."""
    return HttpResponse(
        pdf_of(note.said), content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{note.number}.pdf"',
                 "Cache-Control": "private, no-store"},
    )  # fmt: skip


def entered(viewer: Viewer, *, year: int | None = None) -> HttpResponse:
    """Every credit note as entries of a journal, the first first, or those of that year.

    Clause: 5.9.
    """
    books, name = queries.invoicing(viewer), "entries"
    rows = queries.credit_notes(viewer).order_by("pk")
    if year is not None:
        rows, name = rows.filter(issued_on__year=year), f"entries-{year}"
    return HttpResponse(
        entries_of(rows, books), content_type="text/tab-separated-values; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.txt"'},
    )  # fmt: skip
