"""Who may act on contracts and versions."""

from __future__ import annotations

from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

KEEPERS = (StaffRole.ACCOUNTS_MANAGER,)  # of contracts, and of the agreement's versions
RECORDERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.AGENT, StaffRole.RELEASES)  # of specifics
OPENERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.AGENT, StaffRole.OPERATIONS)  # of access
REFUSALS = {
    KEEPERS: "agreements.keepers", RECORDERS: "agreements.recorders", OPENERS: "agreements.openers",
}  # fmt: skip


def must_keep(
    actor: Viewer, organisation: int | None = None, *, unseen: str = "agreements.no_contract"
) -> None:
    """Refuses whoever does not keep contracts and versions for the publisher."""
    must_have(actor, KEEPERS, organisation, unseen=unseen)


def must_have(
    actor: Viewer,
    roles: tuple[StaffRole, ...],
    organisation: int | None = None,
    *,
    unseen: str = "agreements.no_contract",
) -> None:
    """Refuses whoever has none of those roles (KEEPERS, RECORDERS or OPENERS).

    Who may not know of the thing is told `unseen`: what is said where there is no such thing.
    """
    if actor.has(*roles):
        return
    if not actor.sees(organisation):
        raise NotSeen(unseen)
    raise NotAllowed(REFUSALS[roles])
