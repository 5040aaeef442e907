"""The catalogue follows the agreement file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.text import slugify

from tenir.apps.catalogue.findable import index_products
from tenir.apps.catalogue.models import Family, Product, Software
from tenir.apps.catalogue.rights import must_keep_catalogue
from tenir.apps.journal.services import record
from tenir.terms.agreement import Agreement
from tenir.terms.convention import Product as Listed
from tenir.viewer import Viewer

Row = TypeVar("Row", Family, Product, Software)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading changed: keys ("product/drive") added, changed and withdrawn."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn)


@transaction.atomic
def load_catalogue(agreement: Agreement, *, actor: Viewer, at: datetime) -> Loaded:
    """The catalogue as that agreement lists it: adds and renames, never deletes.

    Loading the same again changes nothing. What the agreement no longer lists is withdrawn: it
    stays for the contracts that name it, and comes back if a later agreement lists it.
    Clause: A0, A2, A3.
    """
    must_keep_catalogue(actor)
    loaded, listed = Loaded(), agreement.convention.products
    families = _rows(Family, _families(agreement), loaded, at)
    software = _rows(Software, _software(listed), loaded, at)
    products = _rows(Product, _products(agreement), loaded, at)
    prefetch_related_objects(list(products.values()), "families", "third_party")
    for key, product in listed.items():
        in_families = {families[name].pk for name in product.families}
        inside = {software[slugify(name)].pk for name in product.third_party}
        moved = _placed(products[key].families, in_families)
        if (_placed(products[key].third_party, inside) or moved) and _new(f"product/{key}", loaded):
            loaded.changed.append(f"product/{key}")
    if loaded:
        index_products()
        record(
            "catalogue.loaded", subject="catalogue", actor=actor, at=at,
            clauses=("A0", "A2", "A3"), after={"agreement": agreement.digest, **asdict(loaded)},
        )  # fmt: skip
    return loaded


def _families(agreement: Agreement) -> dict[str, dict[str, Any]]:
    return {
        key: {"name_fr": family.name.fr, "name_en": family.name.en, "position": position}
        for position, (key, family) in enumerate(agreement.convention.families.items())
    }


def _software(listed: Mapping[str, Listed]) -> dict[str, dict[str, Any]]:
    names = [name for product in listed.values() for name in product.third_party]
    return {slugify(name): {"name": name} for name in names}


def _products(agreement: Agreement) -> dict[str, dict[str, Any]]:
    found = {}
    for position, (key, product) in enumerate(agreement.convention.products.items()):
        refers = agreement.terms(key).refers_to
        found[key] = {
            "name": product.name, "formerly": product.formerly or "", "position": position,
            "refers_fr": refers.fr if refers else "", "refers_en": refers.en if refers else "",
        }  # fmt: skip
    return found


def _rows(
    table: type[Row], listed: Mapping[str, Mapping[str, Any]], loaded: Loaded, at: datetime
) -> dict[str, Row]:
    """The rows of that table, by key, after they were made to say what is listed."""
    word = table.__name__.lower()
    rows: dict[str, Row] = {row.key: row for row in table._default_manager.select_for_update()}
    added = [table(key=key, **values) for key, values in listed.items() if key not in rows]
    for row in table._default_manager.bulk_create(added):
        rows[row.key] = row
        loaded.added.append(f"{word}/{row.key}")
    for key, values in listed.items():
        wanted = {**values, "withdrawn_at": None}
        if any(getattr(rows[key], name) != value for name, value in wanted.items()):
            _set(rows[key], wanted)
            loaded.changed.append(f"{word}/{key}")
    for key in rows.keys() - listed.keys():
        if rows[key].withdrawn_at is None:
            _set(rows[key], {"withdrawn_at": at})
            loaded.withdrawn.append(f"{word}/{key}")
    return rows


def _set(row: Row, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _placed(places: Any, wanted: Collection[int]) -> bool:
    """Makes the row stand in those places and no others; whether that changed anything."""
    if {place.pk for place in places.all()} == set(wanted):
        return False
    places.set(wanted)
    return True


def _new(key: str, loaded: Loaded) -> bool:
    return key not in loaded.added and key not in loaded.changed
