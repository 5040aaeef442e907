"""The rule of each kind of promise: from what was recorded with it to its due instant, and why.

This is the one place in which a kind of promise is given its rule. A rule whose meaning changes
gets a new name beside the old, and a new engine has it in place of the old: what was promised under
an engine is recomputed by the rules of that one. An engine has the kinds whose rules it changed:
the others are still promised under the one before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from tenir.terms import contacts, evolution, prerequisites, support_kept
from tenir.terms.agreement import Agreement
from tenir.terms.backups import own_by
from tenir.terms.carried import WithDigest, overrides_of
from tenir.terms.credits import paid_by
from tenir.terms.dates import instant_of, local, month_span
from tenir.terms.engine import ENGINE
from tenir.terms.frozen import months_frozen
from tenir.terms.months import Months
from tenir.terms.penalties import Right
from tenir.terms.reasons import Judgement
from tenir.terms.releases import validation_due
from tenir.terms.resolution import Terms

Frozen: TypeAlias = Callable[[str], tuple[bytes, bytes]]  # by digest: the inputs, the evidence


@dataclass(frozen=True, slots=True)
class Asked:
    """What a promise's rule is asked with: the inputs in JSON, and the agreement that judges."""

    inputs: Mapping[str, Any]
    agreement: Agreement | None
    frozen: Frozen
    with_digest: WithDigest | None

    def at(self, name: str) -> datetime:
        """The instant of that name."""
        return instant_of(self.inputs[name])

    def on(self, name: str) -> date:
        """The day of that name."""
        return date.fromisoformat(self.inputs[name])

    def contracts(self) -> tuple[Terms, ...]:
        """The terms under each of the client's contracts, its own ones laid over the agreement's.

        The agreement's alone where it has none.
        """
        each = self.inputs["contracts"] or [[]]
        return tuple(self.under().terms(None, None, overrides_of(own)) for own in each)

    def under(self) -> Agreement:
        """The agreement that judges."""
        if self.agreement is None:
            raise ValueError("no agreement")
        return self.agreement

    def months(self) -> tuple[Months, str]:
        """The frozen month that the promise follows from, with those before it."""
        if self.with_digest is None:
            raise ValueError("no agreements")
        inputs, evidence = self.frozen(self.inputs["frozen"])
        return months_frozen(json.loads(inputs), evidence, self.with_digest)


Rule: TypeAlias = Callable[[Asked], Judgement[datetime]]


def _confirm_contacts(asked: Asked) -> Judgement[datetime]:
    months, zone = asked.inputs["months"], asked.inputs["zone"]
    return contacts.confirm_by(asked_at=asked.at("asked_at"), months=months, zone=zone)


def _acknowledge_prerequisites(asked: Asked) -> Judgement[datetime]:
    return prerequisites.read_by(
        product=asked.inputs["product"], due_on=asked.on("due_on"), zone=asked.inputs["zone"]
    )


def _answer(asked: Asked) -> Judgement[datetime]:
    return evolution.effective_for(
        asked.contracts(), notified_at=asked.at("notified_at"), reason=asked.inputs["reason"]
    )


def _notification(asked: Asked) -> Judgement[datetime]:
    return evolution.proof_by(
        asked.contracts(), notified_at=asked.at("notified_at"), reason=asked.inputs["reason"]
    )


def _target(asked: Asked) -> Judgement[datetime]:
    months, month = asked.months()
    return target_of(months, month)


def _claim(asked: Asked) -> Judgement[datetime]:
    claim = claim_of(*asked.months())
    if claim is None:
        raise ValueError("no right to a penalty")
    return claim


def _credit(asked: Asked) -> Judgement[datetime]:
    told, read = asked.inputs, asked.under()
    terms = read.terms(told["product"], told["hosting"], overrides_of(told["overrides"]))
    return paid_by(
        terms, starts_on=asked.on("starts_on"), issued_on=asked.on("issued_on"),
        ends_on=asked.on("ends_on") if told["ends_on"] else None, zone=read.zone,
    )  # fmt: skip


def _validation(asked: Asked) -> Judgement[datetime]:
    told = asked.inputs
    terms = asked.under().terms(told["product"], told["hosting"], overrides_of(told["overrides"]))
    judged = validation_due(
        terms, version=told["version"], received_at=asked.at("received_at"), kind=told["release"]
    )
    if judged is None:
        raise ValueError("a version of that kind is not validated")
    return judged


def _own_backup(asked: Asked) -> Judgement[datetime]:
    return own_by(starts_on=asked.on("starts_on"), zone=asked.inputs["zone"])


def _response_p1(asked: Asked) -> Judgement[datetime]:
    return support_kept.due_kept(asked.under(), asked.inputs, firm=True)


def _response(asked: Asked) -> Judgement[datetime]:
    return support_kept.due_kept(asked.under(), asked.inputs, firm=False)


def _response_p1_due_first(asked: Asked) -> Judgement[datetime]:
    """Of requests merged into one, the clock due first was kept, though it stood still."""
    return support_kept.due_kept(asked.under(), asked.inputs, firm=True, merges=False)


def _response_due_first(asked: Asked) -> Judgement[datetime]:
    return support_kept.due_kept(asked.under(), asked.inputs, firm=False, merges=False)


def _response_p1_waits_unnamed(asked: Asked) -> Judgement[datetime]:
    """Its reasons did not name what it waited for."""
    return support_kept.due_kept(asked.under(), asked.inputs, firm=True, waits=False, merges=False)


def _response_waits_unnamed(asked: Asked) -> Judgement[datetime]:
    return support_kept.due_kept(asked.under(), asked.inputs, firm=False, waits=False, merges=False)


def _response_p1_unnamed(asked: Asked) -> Judgement[datetime]:
    """Its reasons did not name the holidays and closures that it steps over."""
    return support_kept.due_kept(
        asked.under(), asked.inputs, firm=True, stepped=False, waits=False, merges=False
    )


def _response_unnamed(asked: Asked) -> Judgement[datetime]:
    return support_kept.due_kept(
        asked.under(), asked.inputs, firm=False, stepped=False, waits=False, merges=False
    )


def target_of(months: Months, month: str) -> Judgement[datetime]:
    """The target of a month: due at the midnight that ends it, with the month's own reasons.

    Clause: 5.1.
    """
    zone = months.dossier.agreement.zone
    return Judgement(local(month_span(month, zone)[1], zone), months.month(month).reason)


def claim_of(months: Months, month: str) -> Judgement[datetime] | None:
    """By when the client claims the penalty of a month, with its reasons; None without a right.

    Clause: 5.6, 5.7.
    """
    granted = right_of(months, month)
    if granted is None or granted.value.claim_by is None:
        return None
    return Judgement(granted.value.claim_by, granted.reason)


def right_of(months: Months, month: str) -> Judgement[Right] | None:
    """The right that a month gives or not, with its own reasons; None where no fee is known.

    Clause: 5.6, 5.7, 5.8.
    """
    granted = months.rights(month)
    if granted is None:
        return None
    return Judgement(granted.value[-1], granted.reason.children[-1])


RULES: Mapping[str, Mapping[str, Rule]] = {
    "1": {
        "parties.confirm_contacts": _confirm_contacts,
        "catalogue.acknowledge_prerequisites": _acknowledge_prerequisites,
        "agreements.notification": _notification,
        "agreements.answer": _answer,
        "requests.response_p1": _response_p1_unnamed,
        "requests.response": _response_unnamed,
        "availability.target": _target,
        "penalty.claim": _claim,
        "penalty.credit": _credit,
        "orders.own_backup": _own_backup,
        "releases.validation": _validation,
    },
    "2": {
        "requests.response_p1": _response_p1_waits_unnamed,
        "requests.response": _response_waits_unnamed,
    },
    "3": {
        "requests.response_p1": _response_p1_due_first,
        "requests.response": _response_due_first,
    },
    "4": {"requests.response_p1": _response_p1, "requests.response": _response},
}


def engine_of(kind: str) -> str:
    """The engine by which a promise of that kind is made today: the last that has its rule."""
    return next((name for name in reversed(tuple(RULES)) if kind in RULES[name]), ENGINE)
