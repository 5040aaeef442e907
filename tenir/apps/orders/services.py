"""Acts: each one transaction. Quotes are asked for, priced, accepted; orders leave amounts."""

from tenir.apps.orders.asking import (
    CLAUSES,
    PRICERS,
    FaultyOffer,
    Offer,
    QuoteMovedOn,
    ask,
    decline,
    price,
    withdraw,
)
from tenir.apps.orders.findable import findables
from tenir.apps.orders.ordering import (
    OfferChanged,
    OfferExpired,
    accept,
    bill,
    expire,
    mark_invoiced,
)
from tenir.apps.orders.own_backups import say_backed_up
from tenir.apps.orders.reserving import restrict, unrestrict

__all__ = [
    "CLAUSES",
    "PRICERS",
    "FaultyOffer",
    "Offer",
    "OfferChanged",
    "OfferExpired",
    "QuoteMovedOn",
    "accept",
    "ask",
    "bill",
    "decline",
    "expire",
    "findables",
    "mark_invoiced",
    "price",
    "restrict",
    "say_backed_up",
    "unrestrict",
    "withdraw",
]
