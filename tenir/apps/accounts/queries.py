"""Questions about people and organisations."""

from __future__ import annotations

from tenir.apps.accounts.models import Organisation as Organisation
from tenir.apps.accounts.models import Person as Person
from tenir.viewer import ANONYMOUS, ClientRole, StaffRole, Viewer

_RANK = (ClientRole.READER, ClientRole.CONTACT, ClientRole.MAIN_CONTACT)


def viewer_of(person: Person, *, scopes: frozenset[str] | None = None) -> Viewer:
    """That person as a viewer, with their roles of today; ANONYMOUS where they were closed."""
    if not person.is_active:
        return ANONYMOUS
    held = list(person.memberships.select_related("organisation"))
    clients: dict[int, ClientRole] = {}
    for role in sorted(
        (ClientRole(m.role) for m in held if m.organisation.kind == "client"), key=_RANK.index
    ):
        clients |= {m.organisation_id: role for m in held if m.role == role}
    return Viewer(
        person=person.pk,
        pseudonym=str(person.pseudonym),
        language="en" if person.language == "en" else "fr",
        staff=frozenset(StaffRole(m.role) for m in held if m.organisation.kind == "publisher"),
        clients=clients,
        scopes=scopes,
    )
