"""How rights to a penalty and claims are shown, to whoever it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.commitments import queries as commitments
from tenir.apps.penalties.queries import Claim, Right
from tenir.ui.addresses import to
from tenir.ui.listing import Column, Filter
from tenir.ui.states import STATES
from tenir.viewer import NotSeen, Viewer

LONG_OF_RIGHTS = ("reasons", "claim__reasons")  # which no list shows
LONG_OF_CLAIMS = ("reasons", "right__reasons")
OF_RIGHTS = ("open", "accepted", "objected", "refused", "rest", "credited", "lapsed", "withdrawn")
BY_CLIENT = Filter(
    "client", _("Client"), lambda rows, value: rows.filter(organisation__name__icontains=value)
)
FILTERS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(stands=value),
           tuple((name, STATES[f"penalty.{name}"].word) for name in OF_RIGHTS)),
    Filter("contract", _("Contract"),
           lambda rows, value: rows.filter(subscription__contract__number__icontains=value)),
    Filter("month", _("Month"), lambda rows, value: rows.filter(month=value),
           kind="month"),
)  # fmt: skip
OF_CLAIMS = (
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value),
           tuple((name, STATES[f"penalty.{name}"].word) for name in Claim.State.values)),
    *FILTERS[1:],
)  # fmt: skip


EXPOSED = (
    Column("month", _("Month"), lambda row: row.month),
    Column("open", _("May be claimed"), lambda row: row.open),
    Column("owed", pgettext_lazy("a claim", "Owed"), lambda row: row.owed),
    Column("credited", pgettext_lazy("a claim", "Credited"), lambda row: row.credited),
    Column("gone", _("Refused or lapsed"), lambda row: row.gone),
    Column("to_freeze", _("Over, not frozen"), lambda row: row.to_freeze),
    Column("to_pay", _("Still to pay"), lambda row: row.to_pay),
    Column("at_stake", _("At stake"), lambda row: row.at_stake),
)


def judged_by(viewer: Viewer, right: Right | None) -> str:
    """The digest of the version that judged it, kept with the client's promise; empty of none."""
    try:
        return commitments.commitment_of(viewer, right.promise).convention if right else ""
    except NotSeen:
        return ""


def rights(face: str) -> Sequence[Column]:
    """The columns of a list of rights."""
    return (
        Column("number", pgettext_lazy("a penalty", "Right"), lambda r: r.number, sort="pk",
               kind="brief", lead=True, href=to(f"{face}:penalty")),
        *_whose(face),
        Column("amount", _("Amount, excl. tax"), lambda r: r.amount, sort="amount", kind="money"),
        Column("by", _("Claim by"), lambda r: r.claim_by, sort="claim_by", kind="deadline"),
        Column("state", _("State"), lambda r: f"penalty.{r.standing}", kind="state"),
    )  # fmt: skip


def claims(face: str) -> Sequence[Column]:
    """The columns of a list of claims."""
    return (
        Column("line", _("Claim"), lambda c: c.subscription.product.name, lead=True,
               href=to(f"{face}:claim")),
        *_whose(face),
        Column("sent", _("Sent"), lambda c: c.sent_at, sort="sent_at", kind="moment"),
        Column("amount", _("Amount, excl. tax"), lambda c: c.right and c.right.amount,
               kind="money"),
        Column("state", _("State"), lambda c: f"penalty.{c.state}", kind="state"),
    )  # fmt: skip


def _whose(face: str) -> Sequence[Column]:
    client = Column(
        "client", _("Client"), lambda r: r.subscription.contract.client.organisation.name,
        sort="organisation__name",
    )  # fmt: skip
    line = Column(
        "product", _("Product"), lambda r: r.subscription.product.name,
        sort="subscription__product__name", note=lambda r: r.subscription.contract.number,
    )  # fmt: skip
    month = Column("month", _("Month"), lambda r: r.month, sort="month", kind="month")
    return (client, line, month) if face == "console" else (line, month)
