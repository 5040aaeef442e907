"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.penalties.bringing import Settled, bring_in_penalties
from tenir.apps.penalties.claiming import object_to, rule, send_claim
from tenir.apps.penalties.crediting import issue, mark_paid, next_number
from tenir.apps.penalties.invoicing import Books, missing, set_invoicing
from tenir.apps.penalties.opening import follow_month
from tenir.apps.penalties.refusals import (
    ClaimMovedOn,
    FaultyInvoicing,
    FaultyPast,
    FeeUnpaid,
    NoReason,
    NothingToClaim,
    NotInvoicing,
)

__all__ = [
    "Books",
    "ClaimMovedOn",
    "FaultyInvoicing",
    "FaultyPast",
    "FeeUnpaid",
    "NoReason",
    "NotInvoicing",
    "NothingToClaim",
    "Settled",
    "bring_in_penalties",
    "follow_month",
    "issue",
    "mark_paid",
    "missing",
    "next_number",
    "object_to",
    "rule",
    "send_claim",
    "set_invoicing",
]
