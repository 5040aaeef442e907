"""Acts on organisations and on the roles that people hold there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.accounts.allowed import check_administers, check_may_give, check_person
from tenir.apps.accounts.findable import index_people
from tenir.apps.accounts.models import Membership, Organisation, Person, Scope
from tenir.apps.accounts.sessions import end_all
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer


class LastAdministrator(Refused):
    """Without them, nobody could give a role any more."""


class PersonClosed(Refused):
    """They have left: no role can be given to them."""


@transaction.atomic
def add_organisation(
    name: str, *, kind: str, actor: Viewer, at: datetime, second_factor_required: bool | None = None
) -> Organisation:
    """A client, or the publisher itself once; the publisher's people owe a second factor."""
    publisher = kind == Organisation.Kind.PUBLISHER
    if publisher or Scope.PARTIES_WRITE not in (actor.scopes or ()):
        check_person(actor)
    if not actor.has(StaffRole.ADMINISTRATOR if publisher else StaffRole.ACCOUNTS_MANAGER):
        raise NotAllowed("accounts.managers_only")
    required = publisher if second_factor_required is None else second_factor_required
    organisation = Organisation.objects.create(
        kind=kind, name=name, second_factor_required=required
    )
    _told("organisation_added", organisation, actor=actor, at=at, kind=kind)
    return organisation


@transaction.atomic
def require_second_factor(
    organisation: Organisation, *, required: bool, actor: Viewer, at: datetime
) -> None:
    """Whether that organisation's people can do nothing before they have a second factor."""
    check_administers(actor)
    Organisation.objects.filter(pk=organisation.pk).update(second_factor_required=required)
    _told("second_factor_policy_set", organisation, actor=actor, at=at, required=required)


@transaction.atomic
def grant(
    person: Person, *, organisation: Organisation, role: str, actor: Viewer, at: datetime
) -> Membership:
    """Gives a role; a client's replaces the one held there, the publisher's are added up.

    The person's sessions end, so that each begins with the roles that it shows. The same again
    changes nothing.
    """
    check_may_give(actor, organisation=organisation, role=role)
    there = Membership.objects.filter(person=person, organisation=organisation)
    for replaced in there.exclude(role=role).select_related("organisation"):
        if organisation.kind == Organisation.Kind.CLIENT:
            check_may_give(actor, organisation=organisation, role=replaced.role)
    return give(person, organisation=organisation, role=role, actor=actor, at=at)


def give(
    person: Person, *, organisation: Organisation, role: str, actor: Viewer, at: datetime
) -> Membership:
    """Gives a role without asking who acts, within the caller's transaction."""
    if not _locked(person).is_active:
        raise PersonClosed("accounts.person_closed")
    held = Membership.objects.filter(person=person, organisation=organisation)
    if there := held.filter(role=role).first():
        return there
    if organisation.kind == Organisation.Kind.CLIENT:
        for replaced in held.select_related("organisation", "person"):
            _take(replaced, actor=actor, at=at)
    membership = Membership.objects.create(person=person, organisation=organisation, role=role)
    _role_told("role_granted", membership, actor=actor, at=at)
    index_people([person.pk])
    end_all(person)
    return membership


@transaction.atomic
def revoke(
    person: Person, *, organisation: Organisation, role: str, actor: Viewer, at: datetime
) -> bool:
    """Takes a role back and ends the person's sessions; False where it was not held.

    The publisher's last administrator stays.
    """
    check_may_give(actor, organisation=organisation, role=role)
    _locked(person)
    held = Membership.objects.filter(person=person, organisation=organisation, role=role).first()
    if held is None:
        return False
    _take(held, actor=actor, at=at)
    end_all(person)
    return True


def take_all(person: Person, *, actor: Viewer, at: datetime) -> None:
    """Takes every role of a person back without asking who acts, in the caller's transaction."""
    _locked(person)
    for held in person.memberships.select_related("organisation", "person"):
        _take(held, actor=actor, at=at)


def _take(held: Membership, *, actor: Viewer, at: datetime) -> None:
    if held.role == StaffRole.ADMINISTRATOR:
        _check_another_administrator(held)
    held.delete()
    _role_told("role_revoked", held, actor=actor, at=at)
    index_people([held.person_id])


def _check_another_administrator(held: Membership) -> None:
    Organisation.objects.select_for_update().get(pk=held.organisation_id)  # one departure at a time
    others = Membership.objects.filter(role=held.role, person__is_active=True)
    if not others.exclude(person=held.person_id).exists():
        raise LastAdministrator("accounts.last_administrator")


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _told(
    fact: str, organisation: Organisation, *, actor: Viewer, at: datetime, **after: object
) -> None:
    client = organisation.pk if organisation.kind == Organisation.Kind.CLIENT else None
    subject = f"organisation/{organisation.pk}"
    record(f"accounts.{fact}", subject=subject, actor=actor, at=at, client=client, after=after)


def _role_told(fact: str, held: Membership, *, actor: Viewer, at: datetime) -> None:
    organisation = held.organisation
    record(
        f"accounts.{fact}",
        subject=f"person/{held.person.pseudonym}",
        actor=actor,
        at=at,
        client=organisation.pk if organisation.kind == Organisation.Kind.CLIENT else None,
        after={"organisation": organisation.pk, "role": held.role},
        personal={"name": held.person.name},
    )
