"""Who may give which role, and who looks after whom."""

from __future__ import annotations

from collections.abc import Callable

from tenir.apps.accounts.models import Organisation, Person
from tenir.terms.errors import Refused
from tenir.viewer import ClientRole, NotAllowed, NotSeen, StaffRole, Viewer


class WrongRole(Refused):
    """A staff role at a client, a client's role at the publisher, or no role at all."""


def role_at(organisation: Organisation, role: str) -> StaffRole | ClientRole:
    """That role, where it exists in that kind of organisation; WrongRole otherwise."""
    roles = StaffRole if organisation.kind == Organisation.Kind.PUBLISHER else ClientRole
    try:
        return roles(role)
    except ValueError:
        raise WrongRole(
            "accounts.wrong_role", role=role, organisation=organisation.name,
            roles=[f"role.{each}" for each in roles], codes=", ".join(roles),
        ) from None  # fmt: skip


def check_person(actor: Viewer) -> None:
    """Accounts are looked after by people: a program with a token is refused."""
    if actor.scopes is not None:
        raise NotAllowed("accounts.not_by_token")


def check_may_give(actor: Viewer, *, organisation: Organisation, role: str) -> None:
    """Whether the actor may give or take that role; NotSeen and NotAllowed otherwise.

    An administrator gives staff roles; an accounts manager a client's; a client's main contact
    those of its own organisation, its own excepted, which takes a signed document (9.3).
    """
    check_person(actor)
    if role_at(organisation, role) in list(StaffRole):
        if not actor.has(StaffRole.ADMINISTRATOR):
            raise NotAllowed("accounts.administrator_only")
        return
    check_sees(actor, organisation)
    if actor.has(StaffRole.ACCOUNTS_MANAGER):
        return
    if not actor.leads(organisation.pk):
        raise NotAllowed("accounts.managers_only")
    if role == ClientRole.MAIN_CONTACT:
        raise NotAllowed("accounts.main_contact_by_publisher")


def check_sees(actor: Viewer, organisation: Organisation) -> None:
    """NotSeen of a client that is not the actor's."""
    if organisation.kind == Organisation.Kind.CLIENT and not actor.sees(organisation.pk):
        raise NotSeen("accounts.organisation_not_seen")


def check_administers(actor: Viewer) -> None:
    """NotAllowed of anyone but an administrator in person."""
    check_person(actor)
    if not actor.has(StaffRole.ADMINISTRATOR):
        raise NotAllowed("accounts.administrator_only")


def check_looks_after(actor: Viewer, person: Person) -> None:
    """Whether the actor may close that person or end their sessions.

    An administrator may for everyone, an accounts manager for clients' people, a main contact for
    those of its own client alone, itself excepted.
    """
    check_person(actor)
    if actor.has(StaffRole.ADMINISTRATOR):
        return
    held = list(person.memberships.select_related("organisation"))
    if actor.has(StaffRole.ACCOUNTS_MANAGER):
        if any(m.organisation.kind == Organisation.Kind.PUBLISHER for m in held):
            raise NotAllowed("accounts.administrator_only")
        return
    if not any(actor.sees(m.organisation_id) for m in held):
        raise NotSeen("accounts.person_not_seen")
    if not all(actor.leads(m.organisation_id) and m.role != ClientRole.MAIN_CONTACT for m in held):
        raise NotAllowed("accounts.managers_only")


def may_administer(actor: Viewer) -> bool:
    """Whether it is an administrator in person."""
    return _allowed(lambda: check_administers(actor))


def may_look_after(actor: Viewer, person: Person) -> bool:
    """Whether the actor may close that person or end their sessions."""
    return _allowed(lambda: check_looks_after(actor, person))


def may_give(actor: Viewer, *, organisation: Organisation, role: str) -> bool:
    """Whether the actor may give or take that role there."""
    return _allowed(lambda: check_may_give(actor, organisation=organisation, role=role))


def _allowed(check: Callable[[], None]) -> bool:
    try:
        check()
    except (NotAllowed, NotSeen, WrongRole):
        return False
    return True
