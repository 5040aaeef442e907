"""Turns a request into a viewer, and holds back whoever has something to do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.accounts.queries import (
    has_second_factor,
    live_token,
    roles_of,
    second_factor_required,
    viewer_of,
)
from tenir.apps.accounts.services import note_use
from tenir.viewer import ANONYMOUS, Viewer

FACTOR_SEEN = "accounts_factor_seen"  # in the session: this person was seen to have one
ALWAYS = ("account_logout", "account_login", "account_inactive", "accounts_language")
API = "api-v1:"
BEFORE_FACTOR = ("account_reauthenticate", "account_set_password", "account_change_password")


class ViewerMiddleware:
    """Sets `request.viewer`, and speaks the person's language in their time zone.

    A request with `Authorization: Bearer …` is its token's and nothing else: a session that comes
    along is not looked at, so a program cannot do more than its scopes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, made for that viewer."""
        token = _bearer(request)
        if token is None:
            viewer, person = _of_session(request)
        else:
            request.user = AnonymousUser()
            viewer, person = _of_token(request, token)
        request.viewer = viewer  # type: ignore[attr-defined]
        if person is None:
            return self.get_response(request)
        with translation.override(person.language), timezone.override(person.time_zone):
            request.LANGUAGE_CODE = person.language
            answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        if token is None and _person(request) is None:  # signed out: “back” leads to nothing kept
            answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        """Sends a person to what they owe before anything else opens to them.

        First the acknowledgement of professional use, then the second factor that their
        organisation requires.
        Clause: 2.9.
        """
        person = _person(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if person is None or name in ALWAYS:
            return None
        if name.startswith(API):
            request.held_back = _owes(request, person)  # type: ignore[attr-defined]
            return None
        if person.professional_use_at is None:
            return _sent(request, name, to="accounts_professional_use")
        if name.startswith("mfa_") or not _owes_factor(request, person):
            return None
        return _sent(request, name, to="mfa_index", allowed=BEFORE_FACTOR)


def _bearer(request: HttpRequest) -> str | None:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


def _of_token(request: HttpRequest, value: str) -> tuple[Viewer, Person | None]:
    at = clock.now()
    token = live_token(value, at)
    if token is None:
        return ANONYMOUS, None
    request.token = token.pk  # type: ignore[attr-defined]
    note_use(token, at=at)
    return viewer_of(token.person, scopes=frozenset(token.scopes)), token.person


def _of_session(request: HttpRequest) -> tuple[Viewer, Person | None]:
    """Two queries: the person, and their roles."""
    person = _person(request)
    if person is None:
        return ANONYMOUS, None
    held = roles_of(person)
    request.factor_required = second_factor_required(held)  # type: ignore[attr-defined]
    return viewer_of(person, held=held), person


def _person(request: HttpRequest) -> Person | None:
    """The person of the session, behind Django's lazy user."""
    return request.user if isinstance(request.user, Person) else None


def _owes(request: HttpRequest, person: Person) -> bool:
    """Whether something is due before all else: the API says so in its own way."""
    return person.professional_use_at is None or _owes_factor(request, person)


def _owes_factor(request: HttpRequest, person: Person) -> bool:
    """Whether a second factor is required of them and was never seen."""
    if not getattr(request, "factor_required", False) or request.session.get(FACTOR_SEEN):
        return False
    if not has_second_factor(person):
        return True
    request.session[FACTOR_SEEN] = True
    return False


def _sent(
    request: HttpRequest, name: str, *, to: str, allowed: Sequence[str] = ()
) -> HttpResponseBase | None:
    if name == to or name in allowed:
        return None
    if request.method in {"GET", "HEAD"}:
        return redirect(to)
    raise PermissionDenied
