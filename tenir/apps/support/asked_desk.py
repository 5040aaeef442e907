"""Questions about the desk: who answers, in which words, what belongs together."""

from __future__ import annotations

import zlib
from datetime import datetime

from django.db.models import Q, QuerySet

from tenir.apps.accounts.queries import Person
from tenir.apps.support.asked import request, requests
from tenir.apps.support.happening import end_of, visible
from tenir.apps.support.models import (
    CannedAnswer,
    HandOver,
    KeptMail,
    Link,
    Moving,
    Presence,
    Request,
    Team,
)
from tenir.apps.support.rights import ANSWERING
from tenir.viewer import NotSeen, Viewer


def teams(viewer: Viewer) -> QuerySet[Team]:
    """The teams that answer requests, for staff."""
    found = Team.objects.prefetch_related("members").order_by("name")
    return found if viewer.is_staff else found.none()


def canned_answers(viewer: Viewer) -> QuerySet[CannedAnswer]:
    """The words that agents use again, for staff."""
    found = CannedAnswer.objects.filter(withdrawn_at=None).order_by("name")
    return found if viewer.is_staff else found.none()


def movings(viewer: Viewer) -> QuerySet[Moving]:
    """The closings whose clocks are moved in the background, the last first, for staff.

    Clause: 7.15.
    """
    found = Moving.objects.select_related("closure").order_by("-pk")
    return found if viewer.is_staff else found.none()


def presences(viewer: Viewer, id: int | Request, *, now: datetime) -> QuerySet[Presence]:
    """Who of the staff has a request open now, and who is writing, for staff."""
    found = request(viewer, id).presences.filter(until__gte=now).select_related("person")
    if not viewer.is_staff:
        raise NotSeen("requests.unknown")
    return found.order_by("person__name")


def followers(viewer: Viewer, id: int | Request) -> QuerySet[Person]:
    """Who is told of what happens to a request: a client sees those of its own side."""
    found = Person.objects.filter(pk__in=request(viewer, id).followers.values("person"))
    if not viewer.is_staff:
        found = found.filter(memberships__organisation__in=list(viewer.clients)).distinct()
    return found.order_by("name", "pk")


def links(viewer: Viewer, id: int | Request) -> QuerySet[Link]:
    """What a request has to do with, among the requests that the viewer may see.

    Clause: 7.7.
    """
    one, seen = request(viewer, id), requests(viewer).order_by().values("pk")
    found = Link.objects.filter(Q(first=one) | Q(second=one))
    return found.filter(first__in=seen, second__in=seen).select_related("first", "second")


def merged_into(viewer: Viewer, id: int | Request) -> Request | None:
    """The request that one goes on in, where the viewer may see it; None where there is none.

    Where that one was merged in its turn: the last of them.
    Clause: 7.7.
    """
    found = request(viewer, id)
    end = end_of(found)
    return end if end.pk != found.pk and visible(viewer, end) else None


def hand_overs(viewer: Viewer, *, waiting: bool = False) -> QuerySet[HandOver]:
    """What was passed on to third parties, among what the viewer may see; `waiting`: not back yet.

    Clause: 7.20.
    """
    found = HandOver.objects.filter(request__in=requests(viewer).order_by().values("pk"))
    found = found.select_related("request", "software").order_by("-handed_at", "-pk")
    return found.filter(back_at=None) if waiting else found


def kept_mail(viewer: Viewer, *, waiting: bool = False) -> QuerySet[KeptMail]:
    """The mail that could not be placed, the latest first, for who answers requests.

    `waiting`: what nobody has seen to yet. One about a restricted request is not shown to others.
    Clause: 7.1.
    """
    if not viewer.has(*ANSWERING):
        return KeptMail.objects.none()
    seen = Q(request=None) | Q(request__in=requests(viewer).order_by().values("pk"))
    found = KeptMail.objects.filter(seen).defer("content").order_by("-id")
    return found.filter(settled_at=None) if waiting else found


def kept_mail_content(viewer: Viewer, id: int) -> bytes:
    """A mail that could not be placed, byte for byte as it came. Raises NotSeen.

    Clause: 7.1.
    """
    return zlib.decompress(_content(viewer, id))


def kept_mail_top(viewer: Viewer, id: int, *, most: int) -> str:
    """The beginning of a mail that could not be placed, as plain text. Raises NotSeen.

    Clause: 7.1.
    """
    raw = zlib.decompressobj().decompress(_content(viewer, id), most)
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    return "".join(each for each in text if each.isprintable() or each in "\n\t")


def _content(viewer: Viewer, id: int) -> bytes:
    found = kept_mail(viewer).filter(pk=id).values_list("content", flat=True).first()
    if found is None:
        raise NotSeen("requests.no_mail")
    return bytes(found)
