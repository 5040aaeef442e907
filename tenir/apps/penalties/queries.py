"""Questions: each says who is looking. How the publisher invoices is the staff's to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    DecimalField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from tenir.apps.penalties.models import Claim as Claim
from tenir.apps.penalties.models import CreditNote as CreditNote
from tenir.apps.penalties.models import Invoicing as Invoicing
from tenir.apps.penalties.models import PastPenalty as PastPenalty
from tenir.apps.penalties.models import Right as Right
from tenir.viewer import NotSeen, Viewer

LINE = "subscription__contract__client__organisation"


def rights(viewer: Viewer, *, at: datetime) -> QuerySet[Right]:
    """The rights to a penalty that the viewer may see, the latest month first.

    `stands` says how each stands at that instant: open, lapsed, withdrawn, "rest" where a month
    credited was revised to more, or its claim's state; `credited` what its credit notes come to.
    Clause: 5.6, 5.7.
    """
    found = Right.objects.filter(**viewer.within("organisation"))
    notes = CreditNote.objects.filter(claim__right=OuterRef("pk")).order_by().values("claim")
    credited = Coalesce(Subquery(notes.values(sum=Sum("net"))), Decimal("0.00"),
                        output_field=DecimalField(max_digits=12, decimal_places=2))  # fmt: skip
    stands = Case(
        When(claim__state="credited", withdrawn_at=None, amount__gt=F("credited"),
             then=Value("rest")),
        When(claim__state="credited", then=Value("credited")),
        When(withdrawn_at__isnull=False, then=Value("withdrawn")),
        When(claim__isnull=False, then=F("claim__state")),
        When(claim_by__gt=at, then=Value("open")),
        default=Value("lapsed"), output_field=CharField(),
    )  # fmt: skip
    found = found.select_related(LINE, "subscription__product", "claim")
    return found.annotate(credited=credited).annotate(stands=stands).order_by("-month", "pk")


def right(viewer: Viewer, id: int, *, at: datetime) -> Right:
    """That right; NotSeen where there is none that the viewer may see.

    Clause: 5.6, 5.7.
    """
    found = rights(viewer, at=at).filter(pk=id).first()
    if found is None:
        raise NotSeen("penalties.unknown")
    return found


def past_penalties(viewer: Viewer) -> QuerySet[PastPenalty]:
    """The penalties settled before Tenir kept the books, of what the viewer may see.

    Clause: 5.6, 5.9.
    """
    found = PastPenalty.objects.filter(**viewer.within("organisation"))
    return found.select_related(LINE, "subscription__product").order_by("-month", "pk")


def settled_before(subscription: int, month: str) -> bool:
    """Whether the penalty of that month was settled before Tenir kept the books.

    For services: it filters by nobody.
    Clause: 5.7.
    """
    return PastPenalty.objects.filter(subscription=subscription, month=month).exists()


def claims(viewer: Viewer) -> QuerySet[Claim]:
    """The claims that the viewer may see, the latest first.

    Clause: 5.7.
    """
    found = Claim.objects.filter(**viewer.within("organisation"))
    found = found.select_related(
        LINE, "subscription__product", "right", "sent_by", "objected_by", "ruled_by"
    )
    return found.order_by("-sent_at", "-pk")


def claim(viewer: Viewer, id: int) -> Claim:
    """That claim; NotSeen where there is none that the viewer may see.

    Clause: 5.7.
    """
    found = claims(viewer).prefetch_related("credit_notes").filter(pk=id).first()
    if found is None:
        raise NotSeen("penalties.unknown")
    return found


def credit_notes(viewer: Viewer) -> QuerySet[CreditNote]:
    """The credit notes that the viewer may see, the latest number first.

    Clause: 5.9.
    """
    found = CreditNote.objects.filter(**viewer.within("organisation"))
    return found.select_related("organisation", "claim__right", f"claim__{LINE}").order_by("-pk")


def credit_note(viewer: Viewer, id: int) -> CreditNote:
    """That credit note; NotSeen where there is none that the viewer may see.

    Clause: 5.9.
    """
    found = credit_notes(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("penalties.unknown")
    return found


def invoicing(viewer: Viewer) -> Invoicing:
    """How the publisher invoices, as finance left it; NotSeen but for staff.

    Clause: 5.9.
    """
    if not viewer.is_staff:
        raise NotSeen("penalties.unknown")
    return Invoicing.objects.filter(pk=1).first() or Invoicing(pk=1)


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a month's penalties may cost or have cost, in euros excl. tax, by how they stand."""

    month: str
    open: Decimal = Decimal(0)  # may still be claimed
    owed: Decimal = Decimal(0)  # claimed in time, or contested
    credited: Decimal = Decimal(0)
    gone: Decimal = Decimal(0)  # refused, lapsed or withdrawn

    @property
    def forecast(self) -> Decimal:
        """What may still have to be paid."""
        return self.open + self.owed


def exposure(
    viewer: Viewer, *, at: datetime, organisation: int | None = None
) -> Iterator[Exposure]:
    """What penalties may cost, month by month, the latest first; one client's where it is named.

    Clause: 5.6, 5.9.
    """
    sums: dict[str, dict[str, Decimal]] = {}
    found = rights(viewer, at=at)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    for row in found.select_related(None).only("month", "amount"):
        of_month = sums.setdefault(row.month, {})
        for part, amount in _parts(row):
            of_month[part] = of_month.get(part, Decimal(0)) + amount
    for month, of_month in sorted(sums.items(), reverse=True):
        yield Exposure(month, **of_month)


def _parts(row: Right) -> Iterator[tuple[str, Decimal]]:
    """Where the euros of a right stand: what is credited, and what a revision made it owe more."""
    credited: Decimal = vars(row)["credited"]
    if row.standing in {"credited", "rest"}:
        yield "credited", credited
    if row.standing == "rest":
        yield "owed", row.amount - credited
    elif row.standing != "credited":
        yield (
            {"open": "open", "accepted": "owed", "waiting": "owed", "objected": "owed"}.get(
                row.standing, "gone"
            ),
            row.amount,
        )
