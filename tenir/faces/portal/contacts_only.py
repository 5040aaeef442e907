"""Who speaks for a client, and what is told to whoever only reads for it.

Clause: 7.9, 9.1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tenir.apps.parties import queries as parties
from tenir.faces.portal.frame import page
from tenir.ui.pages import viewer_of
from tenir.viewer import Viewer

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
ASK_ONE = _("Only your company's designated contacts do this. Ask one of them:")


def speaks(viewer: Viewer) -> list[int]:
    """The clients whose designated contact the viewer is: only these may ask (7.9)."""
    return [client for client in viewer.clients if viewer.speaks_for(client)]


def contacts_only(
    here: str, heading: Any, *, why: Any = ASK_ONE, clauses: Sequence[str] = ("9.1",)
) -> Callable[[View[Rest]], View[Rest]]:
    """For those who speak for a client; whoever only reads is refused, and told who does."""

    def guarded(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def seen(request: HttpRequest, *args: Rest.args, **rest: Rest.kwargs) -> HttpResponseBase:
            viewer = viewer_of(request)
            if speaks(viewer):
                return view(request, *args, **rest)
            told = {"heading": heading, "why": why, "clauses": clauses,
                    "contacts": parties.contacts(viewer)}  # fmt: skip
            return page(request, "portal/contacts_only", here, told, 403)

        return cast(View[Rest], seen)

    return guarded
