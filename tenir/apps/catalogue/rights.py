"""Who looks after the catalogue."""

from __future__ import annotations

from tenir.viewer import NotAllowed, StaffRole, Viewer


def may_hand_programs(viewer: Viewer) -> bool:
    """Whether someone hands programs to clients: whoever answers for what comes out."""
    return viewer.has(StaffRole.RELEASES)


def must_keep_catalogue(actor: Viewer) -> None:
    """Refuses whoever is not staff in charge of releases or of clients."""
    if not actor.has(StaffRole.RELEASES, StaffRole.ACCOUNTS_MANAGER):
        raise NotAllowed("catalogue.keepers_only")
