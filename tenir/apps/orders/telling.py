"""Who hears of a quote: the client's contacts, or the staff who price it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tenir.apps.accounts.queries import people_with
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.orders.models import Quote
from tenir.apps.parties.queries import recipients_of
from tenir.terms.phrases import LANGUAGES, both, day, money, say
from tenir.viewer import StaffRole, Viewer

TOLD = (StaffRole.ACCOUNTS_MANAGER, StaffRole.FINANCE, StaffRole.ADMINISTRATOR)  # the first held


def tell_client(found: Quote, what: str, *, actor: Viewer, at: datetime) -> None:
    """Owes "orders.<what>" to the client's contacts."""
    _owe(found, what, recipients_of(found.contract.client_id), "client", actor=actor, at=at)


def tell_staff(found: Quote, what: str, *, actor: Viewer, at: datetime) -> None:
    """Owes "orders.<what>_staff" to those who keep contracts, else to whoever may price."""
    people = next((some for role in TOLD if (some := people_with(role))), people_with())
    to = [
        Recipient(person.pk, person.email, "en" if person.language == "en" else "fr", staff=True)
        for person in people
    ]
    _owe(found, f"{what}_staff", to, "staff", actor=actor, at=at)


def _owe(
    found: Quote, what: str, to: Sequence[Recipient], side: str, *, actor: Viewer, at: datetime
) -> None:
    notices.owe(
        f"orders.{what}", key=f"{found.reference}/{what}/{int(at.timestamp())}", to=to,
        subject=found.reference, values=_values(found), actor=actor, at=at,
        organisation=found.contract.client_id if side == "client" else None,
    )  # fmt: skip


def _values(found: Quote) -> dict[str, Any]:
    kind = both(f"orders.kind_{found.kind}")
    values: dict[str, Any] = {
        "number": found.number, "contract": found.contract.number, "wish": found.wish,
        "offer": found.offer, "because": found.because,
        "client": found.contract.client.organisation.name,
    }  # fmt: skip
    for language in LANGUAGES:
        values[f"kind_{language}"] = kind[language]
        values[f"price_{language}"] = _price(found, language)
        values[f"until_{language}"] = day(found.valid_until, language) if found.valid_until else ""
    return values


def _price(found: Quote, language: Any) -> str:
    once = "" if found.amount is None else money(found.amount, language)
    yearly = ""
    if found.yearly is not None:
        yearly = say("orders.yearly", language, amount=money(found.yearly, language))
    return " + ".join(part for part in (once, yearly) if part)
