"""The portfolio's month so far: what is left of each margin, and what a miss would cost.

Clause: 5.1, 5.2, 5.6.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tenir import clock
from tenir.apps.availability import queries
from tenir.apps.parties import queries as parties
from tenir.faces.console.frame import page
from tenir.ui.keys import key_of
from tenir.ui.margins import all_shown, elsewhere
from tenir.ui.pages import staff_only, viewer_of


@staff_only
def margins(request: HttpRequest) -> HttpResponseBase:
    """The subscriptions that were down this month, the one with the least left first.

    All of a client's, where one is asked for.
    """
    viewer, at = viewer_of(request), clock.now()
    asked = key_of(request.GET.get("client", ""))
    client = parties.client(viewer, asked) if asked is not None else None
    found = queries.standings(viewer, client.pk, at=at) if client else (
        queries.margins(viewer, at=at)
    )  # fmt: skip
    told = {
        "margins": all_shown(found), "client": client,
        "elsewhere": [] if client else elsewhere(queries.elsewhere(viewer, at=at)),
        "nothing": _("Nothing was down this month: every margin is whole."),
    }  # fmt: skip
    return page(request, "console/margins", "outages", told)
