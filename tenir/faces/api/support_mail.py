"""Mail that came in and could not be placed, for those who answer requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.language import language_of
from tenir.faces.api.shapes import Because, Id, Line, Moment, Shown, Told
from tenir.integrations.mail.letter import files_in
from tenir.terms.phrases import say
from tenir.ui.pages import viewer_of

article = Article("Support desk")


class KeptMailShown(Shown):
    """A mail that joined no request, whole or in part (fr. courriel en attente), and why.

    `sender` and `title` are what it says: nothing of it was believed.
    """

    id: int = Field(alias="pk")
    reason: str
    because: str
    detail: str
    automatic: bool
    sender: str
    title: str
    text: str
    received_at: Moment
    size: int
    digest: str
    request: int | None = Field(alias="request_id")
    settled_at: Moment | None
    settled_because: str

    @staticmethod
    def resolve_because(obj: Any, context: Any) -> str:
        """The reason in words."""
        return obj.detail or say(obj.reason, language_of(context["request"]))


class Placed(Told):
    """The request that a mail is about."""

    request: Id


class KeptMailAsked(Asked):
    """Which of it."""

    waiting: bool = Field(False, description="What nobody has seen to yet.")
    text: Line = Field("", description="A part of the sender or of the subject.")
    automatic: bool | None = Field(None, description="What machines wrote, or what people did.")

    narrows: ClassVar[Mapping[str, str | tuple[str, ...]]] = {
        "text": ("sender__icontains", "title__icontains"), "automatic": "automatic",
    }  # fmt: skip


@article.many("/kept-mail", KeptMailShown)
def list_kept_mail(request: HttpRequest, asked: Query[KeptMailAsked]) -> Any:
    """List the mail that could not be placed, the latest first, for agents.

    Clause: 7.1.
    """
    return paged(request, asked, queries.kept_mail(viewer_of(request), waiting=asked.waiting))


@article.file("/kept-mail/{id}/content", "application/octet-stream")
def read_kept_mail(request: HttpRequest, id: Id) -> Any:
    """Read a mail that could not be placed, byte for byte as it came. It may be hostile."""
    content = queries.kept_mail_content(viewer_of(request), id)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="mail-{id}.eml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@article.act("/kept-mail/{id}/settle", KeptMailShown, need=Scope.SUPPORT_WRITE)
def settle_kept_mail(request: HttpRequest, id: Id, told: Because) -> Any:
    """Say how a mail was seen to: it waits no more.

    Clause: 7.1.
    """
    return services.settle_mail(id, because=told.because, actor=viewer_of(request), at=clock.now())


@article.act("/kept-mail/{id}/place", KeptMailShown, need=Scope.SUPPORT_WRITE)
def place_kept_mail(request: HttpRequest, id: Id, told: Placed) -> Any:
    """Put the words and files of a mail into a request, as an internal note: it waits no more.

    A file that is refused is named in the note.

    Clause: 7.1, 7.12.
    """
    actor = viewer_of(request)
    return services.place_mail(
        id, request=told.request, files_in=files_in, actor=actor, at=clock.now()
    )
