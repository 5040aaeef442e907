"""What may answer a request while it is written: incidents, works, articles, earlier requests.

Clause: 5.12, 7.1, 7.3, 10.4.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.publishing import queries as publishing
from tenir.apps.support import queries
from tenir.apps.support.queries import Request
from tenir.faces.portal.opened import is_closed
from tenir.ui.asking import only_if
from tenir.ui.knowledge import readings
from tenir.ui.language import language
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.states import state_of
from tenir.ui.works import KINDS

SOON, MOST = timedelta(days=7), 5
TYPED = ("title", "problem", "observed", "context")
LONGEST = 5000  # characters looked at


@clients_only
@require_POST
def matching(request: HttpRequest, id: int) -> HttpResponseBase:
    """What may answer the words that are being typed, as a part of the page; nothing is kept.

    Clause: 7.1, 7.3.
    """
    viewer = viewer_of(request)
    found = queries.request(viewer, id)
    only_if(viewer.speaks_for(found.client_id))
    text = " ".join(request.POST.get(name, "")[:LONGEST] for name in TYPED)
    told = {"it": found, **known(request, found, text=text)}
    return render(request, "portal/request_matching.html", told)


def known(request: HttpRequest, found: Request, *, text: str = "") -> dict[str, Any]:
    """What is known of the product, and which articles say most of the words; of what was kept
    where none are told.
    """
    viewer, line, now = viewer_of(request), found.subscription, clock.now()
    if line is None:
        return {}
    concerns = Q(products=line.product) | Q(products=None) | Q(platform=True)
    going_on = publishing.own_incidents(viewer).filter(concerns, resolved_at=None)
    touching = Q(subscriptions=line) | Q(products=line.product)
    works = maintenance.works(viewer, since=now, until=now + SOON).filter(
        touching, withdrawn_at=None, announced_at__isnull=False
    )
    others = queries.requests(viewer, subscription=line.pk).exclude(pk=found.pk)
    words = text.strip() or f"{found.title} {found.problem}"
    wanted = 0 if is_closed(request, "knowledge") else MOST
    matching = queries.suggested(viewer, words, product=line.product.key, most=wanted)
    return {
        "incidents": [
            (each.reference, each.title(language()), state_of(f"incident.{each.state}"))
            for each in going_on.prefetch_related(None)[:MOST]
        ],
        "works": [(row, KINDS[row.kind], row.starts_at <= now) for row in works.distinct()[:MOST]],
        "articles": [(each.pk, readings(each.published, language())[0]) for each in matching],
        "others": others.exclude(state__in=queries.OVER)[:MOST],
    }  # fmt: skip
