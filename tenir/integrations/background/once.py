"""What an upgrade leaves to be done once: queued by its migration, done by a worker."""

from __future__ import annotations

from tenir import clock
from tenir.apps.support import services as support
from tenir.integrations.background.jobs import job


@job()
def replay_merged() -> int:
    """Replays the clocks of open requests that others were merged into, as engine 4 judges them.

    Clause: 7.7, 7.13.
    """
    return support.replay_merged(clock=clock.now)
