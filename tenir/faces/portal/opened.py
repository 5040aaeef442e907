"""Which pages a client's contract opens: what it does not is left out of the menu and refused.

Clause: 7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.terms.cited import Page
from tenir.ui.pages import viewer_of

PAGE_OF: Mapping[str, Page] = {
    "downloads": "downloads", "knowledge": "knowledge", "planning": "planning", "time": "reports",
    "trainings": "trainings",
}  # fmt: skip
View = Callable[..., HttpResponseBase]


def opened(place: str) -> Callable[[View], View]:
    """The page is refused, with the reason, where no contract of its reader opens it."""

    def guarded(view: View) -> View:
        @wraps(view)
        def seen(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
            if is_closed(request, place):
                agreements.must_be_open(viewer_of(request), PAGE_OF[place], at=clock.now())
            return view(request, *args, **rest)

        return seen

    return guarded


def is_closed(request: HttpRequest, place: str) -> bool:
    """Whether that place of the menu is not open to who is looking."""
    return PAGE_OF.get(place) in closed_of(request)


def closed_of(request: HttpRequest) -> Collection[Page]:
    """The pages that no contract opens to who is looking; asked once for what is shown."""
    if not hasattr(request, "closed_pages"):
        found = agreements.closed_pages(viewer_of(request), at=clock.now())
        request.closed_pages = set(found)  # type: ignore[attr-defined]
    return request.closed_pages  # type: ignore[attr-defined,no-any-return]
