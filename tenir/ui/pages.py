"""Who may open a page, and the frame that it is shown in.

A stranger is sent to sign in, anyone else is told that there is no page. Pages
are for people: a program's token opens none, so what its scopes do not let it do, no form of a page
does for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tenir.ui.sent_once import once
from tenir.viewer import NotAllowed, Viewer

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


@dataclass(frozen=True)
class Entry:
    """One line of a menu, or one tab; `count` is shown as a badge where it is not nought.

    `group` is the heading above it; `key` the keyboard's shortcut, as "g c"; `help` the page of
    docs/articles that tells of what is behind it.
    """

    label: Any
    address: str
    icon: str = ""
    here: bool = False
    count: int = 0
    group: Any = ""
    key: str = ""
    help: str = ""


@dataclass(frozen=True, eq=False)
class Place:
    """A page of a face's menu: the name of its address, its words, icon, group, article, keys."""

    name: str
    label: Any
    icon: str
    group: Any = ""
    help: str = ""
    key: str = ""


@dataclass(frozen=True, eq=False)
class Menu:
    """The menu of a face; `here` is the entry that is lit, if any."""

    entries: tuple[Entry, ...]
    here: Entry | None


@lru_cache(maxsize=1024)
def menu_of(face: str, places: tuple[Place, ...], here: str) -> Menu:
    """The menu of a face, the place where one is lit: the same object for the same places."""
    entries = tuple(
        Entry(
            place.label, reverse(f"{face}:{place.name}"), place.icon, place.name == here,
            group=place.group, key=place.key, help=place.help,
        )
        for place in places
    )  # fmt: skip
    return Menu(entries, next((entry for entry in entries if entry.here), None))


def framed(
    request: HttpRequest,
    template: str,
    told: Mapping[str, Any],
    *,
    face: str,
    side: Any,
    menu: Menu,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    """That template in a face's frame: its menu, the help of the page that is open, the time.

    `told["help"]` names another article than the menu's; `told["tabs"]` are entries.
    """
    article = told.get("help") or (menu.here.help if menu.here else "")
    page = {
        "search_at": reverse(f"{face}:search"), **told,
        "face": face, "side": side, "menu": menu, "now": now,
        "help": Entry(article, reverse(f"{face}:help", args=[article])) if article else None,
    }  # fmt: skip
    return render(request, f"{template}.html", page, status=status)


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
        if request.method != "POST" or hasattr(view, "only_looks"):
            return view(request, *args, **kwargs)
        return once(request, viewer, lambda: view(request, *args, **kwargs))

    return cast(View[Rest], guarded)
