"""What is told of contacts: the notices owed, and the journal's entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from tenir.apps.accounts.queries import Organisation, people_with
from tenir.apps.accounts.services import Invited
from tenir.apps.journal.services import record
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.parties.models import Contact
from tenir.apps.parties.queries import recipient
from tenir.apps.parties.rights import KEEPERS
from tenir.terms.phrases import Language
from tenir.viewer import StaffRole, Viewer


def write_down(
    fact: str,
    contact: Contact,
    *,
    actor: Viewer,
    at: datetime,
    clauses: Sequence[str],
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> int:
    """The journal's entry about a contact: who they are stands apart, where it can be erased."""
    return record(
        f"parties.{fact}", subject=f"client/{contact.client_id}", actor=actor, at=at,
        client=contact.client_id, clauses=clauses, before=before,
        after={"contact": contact.pk, "main": contact.main, **(after or {})},
        personal={"name": contact.name, "email": contact.email, **(personal or {})},
    )  # fmt: skip


def tell(
    kind: str,
    organisation: Organisation,
    to: Iterable[Recipient],
    *,
    key: str,
    clauses: Sequence[str],
    actor: Viewer,
    at: datetime,
    subject: str = "",
    **values: object,
) -> None:
    """Owes the notice of that kind about a client."""
    notices.owe(
        f"parties.{kind}", key=f"parties.{kind}/{key}", to=list(to), actor=actor, at=at,
        subject=subject or f"client/{organisation.pk}", organisation=organisation.pk,
        clauses=clauses, values={"client": organisation.name, "link": page(), **values},
    )  # fmt: skip


def tell_contact(
    kind: str, contact: Contact, *, actor: Viewer, at: datetime, also: Sequence[str] = ()
) -> None:
    """Tells a contact what has just become of them, at the addresses `also` that they had too."""
    own = recipient(contact)
    others = [Recipient(None, address, own.language) for address in also]
    tell(
        kind, contact.client.organisation, [own, *others], key=f"{contact.pk}/{at.timestamp():.6f}",
        clauses=("9.1", "9.2"), actor=actor, at=at, name=contact.name, main=contact.main,
    )  # fmt: skip


def invited(
    kind: str, opened: Invited, *, organisation: Organisation, actor: Viewer, at: datetime
) -> None:
    """Owes the link by which someone comes in: to nobody else, and erased once it is sent.

    Clause: 4.3.
    """
    invitation, side = opened.invitation, organisation.kind
    language: Language = "en" if invitation.language == "en" else "fr"
    notices.owe(
        f"parties.{kind}", key=f"parties.{kind}/{invitation.pk}/{at.timestamp():.6f}",
        to=[Recipient(None, invitation.email, language, staff=side == "publisher")],

        subject=f"{side}/{organisation.pk}", organisation=organisation.pk, confidential=True,
        clauses=("4.3", "9.1"), actor=actor, at=at,
        values={
            "client": organisation.name, "name": invitation.name, "link": opened.link,
            "until": invitation.expires_at,
        },
    )  # fmt: skip


def keepers() -> list[Recipient]:
    """The publisher's people in charge of clients, the administrators where there are none."""
    found = list(people_with(*KEEPERS)) or list(people_with(StaffRole.ADMINISTRATOR))
    return [_staff(person.pk, person.email, person.language) for person in found]


def _staff(person: int, email: str, spoken: str) -> Recipient:
    language: Language = "en" if spoken == "en" else "fr"
    return Recipient(person, email, language, staff=True)


def page() -> str:
    """Where a client looks after its contacts."""
    return f"{settings.TENIR.url}/contacts/"
