"""Past outages, works and penalties as CSV tables, in and out: docs/articles/past.md is the format.

Clause: 5.3, 5.5, 5.6, 5.12.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form
from ninja.files import UploadedFile

from tenir import clock
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.shapes import Shown
from tenir.faces.api.tables import CSV, Trying, csv_answer
from tenir.integrations.spreadsheets import past
from tenir.ui.pages import viewer_of
from tenir.viewer import NotAllowed

article = Article("Past")


class PastBrought(Shown):
    """What an import of the past came to, or would: references."""

    new: list[str]
    unchanged: list[str]


@article.act("/imports/past-outages", PastBrought, need=Scope.AVAILABILITY_WRITE)
def import_past_outages(request: HttpRequest, told: Form[Trying], file: File[UploadedFile]) -> Any:
    """Bring in outages of before Tenir: all of the table or nothing, and again changes nothing.

    Every mistake is told with its line and column. Nobody is written to.
    Clause: 5.3, 5.5.
    """
    return _taken("outages", request, told, file)


@article.act("/imports/past-works", PastBrought, need=Scope.MAINTENANCE_WRITE)
def import_past_works(request: HttpRequest, told: Form[Trying], file: File[UploadedFile]) -> Any:
    """Bring in works of before Tenir, in the same way.

    Clause: 5.5, 5.12.
    """
    return _taken("works", request, told, file)


@article.act("/imports/past-penalties", PastBrought, need=Scope.ORDERS_WRITE)
def import_past_penalties(
    request: HttpRequest, told: Form[Trying], file: File[UploadedFile]
) -> Any:
    """Bring in penalties settled before Tenir, in the same way: they open no right again.

    Clause: 5.6, 5.9.
    """
    return _taken("penalties", request, told, file)


@article.file("/exports/past-outages", CSV)
def export_past_outages(request: HttpRequest) -> HttpResponse:
    """Export outages brought in or entered by hand, as they are brought in.

    Clause: 5.3, 5.5.
    """
    return _given("outages", request)


@article.file("/exports/past-works", CSV)
def export_past_works(request: HttpRequest) -> HttpResponse:
    """Export works, as they are brought in.

    Clause: 5.5, 5.12.
    """
    return _given("works", request)


@article.file("/exports/past-penalties", CSV)
def export_past_penalties(request: HttpRequest) -> HttpResponse:
    """Export penalties settled before Tenir, as they are brought in.

    Clause: 5.6, 5.9.
    """
    return _given("penalties", request)


def _taken(kind: str, request: HttpRequest, told: Trying, file: UploadedFile) -> Any:
    _staff_alone(request)
    return past.import_past(
        kind, file.read(), name=file.name or "", dry_run=told.dry_run, actor=viewer_of(request),
        at=clock.now(),
    )  # fmt: skip


def _given(kind: str, request: HttpRequest) -> HttpResponse:
    _staff_alone(request)
    return csv_answer(past.export_past(kind, viewer_of(request)), f"past-{kind}")


def _staff_alone(request: HttpRequest) -> None:
    if not viewer_of(request).is_staff:
        raise NotAllowed("api.staff_only")
