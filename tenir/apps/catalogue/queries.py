"""Questions: each says who is looking."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.apps.catalogue.models import Family as Family
from tenir.apps.catalogue.models import Product as Product
from tenir.viewer import NotSeen


def product(key: str) -> Product:
    """The product of that key in the agreement file. Raises NotSeen.

    Clause: A0.
    """
    found = Product.objects.filter(key=key).first()
    if found is None:
        raise NotSeen("catalogue.no_product", given=key)
    return found


def products() -> QuerySet[Product]:
    """The products on offer, in the order of the annexes: everyone reads the catalogue.

    Clause: A0.
    """
    return Product.objects.filter(withdrawn_at=None).order_by("position", "key")
