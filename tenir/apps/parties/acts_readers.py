"""Acts on readers: a client's people who look, and ask for nothing.

Clause: 7.9.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Invitation, Person
from tenir.apps.parties import access
from tenir.apps.parties.acts_clients import locked
from tenir.apps.parties.acts_contacts import check_address
from tenir.apps.parties.details import checked_contact
from tenir.apps.parties.rights import must_manage
from tenir.apps.parties.telling import invited
from tenir.viewer import ClientRole, NotSeen, Viewer


@transaction.atomic
def invite_reader(
    organisation: int, *, name: str, email: str, language: str = "", actor: Viewer, at: datetime
) -> Invitation:
    """Someone of the client may look: they are sent a link.

    By the main contact, or staff in charge of clients. Raises ContactRefused, FaultyDetails.
    Clause: 4.3.
    """
    must_manage(actor, organisation)
    client = locked(organisation)
    found = checked_contact(name=name, email=email, language=language or client.language)
    check_address(client, found["email"])
    opened = accounts.invite(
        found["email"], organisation=client.organisation, role=ClientRole.READER,
        name=found["name"], language=found["language"], actor=actor, at=at,
    )  # fmt: skip
    invited("reader_invited", opened, organisation=client.organisation, actor=actor, at=at)
    return opened.invitation


@transaction.atomic
def remove_reader(organisation: int, person: int, *, actor: Viewer, at: datetime) -> None:
    """Someone of the client looks no more. Raises NotSeen where they are no reader there."""
    must_manage(actor, organisation)
    client = locked(organisation)
    reader = Person.objects.filter(
        pk=person, memberships__organisation=organisation, memberships__role=ClientRole.READER
    ).first()
    if reader is None:
        raise NotSeen("parties.no_reader")
    accounts.revoke(
        reader, organisation=client.organisation, role=ClientRole.READER, actor=actor, at=at
    )


@transaction.atomic
def withdraw_reader(organisation: int, email: str, *, actor: Viewer, at: datetime) -> None:
    """The link sent to a reader opens nothing any more. Raises NotSeen where there is none.

    Clause: 4.3.
    """
    must_manage(actor, organisation)
    client = locked(organisation)
    check_address(client, email)  # a contact's link goes with the contact
    if not access.withdraw_links(organisation, email, actor=actor, at=at):
        raise NotSeen("parties.no_reader")
