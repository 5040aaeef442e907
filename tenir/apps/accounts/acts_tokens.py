"""Acts on API tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tenir.apps.accounts import secret
from tenir.apps.accounts.acts_people import subject_of
from tenir.apps.accounts.allowed import check_person
from tenir.apps.accounts.models import ApiToken, Person, Scope
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.viewer import NotSeen, StaffRole, Viewer

PREFIX = "tenir_"  # scanners of leaked secrets know it by this
LONGEST = timedelta(days=366)  # a token that nobody renews is a token that nobody watches
USE_NOTED_EVERY = timedelta(minutes=5)  # else each call of a program would be a write


class FaultyToken(Refused):
    """A token without a name or a scope, or for too long."""


@dataclass(frozen=True)
class Issued:
    """A new token, and its secret: shown now, never again."""

    token: ApiToken
    secret: str = field(repr=False)


@transaction.atomic
def create_token(
    name: str, *, scopes: Iterable[str], expires_at: datetime, actor: Viewer, at: datetime
) -> Issued:
    """Gives the actor a token for a program that works on their behalf."""
    check_person(actor)
    person = Person.objects.filter(pk=actor.person or 0, is_active=True).first()
    if person is None:
        raise NotSeen("accounts.person_not_seen")
    kept = _checked(name, scopes=scopes, expires_at=expires_at, at=at)
    value = PREFIX + secret.made()
    token = ApiToken.objects.create(
        person=person, name=name.strip(), digest=secret.digest(value), hint=value[:10],
        scopes=kept, created_at=at, expires_at=expires_at,
    )  # fmt: skip
    after = {"token": token.pk, "scopes": kept, "expires_at": expires_at}
    record("accounts.token_created", subject=subject_of(person), actor=actor, at=at, after=after)
    return Issued(token, value)


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Viewer, at: datetime) -> bool:
    """Ends a token, one's own or, for an administrator, anyone's; False where it had ended."""
    check_person(actor)
    if token.person_id != actor.person and not actor.has(StaffRole.ADMINISTRATOR):
        raise NotSeen("accounts.token_not_seen")
    ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    if ended:
        subject, after = subject_of(token.person), {"token": token.pk}
        record("accounts.token_revoked", subject=subject, actor=actor, at=at, after=after)
    return bool(ended)


def note_use(token: ApiToken, *, at: datetime) -> None:
    """Remembers that a token was used, to some minutes."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - USE_NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < at - USE_NOTED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def _checked(name: str, *, scopes: Iterable[str], expires_at: datetime, at: datetime) -> list[str]:
    known, asked = set(Scope), set(scopes)
    if not name.strip() or len(name) > 100:
        raise FaultyToken("accounts.token_name")
    if not asked or asked - known:
        raise FaultyToken("accounts.token_scopes", scopes=sorted(known))
    if not at < expires_at <= at + LONGEST:
        raise FaultyToken("accounts.token_expiry", days=LONGEST.days)
    return sorted(asked)
