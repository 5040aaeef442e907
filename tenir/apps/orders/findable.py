"""Which words find a quote: an order bears the number of its quote."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.apps.journal.queries import readers_of, reserved_from
from tenir.apps.orders.models import Quote
from tenir.apps.search.services import Findable, index
from tenir.viewer import ANONYMOUS

KIND = "quote"


def findables() -> Iterator[Findable]:
    """Every quote."""
    rows = Quote.objects.select_related("contract__client__organisation").order_by("pk")
    kept = set(reserved_from(ANONYMOUS))
    return (_findable(row, reserved=row.subject in kept) for row in rows.iterator(chunk_size=2000))


def index_quote(quote: Quote) -> None:
    """A quote is found as it is now: that of a reserved matter by security officers alone."""
    reserved = bool(quote.subject) and readers_of(quote.subject) is not None
    index([_findable(quote, reserved=reserved)])


def _findable(quote: Quote, *, reserved: bool) -> Findable:
    client = quote.contract.client
    return Findable(
        KIND, str(quote.pk), "security" if reserved else "client", [quote.number],
        ["devis quote", quote.wish, quote.offer, quote.contract.number, client.organisation.name],
        organisation=client.pk, at=quote.asked_at,
    )  # fmt: skip
