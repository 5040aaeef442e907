"""Acts on invitations: the only way in.

This app stands below the notices, so it sends nothing: `invite` and `resend` hand the link to
their caller, who owes the notice that carries it.

Clause: 2.9, 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from tenir.apps.accounts import secret
from tenir.apps.accounts.acts_people import (
    FaultyPerson,
    check_identity,
    make_person,
    reopen,
    subject_of,
)
from tenir.apps.accounts.acts_roles import give
from tenir.apps.accounts.allowed import check_may_give
from tenir.apps.accounts.models import Invitation, Membership, Organisation, Person
from tenir.apps.accounts.vouching import provider_for
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, Viewer

# Long enough for a week's leave, short enough that a forgotten mailbox is no way in: the delay is
# part of what 4.3 is read to promise, so no setting moves it.
VALID_FOR = timedelta(days=7)


class AlreadyInvited(Refused):
    """They have a role there, or an invitation that they can still accept."""


class InvitationDead(Refused):
    """Accepted, revoked, replaced or expired: the link opens nothing any more."""


class NotAcknowledged(Refused):
    """Access is for professional use, and they have not said that theirs is."""


@dataclass(frozen=True)
class Invited:
    """An invitation and its token: handed to whoever owes the notice, never kept."""

    invitation: Invitation
    token: str = field(repr=False)

    @property
    def link(self) -> str:
        """The address that the notice carries."""
        return str(settings.TENIR.url) + reverse("accounts_invitation_link", args=[self.token])


@transaction.atomic
def invite(
    email: str,
    *,
    organisation: Organisation,
    role: str,
    actor: Viewer,
    at: datetime,
    name: str = "",
    language: str = "fr",
) -> Invited:
    """Opens a single-use link by which one person takes a role; the caller owes its notice.

    An organisation has one open invitation per address.
    Clause: 4.3.
    """
    check_may_give(actor, organisation=organisation, role=role)
    check_identity(email=email, name=name or "-", language=language)
    held = Membership.objects.filter(
        organisation=organisation, person__email__iexact=email, person__is_active=True
    )
    if held.exists():
        raise AlreadyInvited("accounts.already_there", email=email)
    _close_expired(email, organisation=organisation, at=at)
    token = secret.made()
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                organisation=organisation, role=role, email=email, name=name.strip(),
                language=language, digest=secret.digest(token), invited_by=actor.pseudonym,
                invited_at=at, expires_at=at + VALID_FOR,
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyInvited("accounts.already_invited", email=email) from None
    _told("invited", invitation, actor=actor, at=at)
    return Invited(invitation, token)


@transaction.atomic
def resend(invitation: Invitation, *, actor: Viewer, at: datetime) -> Invited:
    """A new link for the same invitation: the one sent before opens nothing any more.

    Clause: 4.3.
    """
    check_may_give(actor, organisation=invitation.organisation, role=invitation.role)
    token = secret.made()
    renewed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        digest=secret.digest(token), invited_at=at, expires_at=at + VALID_FOR
    )
    if not renewed:
        raise InvitationDead("accounts.invitation_dead")
    invitation.refresh_from_db()
    _told("invitation_resent", invitation, actor=actor, at=at)
    return Invited(invitation, token)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, actor: Viewer, at: datetime) -> bool:
    """Takes an invitation back; False where it was accepted or revoked already.

    Clause: 4.3.
    """
    check_may_give(actor, organisation=invitation.organisation, role=invitation.role)
    live = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    revoked = live.update(revoked_at=at)
    if revoked:
        _told("invitation_revoked", invitation, actor=actor, at=at)
    return bool(revoked)


@transaction.atomic
def accept(
    invitation: Invitation,
    *,
    professional_use: bool,
    at: datetime,
    name: str = "",
    password: str | None = None,
    vouched: bool = False,
) -> Person:
    """The invited person takes the role, once; an address that has an account keeps it.

    `vouched` says that the organisation's own provider proved the address just now. Without a
    password, someone new can come in by that provider only. Nothing opens before they have
    acknowledged that their use is professional.
    Clause: 2.9, 4.3.
    """
    if not professional_use:
        raise NotAcknowledged("accounts.not_acknowledged")
    claim = Invitation.objects.filter(
        pk=invitation.pk, digest=invitation.digest, accepted_at=None, revoked_at=None,
        expires_at__gt=at,
    )  # fmt: skip
    if not claim.update(accepted_at=at):
        raise InvitationDead("accounts.invitation_dead")
    person = _person_of(invitation, name=name, password=password, vouched=vouched, at=at)
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    _acknowledge(person, organisation=invitation.organisation, at=at)
    if not person.memberships.filter(organisation=invitation.organisation).exists():
        organisation = invitation.organisation
        give(person, organisation=organisation, role=invitation.role, actor=_itself(person), at=at)
    _told("invitation_accepted", invitation, actor=_itself(person), at=at)
    person.refresh_from_db()
    return person


@transaction.atomic
def acknowledge_professional_use(*, actor: Viewer, at: datetime) -> None:
    """A person who came without an invitation says that their use is professional.

    Clause: 2.9.
    """
    person = Person.objects.get(pk=actor.person or 0)
    for organisation in Organisation.objects.filter(memberships__person=person)[:1]:
        _acknowledge(person, organisation=organisation, at=at)


def _person_of(
    invitation: Invitation, *, name: str, password: str | None, vouched: bool, at: datetime
) -> Person:
    there = Person.objects.filter(email__iexact=invitation.email).first()
    if there and there.is_active:
        return there
    if password is None and not (
        vouched or provider_for(invitation.email, invitation.organisation)
    ):
        raise FaultyPerson("accounts.password_missing")
    if password is not None:
        _check_password(password, email=invitation.email, name=name)
    if there:
        return reopen(there, name=name, password=password, actor=SYSTEM, at=at)
    return make_person(
        invitation.email, name=name or invitation.name, language=invitation.language,
        time_zone="Europe/Paris", password=password, professional_use_at=None, actor=SYSTEM, at=at,
    )  # fmt: skip


def _acknowledge(person: Person, *, organisation: Organisation, at: datetime) -> None:
    unsaid = Person.objects.filter(pk=person.pk, professional_use_at=None)
    if unsaid.update(professional_use_at=at):
        record(
            "accounts.professional_use_acknowledged",
            subject=subject_of(person),
            actor=_itself(person),
            at=at,
            client=organisation.pk if organisation.kind == Organisation.Kind.CLIENT else None,
            clauses=["2.9"],
        )


def _itself(person: Person) -> Viewer:
    return Viewer(person=person.pk, pseudonym=str(person.pseudonym))


def _check_password(password: str, *, email: str, name: str) -> None:
    try:
        validate_password(password, Person(email=email, name=name))
    except ValidationError as refused:
        raise FaultyPerson("accounts.weak_password", why=" ".join(refused.messages)) from None


def _close_expired(email: str, *, organisation: Organisation, at: datetime) -> None:
    Invitation.objects.filter(
        organisation=organisation, email__iexact=email, accepted_at=None, revoked_at=None,
        expires_at__lte=at,
    ).update(revoked_at=at)  # fmt: skip


def _told(fact: str, invitation: Invitation, *, actor: Viewer, at: datetime) -> None:
    organisation = invitation.organisation
    record(
        f"accounts.{fact}",
        subject=f"invitation/{invitation.pk}",
        actor=actor,
        at=at,
        client=organisation.pk if organisation.kind == Organisation.Kind.CLIENT else None,
        clauses=["4.3"],
        after={"organisation": organisation.pk, "role": invitation.role},
        personal={"email": invitation.email},
    )
