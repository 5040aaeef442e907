"""What is to be changed of a contract, held for it, and from which day on it may be."""

from __future__ import annotations

from datetime import date, datetime

from tenir.apps.agreements.models import Contract, Subscription
from tenir.apps.agreements.reading import day_of
from tenir.apps.agreements.rights import must_keep
from tenir.terms.agreement import Agreement
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, Viewer


class PastAmendment(Refused):
    """A change of a contract that would hold before the day on which it is recorded."""


def contract_to_change(contract: int, actor: Viewer) -> Contract:
    """The contract, held until the transaction ends. Raises NotSeen, NotAllowed."""
    return _contract_held(contract, actor, unseen="agreements.no_contract")


def _contract_held(contract: int, actor: Viewer, *, unseen: str) -> Contract:
    found = Contract.objects.select_for_update(of=("self",)).filter(pk=contract).first()
    if found is None:
        raise NotSeen(unseen)
    must_keep(actor, found.client_id, unseen=unseen)
    return found


def line_to_change(subscription: int, actor: Viewer) -> tuple[Contract, Subscription]:
    """A line and its contract, held until the transaction ends. Raises NotSeen, NotAllowed."""
    line = Subscription.objects.filter(pk=subscription)
    contract = line.values_list("contract", flat=True).first()
    unseen = "agreements.no_subscription"
    if contract is None:
        raise NotSeen(unseen)
    return _contract_held(contract, actor, unseen=unseen), line.select_related("product").get()


def must_be_ahead(on: date, agreement: Agreement, contract: Contract, at: datetime) -> None:
    """Refuses a day that is past, or before the contract's. Raises PastAmendment."""
    today = day_of(at, agreement)
    if on < max(today, contract.starts_on):
        raise PastAmendment("agreements.past", given=on, first=max(today, contract.starts_on))
