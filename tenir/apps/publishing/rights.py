"""Who publishes, and what is refused."""

from tenir.terms.errors import Refused
from tenir.viewer import NotAllowed, StaffRole, Viewer

PUBLISHERS = (StaffRole.OPERATIONS, StaffRole.SECURITY_OFFICER)


class FaultyIncident(Refused):
    """An incident, or what is told of it, that cannot be published as it is."""


def require_publisher(actor: Viewer) -> None:
    """A person of operations or a security officer: what is published bears a name."""
    if not actor.has(*PUBLISHERS):
        raise NotAllowed("publishing.publishes")
    if actor.person is None:
        raise NotAllowed("publishing.published_by_people")
