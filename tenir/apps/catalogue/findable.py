"""Which words find a product, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch

from tenir.apps.catalogue.models import Family, Module, Product, Software
from tenir.apps.search.services import Findable, index_again

KIND = "product"


def findables() -> Iterator[Findable]:
    """Every product on offer, with its families, its modules and the software inside it.

    The same words in the same order each time: what is indexed is compared with them.
    """
    rows = Product.objects.filter(withdrawn_at=None).order_by("position", "key")
    parts = (
        Prefetch("families", Family.objects.order_by("pk")),
        Prefetch("modules", Module.objects.order_by("pk")),
        Prefetch("third_party", Software.objects.order_by("pk")),
    )
    yield from map(_findable, rows.prefetch_related(*parts))


def index_products() -> None:
    """The products on offer are found as they are now: there are some tens of them."""
    gone = Product.objects.exclude(withdrawn_at=None).values_list("pk", flat=True)
    index_again(KIND, map(str, gone), findables())


def _findable(product: Product) -> Findable:
    parts: list[Family | Module] = [*product.families.all(), *product.modules.all()]
    standing = [part for part in parts if part.withdrawn_at is None]
    inside = [each.name for each in product.third_party.all() if each.withdrawn_at is None]
    words = [word for part in standing for word in (part.name_fr, part.name_en)]
    return Findable(
        KIND, str(product.pk), "everyone", [product.name, product.formerly, product.key],
        [*words, *inside],
    )  # fmt: skip
