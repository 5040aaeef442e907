"""Acts on contacts: they are designated, they change, they go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.queries import Person
from tenir.apps.journal.services import record
from tenir.apps.parties.acts_clients import locked, subject_of
from tenir.apps.parties.confirming import owe_confirmation
from tenir.apps.parties.details import checked_contact
from tenir.apps.parties.models import Client, Contact
from tenir.apps.parties.rights import must_keep_clients, must_manage
from tenir.terms.errors import Refused
from tenir.viewer import ClientRole, NotSeen, Viewer


class ContactRefused(Refused):
    """A contact that cannot be designated, changed or removed so."""


@transaction.atomic
def designate(
    organisation: int,
    *,
    name: str,
    email: str,
    telephone: str = "",
    main: bool = False,
    language: str = "",
    person: Person | None = None,
    actor: Viewer,
    at: datetime,
) -> Contact:
    """Someone who speaks for a client from now on; the first one is its main contact.

    By the main contact, or staff in charge of clients. Staff may name the `person` who signs in
    already; they get the role at once. Raises ContactRefused, FaultyDetails.
    Clause: 4.2, 9.1, 9.3.
    """
    must_manage(actor, organisation)
    if person is not None:
        must_keep_clients(actor)
    client = locked(organisation)
    spoken = language or (person.language if person else client.language)
    found = checked_contact(name=name, email=email, telephone=telephone, language=spoken)
    held = Contact.objects.filter(client=client, removed_at=None)
    led = held.filter(main=True).exists()
    if main and led:
        raise ContactRefused("parties.main_taken")
    check_address(client, found["email"])
    contact = Contact.objects.create(
        client=client, person=person, main=not led, designated_at=at, confirmed_at=at, **found
    )
    told("contact_designated", contact, actor=actor, at=at, clauses=("9.1",))
    if person is not None:
        give_role(contact, actor=actor, at=at)
    if client.confirm_by is None:
        owe_confirmation(client, actor=actor, at=at)
    return contact


def check_address(client: Client, email: str, *, but: int = 0) -> None:
    """Refuses an address that another contact of the client has: one could not tell them apart."""
    held = Contact.objects.filter(client=client, removed_at=None, email__iexact=email)
    if held.exclude(pk=but).exists():
        raise ContactRefused("parties.address_taken", "email", given=email)


def contact_of(organisation: int, contact: int) -> Contact:
    """A contact that the client has today. Raises NotSeen."""
    found = (
        Contact.objects.select_related("person", "client__organisation")
        .filter(client=organisation, pk=contact, removed_at=None)
        .first()
    )
    if found is None:
        raise NotSeen("parties.no_contact")
    return found


def role_of(contact: Contact) -> ClientRole:
    """What a contact may do in Tenir."""
    return ClientRole.MAIN_CONTACT if contact.main else ClientRole.CONTACT


def give_role(contact: Contact, *, actor: Viewer, at: datetime) -> None:
    """The contact's person, where there is one, may do what the contact may."""
    if contact.person is not None:
        accounts.grant(
            contact.person, organisation=contact.client.organisation, role=role_of(contact),
            actor=actor, at=at,
        )  # fmt: skip


def told(
    fact: str,
    contact: Contact,
    *,
    actor: Viewer,
    at: datetime,
    clauses: tuple[str, ...],
    **personal: str,
) -> None:
    """The journal's entry about a contact: who they are stands apart, where it can be erased."""
    record(
        f"parties.{fact}", subject=subject_of(contact.client_id), actor=actor, at=at,
        client=contact.client_id, clauses=clauses,
        after={"contact": contact.pk, "main": contact.main},
        personal={"name": contact.name, "email": contact.email, **personal},
    )  # fmt: skip
