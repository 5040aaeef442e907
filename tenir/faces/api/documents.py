"""Files kept: what they are, whose, and their bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, ClassVar, Literal, cast
from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Query
from ninja.files import UploadedFile
from pydantic import Field

from tenir import clock
from tenir.apps.accounts import queries as accounts
from tenir.apps.documents import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Id, Key, Line, Moment, Shown, Told
from tenir.ui.pages import viewer_of

article = Article("Documents")


class DocumentShown(Shown):
    """A file kept (fr. document): what it is, whose it is, who may read it."""

    id: UUID = Field(alias="pk")
    organisation: int | None = Field(alias="organisation_id")
    audience: str
    title: str
    filename: str
    media_type: str
    size: int
    digest: str
    purpose: str
    subject: str
    kept_at: Moment
    withdrawn_at: Moment | None


class NewDocument(Told):
    """What goes with a file: its title, whose it is, and who may read it."""

    title: Line
    purpose: Key = "letter"
    organisation: Id | None = None
    audience: Literal["everyone", "client", "staff", "security"] = "client"
    subject: Key = ""


class DocumentsAsked(Asked):
    """Which documents."""

    sort: Literal["kept_at", "-kept_at", "title", "-title"] = "-kept_at"
    title: Line = Field("", description="A part of the title.")
    organisation: Id | None = None
    subject: Line = ""
    purpose: Key = ""
    audience: Literal["", "everyone", "client", "staff", "security"] = ""

    sorts: ClassVar[Mapping[str, str]] = {"kept_at": "kept_at", "title": "title"}
    narrows: ClassVar[Mapping[str, str]] = {
        "title": "title__icontains", "organisation": "organisation", "subject": "subject",
        "purpose": "purpose", "audience": "audience",
    }  # fmt: skip


@article.many("/documents", DocumentShown)
def list_documents(request: HttpRequest, asked: Query[DocumentsAsked]) -> Any:
    """List the files that you may read."""
    return paged(request, asked, queries.documents(viewer_of(request)))


@article.one("/documents/{id}", DocumentShown)
def read_document(request: HttpRequest, id: UUID) -> Any:
    """Read what a file is."""
    return queries.document(viewer_of(request), id)


@article.file("/documents/{id}/content", "*/*")
def read_document_content(request: HttpRequest, id: UUID) -> Any:
    """Read a file's bytes, under its own media type."""
    served = queries.served(viewer_of(request), id)
    response = FileResponse(served.content)
    for name, value in served.headers.items():
        response[name] = value
    return response


@article.create("/documents", DocumentShown, need=Scope.DOCUMENTS_WRITE, where="/documents/{id}")
def keep_document(request: HttpRequest, told: Form[NewDocument], file: File[UploadedFile]) -> Any:
    """Keep a file: refused where it could do harm, or is not what its name says."""
    actor, given = viewer_of(request), told.model_dump()
    if told.organisation is not None:
        accounts.organisation(actor, told.organisation)
    return services.keep(
        cast(BinaryIO, file), filename=file.name or "", claimed=file.content_type or "", **given,
        actor=actor, at=clock.now(),
    )  # fmt: skip


@article.remove("/documents/{id}", need=Scope.DOCUMENTS_WRITE)
def withdraw_document(request: HttpRequest, id: UUID) -> Any:
    """Take a file out of everyone's sight but administrators'."""
    services.withdraw(id, actor=viewer_of(request), at=clock.now())
