"""What may answer a request while it is written: incidents, works, articles, earlier requests.

Clause: 5.12, 7.1, 7.3, 10.4.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from tenir.apps.agreements.queries import Subscription
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.publishing import queries as publishing
from tenir.apps.support import queries
from tenir.ui.knowledge import readings
from tenir.ui.language import language
from tenir.ui.states import state_of
from tenir.ui.works import KINDS
from tenir.viewer import Viewer

SOON, MOST = timedelta(days=7), 5


def known(
    viewer: Viewer,
    line: Subscription,
    *,
    text: str,
    face: str,
    now: datetime,
    but: int | None = None,
    articles: bool = True,
) -> dict[str, Any]:
    """What is known of a client's product, and which articles say most of the words.

    `but`: the request that is being written; `articles`: whether they are open to the viewer.
    """
    incidents = _incidents(viewer, line).filter(resolved_at=None).prefetch_related(None)
    touching = Q(subscriptions=line) | Q(products=line.product)
    works = maintenance.works(viewer, since=now, until=now + SOON).filter(
        touching, withdrawn_at=None, announced_at__isnull=False
    )
    others = queries.requests(viewer, subscription=line.pk).exclude(pk=but or 0)
    others = others.exclude(state__in=queries.OVER)
    product, most = line.product.key, MOST if articles else 0
    return {
        "incidents": [
            (reverse(f"{face}:incident", args=[each.reference]), each.title(language()),
             state_of(f"incident.{each.state}"))
            for each in incidents[:MOST]
        ],
        "works": [(row, KINDS[row.kind], row.starts_at <= now) for row in works.distinct()[:MOST]],
        "articles": [
            (reverse(f"{face}:knowledge-one", args=[each.pk]),
             readings(each.published, language())[0])
            for each in queries.suggested(viewer, text, product=product, most=most)
        ],
        "others": [
            (reverse(f"{face}:request", args=[each.pk]), each) for each in others[:MOST]
        ],
    }  # fmt: skip


def _incidents(viewer: Viewer, line: Subscription) -> Any:
    """Those that concern the client, about that product or the whole platform."""
    concerns = Q(products=line.product) | Q(products=None) | Q(platform=True)
    if not viewer.is_staff:
        return publishing.own_incidents(viewer).filter(concerns)
    whose = Q(client=None) | Q(client=line.contract.client_id)
    return publishing.incidents(viewer).filter(concerns, whose).distinct()
