"""The job of the processes that are killed: idempotent, as every job must be."""

from __future__ import annotations

from datetime import timedelta

from tenir import clock
from tenir.apps.commitments import services as commitments
from tenir.integrations.background.jobs import job
from tenir.viewer import SYSTEM


@job(attempts=30, wait=timedelta(milliseconds=10))
def keep_it(key: str) -> None:
    at = clock.now()
    commitments.keep(key, kept_at=at, actor=SYSTEM, at=at)
