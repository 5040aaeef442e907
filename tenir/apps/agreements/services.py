"""Acts on versions, contracts and subscriptions: each one transaction. This is the app's door."""

from __future__ import annotations

from tenir.apps.agreements.acts_contracts import amend_contract, sign_contract
from tenir.apps.agreements.acts_lines import change_line, subscribe
from tenir.apps.agreements.acts_versions import (
    UnknownReason,
    discard_draft,
    draft_version,
    misfits,
    notify_more,
    publish,
)
from tenir.apps.agreements.answers import (
    AnsweredAlready,
    NoLetter,
    VersionsSettled,
    accept_version,
    may_answer,
    settle_versions,
    terminate_on_version,
)
from tenir.apps.agreements.changing import PastAmendment
from tenir.apps.agreements.checking import NotADraft, checked_draft
from tenir.apps.agreements.closures import (
    DAY,
    FaultyClosure,
    announce_closure,
    closing,
    hold_closures,
    is_told,
)
from tenir.apps.agreements.ending import (
    EndedAlready,
    NoContact,
    NotRunning,
    end_contract,
    end_subscription,
    extend_contract,
    open_access,
)
from tenir.apps.agreements.extras import (
    add_option,
    end_option,
    record_specific,
    withdraw_specific,
)
from tenir.apps.agreements.findable import findables
from tenir.apps.agreements.lines import NewLine, target_named
from tenir.apps.agreements.proving import ProvenAlready, prove_notification
from tenir.apps.agreements.shipped import install_reference
from tenir.terms.contract_terms import FaultyContract

__all__ = [
    "DAY",
    "AnsweredAlready",
    "EndedAlready",
    "FaultyClosure",
    "FaultyContract",
    "NewLine",
    "NoContact",
    "NoLetter",
    "NotADraft",
    "NotRunning",
    "PastAmendment",
    "ProvenAlready",
    "UnknownReason",
    "VersionsSettled",
    "accept_version",
    "add_option",
    "amend_contract",
    "announce_closure",
    "change_line",
    "checked_draft",
    "closing",
    "discard_draft",
    "draft_version",
    "end_contract",
    "end_option",
    "end_subscription",
    "extend_contract",
    "findables",
    "hold_closures",
    "install_reference",
    "is_told",
    "may_answer",
    "misfits",
    "notify_more",
    "open_access",
    "prove_notification",
    "publish",
    "record_specific",
    "settle_versions",
    "sign_contract",
    "subscribe",
    "target_named",
    "terminate_on_version",
    "withdraw_specific",
]
