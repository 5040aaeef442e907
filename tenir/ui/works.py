"""How works and exclusions are named on pages, whoever reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.maintenance.queries import Works
from tenir.terms import phrases
from tenir.ui.language import language

KINDS: dict[str, Any] = {
    Works.Kind.PLANNED: pgettext_lazy("works", "Planned"),
    Works.Kind.URGENT_SECURITY: _("Urgent, for security"),
    Works.Kind.URGENT: pgettext_lazy("works", "Urgent"),
    Works.Kind.NO_IMPACT: _("Without impact"),
}


def state_of_works(works: Works, now: datetime) -> str:
    """Withdrawn, done, under way, or still to come."""
    if works.withdrawn_at:
        return "withdrawn"
    if works.ends_at <= now:
        return "done"
    return "works" if works.starts_at <= now else "planned"


def reason_named(reason: str) -> str:
    """A ground of exclusion, in words."""
    said = phrases.name_of(reason, language())
    return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class Announced:
    """Works as everyone reads them."""

    row: Works
    kind: Any
    state: str
    products: str


def announced(row: Works, now: datetime) -> Announced:
    """Works whose products were asked for with them."""
    names = ", ".join(product.name for product in row.products.all())
    return Announced(row, KINDS[row.kind], state_of_works(row, now), names)
