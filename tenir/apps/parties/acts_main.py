"""Changes about the main contact: asked for, signed, verified; none takes effect before.

Asked for by a contact or by staff, signed by a person in charge at the client, verified by staff.
The agreement names no delay for the verification, so none is promised. Meanwhile the main contact
stays who they are, where they are. Nobody goes round it, staff included.

Clause: 9.3.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction

from tenir.apps.documents import services as documents
from tenir.apps.notices.services import Recipient
from tenir.apps.parties import access, queries
from tenir.apps.parties.acts_clients import locked
from tenir.apps.parties.acts_contacts import (
    FIELDS,
    changes_in,
    check_address,
    contact_of,
    set_details,
)
from tenir.apps.parties.models import Contact, ContactChange
from tenir.apps.parties.queries import recipients_of
from tenir.apps.parties.rights import must_keep_clients, must_speak
from tenir.apps.parties.telling import keepers, tell, write_down
from tenir.terms.contacts import needs_signature
from tenir.terms.errors import Refused
from tenir.terms.resolution import Terms
from tenir.viewer import NotAllowed, NotSeen, Viewer

State = ContactChange.State


class ChangeRefused(Refused):
    """A change about the main contact that cannot be asked for, or not at this point."""


@transaction.atomic
def ask_change(
    organisation: int,
    *,
    terms: Terms,
    name: str | None = None,
    email: str | None = None,
    telephone: str | None = None,
    successor: int | None = None,
    actor: Viewer,
    at: datetime,
) -> ContactChange:
    """Asks for new details of the main contact, or for another contact to become the main one.

    It waits for the document signed by a person in charge. Another person than the one designated
    is a `successor`: designate them first. Raises ChangeRefused, ContactRefused, FaultyDetails.
    Clause: 9.3.
    """
    must_speak(actor, organisation)
    client = locked(organisation)
    main = _main_of(organisation)
    given = {"name": name, "email": email, "telephone": telephone}
    asked = changes_in(main, {key: value for key, value in given.items() if value is not None})
    heir = contact_of(organisation, successor) if successor is not None else None
    if (not asked and (heir is None or heir == main)) or (asked and heir):
        raise ChangeRefused("parties.one_change")
    check_address(client, asked.get("email", main.email), but=main.pk)
    fields = ["person"] if heir else [FIELDS[key] for key in asked]
    judged = needs_signature(terms, main=True, changed=fields)
    try:
        with transaction.atomic():
            change = ContactChange.objects.create(
                client=client, contact=main, successor=heir, asked=asked, asked_at=at,
                asked_by_id=actor.person, reasons=judged.reason.to_json(),
            )  # fmt: skip
    except IntegrityError:
        raise ChangeRefused("parties.change_in_progress") from None
    _told("main_change_asked", change, actor=actor, at=at, changed=fields)
    _tell_client("main_change_asked", change, actor=actor, at=at)
    return change


@transaction.atomic
def sign_change(
    change: int,
    *,
    content: BinaryIO,
    filename: str,
    signatory_name: str,
    signatory_title: str,
    actor: Viewer,
    at: datetime,
) -> ContactChange:
    """Hands in the signed document, with who signed it and in what capacity; staff verifies it.

    Raises ChangeRefused, and what documents refuse.
    Clause: 9.3.
    """
    found = _in_state(change, actor, State.AWAITING_SIGNATURE)
    must_speak(actor, found.client_id)
    if not signatory_name.strip() or not signatory_title.strip():
        raise ChangeRefused("parties.signatory_needed")
    found.document = documents.keep(
        content, filename=filename, title=filename, purpose="signed-change",
        organisation=found.client_id, audience="client", subject=f"contact-change/{found.pk}",
        actor=actor, at=at,
    )  # fmt: skip
    found.signatory_name, found.signatory_title = signatory_name.strip(), signatory_title.strip()
    found.signed_at, found.state = at, State.AWAITING_VERIFICATION
    found.save()
    _told("main_change_signed", found, actor=actor, at=at, document=str(found.document.pk))
    _tell("main_change_to_verify", found, keepers(), actor=actor, at=at)
    return found


@transaction.atomic
def verify_change(change: int, *, actor: Viewer, at: datetime) -> ContactChange:
    """The signed document is verified by someone in charge of clients: the change takes effect.

    Raises ChangeRefused where the successor has left meanwhile, NotAllowed.
    Clause: 9.3.
    """
    found = _to_decide(change, actor)
    old = Contact.objects.get(pk=found.contact_id)
    before = recipients_of(found.client_id)
    _decide(found, State.APPLIED, actor=actor, at=at)
    if found.successor_id is None:
        check_address(found.client, found.asked.get("email", old.email), but=old.pk)
        main = contact_of(found.client_id, old.pk)
        set_details(main, found.asked, clauses=("9.3",), actor=actor, at=at)
    else:
        _succeed(found, actor=actor, at=at)
    _told("main_change_applied", found, actor=actor, at=at)
    _tell("main_change_applied", found, before, actor=actor, at=at)
    return found


@transaction.atomic
def refuse_change(change: int, *, because: str, actor: Viewer, at: datetime) -> ContactChange:
    """The document does not do, for the reason given: nothing changes, and another may be asked.

    Raises ChangeRefused, NotAllowed.
    Clause: 9.3.
    """
    found = _to_decide(change, actor)
    if not because.strip():
        raise ChangeRefused("parties.reason_needed")
    found.refused_because = because.strip()
    _decide(found, State.REFUSED, actor=actor, at=at)
    _told("main_change_refused", found, actor=actor, at=at, personal={"because": because.strip()})
    _tell_client("main_change_refused", found, actor=actor, at=at, because=because.strip())
    return found


@transaction.atomic
def withdraw_change(change: int, *, actor: Viewer, at: datetime) -> ContactChange:
    """The change is no longer asked for.

    Clause: 9.3.
    """
    found = _in_state(change, actor, *ContactChange.OPEN)
    must_speak(actor, found.client_id)
    _decide(found, State.WITHDRAWN, actor=actor, at=at)
    _told("main_change_withdrawn", found, actor=actor, at=at)
    _tell_client("main_change_withdrawn", found, actor=actor, at=at)
    return found


def _main_of(organisation: int) -> Contact:
    main = Contact.objects.filter(client=organisation, main=True, removed_at=None).first()
    if main is None:
        raise NotSeen("parties.no_contact")
    return contact_of(organisation, main.pk)


def _in_state(change: int, actor: Viewer, *states: str) -> ContactChange:
    """The change, held until the transaction ends, in a state that allows what comes."""
    locked(queries.change(actor, change).client_id)
    found = ContactChange.objects.select_related("client__organisation").get(pk=change)
    if found.state not in states:
        raise ChangeRefused("parties.change_over", state=found.state)
    return found


def _to_decide(change: int, actor: Viewer) -> ContactChange:
    queries.change(actor, change)
    must_keep_clients(actor)
    if actor.person is None:
        raise NotAllowed("parties.verified_by_people")
    return _in_state(change, actor, State.AWAITING_VERIFICATION)


def _decide(found: ContactChange, state: str, *, actor: Viewer, at: datetime) -> None:
    found.state, found.decided_by_id, found.decided_at = state, actor.person, at
    found.save()


def _succeed(found: ContactChange, *, actor: Viewer, at: datetime) -> None:
    """The successor becomes the main contact, who stays an ordinary one."""
    heir = found.successor
    if heir is None or heir.removed_at is not None:
        raise ChangeRefused("parties.successor_left", name=heir.name if heir else "")
    for contact, main in ((found.contact_id, False), (heir.pk, True)):
        Contact.objects.filter(pk=contact).update(main=main, confirmed_at=at)
        access.give_role(contact_of(found.client_id, contact), actor=actor, at=at)


def _told(
    fact: str,
    change: ContactChange,
    *,
    actor: Viewer,
    at: datetime,
    personal: dict[str, Any] | None = None,
    **after: object,
) -> None:
    signed: dict[str, Any] = {}
    if change.signatory_name:
        signed = {"signatory": change.signatory_name, "title": change.signatory_title}
    successor = {"successor": change.successor_id} if change.successor_id else {}
    write_down(
        fact, Contact.objects.get(pk=change.contact_id), actor=actor, at=at, clauses=("9.3",),
        after={"change": change.pk, "state": str(change.state), **successor, **after},
        personal={"asked": change.asked, **signed, **(personal or {})},
    )  # fmt: skip


def _tell_client(
    kind: str, change: ContactChange, *, actor: Viewer, at: datetime, **values: object
) -> None:
    _tell(kind, change, recipients_of(change.client_id), actor=actor, at=at, **values)


def _tell(
    kind: str,
    change: ContactChange,
    to: list[Recipient],
    *,
    actor: Viewer,
    at: datetime,
    **values: object,
) -> None:
    tell(
        kind, change.client.organisation, to, key=str(change.pk), clauses=("9.3",), actor=actor,
        at=at, subject=f"contact-change/{change.pk}", name=change.contact.name,
        asked=change.asked, successor=change.successor.name if change.successor else "",
        signatory=change.signatory_name, title=change.signatory_title, **values,
    )  # fmt: skip
