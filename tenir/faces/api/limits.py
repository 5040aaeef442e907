"""How many calls a minute has, for each token, person and address, whichever process answers.

One row of the database counts for all processes. A process draws some calls at a time and gives
them out of its own memory, so that reading through the API is not writing at each call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tenir.apps.accounts.queries import subscriber_of
from tenir.faces.api.models import Spent
from tenir.faces.api.problems import TooMany
from tenir.viewer import Viewer

MINUTE = 60
A_DAY = 24 * 60
DRAWS = 50  # a minute's calls are drawn in so many parts at most
_DRAW = (
    "INSERT INTO face_api_spent AS held (key, minute, drawn) VALUES (%s, %s, %s)"
    " ON CONFLICT (key) DO UPDATE SET minute = excluded.minute, drawn = excluded.drawn"
    " + CASE WHEN held.minute = excluded.minute THEN held.drawn ELSE 0 END RETURNING drawn"
)


@dataclass
class Held:
    """Calls drawn and not given out yet, and what the minute still has beyond them."""

    minute: int
    mine: int
    beyond: int


@dataclass(frozen=True)
class Left:
    """What is left of a minute, for the headers."""

    policy: str
    limit: int
    left: int
    seconds: int


_held: dict[str, Held] = {}
_lock = Lock()


def spend(request: HttpRequest, viewer: Viewer, *, at: datetime) -> Left:
    """One call less, of the address and of who calls; TooMany where a minute has no more."""
    address = subscriber_of(str(request.META.get("REMOTE_ADDR", "")))
    if viewer.person is None:
        return _spend("stranger", address, at=at)
    _spend("address", address, at=at)
    return _spend("token", holder_of(request, viewer), at=at)


def holder_of(request: HttpRequest, viewer: Viewer) -> str:
    """Who calls: a token, or a person by a session."""
    token = getattr(request, "token", None)
    return f"token/{token}" if token is not None else f"person/{viewer.person}"


def forget() -> None:
    """Calls drawn by this process are given up."""
    with _lock:
        _held.clear()


def _spend(policy: str, who: str, *, at: datetime) -> Left:
    limit, second = int(settings.API_LIMITS[policy]), int(at.timestamp())
    minute, seconds = second // MINUTE, MINUTE - second % MINUTE
    key = salted_hmac("tenir.api.limits", f"{policy}:{who}").hexdigest()
    with _lock:
        held = _held.get(key)
        if held is None or held.minute != minute or not held.mine:
            held = _held[key] = _drawn(key, minute, limit)
        if not held.mine:
            raise TooMany("api.too_many", policy=policy, limit=limit, seconds=seconds)
        held.mine -= 1
        return Left(policy, limit, held.mine + held.beyond, seconds)


def _drawn(key: str, minute: int, limit: int) -> Held:
    wanted = max(1, limit // DRAWS)
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, [key, minute, wanted])
        (drawn,) = cursor.fetchone()
    if drawn == wanted:  # the first of this minute: a good time to sweep
        Spent.objects.filter(minute__lt=minute - A_DAY).delete()
        _sweep(minute)
    granted = max(0, min(wanted, limit - (drawn - wanted)))
    return Held(minute, granted, max(0, limit - drawn))


def _sweep(minute: int) -> None:
    for key in [key for key, held in _held.items() if held.minute < minute]:
        del _held[key]
