"""The marks among a row's words: no one can type them, since typed words are letters and figures.

`@client.12` says: a thing of the kind `client`, for the people of organisation 12. `=ct2026001`
says: called exactly that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenir.apps.search.folding import joined
from tenir.viewer import StaffRole, Viewer

EVERYONE, STAFF, SECURITY = "everyone", "staff", "security"


def sides(audience: str, organisation: int | None) -> Iterator[str]:
    """Who finds a thing of that audience."""
    if audience == "client":
        yield STAFF
        if organisation is not None:
            yield str(organisation)
        return
    yield audience


def sides_of(viewer: Viewer) -> list[str]:
    """What the viewer finds: the other half of the same rule."""
    found = [EVERYONE, *(str(organisation) for organisation in sorted(viewer.clients))]
    if viewer.is_staff:
        found.append(STAFF)
    if viewer.has(StaffRole.SECURITY_OFFICER):
        found.append(SECURITY)
    return found


def of_kind(kind: str, side: str) -> str:
    """The mark of a kind's things for one side."""
    return f"@{kind}.{side}"


def exact(names: Iterable[str]) -> Iterator[str]:
    """The marks of what a thing is called, whole."""
    for name in names:
        if whole := joined(name):
            yield f"={whole}"
