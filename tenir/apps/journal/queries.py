"""Questions to the journal: staff read all of it, a client's people their own, nobody else any."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from tenir.apps.journal.models import Entry as Entry
from tenir.viewer import Viewer


def entries(
    viewer: Viewer,
    *,
    client: int | None = None,
    verb: str = "",
    subject: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """The entries that the viewer may read, the latest first; `verb` may be its beginning."""
    found = Entry.objects.order_by("-id")
    if not viewer.is_staff:
        found = found.filter(client__in=list(viewer.clients))
    if client is not None:
        found = found.filter(client=client)
    if verb:
        found = found.filter(verb__startswith=verb)
    if subject:
        found = found.filter(subject=subject)
    if since is not None:
        found = found.filter(recorded_at__gte=since)
    if until is not None:
        found = found.filter(recorded_at__lt=until)
    return found
