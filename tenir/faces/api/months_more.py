"""What of a month is handed out: the files of a frozen one, and the review over all articles.

Clause: 5.4, 7.14.
"""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

from tenir import clock
from tenir.apps.reports import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.shapes import Id, Month, Shown, Told
from tenir.integrations.report.frozen import TYPES, file_of, name_of
from tenir.integrations.report.pack import file_name, pack_as, sections, sentence
from tenir.ui.language import language
from tenir.ui.months import handed_out
from tenir.ui.pages import viewer_of

article = Article("Months")


class ReportsAsked(Told):
    """Whether the reports of each month are sent, unasked."""

    every_month: bool


class EveryMonthShown(Shown):
    """What a client asked: its reports each month, or on request."""

    client: int
    every_month: bool


class FileAsked(Schema):
    """As what, in the language that the request asks for."""

    kind: Literal["pdf", "json", "csv"] = "pdf"


class ReviewFileAsked(Schema):
    """As what, in the language that the request asks for."""

    kind: Literal["pdf", "csv"] = "pdf"


class SectionShown(Shown):
    """One article's part of the monthly review."""

    name: str
    title: str
    head: list[str]
    rows: list[list[str]]
    note: str


class ReviewShown(Shown):
    """A client's month over all articles, in the language that the request asks for."""

    client: int
    month: Month
    sentence: str
    sections: list[SectionShown]


@article.act("/clients/{id}/reports", EveryMonthShown, need=Scope.PARTIES_WRITE)
def ask_reports(request: HttpRequest, id: Id, told: ReportsAsked) -> Any:
    """Ask for the reports of every month, once for all, or have them on request again.

    Clause: 5.4.
    """
    services.ask_every_month(
        organisation=id, every_month=told.every_month, actor=viewer_of(request), at=clock.now()
    )
    return {"client": id, "every_month": told.every_month}


@article.file("/months/{id}/file", *TYPES.values())
def read_month_file(request: HttpRequest, id: Id, asked: Query[FileAsked]) -> HttpResponse:
    """Download a frozen month: the report with its evidence (PDF/A-3), its statement, or a table.

    Clause: 5.4.
    """
    row = queries.frozen_row(viewer_of(request), id)
    body = file_of(row, asked.kind, language=language())
    return handed_out(body, name_of(row, asked.kind), TYPES[asked.kind])


@article.one("/clients/{id}/reviews/{month}", ReviewShown)
def read_review(request: HttpRequest, id: Id, month: Month) -> Any:
    """Read a client's month over all articles, as both parties review it.

    Clause: 5.4, 7.14.
    """
    found = queries.pack(viewer_of(request), id, month, at=clock.now())
    return {
        "client": id, "month": month, "sentence": sentence(found, language()),
        "sections": sections(found, language()),
    }  # fmt: skip


@article.file("/clients/{id}/reviews/{month}/file", TYPES["pdf"], TYPES["csv"])
def read_review_file(
    request: HttpRequest, id: Id, month: Month, asked: Query[ReviewFileAsked]
) -> HttpResponse:
    """Download the same as a PDF that carries its table, ready for the meeting, or the table alone.

    Clause: 5.4, 7.14.
    """
    found = queries.pack(viewer_of(request), id, month, at=clock.now())
    body = pack_as(found, asked.kind, language())
    return handed_out(body, file_name(found, language(), asked.kind), TYPES[asked.kind])
