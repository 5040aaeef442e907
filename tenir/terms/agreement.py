"""An agreement that has been read: its terms, and the readings chosen for its doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tenir.terms.convention import Convention, Override
from tenir.terms.errors import Refused
from tenir.terms.readings import changed_at, reading_places
from tenir.terms.resolution import Terms


class UnknownReading(Refused):
    """A reading, or another of a reading, that the agreement does not have."""


class UnknownProduct(Refused):
    """A product or a kind of hosting that the agreement does not name."""


@dataclass(frozen=True, eq=False)
class Agreement:
    """A convention, its digest, and which readings differ from those taken.

    `readings` maps a reading's id to the other that is run instead; `origin` is the agreement
    as it was read, on which they are laid.
    """

    convention: Convention = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)
    digest: str
    name: str = "convention.yaml"
    readings: Mapping[str, str] = field(default_factory=dict)
    origin: Agreement | None = field(default=None, repr=False)

    @property
    def zone(self) -> str:
        """The IANA name of the zone in which the agreement's days are counted."""
        return self.convention.agreement.timezone

    def reading(self, choices: Mapping[str, str]) -> Agreement:
        """The same agreement under other readings: {id: other}, `taken`'s own id included.

        Raises UnknownReading, naming those that exist.
        """
        wanted = {**self.readings, **choices}
        return _under(self.origin or self, tuple(sorted(wanted.items()))) if choices else self

    def terms(
        self,
        product: str | None = None,
        hosting: str | None = None,
        contract: tuple[Override, ...] = (),
    ) -> Terms:
        """The terms that hold for that product and hosting under that contract's own terms.

        Without a product the general terms hold. Raises UnknownProduct.
        """
        if contract:  # each contract has its own; those of no contract serve again and again
            return _checked_terms(self, product, hosting, contract)
        return _terms(self, product, hosting)


@lru_cache(maxsize=256)
def _under(agreement: Agreement, choices: tuple[tuple[str, str], ...]) -> Agreement:
    places = {reading.id: (path, reading) for path, reading in reading_places(agreement.convention)}
    raw: Any = agreement.raw
    kept: dict[str, str] = {}
    for id, other in choices:
        if id not in places:
            raise UnknownReading("reading.unknown", id=id, known=", ".join(sorted(places)))
        path, reading = places[id]
        if other == reading.taken.id:
            continue
        if other not in reading.others:
            known = ", ".join([reading.taken.id, *reading.others])
            raise UnknownReading("reading.unknown_other", id=id, other=other, known=known)
        raw = changed_at(raw, path, reading.others[other].set)
        kept[id] = other
    found = Convention.model_validate(raw)
    return Agreement(found, raw, agreement.digest, agreement.name, kept, agreement)


@lru_cache(maxsize=1024)
def _terms(agreement: Agreement, product: str | None, hosting: str | None) -> Terms:
    return _checked_terms(agreement, product, hosting, ())


def _checked_terms(
    agreement: Agreement, product: str | None, hosting: str | None, contract: tuple[Override, ...]
) -> Terms:
    found = agreement.convention
    if product is not None and product not in found.products:
        raise UnknownProduct("product.unknown", given=product, known=", ".join(found.products))
    if hosting is not None and hosting not in found.hostings:
        raise UnknownProduct("hosting.unknown", given=hosting, known=", ".join(found.hostings))
    return Terms(agreement, product, hosting, contract)
