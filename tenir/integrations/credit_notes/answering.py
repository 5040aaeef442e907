"""A credit note as what a browser or a program is answered."""

from __future__ import annotations

from django.http import HttpResponse

from tenir.apps.penalties.queries import CreditNote
from tenir.integrations.credit_notes.pdf import pdf_of


def written(note: CreditNote) -> HttpResponse:
    """The note's file, to keep."""
    return HttpResponse(
        pdf_of(note.said), content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{note.number}.pdf"',
                 "Cache-Control": "private, no-store"},
    )  # fmt: skip
