"""Acts on people who change, leave, and ask to be forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.db.models import Q

from tenir.apps.accounts.acts_people import AddressTaken, check_identity, subject_of
from tenir.apps.accounts.acts_roles import take_all
from tenir.apps.accounts.allowed import check_administers, check_looks_after, check_person
from tenir.apps.accounts.findable import index_people
from tenir.apps.accounts.models import ApiToken, Invitation, Person, SavedView, SignIn
from tenir.apps.accounts.models_writing import SentForm, Unsent
from tenir.apps.accounts.sessions import end_all
from tenir.apps.journal.queries import entries
from tenir.apps.journal.services import erase, record
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer

TELLING_WHO = ("accounts.person_added", "accounts.preferences_set", "accounts.email_changed")


class StillOpen(Refused):
    """Only someone who has left can be erased."""


@transaction.atomic
def set_preferences(
    *, actor: Viewer, at: datetime, name: str, language: str, time_zone: str
) -> Person:
    """A person's own name, language and time zone."""
    check_person(actor)
    check_identity(email="a@example.org", name=name, language=language, time_zone=time_zone)
    person = Person.objects.filter(pk=actor.person or 0).first()
    if person is None:
        raise NotSeen("accounts.person_not_seen")
    before = person.name
    person.name, person.language, person.time_zone = name.strip(), language, time_zone
    person.save(update_fields=["name", "language", "time_zone"])
    index_people([person.pk])
    record(
        "accounts.preferences_set", subject=subject_of(person), actor=actor, at=at,
        after={"language": language, "time_zone": time_zone},
        personal={"before": before, "after": person.name},
    )  # fmt: skip
    return person


@transaction.atomic
def change_email(person: Person, email: str, *, actor: Viewer, at: datetime) -> Person:
    """The address by which a person signs in; their sessions end, their provider binds again.

    The publisher's to change, never a main contact's: who holds the address holds the account.
    """
    if not actor.is_staff:
        raise NotAllowed("accounts.publisher_only")
    check_looks_after(actor, person)
    check_identity(email=email, name=person.name, language=person.language)
    before, person.email = person.email, Person.objects.normalize_email(email)
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        raise AddressTaken("accounts.address_taken", email=email) from None
    EmailAddress.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    end_all(person)
    index_people([person.pk])
    record(
        "accounts.email_changed", subject=subject_of(person), actor=actor, at=at,
        personal={"before": before, "after": person.email},
    )  # fmt: skip
    return person


@transaction.atomic
def end_sessions(person: Person, *, actor: Viewer, at: datetime) -> None:
    """Ends every session of a person: their own, or of someone whom the actor looks after."""
    if person.pk != actor.person:
        check_looks_after(actor, person)
    end_all(person)
    record("accounts.sessions_ended", subject=subject_of(person), actor=actor, at=at)


@transaction.atomic
def end_session(id: int, *, actor: Viewer, at: datetime) -> bool:
    """Ends one of the actor's own sessions; False where it is no longer open."""
    session = UserSession.objects.filter(pk=id, user=actor.person or 0).first()
    if session is None:
        return False
    session.end()
    person = Person.objects.get(pk=actor.person or 0)
    record("accounts.session_ended", subject=subject_of(person), actor=actor, at=at)
    return True


@transaction.atomic
def reset_second_factor(person: Person, *, actor: Viewer, at: datetime) -> int:
    """Removes the second factors of someone who has lost them; how many there were.

    An administrator does it, after making sure by another means of who asks.
    """
    check_administers(actor)
    lost = Authenticator.objects.filter(user=person)
    gone = int(lost.count())
    lost.delete()
    end_all(person)
    record("accounts.second_factor_reset", subject=subject_of(person), actor=actor, at=at)
    return gone


@transaction.atomic
def close_person(person: Person, *, actor: Viewer, at: datetime) -> bool:
    """They leave: roles, sessions, tokens and every means of sign-in end; False if they had left.

    The publisher's last administrator stays. The row stays too, for what it signed.
    """
    check_looks_after(actor, person)
    if not Person.objects.select_for_update().get(pk=person.pk).is_active:
        return False
    take_all(person, actor=actor, at=at)
    person.set_unusable_password()
    person.is_active, person.closed_at = False, at
    person.save(update_fields=["password", "is_active", "closed_at"])
    _cut(person, at=at)
    record("accounts.person_closed", subject=subject_of(person), actor=actor, at=at)
    return True


@transaction.atomic
def erase_person(
    person: Person, *, addresses: Collection[str] = (), actor: Viewer, at: datetime
) -> int:
    """Forgets who someone was, for good: the journal keeps their pseudonym, and holds.

    How many entries of the journal were told of them; `addresses` are those that they had
    elsewhere, or before. Only someone who has left can be erased. It is one step of several:
    `integrations.erasure` takes them all.
    """
    check_administers(actor)
    check_closed(person)
    erased = forget_invitations(
        {*addresses, person.email}, nobody=nobody(person), actor=actor, at=at
    )
    erased += erase(because="request", actor=actor, at=at, person=str(person.pseudonym))
    SignIn.objects.filter(person=person).delete()
    ApiToken.objects.filter(person=person).delete()
    SavedView.objects.filter(person=person).delete()
    Unsent.objects.filter(person=person).delete()
    SentForm.objects.filter(person=person).delete()
    _cut(person, at=at)
    person.name, person.email, person.erased_at = "—", nobody(person), at
    person.save(update_fields=["name", "email", "erased_at"])
    index_people([person.pk])
    record("accounts.person_erased", subject=subject_of(person), actor=actor, at=at)
    return erased


@transaction.atomic
def forget_invitations(
    addresses: Collection[str], *, nobody: str, actor: Viewer, at: datetime
) -> int:
    """Forgets who was invited at those addresses; how many entries of the journal told of them."""
    check_administers(actor)
    theirs = Q(pk__in=[])
    for address in addresses:
        theirs |= Q(email__iexact=address)
    found = Invitation.objects.filter(theirs)
    subjects = [f"invitation/{pk}" for pk in found.values_list("pk", flat=True)]
    keys = [entry.pk for name in subjects for entry in entries(SYSTEM, subject=name)]
    found.filter(accepted_at=None, revoked_at=None).update(revoked_at=at)
    found.update(email=nobody, name="")
    return erase(because="request", actor=actor, at=at, entries=keys)


def check_closed(person: Person) -> None:
    """Only someone who has left can be erased. Raises StillOpen."""
    if Person.objects.select_for_update().get(pk=person.pk).is_active:
        raise StillOpen("accounts.still_open")


def nobody(person: Person) -> str:
    """The address of someone erased."""
    return f"{person.pseudonym}@erased.invalid"


def known_of(person: Person) -> tuple[set[str], set[str]]:
    """The addresses and names that someone had, as their account and its entries tell.

    For services: it filters by nobody.
    """
    addresses, names = {person.email.lower()}, {person.name}
    found = entries(SYSTEM, subject=subject_of(person)).filter(verb__in=TELLING_WHO)
    for told in found.exclude(personal=None).values_list("personal__told", flat=True):
        for word in filter(None, told.values()):
            (addresses if "@" in word else names).add(word.lower() if "@" in word else word)
    return addresses, names


def _cut(person: Person, *, at: datetime) -> None:
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=at)
    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    end_all(person)
