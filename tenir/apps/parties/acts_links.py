"""Acts on the links by which people come in: the publisher's own people, and a link sent again.

Accounts stand below the notices and send nothing: what carries their links is owed here.

Clause: 4.3.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.accounts import queries as accounts_asked
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Invitation
from tenir.apps.parties.telling import invited
from tenir.viewer import ClientRole, Viewer


@transaction.atomic
def invite_staff(
    *, name: str, email: str, role: str, language: str = "fr", actor: Viewer, at: datetime
) -> Invitation:
    """Someone comes to work for the publisher, in that role: they are sent a link.

    By an administrator. Raises AlreadyInvited, FaultyPerson, WrongRole.
    Clause: 4.3.
    """
    publisher = accounts_asked.publisher()
    opened = accounts.invite(
        email, organisation=publisher, role=role, name=name, language=language, actor=actor, at=at
    )
    invited("staff_invited", opened, organisation=publisher, actor=actor, at=at)
    return opened.invitation


@transaction.atomic
def resend_link(invitation: int, *, actor: Viewer, at: datetime) -> Invitation:
    """Sends a link again: a new one, and the one sent before opens nothing any more.

    Raises InvitationDead, NotSeen.
    Clause: 4.3.
    """
    found = accounts_asked.invitation(actor, invitation)
    opened = accounts.resend(found, actor=actor, at=at)
    kind = {"client": "contact_invited", "publisher": "staff_invited"}[found.organisation.kind]
    if found.role == ClientRole.READER:
        kind = "reader_invited"
    invited(kind, opened, organisation=found.organisation, actor=actor, at=at)
    return opened.invitation
