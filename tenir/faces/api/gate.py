"""Who may ask for an operation at all, before any service is called."""

from __future__ import annotations

from enum import Enum

from django.http import HttpRequest
from ninja.utils import check_csrf

from tenir.apps.accounts.queries import Scope, allowed_by_token
from tenir.faces.api.problems import Unauthenticated
from tenir.ui.pages import viewer_of
from tenir.viewer import NotAllowed

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Openness(Enum):
    """Operations that no scope opens."""

    ANYONE = "anyone"
    IN_PERSON = "in person"  # a person signed in, never a program with a token


Need = Scope | Openness
ANYONE, IN_PERSON = Openness.ANYONE, Openness.IN_PERSON


def admit(request: HttpRequest, need: Need) -> None:
    """Refuses whoever is unknown, whoever owes something first, and a token without the scope.

    A session is believed with its CSRF token alone, where something is changed.
    """
    viewer = viewer_of(request)
    if viewer.person is None:
        if need is ANYONE and "Authorization" not in request.headers:
            return
        raise Unauthenticated("api.unauthenticated")
    if getattr(request, "held_back", False):
        raise NotAllowed("api.held_back")
    if viewer.scopes is None:
        if request.method not in READING and check_csrf(request) is not None:
            raise NotAllowed("api.csrf")
    elif need is IN_PERSON:
        raise NotAllowed("accounts.not_by_token")
    elif isinstance(need, Scope):
        allowed_by_token(viewer, need)
