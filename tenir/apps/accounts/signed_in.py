"""Sessions in the database, as Django keeps them: each page looks one up."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tenir.prepared import Prepared

_SESSION = Prepared(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(db.SessionStore):
    """One session. It has Django's name, by which the words in it are signed."""

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()  # noqa: TID251  Django wrote by it when the session ends
        found = next(iter(_SESSION(self.session_key, now)), None)
        if found is None:
            self._session_key = None
        return found
