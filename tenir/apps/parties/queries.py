"""Questions about clients and contacts: each says who is looking.

The last ones serve services, which have looked who acts: they filter by nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from tenir.apps.accounts.queries import Membership, Person, viewer_of
from tenir.apps.notices.queries import Unreachable
from tenir.apps.notices.services import Recipient
from tenir.apps.parties.models import Client as Client
from tenir.apps.parties.models import Contact as Contact
from tenir.apps.parties.models import ContactChange as ContactChange
from tenir.apps.parties.naming import client_named as client_named
from tenir.prepared import Prepared
from tenir.terms import contacts as rules
from tenir.terms.phrases import Language
from tenir.terms.reasons import Judgement
from tenir.terms.resolution import Terms
from tenir.viewer import ANONYMOUS, ClientRole, NotSeen, Viewer

_CURRENT = Q(contacts__removed_at=None)


def clients(
    viewer: Viewer,
    *,
    search: str = "",
    without_contact: bool = False,
    flagged: bool = False,
) -> QuerySet[Client]:
    """The clients that the viewer may know of: all for staff, one's own for anyone else.

    Each has `contact_count`. `search` looks in names and numbers; `without_contact` keeps those of
    whom nothing may start, `flagged` those with a contact who cannot be reached.
    Clause: 4.2, 9.1, 9.2.
    """
    found = Client.objects.select_related("organisation").order_by("number")
    found = found.filter(**viewer.within("pk"))
    if search:
        found = found.filter(
            Q(organisation__name__icontains=search)
            | Q(legal_name__icontains=search)
            | Q(number__icontains=search)
        )
    if flagged:
        held = Contact.objects.filter(client=OuterRef("pk"), removed_at=None)
        found = found.filter(Exists(held.filter(flagged_at__isnull=False)))
    found = found.annotate(contact_count=Count("contacts", filter=_CURRENT))
    return found.filter(contact_count=0) if without_contact else found


def client(viewer: Viewer, organisation: int) -> Client:
    """One client. Raises NotSeen."""
    found = clients(viewer).filter(pk=organisation).first()
    if found is None:
        raise NotSeen("parties.no_client")
    return found


def contacts_of(viewer: Viewer, organisation: int, *, removed: bool = False) -> QuerySet[Contact]:
    """The contacts of a client, the main one first; none for whom may not know of it.

    Each says whether mail to it bounces (`unreachable`); `removed` adds those who left.
    Clause: 9.1, 9.2.
    """
    bounced = Unreachable.objects.filter(address=OuterRef("lower_email"))
    found = Contact.objects.filter(client=organisation).annotate(lower_email=Lower("email"))
    found = found.filter(**viewer.within("client"))
    if not removed:
        found = found.filter(removed_at=None)
    found = found.annotate(unreachable=Exists(bounced)).select_related("person")
    return found.order_by("-main", "name", "pk")


def former_contacts(viewer: Viewer, organisation: int) -> QuerySet[Contact]:
    """Who spoke for a client and does no more, the last to leave first; for staff alone.

    Clause: 9.1.
    """
    found = Contact.objects.filter(client=organisation, removed_at__isnull=False)
    found = found if viewer.is_staff else found.none()
    return found.select_related("person", "client__organisation").order_by("-removed_at", "-pk")


def former_contact(viewer: Viewer, organisation: int, contact: int) -> Contact:
    """One of them. Raises NotSeen.

    Clause: 9.1.
    """
    found = former_contacts(viewer, organisation).filter(pk=contact).first()
    if found is None:
        raise NotSeen("parties.no_contact")
    return found


def contacts(viewer: Viewer) -> QuerySet[Contact]:
    """The contacts of all the clients that the viewer may know of, client by client.

    Clause: 9.1.
    """
    found = Contact.objects.filter(removed_at=None).select_related("client")
    found = found.filter(**viewer.within("client"))
    return found.order_by("client__number", "-main", "pk")


def readers_of(viewer: Viewer, organisation: int) -> QuerySet[Membership]:
    """Who of a client looks without being a contact; none for whom may not know of it.

    Clause: 7.9.
    """
    found = Membership.objects.filter(organisation=organisation, role=ClientRole.READER)
    found = found.filter(**viewer.within("organisation"))
    return found.select_related("person").order_by("person__name", "pk")


def changes(
    viewer: Viewer, *, organisation: int | None = None, waiting: bool = False
) -> QuerySet[ContactChange]:
    """The changes about main contacts that the viewer may know of, the latest first.

    `waiting` keeps those in progress: what staff has to verify is among them.
    Clause: 9.3.
    """
    found = ContactChange.objects.select_related(
        "client__organisation", "contact", "successor", "document"
    ).order_by("-asked_at", "-pk")
    found = found.filter(**viewer.within("client"))
    if organisation is not None:
        found = found.filter(client=organisation)
    return found.filter(state__in=ContactChange.OPEN) if waiting else found


def change(viewer: Viewer, id: int) -> ContactChange:
    """One change about a main contact. Raises NotSeen."""
    found = changes(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("parties.no_change")
    return found


def contacts_held(organisation: int) -> list[Contact]:
    """The contacts of a client in the order of their coming, for an act that asks more than once.

    For services: it filters by nobody.
    Clause: 9.1, 9.4.
    """
    return _CONTACTS(organisation)


_CONTACTS = Prepared(
    lambda client: Contact.objects.filter(client=client, removed_at=None).order_by("pk")
)


def entitled(
    viewer: Viewer,
    organisation: int,
    *,
    person: int,
    terms: Terms,
    contacts: Sequence[Contact] | None = None,
) -> Judgement[bool]:
    """Whether a person may open requests and be answered in an incident, and if not, who may.

    `contacts` are those of the client (contacts_held), where the caller has them. Raises NotSeen
    of a client that the viewer may not know of, or of a person of elsewhere.
    Clause: 7.9, 9.4.
    """
    if not viewer.sees(organisation):
        raise NotSeen("parties.no_client")
    contacts = contacts_held(organisation) if contacts is None else contacts
    named = _named(contacts)
    own = next((contact for contact in contacts if contact.person_id == person), None)
    asked = named[own.pk] if own else _apart(_of(organisation, person), named)
    return rules.may_open(terms, person=asked, contacts=list(named.values()))


def may_start(
    organisation: int, *, terms: Terms, contacts: Sequence[Contact] | None = None
) -> Judgement[bool]:
    """Whether access may open and clocks may run for a client: it needs a contact first.

    `contacts` as `entitled` has it. For services: it filters by nobody.
    Clause: 4.2, 9.1.
    """
    contacts = contacts_held(organisation) if contacts is None else contacts
    return rules.may_start(terms, contacts=[str(contact.pk) for contact in contacts])


def recipients_of(organisation: int, *, main_only: bool = False) -> list[Recipient]:
    """To whom a notice to that client is owed: its contacts, the main one first.

    A contact whose mail bounced is still owed what is owed. For services: it filters by nobody.
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
    zone = contact.person.time_zone if contact.person else ""
    return Recipient(contact.person_id, contact.email, language, contact.telephone, time_zone=zone)


def speaking(organisation: int, address: str) -> Viewer:
    """The contact of a client at that address as who acts: by the account that they have by now.

    ANONYMOUS where none is. For services, which have proven whose address it is.
    Clause: 9.1, 9.4.
    """
    found = Contact.objects.filter(client=organisation, removed_at=None, email__iexact=address)
    contact = found.select_related("person").first()
    if contact is None:
        return ANONYMOUS
    if contact.person:
        return viewer_of(contact.person)
    language: Language = "en" if contact.language == "en" else "fr"
    return Viewer(contact=contact.pk, language=language, clients={organisation: contact.role})


def labels(organisation: int) -> dict[int, str]:
    """What to call each contact of a client, so that no two are called the same.

    For services: it filters by nobody.
    """
    return _named(contacts_held(organisation))


def _named(found: Sequence[Contact]) -> dict[int, str]:
    met = Counter(contact.name for contact in found)
    return {
        contact.pk: contact.name if met[contact.name] == 1 else f"{contact.name} ({contact.email})"
        for contact in found
    }


def _of(organisation: int, person: int) -> Person:
    """Someone of that organisation. Raises NotSeen."""
    found = Person.objects.filter(pk=person, memberships__organisation=organisation).first()
    if found is None:
        raise NotSeen("parties.no_contact")
    return found


def _apart(person: Person, named: dict[int, str]) -> str:
    """What to call someone who is no contact: never what a contact is called."""
    label = person.name
    while label in named.values():
        label += f" ({person.email})"
    return label
