"""Acts on contacts: they are designated, they change, they go.

Clause: 4.2, 9.1, 9.2, 9.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tenir.apps.accounts.queries import Person
from tenir.apps.parties import access
from tenir.apps.parties.acts_clients import locked
from tenir.apps.parties.confirming import owe_confirmation
from tenir.apps.parties.details import checked_contact
from tenir.apps.parties.findable import index_contacts
from tenir.apps.parties.models import Client, Contact
from tenir.apps.parties.queries import labels
from tenir.apps.parties.rights import must_keep_clients, must_manage
from tenir.apps.parties.telling import tell_contact, write_down
from tenir.terms.contacts import may_remove, needs_signature
from tenir.terms.errors import Refused
from tenir.terms.resolution import Terms
from tenir.viewer import NotSeen, Viewer

FIELDS: Mapping[str, str] = {"name": "person", "email": "email", "telephone": "telephone"}


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
    invite: bool = True,
    actor: Viewer,
    at: datetime,
) -> Contact:
    """Someone who speaks for a client from now on; the first one is its main contact.

    By the main contact, or staff in charge of clients. The contact is sent a link to come in;
    staff may name the `person` who signs in already, or invite later. Raises ContactRefused,
    FaultyDetails.
    Clause: 4.2, 4.3, 9.1, 9.3.
    """
    must_manage(actor, organisation)
    if person is not None:
        must_keep_clients(actor)
    client = locked(organisation)
    spoken = language or (person.language if person else client.language)
    found = checked_contact(name=name, email=email, telephone=telephone, language=spoken)
    led = Contact.objects.filter(client=client, removed_at=None, main=True).exists()
    if main and led:
        raise ContactRefused("parties.main_taken", "main")
    check_address(client, found["email"])
    contact = Contact.objects.create(
        client=client, person=person, main=not led, designated_at=at, confirmed_at=at, **found
    )
    index_contacts([contact])
    write_down("contact_designated", contact, actor=actor, at=at, clauses=("9.1",))
    if invite or person is not None:
        access.let_in(contact, actor=actor, at=at)
    if client.confirm_by is None:
        owe_confirmation(client, actor=actor, at=at)
    return contact


@transaction.atomic
def invite_contact(organisation: int, contact: int, *, actor: Viewer, at: datetime) -> None:
    """Sends a contact the link by which they come in, again or for the first time.

    A link sent before opens nothing any more.
    Clause: 4.3.
    """
    must_manage(actor, organisation)
    locked(organisation)
    access.let_in(contact_of(organisation, contact), actor=actor, at=at)


@transaction.atomic
def change_contact(
    organisation: int,
    contact: int,
    *,
    terms: Terms,
    name: str | None = None,
    email: str | None = None,
    telephone: str | None = None,
    language: str | None = None,
    actor: Viewer,
    at: datetime,
) -> Contact:
    """New details of a contact, at once; those of the main contact wait for a signed document.

    Raises ContactRefused, FaultyDetails.
    Clause: 9.2, 9.3.
    """
    must_manage(actor, organisation)
    client = locked(organisation)
    found = contact_of(organisation, contact)
    given = {"name": name, "email": email, "telephone": telephone, "language": language}
    changed = changes_in(found, {key: value for key, value in given.items() if value is not None})
    fields = [FIELDS.get(key, key) for key in changed]
    judged = needs_signature(terms, main=found.main, changed=fields)
    if judged.value:
        raise ContactRefused("parties.needs_signature", why=judged.reason.sentence(actor.language))
    if changed:
        check_address(client, changed.get("email", found.email), but=found.pk)
        set_details(found, changed, clauses=("9.2",), actor=actor, at=at)
    return found


@transaction.atomic
def remove_contact(
    organisation: int, contact: int, *, terms: Terms, actor: Viewer, at: datetime
) -> None:
    """A contact speaks for the client no more; the last one and the main one stay.

    Raises ContactRefused.
    Clause: 9.1, 9.3.
    """
    must_manage(actor, organisation)
    locked(organisation)
    found = contact_of(organisation, contact)
    named = labels(organisation)
    judged = may_remove(terms, person=named[found.pk], contacts=list(named.values()))
    if not judged.value:
        why = judged.reason.sentence(actor.language)
        raise ContactRefused("parties.last_contact", why=why)
    if found.main:
        raise ContactRefused("parties.main_stays", name=found.name)
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    index_contacts([found])
    access.take_back(found, actor=actor, at=at)
    write_down("contact_removed", found, actor=actor, at=at, clauses=("9.1",))
    tell_contact("contact_removed", found, actor=actor, at=at)


def changes_in(contact: Contact, given: Mapping[str, str]) -> dict[str, str]:
    """What of the details given is new, as it would be kept."""
    found = checked_contact(**given)
    return {key: value for key, value in found.items() if getattr(contact, key) != value}


def set_details(
    contact: Contact,
    changed: Mapping[str, str],
    *,
    clauses: tuple[str, ...],
    actor: Viewer,
    at: datetime,
) -> None:
    """The contact's details become these; a new address is not held to be unreachable.

    A link that waits at the old address is sent to the new one instead; an account keeps the
    address by which its person signs in.
    Clause: 9.2.
    """
    old = {key: getattr(contact, key) for key in changed}
    moved = "email" in changed
    waits = moved and contact.person is None
    linked = waits and access.withdraw_links(contact.client_id, contact.email, actor=actor, at=at)
    for key, value in changed.items():
        setattr(contact, key, value)
    contact.confirmed_at = at
    if moved:
        contact.flagged_because, contact.flagged_at = "", None
    contact.save()
    index_contacts([contact])
    write_down(
        "contact_changed", contact, clauses=clauses, actor=actor, at=at,
        after={"changed": sorted(changed)}, personal={"before": old, "after": dict(changed)},
    )  # fmt: skip
    if linked:
        access.let_in(contact, actor=actor, at=at)
    also = [old["email"]] if moved else []
    tell_contact("contact_changed", contact, actor=actor, at=at, also=also)


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
