"""Private links: made and revoked by people of a client, followed by their programs.

Clause: 5.11, 10.4.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from tenir.apps.accounts import queries as accounts
from tenir.apps.journal import services as journal
from tenir.apps.parties import queries as parties
from tenir.apps.publishing.models_links import PrivateLink
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, NotSeen, Viewer

MOST = 20  # links that one person has for one client
A_MINUTE = 30  # times that a link is read: a feed reader asks a few times an hour
KEPT = timedelta(days=30)  # of a link that opens nothing any more


class FaultyLink(Refused):
    """A link without a name, or one too many."""


class TooOften(Refused):
    """A link that is read more often than any program needs to."""


@dataclass(frozen=True)
class MadeLink:
    """A new link and its token: shown now, never again."""

    link: PrivateLink
    token: str = field(repr=False)


@transaction.atomic
def make_link(client: int, *, name: str, actor: Viewer, at: datetime) -> MadeLink:
    """A secret address for a program of the actor's: it reads that client's board, and no other.

    Clause: 5.11, 10.4.
    """
    _in_person(actor)
    if actor.person is None or client not in actor.clients:
        raise NotSeen("parties.no_client")
    if not name.strip() or len(name.strip()) > 100:
        raise FaultyLink("publishing.link_name", field="name")
    if _live().filter(person=actor.person, client=client).count() >= MOST:
        raise FaultyLink("publishing.too_many_links", most=MOST, field="name")
    token = secrets.token_urlsafe(32)
    made = PrivateLink.objects.create(
        person_id=actor.person, client=parties.client(actor, client), name=name.strip(),
        digest=accounts.digest(token), hint=token[:6], made_at=at,
    )  # fmt: skip
    _journal("link_made", made, actor, at)
    return MadeLink(made, token)


@transaction.atomic
def revoke_link(id: int, *, actor: Viewer, at: datetime) -> PrivateLink:
    """Ends a link: one's own, or one of the client that one leads.

    Clause: 10.4.
    """
    _in_person(actor)
    found = links(actor).filter(pk=id).first()
    if found is None:
        raise NotSeen("publishing.no_link")
    if PrivateLink.objects.filter(pk=id, revoked_at=None).update(revoked_at=at):
        _journal("link_revoked", found, actor, at)
    return found


def links(viewer: Viewer) -> QuerySet[PrivateLink]:
    """The viewer's own links that are not revoked; a main contact's, all of its client's.

    Clause: 10.4.
    """
    led = [key for key in viewer.clients if viewer.leads(key)]
    mine = Q(person=viewer.person or 0, client__in=list(viewer.clients)) | Q(client__in=led)
    rows = _live().filter(mine).select_related("person", "client__organisation")
    return rows.order_by("-made_at", "-pk")


def follow_link(token: str, *, at: datetime) -> tuple[PrivateLink, Viewer]:
    """Whose link that is, as a viewer of that one client; that it was used is remembered.

    NotSeen of what opens nothing, TooOften beyond some calls a minute.
    Clause: 10.4.
    """
    kept = accounts.digest(token)
    rows = _live().filter(digest=kept, person__is_active=True)
    found = rows.select_related("person", "client__organisation").first()
    if found is None or not accounts.same(found.digest, kept):
        raise NotSeen("publishing.no_link")
    whole = accounts.viewer_of(found.person)
    if found.client_id not in whole.clients:
        raise NotSeen("publishing.no_link")
    _count(found, at)
    only = {found.client_id: whole.clients[found.client_id]}
    return found, replace(whole, staff=frozenset(), clients=only, scopes=frozenset())


def forget_links(now: datetime) -> int:
    """Forgets the links that open nothing any more; how many."""
    dead = Q(revoked_at__lt=now - KEPT) | Q(person__is_active=False)
    return PrivateLink.objects.filter(dead).delete()[0]


def _in_person(actor: Viewer) -> None:
    if actor.scopes is not None:
        raise NotAllowed("accounts.not_by_token")


def _live() -> QuerySet[PrivateLink]:
    return PrivateLink.objects.filter(revoked_at=None)


def _count(found: PrivateLink, at: datetime) -> None:
    """One call more of this minute, in one statement whichever process answers."""
    minute = int(at.timestamp()) // 60
    rows = PrivateLink.objects.filter(pk=found.pk).exclude(minute=minute, calls__gte=A_MINUTE)
    calls = Case(When(minute=minute, then=F("calls") + 1), default=Value(1))
    if not rows.update(calls=calls, minute=minute, last_used_at=at):
        raise TooOften("publishing.too_often", most=A_MINUTE)


def _journal(verb: str, link: PrivateLink, actor: Viewer, at: datetime) -> None:
    journal.record(
        f"publishing.{verb}", subject=f"link/{link.pk}", client=link.client_id, actor=actor,
        at=at, clauses=("10.4",), after={"link": link.pk},
    )  # fmt: skip
