"""Questions about clients and contacts: each says who is looking."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.apps.notices.services import Recipient
from tenir.apps.parties.models import Client as Client
from tenir.apps.parties.models import Contact as Contact
from tenir.apps.parties.models import ContactChange as ContactChange
from tenir.terms.phrases import Language
from tenir.viewer import NotSeen, Viewer


def clients(viewer: Viewer) -> QuerySet[Client]:
    """The clients that the viewer may know of: all for staff, one's own for anyone else."""
    found = Client.objects.select_related("organisation").order_by("number")
    return found if viewer.is_staff else found.filter(pk__in=list(viewer.clients))


def client(viewer: Viewer, organisation: int) -> Client:
    """One client. Raises NotSeen."""
    found = clients(viewer).filter(pk=organisation).first()
    if found is None:
        raise NotSeen("parties.no_client")
    return found


def contacts_of(viewer: Viewer, organisation: int, *, removed: bool = False) -> QuerySet[Contact]:
    """The contacts of a client, the main one first; none for whom may not know of it.

    Clause: 9.1.
    """
    found = Contact.objects.filter(client=organisation).order_by("-main", "name", "pk")
    if not viewer.is_staff:
        found = found.filter(client__in=list(viewer.clients))
    return found if removed else found.filter(removed_at=None)


def recipients_of(organisation: int, *, main_only: bool = False) -> list[Recipient]:
    """To whom a notice to that client is owed: its contacts, the main one first.

    For services, which have looked who acts: it filters by nobody. A contact whose mail bounced is
    still owed what is owed.
    Clause: 9.1, 9.4.
    """
    found = Contact.objects.filter(client=organisation, removed_at=None)
    found = found.filter(main=True) if main_only else found
    found = found.select_related("person").order_by("-main", "pk")
    return [recipient(contact) for contact in found]


def recipient(contact: Contact) -> Recipient:
    """A contact as someone to write to, in the language that they chose."""
    spoken = contact.person.language if contact.person else contact.language
    language: Language = "en" if spoken == "en" else "fr"
    return Recipient(contact.person_id, contact.email, language, contact.telephone)
