"""Works as they are entered against what was agreed with each client that they touch.

Clause: 5.12, 5.14, 5.15, 5.16.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance.models import Freeze, Works
from tenir.terms import works_checked as rules
from tenir.terms.agreement import Agreement
from tenir.terms.dates import epoch
from tenir.terms.facts import WorksKind
from tenir.terms.reasons import Judgement, Reason
from tenir.terms.resolution import Terms
from tenir.terms.spans import Span
from tenir.viewer import SYSTEM

STOPPING = ("overlap", "freeze")  # what asks for a reason to go on


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When works are to be, of which kind, on what; `told_at` is when clients hear of it."""

    starts_at: datetime
    ends_at: datetime
    kind: str
    products: Sequence[str] = ()
    subscriptions: Sequence[int] = ()
    told_at: datetime | None = None
    force_majeure: bool = False

    @property
    def span(self) -> Span:
        """In whole seconds."""
        return epoch(self.starts_at), epoch(self.ends_at)

    @property
    def asked(self) -> rules.Asked:
        """As the rules read it."""
        kind: WorksKind = self.kind  # type: ignore[assignment]  # checked by the act
        told = None if self.told_at is None else epoch(self.told_at)
        return rules.Asked(self.span, kind, told, self.force_majeure)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it stands, why, and for which products.

    `name` is window, notice, planned, overlap or freeze. What does not stand is shown; an overlap
    or a freeze must be answered with a reason as well.
    """

    name: str
    stands: bool
    reason: Reason
    products: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether works go on only with a reason."""
        return self.name in STOPPING and not self.stands

    def to_json(self) -> dict[str, Any]:
        """To be kept with the works."""
        return {"name": self.name, "stands": self.stands, "products": list(self.products),
                "reason": self.reason.to_json()}  # fmt: skip


def checks(when: When, *, besides: str = "") -> list[Check]:
    """Window, notice, overlap and freezes, once for all subscriptions that read the same terms.

    `besides` is the number of the works themselves, where they are there already.
    Clause: 5.12, 5.14, 5.15, 5.16, A2.
    """
    found = list(_by_terms(when))
    others = [(span_of(row), row.number) for row in overlapping(when).exclude(number=besides)]
    judged = rules.met(when.span, others, kind="overlap")
    return [*found, Check("overlap", not judged.value, judged.reason), met_by_freezes(when)]


def met_by_freezes(when: When) -> Check:
    """Whether clients asked that nothing be touched then."""
    frozen = [(span_of(row), str(row.client)) for row in freezes_met(when)]
    judged = rules.met(when.span, frozen, kind="freeze")
    return Check("freeze", not judged.value, judged.reason)


def _by_terms(when: When) -> Iterator[Check]:
    closures = agreements.closures()
    judged: dict[tuple[str, str], tuple[Check, list[str]]] = {}
    for terms, names in terms_touched(when):
        each: dict[str, tuple[bool, Reason]] = {}
        outside = rules.outside_windows(terms, when.span)
        each["window"] = not outside.value, outside.reason
        each["notice"] = _flat(rules.told_in_time(terms, when.asked, closures=closures))
        if when.kind == Works.Kind.PLANNED:
            each["planned"] = _flat(rules.counts_as_planned(terms, when.asked))
        for name, (stands, reason) in each.items():
            key = name, repr(reason.to_json())
            judged.setdefault(key, (Check(name, stands, reason), []))[1].extend(names)
    for check, names in judged.values():
        yield Check(check.name, check.stands, check.reason, tuple(dict.fromkeys(names)))


def _flat(judged: Judgement[bool]) -> tuple[bool, Reason]:
    return judged.value, judged.reason


def terms_touched(when: When) -> list[tuple[Terms, list[str]]]:
    """The terms of what works touch, each once with the names of its products.

    A product that nobody runs is judged by the version published last.
    """
    lines = list(lines_touched(when).select_related(None).select_related("product", "contract"))
    held = agreements.terms_of_many(SYSTEM, lines, at=when.starts_at)
    found: dict[tuple[Any, ...], tuple[Terms, list[str]]] = {}
    for line in lines:
        if (terms := held.get(line.pk)) is not None:
            key = (terms.agreement.digest, terms.product, terms.hosting, repr(terms.own))
            found.setdefault(key, (terms, [line.product.name]))
    left = set(when.products) - {line.product.key for line in lines}
    if left and (agreement := published()) is not None:
        for product in sorted(left):
            found[(product,)] = (
                agreement.terms(product, "shared"),
                [catalogue.product(product).name],
            )
    return list(found.values())


def published() -> Agreement | None:
    """The version published last; None before one is."""
    version = agreements.versions(SYSTEM, agreement=agreements.REFERENCE).first()
    return agreements.agreement_of(version) if version else None


def lines_touched(when: When) -> QuerySet[agreements.Subscription]:
    """The subscriptions that works touch, of those that run on the day they begin."""
    day = timezone.localtime(when.starts_at).date()
    named = Q(product__key__in=list(when.products)) | Q(pk__in=list(when.subscriptions))
    return agreements.subscriptions(SYSTEM, on=day).filter(named)


def overlapping(when: When) -> QuerySet[Works]:
    """Other works on any of the same things at any of the same time, withdrawn ones left out."""
    lines = list(when.subscriptions)
    mine = Q(products__key__in=list(when.products)) | Q(subscriptions__in=lines)
    if lines:
        mine |= Q(products__subscription__in=lines)
    mine |= Q(subscriptions__product__key__in=list(when.products))
    rows = Works.objects.filter(mine, withdrawn_at=None, ended_at=None)
    return rows.filter(starts_at__lt=when.ends_at, ends_at__gt=when.starts_at).distinct()


def freezes_met(when: When) -> QuerySet[Freeze]:
    """The freezes of clients that works touch, at any of that time, not lifted."""
    lines = lines_touched(when).order_by()
    touched = Q(products=None) | Q(products__in=lines.values("product"))
    rows = Freeze.objects.filter(
        touched, lifted_at=None, client__in=lines.values("contract__client"),
        starts_at__lt=when.ends_at, ends_at__gt=when.starts_at,
    )  # fmt: skip
    return rows.select_related("client__organisation").distinct().order_by("starts_at", "pk")


def span_of(row: Works | Freeze) -> Span:
    """When it is, in whole seconds."""
    return epoch(row.starts_at), epoch(row.ends_at)


def against(found: Iterable[Check]) -> list[Check]:
    """What must be answered with a reason."""
    return [each for each in found if each.stops]
