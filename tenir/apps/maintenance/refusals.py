"""Who plans works, and what is refused."""

from __future__ import annotations

from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer

PLANNERS = (StaffRole.OPERATIONS, StaffRole.RELEASES)
KEEPERS = (*PLANNERS, StaffRole.ACCOUNTS_MANAGER)  # of clients' freezes


class FaultyWorks(Refused):
    """Works that cannot be announced, or changed, as they are told."""


class WorksAgainst(Refused):
    """Works at a time that a client froze, or that other works hold: a reason must be given."""


class FaultyFreeze(Refused):
    """A freeze that ends before it begins, or without a word of why."""


def require_planner(actor: Viewer) -> None:
    """Operations and releases plan works."""
    if not actor.has(*PLANNERS):
        raise NotAllowed("maintenance.announces")
