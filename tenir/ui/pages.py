"""Who may open a page: a stranger is sent to sign in, anyone else is told that there is no page.

Pages are for people: a program's token opens none, so what its scopes do not let it do, no form of
a page does for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from tenir.viewer import NotAllowed, Viewer

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


@dataclass(frozen=True)
class Entry:
    """One line of the menu; `count` is shown as a badge where it is not nought."""

    label: Any
    address: str
    icon: str
    here: bool = False
    count: int = 0


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking at this page."""
    return cast(Any, request).viewer  # type: ignore[no-any-return]


def staff_only(view: View[Rest]) -> View[Rest]:
    """For the publisher's staff; for others there is no such page."""
    return _only(view, lambda viewer: viewer.is_staff)


def clients_only(view: View[Rest]) -> View[Rest]:
    """For the people of clients; for others there is no such page."""
    return _only(view, lambda viewer: bool(viewer.clients))


def _only(view: View[Rest], may: Callable[[Viewer], bool]) -> View[Rest]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer.scopes is not None:
            raise NotAllowed("accounts.no_page_by_token")
        if viewer.person is None:
            return redirect_to_login(request.get_full_path())
        if not may(viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View[Rest], guarded)
