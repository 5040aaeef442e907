"""Which words find a request: its number, its title, what was asked; of a draft, none."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.apps.search.services import Findable, index
from tenir.apps.support.models import Request, State

KIND = "request"


def findables() -> Iterator[Findable]:
    """Every request that was sent."""
    rows = Request.objects.exclude(state=State.DRAFT).order_by("pk")
    rows = rows.select_related("client__organisation", "subscription__product")
    return map(_findable, rows.iterator(chunk_size=2000))


def index_request(found: Request) -> None:
    """A request is found as it is now: a restricted one by security officers alone."""
    index([_findable(found)])


def _findable(found: Request) -> Findable:
    product = found.subscription.product.name if found.subscription else ""
    return Findable(
        KIND, str(found.pk), "security" if found.restricted else "client",
        [found.number, found.title],
        ["demande request", found.problem, product, found.client.organisation.name],
        organisation=found.client_id, at=found.started_at,
    )  # fmt: skip
