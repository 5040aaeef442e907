"""The cast: Alice and Bob share a client, Charlie is the stranger, Sam answers, Olga operates.

Every test that asks who may see what walks the whole of it: `for who in cast.everyone`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tenir.apps.accounts.models import Membership, Organisation, Person
from tenir.apps.accounts.queries import viewer_of
from tenir.apps.parties.models import Client, Contact
from tenir.viewer import ANONYMOUS, ClientRole, StaffRole, Viewer

LONG_AGO = datetime(2025, 1, 6, 9, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


@dataclass
class Cast:
    """Organisations, people, and each as a viewer: `cast.alice` is Alice looking."""

    publisher: Organisation
    martin: Client  # Alice's and Bob's
    novak: Client  # Charlie's
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)  # what a test's pages are about

    def __getattr__(self, name: str) -> Viewer:
        if name.startswith("_") or name not in self.people:
            raise AttributeError(name)
        return viewer_of(Person.objects.get(pk=self.people[name].pk))

    @property
    def everyone(self) -> Iterator[tuple[str, Viewer]]:
        """Everyone by name, then nobody."""
        yield from ((name, getattr(self, name)) for name in self.people)
        yield "nobody", ANONYMOUS


def assemble() -> Cast:
    """The cast, in the database."""
    publisher = Organisation.objects.create(kind="publisher", name="Lumen Éditions")
    cast = Cast(publisher, _client("Ateliers Martin", "C-001"), _client("Novak s.r.o.", "C-002"))
    martin, novak = cast.martin.organisation, cast.novak.organisation
    for name, organisation, role in (
        ("alice", martin, ClientRole.MAIN_CONTACT),
        ("bob", martin, ClientRole.CONTACT),
        ("rose", martin, ClientRole.READER),
        ("charlie", novak, ClientRole.MAIN_CONTACT),
        ("sam", publisher, StaffRole.AGENT),
        ("olga", publisher, StaffRole.OPERATIONS),
        ("rita", publisher, StaffRole.RELEASES),
        ("anna", publisher, StaffRole.ACCOUNTS_MANAGER),
        ("fred", publisher, StaffRole.FINANCE),
        ("sofia", publisher, StaffRole.SECURITY_OFFICER),
        ("adam", publisher, StaffRole.ADMINISTRATOR),
    ):
        person = Person.objects.create_user(
            f"{name}@example.org",
            name=name.capitalize(),
            language="en" if name == "charlie" else "fr",
            joined_at=LONG_AGO,
            professional_use_at=LONG_AGO,
        )
        Membership.objects.create(person=person, organisation=organisation, role=role)
        cast.people[name] = person
    for name, client in (("alice", cast.martin), ("bob", cast.martin), ("charlie", cast.novak)):
        person = cast.people[name]
        Contact.objects.create(
            client=client, person=person, name=person.name, email=person.email,
            main=name != "bob", designated_at=LONG_AGO, confirmed_at=LONG_AGO,
        )  # fmt: skip
    return cast


def _client(name: str, number: str) -> Client:
    organisation = Organisation.objects.create(kind="client", name=name)
    return Client.objects.create(organisation=organisation, number=number, legal_name=name)
