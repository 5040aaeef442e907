"""The index of what can be found, built anew from every app, and compared with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from tenir.apps.accounts import services as accounts
from tenir.apps.agreements import services as agreements
from tenir.apps.catalogue import services as catalogue
from tenir.apps.commitments import services as commitments
from tenir.apps.documents import services as documents
from tenir.apps.orders import services as orders
from tenir.apps.parties import services as parties
from tenir.apps.search import queries, services
from tenir.apps.support import services as support

SOURCES = (
    accounts.findables, parties.findables, catalogue.findables, agreements.findables,
    orders.findables, documents.findables, commitments.findables, support.findables,
)  # fmt: skip


def everything() -> Iterator[services.Findable]:
    """All that can be found."""
    for source in SOURCES:
        yield from source()


def rebuild(progress: Callable[[int], None] = lambda _: None) -> int:
    """Builds the index anew, at once for whoever searches meanwhile; how many things there are."""
    return services.rebuild(everything(), progress=progress)


def build_where_needed() -> bool:
    """Builds the index of a database that has none, or one by the rules of before."""
    if queries.edition() == services.EDITION:
        return False
    rebuild()
    return True


@transaction.atomic
def differences() -> list[str]:
    """What the index does not have as it should, read at one instant."""
    return list(services.differences(everything()))
