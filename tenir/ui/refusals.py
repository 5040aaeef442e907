"""What is refused, as a page in the reader's language: what was wrong and what to do.

NUL is in no text that anyone writes, and PostgreSQL keeps none: an address with it leads nowhere, a
form with it is not read, a question is asked without it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    QueryDict,
    UnreadablePostError,
)
from django.utils.translation import gettext

from tenir.terms.errors import Refused
from tenir.ui.dead_ends import cut_short, looked_at, not_found, not_understood, refused
from tenir.ui.refusal_words import refusal_in_words
from tenir.viewer import NotAllowed, NotSeen

NUL = "\0"
API = "/api/"  # says itself what a field may hold


class RefusalMiddleware:
    """NotSeen is 404, as for what does not exist; NotAllowed 403; any other refusal 400.

    So is a body that was cut: nobody waits for its answer any more. An address that takes a form
    and shows nothing says so to who opens it, 405.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed) and looked_at(request):
            told = gettext("this address takes a form and shows nothing.")
            page = refused(request, message=told, status=405)
            page["Allow"] = answer["Allow"]
            return page
        return answer

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """The page where the address or the form has NUL."""
        if NUL in request.path:
            return not_found(request)
        if request.path.startswith(API):
            return None
        try:
            if any(map(_has_nul, request.POST.lists())):
                return not_understood(request)
        except UnreadablePostError:
            return cut_short()
        if any(map(_has_nul, request.GET.lists())):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; other errors are not ours."""
        if isinstance(error, NotSeen):
            return not_found(request)
        if isinstance(error, Refused):
            status = 403 if isinstance(error, NotAllowed) else 400
            return refused(request, message=refusal_in_words(error), status=status)
        if isinstance(error, UnreadablePostError):
            return cut_short()
        return None


def _has_nul(given: tuple[str, list[str]]) -> bool:
    name, values = given
    return any(NUL in each for each in (name, *values))


def _without_nul(asked: QueryDict) -> QueryDict:
    kept = asked.copy()
    for name, values in asked.lists():
        del kept[name]
        kept.setlist(name.replace(NUL, ""), [each.replace(NUL, "") for each in values])
    return kept
