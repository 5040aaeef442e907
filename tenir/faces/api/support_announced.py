"""Time announced before it is charged, and the client's answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Id, Moment, Shown, Told
from tenir.faces.api.support_shapes import Words
from tenir.faces.api.support_time import Minutes
from tenir.ui.pages import viewer_of
from tenir.viewer import NotSeen

article = Article("Time spent")
WRITE = Scope.SUPPORT_WRITE


class NewAnnouncement(Told):
    """Why time will be charged, and how much of it, at a guess."""

    because: Words
    minutes: Minutes


class AnnouncementShown(Shown):
    """What the client was told before time is charged (fr. annonce de facturation)."""

    id: int = Field(alias="pk")
    request: int = Field(alias="request_id")
    because: str
    minutes: int
    rate: Decimal = Field(description="An hour in working hours, in euros excl. tax.")
    out_of_hours_rate: Decimal = Field(description="An hour out of hours, in euros excl. tax.")
    rounding: int | None = Field(description="Minutes to which each time is rounded up, as told.")
    minimum: int | None = Field(description="Minutes that each time counts at least, as told.")
    announced_at: Moment
    accepted_at: Moment | None
    declined_at: Moment | None


class TimeAnswer(Told):
    """Whether you accept that time is charged."""

    accepted: bool
    announcement: Id | None = Field(None, description="Which one; the last where it is not said.")


@article.one("/requests/{id}/time-announcement", AnnouncementShown)
def read_time_announcement(request: HttpRequest, id: Id) -> Any:
    """Read what the client was last told before time is charged.

    Clause: 7.22.
    """
    found = queries.announcement(viewer_of(request), id)
    if found is None:
        raise NotSeen("api.no_such")
    return found


@article.many("/requests/{id}/time-announcements", AnnouncementShown)
def list_time_announcements(request: HttpRequest, id: Id, asked: Query[Asked]) -> Any:
    """List all that the client was told before time is charged, in order.

    Each holds for the time that was begun from it to the next one.
    Clause: 7.22.
    """
    return paged(request, asked, queries.announcements(viewer_of(request), id))


@article.act("/requests/{id}/time-announcement", AnnouncementShown, need=WRITE)
def announce_time(request: HttpRequest, id: Id, told: NewAnnouncement) -> Any:
    """Tell the client, before it is, that time will be charged: why, how much, at which rates.

    Clause: 7.22.
    """
    return services.announce_time(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())


@article.act("/requests/{id}/time-announcement/answer", AnnouncementShown, need=WRITE)
def answer_time(request: HttpRequest, id: Id, told: TimeAnswer) -> Any:
    """Accept, as a contact, that time is charged, or decline it: as last announced, or as told.

    Clause: 7.22.
    """
    return services.answer_time(id, **told.model_dump(), actor=viewer_of(request), at=clock.now())
