"""Who hears of a penalty: the client's contacts, or finance."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from tenir.apps.accounts.queries import people_with
from tenir.apps.agreements.queries import Subscription
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.parties.queries import recipients_of
from tenir.apps.penalties.models import Claim, CreditNote, Right
from tenir.terms.phrases import LANGUAGES
from tenir.terms.reasons import Reason
from tenir.viewer import StaffRole, Viewer


def tell_client(
    what: str, about: Right | Claim | CreditNote, values: dict[str, Any], *, actor: Viewer,
    at: datetime, turn: str = "",
) -> None:  # fmt: skip
    """Owes "penalties.<what>" to the client's contacts, once for that thing and turn."""
    _owe(what, about, recipients_of(about.organisation_id), values, actor=actor, at=at, turn=turn)


def tell_finance(
    what: str, about: Claim, values: dict[str, Any], *, actor: Viewer, at: datetime, turn: str = ""
) -> None:
    """Owes "penalties.<what>" to those who keep the accounts, else to administrators."""
    people = people_with(StaffRole.FINANCE) or people_with()
    to = [
        Recipient(person.pk, person.email, "en" if person.language == "en" else "fr", staff=True)
        for person in people
    ]
    _owe(what, about, to, values, actor=actor, at=at, turn=turn)


def of_line(found: Subscription, month: str) -> dict[str, Any]:
    """What every message about a penalty says."""
    return {
        "product": found.product.name, "month": month, "contract": found.contract.number,
        "client": found.contract.client.organisation.name,
    }  # fmt: skip


def reasons(reason: Reason) -> dict[str, str]:
    """The reason's sentence in each language."""
    return {f"because_{language}": reason.sentence(language) for language in LANGUAGES}


def _address(about: Right | Claim | CreditNote, *, staff: bool) -> str:
    """Where it is read, once signed in: a credit note on the page of its claim."""
    about = about.claim if isinstance(about, CreditNote) else about
    page = f"claims/{about.pk}" if isinstance(about, Claim) else about.pk
    return f"{settings.TENIR.url}/{'console' if staff else 'portal'}/penalties/{page}/"


def _owe(
    what: str, about: Right | Claim | CreditNote, to: list[Recipient], values: dict[str, Any], *,
    actor: Viewer, at: datetime, turn: str = "",
) -> None:  # fmt: skip
    staff = what.endswith("_staff")
    told = {**values, "link": _address(about, staff=staff)}
    notices.owe(
        f"penalties.{what}", key=f"{about.reference}/{what}{turn}", to=to,
        subject=about.reference, values=told, clauses=("5.6", "5.7", "5.9"), actor=actor, at=at,
        organisation=None if staff else about.organisation_id,
    )  # fmt: skip
