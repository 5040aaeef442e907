"""Whether a client is content: asked once, when its request is first resolved.

The mail that asks carries three links, signed: whoever reads it says so without signing in.
Clause: 7.12.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction

from tenir.apps.support.happening import locked
from tenir.apps.support.models import Request
from tenir.apps.support.rights import NotNow, speaks
from tenir.viewer import NotSeen, Viewer

SALT = "support.how"
OPEN = timedelta(days=60)  # how long a link of a mail may be followed
SCORES: Mapping[int, str] = {3: "content", 2: "so_so", 1: "not_content"}
OVER = frozenset({"resolved", "closed"})


def is_asked(found: Request) -> bool:
    """Whether its client is asked at the resolution that comes now: at the first one alone."""
    return found.satisfaction is None and not found.entries.filter(what="resolved").exists()


def links(found: Request, *, at: datetime) -> dict[str, Any]:
    """The address of each answer, by its name: content, so_so, not_content."""
    token = signing.dumps([found.pk, int(at.timestamp())], salt=SALT).replace(":", ".")
    return {name: f"{settings.TENIR.url}/support/how/{token}/{score}/"
            for score, name in SCORES.items()}  # fmt: skip


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
    """The same, by a link of the mail that asked. Raises NotSeen where it is not one, NotNow."""
    found = Request.objects.select_for_update().filter(pk=_request_of(token, at)).first()
    if found is None:
        raise NotSeen("requests.how_unknown")
    return _said(found, score, words, at=at)


def asked_how(token: str, *, at: datetime) -> Request:
    """The request that a link of the mail asks about. Raises NotSeen."""
    found = Request.objects.filter(pk=_request_of(token, at)).first()
    if found is None:
        raise NotSeen("requests.how_unknown")
    return found


def _request_of(token: str, at: datetime) -> int:
    try:
        key, asked_at = signing.loads(token.replace(".", ":"), salt=SALT)
    except signing.BadSignature:
        raise NotSeen("requests.how_unknown") from None
    if at.timestamp() - asked_at > OPEN.total_seconds():
        raise NotSeen("requests.how_unknown")
    return int(key)


def _said(found: Request, score: int, words: str, *, at: datetime) -> Request:
    if found.state not in OVER:
        raise NotNow("requests.not_now", number=found.number, state=found.state)
    if score not in SCORES:
        raise NotNow("requests.score")
    found.satisfaction, found.satisfaction_at = score, at
    found.satisfaction_words = words.strip()[:2000]
    found.save(update_fields=["satisfaction", "satisfaction_at", "satisfaction_words"])
    return found
