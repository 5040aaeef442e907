"""What a contract promises above what a third party promises for its own software.

Clause: 2.7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from tenir.apps.agreements.models import Contract, Version
from tenir.apps.agreements.reading import agreement_of
from tenir.terms.convention import Override
from tenir.terms.third_party import Promised, promises_above

_OWN: TypeAdapter[tuple[Override, ...]] = TypeAdapter(tuple[Override, ...])


def third_party_flags(
    contract: Contract, versions: Sequence[Version], overrides: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """A flag for each, with the rule's reason: for a person to decide, it refuses nothing.

    Third parties whose conditions are not on record yet are left out.
    {"product", "software", "finding", "clauses", "sentence": {"fr", "en"}}.
    Clause: 2.7.
    """
    return list(_flags(contract, versions[0], _OWN.validate_python(list(overrides))))


def _flags(
    contract: Contract, version: Version, own: tuple[Override, ...]
) -> Iterator[dict[str, Any]]:
    agreement, lines = agreement_of(version), contract.subscriptions.order_by("pk")
    seen = set()
    for line in lines.select_related("product").prefetch_related("product__third_party"):
        if (line.product.key, line.hosting) in seen:
            continue
        seen.add((line.product.key, line.hosting))
        terms = agreement.terms(line.product.key, line.hosting, own)
        for software in line.product.third_party.all():
            if software.conditions_at is None:
                continue
            promised = Promised.model_validate(software.promises)
            for judged in promises_above(terms, software=software.name, promised=promised):
                told = judged.reason.to_json()
                yield {
                    "product": line.product.key, "software": software.key,
                    "finding": judged.value, "clauses": told["clause"],
                    "sentence": told["sentence"],
                }  # fmt: skip
