"""Whether a client asked for the reports of every month.

Clause: 5.4.
"""

from __future__ import annotations

from tenir.apps.reports.models import StandingRequest
from tenir.viewer import NotSeen, Viewer


def every_month(viewer: Viewer, organisation: int) -> StandingRequest | None:
    """What a client asked, None where its reports are on request; NotSeen where it may not be seen.

    Clause: 5.4.
    """
    if not viewer.sees(organisation):
        raise NotSeen("reports.no_frozen")
    return StandingRequest.objects.filter(organisation=organisation).first()
