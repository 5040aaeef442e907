"""Who may act on notices, and how it is refused."""

from __future__ import annotations

from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer


class NotNow(Refused):
    """A notice that stands where this cannot be done to it."""


class NoEndpoint(Refused):
    """An address that Tenir does not send webhooks to."""


def require_operations(actor: Viewer) -> None:
    """Refuses those who do not operate the platform."""
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("notices.not_allowed")


def require_owner(actor: Viewer, organisation: int | None) -> None:
    """Refuses those who neither operate the platform nor lead that client."""
    if organisation is None or not actor.leads(organisation):
        require_operations(actor)
