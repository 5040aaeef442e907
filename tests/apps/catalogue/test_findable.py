"""A product is found by the same words whichever order the database gives its parts in."""

from __future__ import annotations

import pytest

from tenir.apps.catalogue.findable import findables
from tenir.apps.catalogue.models import Family, Module, Product, Software
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_rewriting_the_rows_of_its_parts_changes_nothing_of_how_it_is_found(cast: Cast) -> None:
    product = Product.objects.create(key="many", name="Many", position=1)
    for number in range(4):
        named = {"key": f"p{number}", "name_fr": f"Partie {number}", "name_en": f"Part {number}"}
        product.families.add(Family.objects.create(**named, position=number))
        Module.objects.create(product=product, **named)
        inside = Software.objects.create(key=f"s{number}", name=f"Software {number}")
        product.third_party.add(inside)
    before = [each for each in findables() if each.of == str(product.pk)]
    for rows in (Family.objects, Module.objects, Software.objects):
        for row in rows.order_by("pk")[:2]:
            row.save()
    assert [each for each in findables() if each.of == str(product.pk)] == before
