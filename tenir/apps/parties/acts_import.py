"""Clients and contacts taken in many at once: what a table or another system holds.

Article 9 holds here too: what would change a main contact is refused, and nobody is removed. Nobody
is invited either: `invite_contact` does it, when the publisher is ready.

Clause: 4.2, 9.1, 9.2, 9.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from tenir.apps.journal.services import record
from tenir.apps.parties.acts_clients import DETAILS, change_client, register_client
from tenir.apps.parties.acts_contacts import FIELDS, ContactRefused, contact_of, set_details
from tenir.apps.parties.confirming import owe_confirmation
from tenir.apps.parties.details import checked_client, checked_contact
from tenir.apps.parties.findable import index_contacts
from tenir.apps.parties.models import Client, Contact
from tenir.apps.parties.rights import must_keep_clients
from tenir.terms.contacts import needs_signature
from tenir.terms.errors import Refused
from tenir.terms.resolution import Terms
from tenir.viewer import Viewer

BATCH = 500


class ImportRefused(Refused):
    """Something in what is taken in cannot be kept."""


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client to take in; `where` is its place, for whoever must correct it."""

    where: str
    number: str
    name: str
    legal_name: str = ""
    siren: str = ""
    vat_number: str = ""
    address: str = ""
    country: str = ""
    language: str = ""
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact to take in; `client` is the client's number, `main` None where it is not said."""

    where: str
    client: str
    name: str
    email: str
    telephone: str = ""
    main: bool | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What cannot be kept, at whose place, in which field ("" for the whole row)."""

    where: str
    field: str
    refused: Refused


@dataclass(slots=True)
class TakenIn:
    """What came of it: client numbers, addresses of contacts; or only the mistakes."""

    clients: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    mistakes: list[Mistake] = field(default_factory=list)


@transaction.atomic
def take_in(
    clients: Sequence[ClientRow],
    contacts: Sequence[ContactRow],
    *,
    terms: Terms,
    dry_run: bool = False,
    actor: Viewer,
    at: datetime,
) -> TakenIn:
    """Registers clients and designates contacts, and corrects the details of those who are there.

    All or nothing: with one mistake or more nothing is kept, and all are told. A dry run keeps
    nothing either. Taking in the same again changes nothing.
    Clause: 9.1, 9.2, 9.3.
    """
    must_keep_clients(actor)
    taken = TakenIn()
    taken.mistakes += [*_faulty_clients(clients), *_faulty_contacts(contacts)]
    if not taken.mistakes:
        _Taking(terms, actor, at, taken).all(clients, contacts)
    if taken.mistakes or dry_run:
        transaction.set_rollback(True)
    return taken


def _faulty_clients(rows: Sequence[ClientRow]) -> Iterator[Mistake]:
    met: dict[str, str] = {}
    for row in rows:
        given = {key: value for key, value in _given(row).items() if value or key in _NEEDED}
        for key, value in given.items():
            yield from _checked(row.where, key, checked_client, value)
        if met.setdefault(row.number, row.where) != row.where:
            twice = ImportRefused("parties.twice", given=row.number, first=met[row.number])
            yield Mistake(row.where, "number", twice)


def _faulty_contacts(rows: Sequence[ContactRow]) -> Iterator[Mistake]:
    met: dict[tuple[str, str], str] = {}
    mains: dict[str, str] = {}
    for row in rows:
        for key in ("name", "email", "telephone", "language"):
            value = getattr(row, key)
            if value or key in _NEEDED:
                yield from _checked(row.where, key, checked_contact, value)
        who = (row.client, row.email.strip().lower())
        if met.setdefault(who, row.where) != row.where:
            twice = ImportRefused("parties.twice", given=row.email, first=met[who])
            yield Mistake(row.where, "email", twice)
        if row.main and mains.setdefault(row.client, row.where) != row.where:
            two = ImportRefused("parties.two_mains", first=mains[row.client])
            yield Mistake(row.where, "main", two)


_NEEDED = ("number", "name", "email")


def _checked(where: str, key: str, check: Any, value: str) -> Iterator[Mistake]:
    try:
        check(**{key: value})
    except Refused as refused:
        yield Mistake(where, key, type(refused)(refused.key, **refused.values))


def _given(row: ClientRow) -> dict[str, str]:
    return {key: value for key, value in asdict(row).items() if key != "where"}


class _Taking:
    """One taking in: the rows of the database that it touches, read once."""

    def __init__(self, terms: Terms, actor: Viewer, at: datetime, taken: TakenIn) -> None:
        self.terms, self.actor, self.at, self.taken = terms, actor, at, taken

    def all(self, clients: Sequence[ClientRow], contacts: Sequence[ContactRow]) -> None:
        numbers = sorted({row.number for row in clients} | {row.client for row in contacts})
        known = _by_number(numbers)
        for row in clients:
            known[row.number] = self._client(row, known.get(row.number))
        of: dict[str, list[ContactRow]] = {}
        for each in contacts:
            of.setdefault(each.client, []).append(each)
        held = _contacts_of([client.pk for client in known.values()])
        made: list[Contact] = []
        for number, rows in of.items():
            if number not in known:
                self._refuse(rows[0].where, "client", "parties.unknown_number", given=number)
                continue
            made += self._contacts(known[number], rows, held.get(known[number].pk, {}))
        self._keep(made)

    def _client(self, row: ClientRow, held: Client | None) -> Client:
        given = {key: value for key, value in _given(row).items() if value}
        if held is None:
            self.taken.clients.append(row.number)
            return register_client(**given, actor=self.actor, at=self.at)
        if row.name.strip() != held.organisation.name:
            self._refuse(row.where, "name", "parties.other_name", given=row.name, known=str(held))
            return held
        details = {key: value for key, value in given.items() if key in DETAILS}
        kept = checked_client(**details)
        if any(kept[key] != getattr(held, key) for key in details):
            self.taken.changed.append(row.number)
            return change_client(held.pk, actor=self.actor, at=self.at, **details)
        self.taken.unchanged += 1
        return held

    def _contacts(
        self, client: Client, rows: Sequence[ContactRow], held: Mapping[str, Contact]
    ) -> Iterator[Contact]:
        """The new contacts of a client, the first of them main where it has none."""
        led = any(contact.main for contact in held.values())
        named = any(row.main for row in rows)
        for row in rows:
            there = held.get(row.email.strip().lower())
            if there is not None:
                self._known(row, there)
            elif row.main and led:
                self._refuse(row.where, "main", "parties.main_taken")
            else:
                main = bool(row.main) or not (led or named)
                led = led or main
                yield self._new(client, row, main=main)

    def _new(self, client: Client, row: ContactRow, *, main: bool) -> Contact:
        found = checked_contact(
            name=row.name, email=row.email, telephone=row.telephone,
            language=row.language or client.language,
        )  # fmt: skip
        self.taken.contacts.append(found["email"])
        return Contact(
            client=client, main=main, designated_at=self.at, confirmed_at=self.at, **found
        )

    def _known(self, row: ContactRow, held: Contact) -> None:
        """A contact who is there: corrected at once, unless it is the main one (9.3)."""
        if row.main is not None and row.main != held.main:
            self._refuse(row.where, "main", "parties.main_by_document")
            return
        given = {"name": row.name, "telephone": row.telephone, "language": row.language}
        found = checked_contact(**{key: value for key, value in given.items() if value})
        changed = {key: value for key, value in found.items() if getattr(held, key) != value}
        names = [FIELDS.get(key, key) for key in changed]
        judged = needs_signature(self.terms, main=held.main, changed=names)
        if judged.value:
            why = judged.reason.sentence(self.actor.language)
            self._refuse(row.where, next(iter(changed)), "parties.needs_signature", why=why)
        elif changed:
            self.taken.changed.append(held.email)
            whole = contact_of(held.client_id, held.pk)
            set_details(whole, changed, clauses=("9.2",), actor=self.actor, at=self.at)
        else:
            self.taken.unchanged += 1

    def _keep(self, made: Sequence[Contact]) -> None:
        """The new contacts, with an entry and what is owed for each client."""
        Contact.objects.bulk_create(made, batch_size=BATCH)
        index_contacts(made)
        of: dict[int, list[Contact]] = {}
        for contact in made:
            of.setdefault(contact.client_id, []).append(contact)
        for organisation, contacts in of.items():
            record(
                "parties.contacts_taken_in", subject=f"client/{organisation}", actor=self.actor,
                at=self.at, client=organisation, clauses=("9.1",),
                after={"contacts": [{"contact": c.pk, "main": c.main} for c in contacts]},
                personal={str(c.pk): {"name": c.name, "email": c.email} for c in contacts},
            )  # fmt: skip
            if contacts[0].client.confirm_by is None:
                owe_confirmation(contacts[0].client, actor=self.actor, at=self.at)

    def _refuse(self, where: str, name: str, key: str, **values: object) -> None:
        self.taken.mistakes.append(Mistake(where, name, ContactRefused(key, **values)))


def _by_number(numbers: Sequence[str]) -> dict[str, Client]:
    """The clients of those numbers, held until the transaction ends."""
    found: dict[str, Client] = {}
    for start in range(0, len(numbers), BATCH):
        rows = Client.objects.select_for_update(of=("self",)).select_related("organisation")
        found |= {
            each.number: each for each in rows.filter(number__in=numbers[start : start + BATCH])
        }
    return found


def _contacts_of(clients: Sequence[int]) -> dict[int, dict[str, Contact]]:
    """Each client's contacts of today, by address in small letters."""
    found: dict[int, dict[str, Contact]] = {}
    for start in range(0, len(clients), BATCH):
        part = clients[start : start + BATCH]
        for contact in Contact.objects.filter(client__in=part, removed_at=None):
            found.setdefault(contact.client_id, {})[contact.email.lower()] = contact
    return found


CLIENT_COLUMNS = tuple(each.name for each in fields(ClientRow) if each.name != "where")
CONTACT_COLUMNS = tuple(each.name for each in fields(ContactRow) if each.name != "where")
