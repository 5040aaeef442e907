"""The status page written out, each minute."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from tenir import clock
from tenir.integrations.background.jobs import job
from tenir.integrations.status_files import write_out


@job(attempts=1)
def write() -> int:
    """Writes the status page out; the next minute writes what this one could not.

    Clause: 10.4.
    """
    return write_out(Path(settings.TENIR.status_files), clock.now()).changed
