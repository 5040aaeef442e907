"""Which words find a client and a contact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenir.apps.parties.models import Client, Contact
from tenir.apps.search.services import Findable, forget, index

CLIENT, CONTACT = "client", "contact"


def findables() -> Iterator[Findable]:
    """Every client, and every contact of today."""
    for client in Client.objects.select_related("organisation").iterator(chunk_size=2000):
        yield _client(client)
    held = Contact.objects.filter(removed_at=None).select_related("client__organisation")
    yield from map(_contact, held.iterator(chunk_size=2000))


def index_clients(clients: Iterable[Client]) -> None:
    """Those clients are found as they are now."""
    index(map(_client, clients))


def index_contacts(contacts: Iterable[Contact]) -> None:
    """Those contacts are found as they are now: who left, no more."""
    rows = list(contacts)
    forget(CONTACT, [str(row.pk) for row in rows if row.removed_at is not None])
    index(_contact(row) for row in rows if row.removed_at is None)


def _client(client: Client) -> Findable:
    return Findable(
        CLIENT, str(client.pk), "client",
        [client.number, client.organisation.name, client.legal_name],
        [client.siren, client.vat_number, client.address], organisation=client.pk,
    )  # fmt: skip


def _contact(contact: Contact) -> Findable:
    called = contact.telephone
    return Findable(
        CONTACT, str(contact.pk), "client", [contact.name, contact.email],
        [called, "".join(sign for sign in called if sign.isdigit()),
         contact.client.organisation.name],
        organisation=contact.client_id, at=contact.designated_at,
    )  # fmt: skip
