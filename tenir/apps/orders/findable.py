"""Which words find a quote: an order bears the number of its quote."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.apps.orders.models import Quote
from tenir.apps.search.services import Findable, index

KIND = "quote"


def findables() -> Iterator[Findable]:
    """Every quote."""
    rows = Quote.objects.select_related("contract__client__organisation").order_by("pk")
    return map(_findable, rows.iterator(chunk_size=2000))


def index_quote(quote: Quote) -> None:
    """A quote is found as it is now."""
    index([_findable(quote)])


def _findable(quote: Quote) -> Findable:
    client = quote.contract.client
    return Findable(
        KIND, str(quote.pk), "client", [quote.number],
        ["devis quote", quote.wish, quote.offer, quote.contract.number, client.organisation.name],
        organisation=client.pk, at=quote.asked_at,
    )  # fmt: skip
