"""The files of versions that a client may fetch: those of the products it subscribes to."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from tenir.apps.agreements.asked_contracts import subscriptions
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.catalogue.queries import UpdateFile
from tenir.terms.dates import epoch, local
from tenir.viewer import NotSeen, Viewer


def update_files(viewer: Viewer, *, at: datetime) -> QuerySet[UpdateFile]:
    """The files of versions of what the viewer's clients subscribe to that day; all for staff.

    Clause: 7.3.
    """
    if viewer.is_staff:
        return catalogue.update_files()
    day = local(epoch(at), settings.TIME_ZONE).date()
    running = subscriptions(viewer, on=day).order_by().values("product")
    return catalogue.update_files().filter(version__product__in=running)


def update_file(viewer: Viewer, id: int, *, at: datetime) -> UpdateFile:
    """One of them. Raises NotSeen, also where no subscription to its product runs that day.

    Clause: 7.3.
    """
    found = update_files(viewer, at=at).filter(pk=id).first()
    if found is None:
        raise NotSeen("agreements.no_update")
    return found
