"""Questions about the catalogue.

Everyone reads what the publisher sells, in which versions and under which conditions; what a client
has read of it is its own, and asked with who is looking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tenir.apps.catalogue.models import Acknowledgement as Acknowledgement
from tenir.apps.catalogue.models import Family as Family
from tenir.apps.catalogue.models import Module as Module
from tenir.apps.catalogue.models import Prerequisite as Prerequisite
from tenir.apps.catalogue.models import Prerequisites as Prerequisites
from tenir.apps.catalogue.models import Product as Product
from tenir.apps.catalogue.models import ProductVersion as ProductVersion
from tenir.apps.catalogue.models import Software as Software
from tenir.apps.catalogue.models import UpdateFile as UpdateFile
from tenir.prepared import Prepared
from tenir.terms.errors import Refused
from tenir.terms.reasons import Judgement
from tenir.terms.releases import Release, Support, support_status
from tenir.terms.resolution import Terms
from tenir.terms.third_party import Finding, Promised, promises_above
from tenir.viewer import NotSeen, Viewer


class NoMajorVersion(Refused):
    """No major version is on record for what is installed: its support cannot be told."""


@dataclass(frozen=True, slots=True)
class Above:
    """Something promised for a product above what a third party promises inside it."""

    software: Software
    judged: Judgement[Finding]


def product(key: str) -> Product:
    """The product of that key in the agreement file, withdrawn or not. Raises NotSeen.

    Clause: A0.
    """
    found = Product.objects.filter(key=key).first()
    if found is None:
        raise NotSeen("catalogue.no_product", given=key)
    return found


def products() -> QuerySet[Product]:
    """The products on offer, in the order of the annexes, with their families and software.

    Clause: A0, A3.
    """
    found = Product.objects.filter(withdrawn_at=None).order_by("position", "key")
    return found.prefetch_related("families", "third_party")


def names() -> list[tuple[int, str]]:
    """The key and the name of each product on offer, in the order of the annexes.

    Clause: A0.
    """
    return _NAMES()


_NAMES = Prepared(lambda: products().prefetch_related(None).values_list("pk", "name"))


def families() -> QuerySet[Family]:
    """The families on offer, each with its products; a product may stand in several.

    Clause: A0.
    """
    found = Family.objects.filter(withdrawn_at=None).order_by("position", "key")
    return found.prefetch_related(Prefetch("products", queryset=products()))


def modules_of(product: Product) -> QuerySet[Module]:
    """The parts of a product that may be ordered alone.

    Clause: 2.5.
    """
    return product.modules.filter(withdrawn_at=None).order_by("key")


def modules_on_offer(product: str = "") -> QuerySet[Module]:
    """The modules of every product on offer, or of that one, each with its product.

    Clause: 2.5.
    """
    found = Module.objects.filter(withdrawn_at=None, product__withdrawn_at=None)
    found = found.select_related("product").order_by("product__position", "key")
    return found.filter(product__key=product) if product else found


def software_in(product: Product) -> QuerySet[Software]:
    """The software of other publishers inside a product, with its conditions where on record.

    Clause: 2.7, A3.
    """
    return product.third_party.filter(withdrawn_at=None).order_by("name")


def above_third_party(product: Product, terms: Terms) -> list[Above]:
    """What these terms promise above what third parties promise for their part of the product.

    Software whose conditions are not on record is left out: `without_conditions` names it.
    Clause: 2.7.
    """
    return list(_above(product, terms))


def _above(product: Product, terms: Terms) -> Iterator[Above]:
    for software in software_in(product).filter(conditions_at__isnull=False):
        promised = Promised.model_validate(software.promises)
        for judged in promises_above(terms, software=software.name, promised=promised):
            yield Above(software, judged)


def without_conditions() -> QuerySet[Software]:
    """The third-party software whose publisher's conditions are not on record yet.

    Clause: 2.7.
    """
    return Software.objects.filter(withdrawn_at=None, conditions_at=None).order_by("name")


def versions_of(product: Product) -> QuerySet[ProductVersion]:
    """The versions of a product, the latest first.

    Clause: 8.1.
    """
    return product.versions.order_by("-released_on", "-pk")


def version_of(product: Product, number: str) -> ProductVersion:
    """The version of a product that has this number. Raises NotSeen.

    Clause: 8.1.
    """
    found = product.versions.filter(number=number).first()
    if found is None:
        raise NotSeen("catalogue.no_version", given=number, product=product.name)
    return found


def newer_than(version: ProductVersion) -> list[ProductVersion]:
    """The versions of its product whose numbers come after its own.

    Clause: 8.1.
    """
    own = _order(version.number)
    return [each for each in versions_of(version.product) if _order(each.number) > own]


def by_number(versions: Iterable[ProductVersion]) -> list[ProductVersion]:
    """Those versions by their numbers, the newest last.

    Clause: 8.1.
    """
    return sorted(versions, key=lambda each: _order(each.number))


def update_files() -> QuerySet[UpdateFile]:
    """The files of all versions, the latest first, each with whether its version `needs` anything.

    Whose they are to fetch, contracts say: ask `agreements.queries.update_files` for a reader.
    Clause: 7.3.
    """
    needed = Prerequisites.objects.filter(version=OuterRef("version"))
    found = UpdateFile.objects.filter(document__withdrawn_at=None).annotate(needs=Exists(needed))
    found = found.select_related("version__product", "document")
    return found.order_by("-version__released_on", "-pk")


def support_of(product: Product, *, installed: str, on: date, terms: Terms) -> Judgement[Support]:
    """Whether an installed version is supported on that day, and until when.

    Raises NoMajorVersion where no major version up to it is on record.
    Clause: 2.3, 8.6.
    """
    majors = product.versions.filter(kind=ProductVersion.Kind.MAJOR, released_on__lte=on)
    releases = [Release(each.number, each.released_on) for each in majors]
    older = [each for each in releases if _order(each.major) <= _order(installed)]
    if not older:
        raise NoMajorVersion("catalogue.no_major", given=installed, product=product.name)
    own = max(older, key=lambda each: _order(each.major))
    return support_status(terms, releases=releases, installed=own.major, on=on)


def _order(number: str) -> list[int]:
    """An order in which 10 comes after 9, and 5.0 is 5."""
    found = [int(part) for part in re.findall(r"\d+", number)]
    while found and found[-1] == 0:
        found.pop()
    return found


def prerequisites_of(version: ProductVersion) -> Prerequisites | None:
    """What a version needs, as last published, with its items; None where nothing was.

    Clause: 4.1, 5.11.
    """
    found = version.prerequisites.prefetch_related(
        Prefetch("items", queryset=Prerequisite.objects.order_by("position"))
    )
    return found.order_by("-edition").first()


def latest_prerequisites(product: Product) -> Prerequisites | None:
    """What the latest version that has any needs, as last published; None where nothing was.

    Clause: 4.1.
    """
    found = (
        Prerequisites.objects.filter(version__product=product)
        .select_related("version__product")
        .prefetch_related(Prefetch("items", queryset=Prerequisite.objects.order_by("position")))
    )
    return found.order_by("-version__released_on", "-version__pk", "-edition").first()


def acknowledgements(
    viewer: Viewer, *, organisation: int | None = None
) -> QuerySet[Acknowledgement]:
    """Who read which prerequisites, and when, the latest first: a client's own, all for staff.

    Clause: 4.1, 5.11.
    """
    found = Acknowledgement.objects.select_related(
        "edition__version__product", "client__organisation", "person"
    ).order_by("-acknowledged_at", "-pk")
    found = found.filter(**viewer.within("client"))
    return found if organisation is None else found.filter(client=organisation)


def unread(viewer: Viewer, organisation: int) -> QuerySet[Prerequisites]:
    """The latest prerequisites of each version, those that a client has not read yet.

    None for whom may not know of that client.
    Clause: 4.1, 5.11.
    """
    if not viewer.sees(organisation):
        return Prerequisites.objects.none()
    later = Prerequisites.objects.filter(
        version=OuterRef("version"), edition__gt=OuterRef("edition")
    )
    read = Acknowledgement.objects.filter(edition=OuterRef("pk"), client=organisation)
    found = Prerequisites.objects.filter(~Exists(later), ~Exists(read))
    return found.select_related("version__product").order_by("required_from", "pk")
