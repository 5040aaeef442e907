"""Who may act on a client and on its contacts."""

from __future__ import annotations

from tenir.apps.accounts.queries import Scope
from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

KEEPERS = (StaffRole.ACCOUNTS_MANAGER,)  # staff in charge of clients; administrators are too


def must_see(actor: Viewer, organisation: int) -> None:
    """Refuses whoever may not know of that client."""
    if not actor.sees(organisation):
        raise NotSeen("parties.no_client")


def may_keep_clients(actor: Viewer) -> bool:
    """Whether it is staff in charge of clients; a program of theirs needs the scope."""
    return actor.has(*KEEPERS) and not _without_scope(actor)


def may_manage(actor: Viewer, organisation: int) -> bool:
    """Whether it is that client's main contact, or staff in charge of clients."""
    return (actor.leads(organisation) or actor.has(*KEEPERS)) and not _without_scope(actor)


def may_speak(actor: Viewer, organisation: int) -> bool:
    """Whether it is a contact of that client, or staff in charge of clients."""
    return (actor.speaks_for(organisation) or actor.has(*KEEPERS)) and not _without_scope(actor)


def must_keep_clients(actor: Viewer) -> None:
    """Refuses whoever is not staff in charge of clients."""
    if not may_keep_clients(actor):
        raise NotAllowed("parties.keeps_clients")


def must_manage(actor: Viewer, organisation: int) -> None:
    """Refuses whoever is neither the client's main contact nor staff in charge of clients."""
    must_see(actor, organisation)
    if not may_manage(actor, organisation):
        raise NotAllowed("parties.manages_contacts")


def must_speak(actor: Viewer, organisation: int) -> None:
    """Refuses whoever is neither a contact of the client nor staff in charge of clients."""
    must_see(actor, organisation)
    if not may_speak(actor, organisation):
        raise NotAllowed("parties.speaks_for_client")


def _without_scope(actor: Viewer) -> bool:
    """Whether a program acts whose token does not let it write on clients and contacts.

    Roles and links are the business of `accounts`, which refuses every program.
    """
    return actor.scopes is not None and Scope.PARTIES_WRITE not in actor.scopes
