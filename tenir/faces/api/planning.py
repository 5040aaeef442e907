"""What is planned for a client, by date.

Clause: 7.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries
from tenir.faces.api.article import Article
from tenir.faces.api.opened import reader_of
from tenir.faces.api.shapes import Moment, Shown, Told

article = Article("Planning")


class PlanAsked(Told):
    """From when to when: now, and a year later, unless it is said."""

    since: Moment | None = None
    until: Moment | None = None


class PlannedShown(Shown):
    """Something planned. `ends_at` is null where no end is set, else its first instant outside."""

    kind: str = Field(description="works, closure, or the kind of an order or option.")
    starts_at: Moment
    ends_at: Moment | None
    whole_days: bool = Field(description="Whether the days count alone, not the hours.")
    title: Mapping[str, str] = Field(description="By language; empty where its kind says it all.")
    client: int | None = Field(alias="client_id", description="Null where it concerns several.")
    products: list[str]
    clause: str
    reference: str = Field(description="What it follows from: works/W-12, option/3, quote/7.")


class PlanShown(Shown):
    """All of it, the first first."""

    items: list[PlannedShown]


@article.one("/planning", PlanShown)
def read_planning(request: HttpRequest, asked: Query[PlanAsked]) -> Any:
    """Read what is planned for you: works, services ordered, trainings, closing days.

    What is over by `since` is left out.
    Clause: 7.3.
    """
    viewer, since = reader_of(request, "planning"), asked.since or clock.now()
    return {"items": queries.planned(viewer, since=since, until=asked.until)}
