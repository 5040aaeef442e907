"""Who may ask, and who answers."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TypeAlias

from tenir.apps.accounts.queries import Person, agents
from tenir.apps.agreements import queries as agreements
from tenir.apps.notices.services import Around, found_around
from tenir.apps.parties import queries as parties
from tenir.apps.support.models import Request
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, StaffRole, Viewer

ANSWERING = (StaffRole.AGENT, StaffRole.SECURITY_OFFICER)
BILLING = (StaffRole.AGENT, StaffRole.ACCOUNTS_MANAGER, StaffRole.FINANCE)
SELLERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.FINANCE)
SECURITY = (StaffRole.SECURITY_OFFICER,)
Named: TypeAlias = tuple[int | None, int | None]  # a person, or a contact who has no account


class Side:
    """What an act asks of a client more than once: each is read once, when it is asked for."""

    def __init__(self, client: int) -> None:
        self.client = client

    @cached_property
    def agreement(self) -> agreements.AgreementHeld:
        """The terms of the version in force for it, at any instant."""
        return agreements.agreements_held(self.client)

    @cached_property
    def contacts(self) -> list[parties.Contact]:
        """Its contacts."""
        return parties.contacts_held(self.client)

    @cached_property
    def around(self) -> Around:
        """What every message is made with."""
        return found_around()

    @cached_property
    def agents(self) -> list[Person]:
        """The publisher's people who answer requests."""
        return agents()

    def read(self) -> None:
        """Reads who is told and how now, and not when that is asked for."""
        _ = self.around, self.agents


class NotNow(Refused):
    """The request is not where this could be done."""


class NotEntitled(NotAllowed):
    """Only designated contacts open requests; the refusal names them."""


def may_answer(viewer: Viewer) -> bool:
    """Whether someone answers requests for the publisher."""
    return viewer.has(*ANSWERING)


def must_answer(actor: Viewer) -> None:
    """Refuses whoever does not answer requests for the publisher."""
    if not may_answer(actor):
        raise NotAllowed("requests.answers")


def must_ask(client: int, *, actor: Viewer, at: datetime, side: Side | None = None) -> None:
    """Refuses whoever may not open a request for that client, with the names of those who may.

    Clause: 7.9, 9.4.
    """
    if not actor.sees(client) or actor.person is None:
        raise NotSeen("requests.unknown")
    entitled(client, actor.person, at=at, side=side)


def entitled(client: int, person: int, *, at: datetime, side: Side | None = None) -> None:
    """Refuses a person who is no contact of that client, with the names of those who are.

    `side` is what was read of the client, where the caller has it.
    Clause: 7.9, 9.4.
    """
    side = side or Side(client)
    judged = parties.entitled(
        SYSTEM, client, person=person, terms=side.agreement(at=at).terms(), contacts=side.contacts
    )
    if not judged.value:
        names = judged.reason.inputs["contacts"]
        raise NotEntitled("requests.not_entitled", names=list(names))


def called(client: int, caller: int, *, side: Side | None = None) -> parties.Contact:
    """The contact of that client, whether or not they have an account: all of them may ask.

    Raises NotEntitled, with the names of those who are.
    Clause: 4.2, 7.9.
    """
    held = (side or Side(client)).contacts
    found = next((one for one in held if one.pk == caller), None)
    if found is None:
        names = list(parties.labels(client).values())
        raise NotEntitled("requests.not_entitled", names=names)
    return found


def speaks(found: Request, actor: Viewer) -> None:
    """Refuses who may see a client's request and is no contact of it."""
    if not actor.speaks_for(found.client_id):
        names = list(parties.labels(found.client_id).values())
        raise NotEntitled("requests.not_entitled", names=names)


def who_asks(
    client: int, named: Named, *, actor: Viewer, at: datetime, side: Side | None = None
) -> Named:
    """Who asks: the actor, or the contact in whose name an agent writes, with or without account.

    Who called and has an account since then asks by it.
    """
    person, caller = named
    if person is None and caller is None:
        must_ask(client, actor=actor, at=at, side=side)
        return actor.person, None
    must_answer(actor)
    if person is not None:
        entitled(client, person, at=at, side=side)
        return person, None
    found = called(client, caller or 0, side=side)
    return (found.person_id, None) if found.person_id else (None, found.pk)


def must_act_for(found: Request, *, actor: Viewer, at: datetime) -> None:
    """Refuses who neither may open that client's requests nor enters one for who may."""
    if actor.is_staff:
        must_answer(actor)
        if found.opened_by_id is None and found.caller_id is None:
            raise NotSeen("requests.unknown")
        who_asks(found.client_id, (found.opened_by_id, found.caller_id), actor=actor, at=at)
    else:
        must_ask(found.client_id, actor=actor, at=at)
