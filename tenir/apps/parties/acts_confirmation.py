"""Contacts stay available, their details up to date: confirmed, reminded, flagged.

Clause: 9.2.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from tenir.apps.accounts.queries import Person
from tenir.apps.commitments import services as commitments
from tenir.apps.journal.services import record
from tenir.apps.notices.queries import Unreachable
from tenir.apps.parties import access
from tenir.apps.parties.acts_clients import locked
from tenir.apps.parties.acts_contacts import contact_of
from tenir.apps.parties.confirming import confirm_by, key_of, owe_confirmation
from tenir.apps.parties.models import Client, Contact
from tenir.apps.parties.queries import recipients_of
from tenir.apps.parties.rights import must_keep_clients, must_manage
from tenir.apps.parties.telling import keepers, tell, write_down
from tenir.viewer import SYSTEM, Viewer

REMIND_BEFORE = timedelta(days=14)


@transaction.atomic
def confirm_contacts(organisation: int, *, actor: Viewer, at: datetime) -> None:
    """All contacts of a client are said to be right: what it owed is done, the next time is set.

    By the main contact, or staff in charge of clients who was told so. Flags are taken off.
    Clause: 9.2.
    """
    must_manage(actor, organisation)
    client = locked(organisation)
    held = Contact.objects.filter(client=client, removed_at=None)
    count = held.update(confirmed_at=at, flagged_because="", flagged_at=None)
    record(
        "parties.contacts_confirmed", subject=f"client/{client.pk}", actor=actor, at=at,
        client=client.pk, clauses=("9.2",), after={"contacts": count},
    )  # fmt: skip
    due = client.confirm_by
    if due is not None and due != confirm_by(client, after=at):
        commitments.keep(key_of(client.pk, due), kept_at=at, actor=actor, at=at)
    if due != confirm_by(client, after=at):
        owe_confirmation(client, actor=actor, at=at)


@transaction.atomic
def flag_contact(
    organisation: int, contact: int, *, because: str, actor: Viewer, at: datetime
) -> None:
    """Staff says that a contact cannot be reached so, for the reason given; the client is asked.

    Clause: 9.2.
    """
    must_keep_clients(actor)
    _flag(contact_of(organisation, contact), because=because, actor=actor, at=at)


@transaction.atomic
def unflag_contact(organisation: int, contact: int, *, actor: Viewer, at: datetime) -> bool:
    """Staff reached them after all, by the details that are there; False where no flag was set.

    Clause: 9.2.
    """
    must_keep_clients(actor)
    found = contact_of(organisation, contact)
    flagged = Contact.objects.filter(pk=found.pk, flagged_at__isnull=False)
    if not flagged.update(flagged_at=None, flagged_because="", confirmed_at=at):
        return False
    write_down("contact_unflagged", found, actor=actor, at=at, clauses=("9.2",))
    return True


def flag_unreachable(now: datetime) -> int:
    """Flags the contacts whose mail bounced after they were last confirmed; how many.

    To be run every few minutes, by as many as like: each contact is flagged once.
    Clause: 9.2.
    """
    bounced = Unreachable.objects.filter(address=OuterRef("address"))
    found = (
        Contact.objects.filter(removed_at=None, flagged_at=None)
        .annotate(address=Lower("email"))
        .filter(
            Exists(bounced.filter(since__gt=OuterRef("confirmed_at")))
            | Q(confirmed_at=None) & Exists(bounced)
        )
    )
    return sum(_flag_bounced(contact, now) for contact in found.select_related("client"))


@transaction.atomic
def _flag_bounced(contact: Contact, now: datetime) -> bool:
    bounce = Unreachable.objects.filter(address=contact.email.lower()).first()
    because = bounce.because if bounce else ""
    return _flag(contact, because=because, actor=SYSTEM, at=now)


def _flag(contact: Contact, *, because: str, actor: Viewer, at: datetime) -> bool:
    """Claims the flag; whoever is first asks the client, and staff too."""
    because = because.strip()[:200] or "—"
    waiting = Contact.objects.filter(pk=contact.pk, flagged_at=None, removed_at=None)
    if not waiting.update(flagged_at=at, flagged_because=because):
        return False
    write_down(
        "contact_flagged",
        contact,
        actor=actor,
        at=at,
        clauses=("9.2",),
        personal={"because": because},
    )
    others = [to for to in recipients_of(contact.client_id) if to.address != contact.email]
    tell(
        "contact_unreachable", contact.client.organisation, [*others, *keepers()],
        key=f"{contact.pk}/{at.timestamp():.6f}", clauses=("9.2",), actor=actor, at=at,
        name=contact.name, email=contact.email, main=contact.main, because=because,
    )  # fmt: skip
    return True


def remind_to_confirm(now: datetime) -> int:
    """Asks the main contacts whose time to confirm comes within two weeks; how many clients.

    To be run daily or oftener: each due date is reminded of once.
    Clause: 9.2.
    """
    due = Client.objects.filter(
        confirm_by__gt=now, confirm_by__lte=now + REMIND_BEFORE,
    ).exclude(reminded_of=F("confirm_by"))  # fmt: skip
    return sum(_remind(client, now) for client in due.select_related("organisation"))


@transaction.atomic
def _remind(client: Client, now: datetime) -> bool:
    waiting = Client.objects.filter(pk=client.pk, confirm_by=client.confirm_by)
    claim = waiting.filter(Q(reminded_of=None) | ~Q(reminded_of=client.confirm_by))
    if not claim.update(reminded_of=client.confirm_by) or client.confirm_by is None:
        return False
    contacts = Contact.objects.filter(client=client, removed_at=None).order_by("-main", "name")
    tell(
        "confirm_contacts", client.organisation, recipients_of(client.pk, main_only=True),
        key=key_of(client.pk, client.confirm_by), clauses=("9.2",), actor=SYSTEM, at=now,
        due=client.confirm_by, contacts=[f"{each.name} ({each.email})" for each in contacts],
    )  # fmt: skip
    return True


def link_people(now: datetime) -> int:
    """Contacts who came in by their link are known to be those people; how many.

    A face calls it when an invitation was accepted; a schedule, for those who came otherwise.
    Clause: 4.3, 9.4.
    """
    return sum(_link(contact, now) for contact in _unlinked())


def _unlinked() -> QuerySet[Contact]:
    there = Person.objects.filter(
        email__iexact=OuterRef("email"), is_active=True,
        memberships__organisation=OuterRef("client_id"),
    )  # fmt: skip
    found = Contact.objects.filter(person=None, removed_at=None).filter(Exists(there))
    return found.select_related("client__organisation")


@transaction.atomic
def _link(contact: Contact, now: datetime) -> bool:
    locked(contact.client_id)
    found = contact_of(contact.client_id, contact.pk)
    if found.person is not None:
        return False
    found.person = Person.objects.filter(
        email__iexact=found.email, is_active=True, memberships__organisation=found.client_id
    ).first()
    found.save(update_fields=["person"])
    access.give_role(found, actor=SYSTEM, at=now)
    return found.person is not None
