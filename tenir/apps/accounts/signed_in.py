"""Who is signed in: sessions in the database, as Django keeps them, and the person of each.

Each page looks both up.
"""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tenir.apps.accounts.models import Person
from tenir.prepared import Prepared

_SESSION = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))
_PERSON = Prepared(lambda key: Person.objects.filter(pk=key))


class SessionStore(db.SessionStore):
    """One session. It has Django's name, by which the words in it are signed."""

    def _validate_session_key(self, key: str) -> bool:
        """A cookie may hold anything, NUL too: what is no key of ours is not looked for."""
        known = super()._validate_session_key(key)  # type: ignore[misc]  # the stubs lack it
        return bool(known) and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()  # noqa: TID251  Django wrote by it when the session ends
        found = next(iter(_SESSION(self.session_key, now)), None)
        if found is None:
            self._session_key = None
        return found


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """By e-mail and password, or by what has already let the person in."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of that key, who may still come in."""
        found = next(iter(_PERSON(user_id)), None)
        return found if found and self.user_can_authenticate(found) else None
