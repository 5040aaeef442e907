"""Acts on clients: they are registered, and their details change."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from tenir.apps.accounts import services as accounts
from tenir.apps.journal.services import record
from tenir.apps.parties.details import checked_client
from tenir.apps.parties.findable import index_clients
from tenir.apps.parties.models import Client
from tenir.apps.parties.rights import must_keep_clients
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, Viewer

DETAILS = ("legal_name", "siren", "vat_number", "address", "country", "language", "time_zone")


class NumberTaken(Refused):
    """Another client has that number."""


@transaction.atomic
def register_client(
    *,
    number: str,
    name: str,
    legal_name: str = "",
    siren: str = "",
    vat_number: str = "",
    address: str = "",
    country: str = "FR",
    language: str = "fr",
    time_zone: str = "Europe/Paris",
    actor: Viewer,
    at: datetime,
) -> Client:
    """A new client of the publisher; without a contact nothing of its contracts starts.

    Raises NumberTaken, FaultyDetails.
    Clause: 4.2.
    """
    must_keep_clients(actor)
    found = checked_client(
        number=number, name=name, legal_name=legal_name, siren=siren, vat_number=vat_number,
        address=address, country=country, language=language, time_zone=time_zone,
    )  # fmt: skip
    organisation = accounts.add_organisation(found.pop("name"), kind="client", actor=actor, at=at)
    found["legal_name"] = found["legal_name"] or organisation.name
    try:
        with transaction.atomic():
            client = Client.objects.create(organisation=organisation, **found)
    except IntegrityError:
        raise NumberTaken("parties.number_taken", "number", given=number) from None
    index_clients([client])
    record(
        "parties.client_registered", subject=subject_of(client.pk), actor=actor, at=at,
        client=client.pk, after={"number": client.number, **told(client)},
    )  # fmt: skip
    return client


@transaction.atomic
def change_client(organisation: int, *, actor: Viewer, at: datetime, **details: str) -> Client:
    """Corrects a client's own details.

    legal_name, siren, vat_number, address, country, language, time_zone. Raises FaultyDetails.
    """
    must_keep_clients(actor)
    client = locked(organisation)
    before = told(client)
    asked = {**{name: getattr(client, name) for name in DETAILS}, **details}
    if asked["country"].strip().upper() == client.country:
        del asked["country"]  # as it was kept, whatever was let in then
    for name, value in checked_client(**asked).items():
        setattr(client, name, value)
    client.legal_name = client.legal_name or client.organisation.name
    if told(client) != before:
        client.save(update_fields=DETAILS)
        index_clients([client])
        record(
            "parties.client_changed", subject=subject_of(client.pk), actor=actor, at=at,
            client=client.pk, before=before, after=told(client),
        )  # fmt: skip
    return client


def locked(organisation: int) -> Client:
    """The client, held until the transaction ends: acts on its contacts come one after the other.

    They are what a rule counts (9.1) and what only one of may be (9.3). Raises NotSeen.
    """
    found = Client.objects.select_for_update().filter(pk=organisation).first()
    if found is None:
        raise NotSeen("parties.no_client")
    return found


def subject_of(organisation: int) -> str:
    """What the journal, promises and notices call a client."""
    return f"client/{organisation}"


def told(client: Client) -> dict[str, str]:
    """What the journal keeps of a client: a company's details are nobody's personal data."""
    return {name: getattr(client, name) for name in DETAILS}
