"""Past works brought in from elsewhere: all or nothing; nobody is told.

Clause: 5.5, 5.12, 5.14.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance.models import Works
from tenir.apps.maintenance.planning import put_on_record
from tenir.apps.maintenance.refusals import FaultyWorks, require_planner
from tenir.brought import BroughtIn
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, Viewer

TIMES = ("starts_at", "ends_at", "announced_at", "started_at", "ended_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWorks:
    """Works of the past as they are known elsewhere, by their number; `where` is their place.

    `targets` are the monitoring's names of subscriptions touched alone.
    """

    where: str
    number: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    announced_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    products: Sequence[str] = ()
    targets: Sequence[str] = ()
    title_fr: str = ""
    title_en: str = ""


@transaction.atomic
def bring_in_works(
    rows: Sequence[PastWorks], *, dry_run: bool = False, actor: Viewer, at: datetime
) -> BroughtIn:
    """Past works put on record as they were, known by their number.

    With one mistake or more nothing is kept, and all are told. What is there and the same is left;
    what is there and differs is a mistake.
    Clause: 5.5, 5.12, 5.14.
    """
    require_planner(actor)
    found, lines = BroughtIn(), _lines({target for row in rows for target in row.targets})
    products = {product.key for product in catalogue.Product.objects.all()}
    met: dict[str, str] = {}
    for row in rows:
        if met.setdefault(row.number, row.where) != row.where:
            twice = FaultyWorks("maintenance.twice", given=row.number, first=met[row.number])
            found.wrong(row.where, "number", twice)
        elif _known(row, lines, products, found):
            _bring(row, [lines[target] for target in row.targets], found, actor=actor, at=at)
    if found.mistakes or dry_run:
        transaction.set_rollback(True)
    return found


def _lines(targets: set[str]) -> dict[str, int]:
    rows = agreements.subscriptions(SYSTEM).filter(target__in=targets)
    return dict(rows.values_list("target", "pk"))


def _known(row: PastWorks, lines: dict[str, int], products: set[str], found: BroughtIn) -> bool:
    """Whether all that it names exists; else each mistake is told."""
    before = len(found.mistakes)
    for target in row.targets:
        if target not in lines:
            refused = FaultyWorks("maintenance.no_target", given=target[:80])
            found.wrong(row.where, "targets", refused)
    for key in row.products:
        if key not in products:
            refused = FaultyWorks("maintenance.no_product", given=key[:60])
            found.wrong(row.where, "products", refused)
    return len(found.mistakes) == before


def _bring(
    row: PastWorks, lines: list[int], found: BroughtIn, *, actor: Viewer, at: datetime
) -> None:
    told: dict[str, Any] = {name: getattr(row, name) for name in (*TIMES, "kind", "products")}
    held = Works.objects.filter(number=row.number).first()
    if held is not None:
        if _same(held, told, lines):
            found.unchanged.append(row.number)
        else:
            differs = FaultyWorks("maintenance.differs", given=row.number)
            found.wrong(row.where, "number", differs)
        return
    try:
        with transaction.atomic():
            put_on_record(
                number=row.number, subscriptions=lines, title_fr=row.title_fr,
                title_en=row.title_en, actor=actor, at=at, **told,
            )  # fmt: skip
    except Refused as refused:
        found.wrong(row.where, FIELD_OF.get(refused.key, "number"), refused)
    else:
        found.new.append(row.number)


FIELD_OF = {
    "maintenance.unknown_kind": "kind", "maintenance.backward": "to",
    "maintenance.nothing_touched": "products", "maintenance.lived_backward": "ended_at",
}  # fmt: skip


def _same(held: Works, told: dict[str, Any], lines: list[int]) -> bool:
    times = all(getattr(held, name) == told[name] for name in TIMES)
    touched = set(held.products.values_list("key", flat=True)) == set(told["products"])
    named = set(held.subscriptions.values_list("pk", flat=True)) == set(lines)
    return times and touched and named and held.kind == told["kind"]
