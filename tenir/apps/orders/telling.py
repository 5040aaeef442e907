"""Who hears of a quote: the client's contacts, or the staff who price it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from tenir.apps.accounts.queries import people_with
from tenir.apps.journal.queries import readers_of
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.orders.models import Quote
from tenir.apps.parties.queries import recipients_of
from tenir.terms.phrases import LANGUAGES, both, day, money, say
from tenir.viewer import StaffRole, Viewer

TOLD = (StaffRole.ACCOUNTS_MANAGER, StaffRole.FINANCE, StaffRole.ADMINISTRATOR)  # the first held


def tell_client(found: Quote, what: str, *, actor: Viewer, at: datetime) -> None:
    """Owes "orders.<what>" to the client's contacts; of a reserved matter, to who told of it."""
    readers = readers_of_matter(found)
    to = recipients_of(found.contract.client_id)
    to = to if readers is None else [one for one in to if one.person in readers]
    _owe(found, what, to, "client", kept=readers is not None, actor=actor, at=at)


def tell_staff(found: Quote, what: str, *, actor: Viewer, at: datetime) -> None:
    """Owes "orders.<what>_staff" to those who keep contracts, else to whoever may price.

    Of a reserved matter, to those who may know of it.
    """
    kept = readers_of_matter(found) is not None
    people = next((some for role in TOLD if (some := people_with(role))), people_with())
    if kept:
        people = people_with(StaffRole.SECURITY_OFFICER, StaffRole.ADMINISTRATOR)
    to = [
        Recipient(person.pk, person.email, "en" if person.language == "en" else "fr", staff=True)
        for person in people
    ]
    _owe(found, f"{what}_staff", to, "staff", kept=kept, actor=actor, at=at)


def readers_of_matter(found: Quote) -> frozenset[int] | None:
    """Who knows of what gave rise to the quote, where that is reserved; None where it is not."""
    return readers_of(found.subject) if found.subject else None


def _owe(
    found: Quote,
    what: str,
    to: Sequence[Recipient],
    side: str,
    *,
    kept: bool,
    actor: Viewer,
    at: datetime,
) -> None:
    notices.owe(
        f"orders.{what}", key=f"{found.reference}/{what}/{int(at.timestamp())}", to=to,
        subject=found.reference, values=_values(found), actor=actor, at=at,
        organisation=found.contract.client_id if side == "client" else None,
        confidential=kept,
    )  # fmt: skip


def _values(found: Quote) -> dict[str, Any]:
    kind = both(f"orders.kind_{found.kind}")
    values: dict[str, Any] = {
        "number": found.number, "contract": found.contract.number, "wish": found.wish,
        "offer": found.offer, "because": found.because,
        "link": f"{settings.TENIR.url}/orders/{found.pk}/",
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
