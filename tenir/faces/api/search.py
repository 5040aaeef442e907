"""Search over all that one may see."""

from __future__ import annotations

from html import unescape
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.html import strip_tags
from ninja import Query
from pydantic import BaseModel, Field, StringConstraints

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.faces.api.article import Article
from tenir.faces.api.shapes import NO_NUL, Key, Shown
from tenir.ui import searching
from tenir.ui.pages import viewer_of

article = Article("Search")
Question = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=NO_NUL)]


class Searched(BaseModel):
    """What is looked for."""

    q: Question = Field(description="Words or their beginnings; accents and capitals do not count.")
    kind: Key = Field("", description="Of that kind alone, and then more of it: client.")


class ResultShown(Shown):
    """One thing found, as it is called today."""

    key: str = Field(description="Its id in the operations of its kind; a clause's number.")
    title: str
    detail: str
    page: str = Field(description="Where people read it.")


class GroupShown(Shown):
    """The things found of one kind: what is called exactly so first."""

    kind: str
    label: str
    results: list[ResultShown]


class FoundShown(Shown):
    """What was found, kind by kind."""

    groups: list[GroupShown]


@article.one("/search", FoundShown)
def find_everything(request: HttpRequest, asked: Query[Searched]) -> Any:
    """Find what bears those words, of all that you may see.

    Six of each kind at most; fifty where one kind is asked for.
    """
    viewer = viewer_of(request)
    face = "console" if viewer.is_staff else "portal"
    closed = agreements.closed_pages(viewer, at=clock.now())
    groups = searching.groups(viewer, asked.q, face=face, only=asked.kind, closed=closed)
    return {
        "groups": [
            {"kind": group.key, "label": str(group.label), "results": map(_shown, group.results)}
            for group in groups
        ]
    }


def _shown(found: searching.Result) -> dict[str, str]:
    return {
        "key": found.key, "title": _plain(found.title), "detail": _plain(found.detail),
        "page": found.address,
    }  # fmt: skip


def _plain(marked: str) -> str:
    return unescape(strip_tags(marked))
