"""Questions about quotes, orders and amounts: a client sees its own, never a draft price."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.apps.journal.queries import reserved_from
from tenir.apps.orders.models import BillableLine as BillableLine
from tenir.apps.orders.models import Order as Order
from tenir.apps.orders.models import Quote as Quote
from tenir.apps.orders.own_backups import backup_owed as backup_owed
from tenir.viewer import NotSeen, Viewer


def quotes(viewer: Viewer) -> QuerySet[Quote]:
    """The quotes that the viewer may see, the latest first.

    One of a matter that is reserved is security officers', and those people's who told of it.
    """
    found = Quote.objects.select_related("contract__client__organisation").order_by("-pk")
    found = found.exclude(subject__in=reserved_from(viewer))
    return found.filter(**viewer.within("contract__client"))


def quote(viewer: Viewer, id: int) -> Quote:
    """One quote. Raises NotSeen."""
    found = quotes(viewer).select_related("asked_by", "settled_by").filter(pk=id).first()
    if found is None:
        raise NotSeen("orders.unknown")
    return found


def orders(viewer: Viewer) -> QuerySet[Order]:
    """The orders that the viewer may see, the latest first: those of the quotes that it may see."""
    found = Order.objects.select_related("quote__contract__client__organisation", "option")
    found = found.exclude(quote__subject__in=reserved_from(viewer))
    found = found.filter(**viewer.within("quote__contract__client"))
    return found.order_by("-pk")


def billable_lines(viewer: Viewer, *, open_only: bool = False) -> QuerySet[BillableLine]:
    """The amounts to invoice, or invoiced, that the viewer may see."""
    found = BillableLine.objects.select_related("contract__client__organisation").order_by("-pk")
    found = found.filter(**viewer.within("contract__client"))
    return found.filter(invoiced_on=None) if open_only else found
