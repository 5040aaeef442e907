"""Contacts and the accounts that go with them: a link to come in, a role, and both taken back.

Clause: 4.3, 9.4.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Invitation, Person
from tenir.apps.parties.models import Contact
from tenir.apps.parties.telling import invited, tell_contact
from tenir.viewer import Viewer


def let_in(contact: Contact, *, actor: Viewer, at: datetime) -> None:
    """A contact may come in: at once who has an account at the client, by a link anyone else.

    Clause: 4.3.
    """
    there = contact.person or _member(contact)
    if there is None:
        _send_link(contact, actor=actor, at=at)
        return
    new = contact.person is None
    if new:
        Contact.objects.filter(pk=contact.pk).update(person=there)
        contact.person = there
    give_role(contact, actor=actor, at=at)
    tell_contact("contact_designated", contact, actor=actor, at=at)


def give_role(contact: Contact, *, actor: Viewer, at: datetime) -> None:
    """The contact may do what they now are: by their account, or by the link that waits for them.

    Clause: 9.4.
    """
    if contact.person is not None:
        accounts.grant(
            contact.person, organisation=contact.client.organisation, role=contact.role,
            actor=actor, at=at,
        )  # fmt: skip
    elif invitations_of(contact).exists():
        _send_link(contact, actor=actor, at=at)


def take_back(contact: Contact, *, actor: Viewer, at: datetime) -> None:
    """What the contact could do, they can no more."""
    withdraw_links(contact.client_id, contact.email, actor=actor, at=at)
    if contact.person is not None:
        accounts.revoke(
            contact.person, organisation=contact.client.organisation, role=contact.role,
            actor=actor, at=at,
        )  # fmt: skip


def withdraw_links(organisation: int, email: str, *, actor: Viewer, at: datetime) -> bool:
    """The links sent to that address open nothing any more; whether there was one."""
    found = list(_waiting(organisation, email))
    for invitation in found:
        accounts.revoke_invitation(invitation, actor=actor, at=at)
    return bool(found)


def invitations_of(contact: Contact) -> QuerySet[Invitation]:
    """The links that wait for a contact."""
    return _waiting(contact.client_id, contact.email)


def _waiting(organisation: int, email: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation=organisation, email__iexact=email, accepted_at=None, revoked_at=None
    )


def _member(contact: Contact) -> Person | None:
    """Who has an account at that client under the contact's address."""
    return Person.objects.filter(
        email__iexact=contact.email, is_active=True, memberships__organisation=contact.client_id
    ).first()


def _send_link(contact: Contact, *, actor: Viewer, at: datetime) -> None:
    withdraw_links(contact.client_id, contact.email, actor=actor, at=at)
    opened = accounts.invite(
        contact.email, organisation=contact.client.organisation, role=contact.role,
        name=contact.name, language=contact.language, actor=actor, at=at,
    )  # fmt: skip
    invited("contact_invited", opened, organisation=contact.client.organisation, actor=actor, at=at)
