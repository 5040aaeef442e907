"""Acts on what a product is made of: its versions, its modules, the software of others inside it.

Clause: 2.3, 2.5, 2.7, 8.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from pydantic import ValidationError as Misfit

from tenir.apps.catalogue.findable import index_products
from tenir.apps.catalogue.models import Module, Product, ProductVersion, Software
from tenir.apps.catalogue.rights import must_keep_catalogue
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.terms.phrases import length_read
from tenir.terms.releases import version_kind
from tenir.terms.resolution import Terms
from tenir.terms.third_party import Promised
from tenir.viewer import NotSeen, Viewer

FIRST = "—"  # what stands before a product's first version


class VersionTaken(Refused):
    """The product has a version of that number already."""


class FaultyConditions(Refused):
    """Conditions of a third party that cannot be read."""


@transaction.atomic
def release_version(
    product: Product,
    *,
    number: str,
    released_on: date,
    major: bool = False,
    reason: str = "",
    terms: Terms,
    actor: Viewer,
    at: datetime,
) -> ProductVersion:
    """A version of a product came out; its kind follows from its number and the declaration.

    Judged against the version that came out last before it. A major version has its reason, since
    it ends the support of others (2.3). Raises VersionTaken and UndeclaredMajor.
    Clause: 2.3, 8.1.
    """
    must_keep_catalogue(actor)
    held = Product.objects.select_for_update().get(pk=product.pk)
    number = number.strip()
    earlier = held.versions.filter(released_on__lte=released_on).order_by("-released_on", "-pk")
    previous = earlier.values_list("number", flat=True).first() or FIRST
    judged = version_kind(terms, previous=previous, number=number, major=major, reason=reason)
    try:
        with transaction.atomic():
            version = ProductVersion.objects.create(
                product=held, number=number, kind=judged.value, released_on=released_on,
                major_reason=reason.strip() if major else "", reasons=judged.reason.to_json(),
            )  # fmt: skip
    except IntegrityError:
        raise VersionTaken("catalogue.version_taken", number=number, product=held.name) from None
    record(
        "catalogue.version_released", subject=f"product/{held.key}", actor=actor, at=at,
        clauses=("2.3", "8.1"),
        after={"number": number, "kind": version.kind, "released_on": released_on.isoformat()},
    )  # fmt: skip
    return version


@transaction.atomic
def add_module(
    product: Product, *, key: str, name_fr: str, name_en: str, actor: Viewer, at: datetime
) -> Module:
    """A part of a product that may be ordered alone; the same key again renames it.

    Clause: 2.5.
    """
    must_keep_catalogue(actor)
    names = {"name_fr": name_fr, "name_en": name_en, "withdrawn_at": None}
    module, _ = Module.objects.update_or_create(product=product, key=key, defaults=names)
    index_products()
    record(
        "catalogue.module_added", subject=f"product/{product.key}", actor=actor, at=at,
        clauses=("2.5",), after={"module": key, "name_fr": name_fr, "name_en": name_en},
    )  # fmt: skip
    return module


@transaction.atomic
def withdraw_module(product: Product, *, key: str, actor: Viewer, at: datetime) -> None:
    """A module is no longer ordered; contracts that have it keep it. Raises NotSeen.

    Clause: 2.5.
    """
    must_keep_catalogue(actor)
    if not product.modules.filter(key=key, withdrawn_at=None).update(withdrawn_at=at):
        raise NotSeen("catalogue.no_module", given=key)
    index_products()
    record(
        "catalogue.module_withdrawn", subject=f"product/{product.key}", actor=actor, at=at,
        clauses=("2.5",), after={"module": key},
    )  # fmt: skip


@transaction.atomic
def state_conditions(
    software: str,
    *,
    conditions_fr: str,
    conditions_en: str,
    url: str = "",
    promises: Mapping[str, Any],
    actor: Viewer,
    at: datetime,
) -> Software:
    """Puts on record the conditions of a third party, and what it promises itself.

    `promises` as tenir.terms.third_party reads them: {"availability": "99 %", "response_p1": "8
    working_hours", "response": "2 working_days", "restorable": "24 hours"}, or in words; what is
    left out, it does not promise. Raises FaultyConditions, NotSeen.
    Clause: 2.7, A3.
    """
    must_keep_catalogue(actor)
    held = Software.objects.select_for_update().filter(key=software).first()
    if held is None:
        raise NotSeen("catalogue.no_software", given=software)
    before = {"promises": held.promises, "url": held.url}
    held.promises, held.url = _promises(promises), _address(url)
    held.conditions_fr, held.conditions_en = conditions_fr.strip(), conditions_en.strip()
    if not held.conditions_fr or not held.conditions_en:
        raise FaultyConditions("catalogue.conditions_missing")
    held.conditions_at = at
    held.save()
    record(
        "catalogue.conditions_stated", subject=f"software/{held.key}", actor=actor, at=at,
        clauses=("2.7", "A3"), before=before, after={"promises": held.promises, "url": held.url},
    )  # fmt: skip
    return held


def _promises(given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        found = Promised.model_validate({name: _read(name, value) for name, value in given.items()})
    except Misfit as misfit:
        place = misfit.errors()[0]
        raise FaultyConditions(
            "catalogue.faulty_promise", str(place["loc"][0]), given=place["input"],
            known=", ".join(Promised.model_fields),
        ) from None  # fmt: skip
    except Refused as refused:
        raise FaultyConditions(refused.key, refused.where, **refused.values) from None
    told: dict[str, Any] = found.model_dump(mode="json", exclude_none=True)
    return told


def _read(name: str, value: Any) -> Any:
    """A promise as people write it, as it is kept."""
    if not isinstance(value, str):
        return value
    return value.replace(",", ".") if name == "availability" else length_read(value)


def _address(url: str) -> str:
    try:
        if url:
            URLValidator(schemes=["https", "http"])(url)
    except ValidationError:
        raise FaultyConditions("catalogue.faulty_url", "url", given=url) from None
    return url
