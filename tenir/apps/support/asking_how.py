"""Whether a client is content: asked once, when its request is first resolved.

The mail that asks carries a link for each answer: the contact whom it was sent to says so without
signing in, with an account or without, and nobody else has those links.
Clause: 7.12.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tenir.apps.accounts.queries import viewer_of
from tenir.apps.notices.queries import notice_of_link
from tenir.apps.notices.services import personal
from tenir.apps.parties import queries as parties
from tenir.apps.support.happening import locked, visible
from tenir.apps.support.models import Request
from tenir.apps.support.rights import NotNow, speaks
from tenir.viewer import SYSTEM, NotSeen, Viewer

OPEN = timedelta(days=60)  # how long a link of a mail may be followed
ASKS = "support.resolved"  # the kind of notice
SCORES: Mapping[int, str] = {3: "content", 2: "so_so", 1: "not_content"}
OVER = frozenset({"resolved", "closed"})


def is_asked(found: Request) -> bool:
    """Whether its client is asked at the resolution that comes now: at the first one alone."""
    return found.satisfaction is None and not found.entries.filter(what="resolved").exists()


def links() -> dict[str, Any]:
    """The address of each answer, by its name, signed once the mail leaves."""
    return {name: f"{personal('support/how')}/{score}/" for score, name in SCORES.items()}


@transaction.atomic
def say_how_it_went(
    request: int, score: int, *, words: str = "", actor: Viewer, at: datetime
) -> Request:
    """A contact says whether it is content: 1 no, 2 so so, 3 yes, and why. The last one holds.

    Raises NotSeen, NotEntitled, NotNow.
    """
    found = locked(request, actor)
    speaks(found, actor)
    return _said(found, score, words, at=at)


@transaction.atomic
def say_how_by_link(token: str, score: int, *, words: str = "", at: datetime) -> Request:
    """The same, by a link of the mail that asked, as the one whom it was sent to."""
    request, reader = _asked(token, at)
    if isinstance(reader, Viewer):
        return say_how_it_went(request, score, words=words, actor=reader, at=at)
    found = locked(request, SYSTEM)
    if not _knows(reader, found):
        raise NotSeen("requests.how_unknown")
    return _said(found, score, words, at=at)


def asked_how(token: str, *, at: datetime) -> Request:
    """The request that a link of the mail asks about. Raises NotSeen."""
    request, reader = _asked(token, at)
    found = Request.objects.filter(pk=request).first()
    if found is None or not _knows(reader, found):
        raise NotSeen("requests.how_unknown")
    return found


def _asked(token: str, at: datetime) -> tuple[int, Viewer | parties.Contact]:
    """The request that a mail asked about, and the one whom it was sent to.

    Who had no account then is a contact of the client still, at the address of the mail.
    """
    notice = notice_of_link(token)
    if not (notice and notice.kind == ASKS and at <= notice.owed_at + OPEN):
        raise NotSeen("requests.how_unknown")
    request = int(notice.subject.partition("/")[2])
    if notice.person:
        return request, viewer_of(notice.person)
    held = parties.contacts_held(notice.organisation_id or 0)
    reader = next((one for one in held if one.email.lower() == notice.address.lower()), None)
    if reader is None:
        raise NotSeen("requests.how_unknown")
    return request, reader


def _knows(reader: Viewer | parties.Contact, found: Request) -> bool:
    """Whether a person, or a contact without account, may know of the request."""
    if isinstance(reader, Viewer):
        return visible(reader, found)
    asked = found.caller_id == reader.pk
    return reader.client_id == found.client_id and (asked or not found.restricted)


def _said(found: Request, score: int, words: str, *, at: datetime) -> Request:
    if found.state not in OVER:
        raise NotNow("requests.not_now", number=found.number, state=found.state)
    if score not in SCORES:
        raise NotNow("requests.score")
    found.satisfaction, found.satisfaction_at = score, at
    found.satisfaction_words = words.strip()[:2000]
    found.save(update_fields=["satisfaction", "satisfaction_at", "satisfaction_words"])
    return found
