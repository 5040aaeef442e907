"""What may answer a request while it is written: incidents, works, articles, earlier requests.

Clause: 5.12, 7.1, 7.3, 10.4.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.support import queries
from tenir.apps.support.queries import Request
from tenir.faces.portal.opened import is_closed
from tenir.ui.asking import only_if
from tenir.ui.known import known as known_of
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.sent_once import only_looks

TYPED = ("title", "problem", "observed", "context")
LONGEST = 5000  # characters looked at


@clients_only
@require_POST
@only_looks
def matching(request: HttpRequest, id: int) -> HttpResponseBase:
    """What may answer the words that are being typed, as a part of the page; nothing is kept.

    Clause: 7.1, 7.3.
    """
    viewer = viewer_of(request)
    found = queries.request(viewer, id)
    only_if(viewer.speaks_for(found.client_id))
    text = " ".join(request.POST.get(name, "")[:LONGEST] for name in TYPED)
    told = {"it": found, **known(request, found, text=text)}
    return render(request, "tenir/known.html", told)


def known(request: HttpRequest, found: Request, *, text: str = "") -> dict[str, Any]:
    """What is known of the product, and which articles say most of the words; of what was kept
    where none are told.
    """
    if found.subscription is None:
        return {}
    return known_of(
        viewer_of(request), found.subscription, face="portal", now=clock.now(), but=found.pk,
        text=text.strip() or f"{found.title} {found.problem}",
        articles=not is_closed(request, "knowledge"),
    )  # fmt: skip
