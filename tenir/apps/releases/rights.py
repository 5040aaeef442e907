"""Who hands versions out, and who answers of them."""

from __future__ import annotations

from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer


class NotConcerned(Refused):
    """A version that is not validated, or that is not out yet."""


class AnsweredAlready(Refused):
    """A version whose validation is over: answered, lapsed or let go of."""


class NoReason(Refused):
    """A version refused, or withdrawn, without a word of why."""


def may_release(viewer: Viewer) -> bool:
    """Whether someone hands versions to clients."""
    return viewer.has(StaffRole.RELEASES)


def must_release(actor: Viewer) -> None:
    """Refuses whoever is not staff in charge of releases."""
    if not may_release(actor):
        raise NotAllowed("releases.releasers_only")


def must_speak(organisation: int, actor: Viewer) -> None:
    """Refuses who is no designated contact of that client."""
    if not actor.speaks_for(organisation):
        raise NotAllowed("releases.contacts_answer")
