"""Usual words, from which incidents and updates begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.publishing import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.publishing import Impact, State
from tenir.faces.api.shapes import Id, Line, Long, Shown, Told
from tenir.ui.pages import viewer_of

article = Article("Publishing")
WRITE = Scope.PUBLISHING_WRITE
Name = Annotated[Line, Field(max_length=100)]
Title = Annotated[Line, Field(max_length=150)]
Text = Annotated[Long, Field(max_length=8000)]


class WordingShown(Shown):
    """Words to begin from (fr. modèle): an incident, which has a title, or an update of one."""

    id: int = Field(alias="pk")
    name_fr: str
    name_en: str
    begins: bool = Field(description="Whether an incident begins from them, or an update of one.")
    state: str
    impact: str
    title_fr: str
    title_en: str
    text_fr: str
    text_en: str


class NewWording(Told):
    """Words to begin from; what is to be written each time is in brackets.

    In French `[heure]`, `[date]`, `[cause]`, `[faits]`, `[mesures]`, `[produit]`; in English
    `[time]`, `[date]`, `[cause]`, `[facts]`, `[measures]`, `[product]`.
    """

    name_fr: Name = Field(min_length=1, examples=["Panne en cours"])
    name_en: Name = ""
    begins: bool = Field(description="An incident, which has a title; or an update, without one.")
    state: State
    impact: Impact
    title_fr: Title = ""
    title_en: Title = ""
    text_fr: Text = Field(min_length=1, examples=["Le service est coupé depuis [heure]."])
    text_en: Text = ""


class WordingsAsked(Asked):
    """Which of them."""

    begins: bool | None = Field(None, description="Those of incidents, or those of updates.")
    state: Literal["", State] = ""
    text: Line = Field("", description="A part of a name, a title or a text, in either language.")
    sort: Literal["id", "-id", "name_fr", "-name_fr"] = "id"

    sorts: ClassVar[Mapping[str, str]] = {"id": "pk", "name_fr": "name_fr"}
    narrows: ClassVar[Mapping[str, str | tuple[str, ...]]] = {
        "begins": "begins", "state": "state",
        "text": tuple(f"{part}_{language}__icontains" for part in ("name", "title", "text")
                      for language in ("fr", "en")),
    }  # fmt: skip


@article.many("/incident-wordings", WordingShown)
def list_wordings(request: HttpRequest, asked: Query[WordingsAsked]) -> Any:
    """List the words from which incidents and updates begin, for staff.

    Clause: 10.4.
    """
    return paged(request, asked, queries.wordings(viewer_of(request)))


@article.one("/incident-wordings/{id}", WordingShown)
def read_wording(request: HttpRequest, id: Id) -> Any:
    """Read words from which incidents or updates begin, for staff.

    Clause: 10.4.
    """
    return queries.wordings(viewer_of(request)).get(pk=id)


@article.create(
    "/incident-wordings", WordingShown, need=WRITE, where="/incident-wordings/{id}"
)  # fmt: skip
def keep_wording(request: HttpRequest, told: NewWording) -> Any:
    """Keep words from which whoever publishes may begin.

    Clause: 10.4.
    """
    words = services.Words(**told.model_dump())
    return services.keep_wording(words, actor=viewer_of(request), at=clock.now())


@article.change("/incident-wordings/{id}", WordingShown, need=WRITE, of=read_wording)
def change_wording(request: HttpRequest, id: Id, told: NewWording) -> Any:
    """Put other words in the place of those; what was published from them stays.

    Clause: 10.4.
    """
    words = services.Words(**told.model_dump())
    return services.keep_wording(words, wording=id, actor=viewer_of(request), at=clock.now())


@article.remove("/incident-wordings/{id}", need=WRITE)
def withdraw_wording(request: HttpRequest, id: Id) -> Any:
    """Offer words no more; what was published from them stays.

    Clause: 10.4.
    """
    actor = viewer_of(request)
    found = queries.wordings(actor).get(pk=id)
    services.withdraw_wording(found.pk, actor=actor, at=clock.now())
