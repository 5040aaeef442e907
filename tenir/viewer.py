"""Who is looking, and who acts: handed to every query and every act.

Two refusals go with it. NotSeen is said of what does not exist and of what the viewer may not know
of, in the same words; NotAllowed of what the viewer sees and may not do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from tenir.terms.errors import Refused
from tenir.terms.phrases import Language


class StaffRole(StrEnum):
    """What a person may do for the publisher (fr. rôle chez l'éditeur)."""

    AGENT = "agent"
    OPERATIONS = "operations"
    RELEASES = "releases"
    ACCOUNTS_MANAGER = "accounts_manager"
    FINANCE = "finance"
    SECURITY_OFFICER = "security_officer"
    ADMINISTRATOR = "administrator"


class ClientRole(StrEnum):
    """What a person may do for a client (fr. rôle chez le client)."""

    CONTACT = "contact"
    MAIN_CONTACT = "main_contact"
    READER = "reader"


SPEAKING = frozenset({ClientRole.CONTACT, ClientRole.MAIN_CONTACT})


class NotSeen(Refused):
    """There is no such thing, as far as this viewer may know."""


class NotAllowed(Refused):
    """The viewer may see it, and may not do this to it."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, a program with a token, a contact, the system itself, or nobody in particular.

    `person` is the key of accounts.Person, `pseudonym` what the journal writes in its place;
    `contact` is the key of parties.Contact of a client's contact who has no account;
    `clients` maps the key of each client's organisation to the role held there; `scopes` are those
    of an API token, None for a person signed in.
    """

    person: int | None = None
    contact: int | None = None
    pseudonym: str = ""
    language: Language = "fr"
    staff: frozenset[StaffRole] = frozenset()
    clients: Mapping[int, ClientRole] = field(default_factory=lambda: MappingProxyType({}))
    scopes: frozenset[str] | None = None
    system: bool = False

    @property
    def is_staff(self) -> bool:
        """Whether the viewer works for the publisher (the system does)."""
        return self.system or bool(self.staff)

    def has(self, *roles: StaffRole) -> bool:
        """Whether the viewer holds one of these staff roles; an administrator holds them all."""
        return self.system or bool(self.staff & {*roles, StaffRole.ADMINISTRATOR})

    def sees(self, organisation: int | None) -> bool:
        """Whether what belongs to that client may be seen; None is the publisher's own."""
        return self.is_staff or organisation in self.clients

    def within(self, field: str) -> Mapping[str, list[int]]:
        """The filter of a query to what the viewer may see, where `field` names the client.

        Empty for whoever works for the publisher: `rows.filter(**viewer.within("client"))`.
        """
        return {} if self.is_staff else {f"{field}__in": list(self.clients)}

    def speaks_for(self, organisation: int) -> bool:
        """Whether the viewer is a designated contact of that client."""
        return self.clients.get(organisation) in SPEAKING

    def leads(self, organisation: int) -> bool:
        """Whether the viewer is that client's main contact."""
        return self.clients.get(organisation) == ClientRole.MAIN_CONTACT


ANONYMOUS = Viewer()
SYSTEM = Viewer(pseudonym="system", system=True)
