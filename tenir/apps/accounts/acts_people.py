"""Acts on people: they come, change, and leave."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from tenir.apps.accounts.allowed import check_person
from tenir.apps.accounts.models import Person
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.terms.one_line import is_one_line
from tenir.terms.phrases import LANGUAGES
from tenir.viewer import NotAllowed, StaffRole, Viewer


class FaultyPerson(Refused):
    """An address, a name, a language or a time zone that cannot be kept."""


class AddressTaken(Refused):
    """Someone has that e-mail address already."""


@transaction.atomic
def add_person(
    email: str,
    *,
    name: str,
    actor: Viewer,
    at: datetime,
    language: str = "fr",
    time_zone: str = "Europe/Paris",
    password: str | None = None,
    hashed: str = "",
    professional_use_at: datetime | None = None,
) -> Person:
    """Someone who can be given roles; without a password they sign in by other means only.

    `hashed` is a password that was hashed before, told in its place.

    For set-up, imports and demonstrations: people come by invitation (`invite`, `accept`).
    """
    check_person(actor)
    if not actor.has(StaffRole.ACCOUNTS_MANAGER):
        raise NotAllowed("accounts.managers_only")
    return make_person(
        email, name=name, language=language, time_zone=time_zone, password=password,
        hashed=hashed, professional_use_at=professional_use_at, actor=actor, at=at,
    )  # fmt: skip


def make_person(
    email: str,
    *,
    name: str,
    language: str,
    time_zone: str,
    password: str | None,
    professional_use_at: datetime | None,
    actor: Viewer,
    at: datetime,
    hashed: str = "",
) -> Person:
    """The row and its entry, within the caller's transaction; what is faulty is refused."""
    check_identity(email=email, name=name, language=language, time_zone=time_zone)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                email, password, name=name.strip(), language=language, time_zone=time_zone,
                joined_at=at, professional_use_at=professional_use_at, hashed=hashed,
            )  # fmt: skip
    except IntegrityError:
        raise AddressTaken("accounts.address_taken", email=email) from None
    record(
        "accounts.person_added",
        subject=subject_of(person),
        actor=actor,
        at=at,
        personal={"name": person.name, "email": person.email},
    )
    return person


def subject_of(person: Person) -> str:
    """What the journal calls a person."""
    return f"person/{person.pseudonym}"


def reopen(
    person: Person, *, name: str, password: str | None, actor: Viewer, at: datetime
) -> Person:
    """Someone who had left comes back under the same pseudonym, within the caller's transaction."""
    person.name, person.is_active, person.closed_at = name.strip() or person.name, True, None
    person.professional_use_at = None
    person.set_password(password)
    person.save()
    record("accounts.person_reopened", subject=subject_of(person), actor=actor, at=at)
    return person


def check_identity(
    *, email: str, name: str, language: str, time_zone: str = "Europe/Paris"
) -> None:
    """FaultyPerson where one of them cannot be kept."""
    try:
        validate_email(email)
    except ValidationError:
        raise FaultyPerson("accounts.faulty_address", email=email) from None
    if not name.strip() or len(name) > 200 or len(email) > 254:
        raise FaultyPerson("accounts.faulty_name")
    if not is_one_line(name.strip()):
        raise FaultyPerson("accounts.name_not_one_line")
    if language not in LANGUAGES:
        raise FaultyPerson("accounts.faulty_language", language=language)
    if time_zone not in available_timezones():
        raise FaultyPerson("accounts.faulty_zone", zone=time_zone)
