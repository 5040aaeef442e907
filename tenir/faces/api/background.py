"""The queue of background work, for operations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from tenir import clock
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.shapes import Moment, Shown
from tenir.integrations.background import board
from tenir.ui.pages import viewer_of
from tenir.viewer import NotSeen, StaffRole

article = Article("Background")


class JobShown(Shown):
    """A job that runs or that failed for good."""

    id: UUID
    task: str = Field(alias="task_path")
    enqueued_at: Moment
    started_at: Moment | None
    finished_at: Moment | None
    error: str = Field(alias="exception_class_path")


class WorkerShown(Shown):
    """A process that takes jobs."""

    name: str
    host: str
    pid: int
    started_at: Moment
    beat_at: Moment


class QueueShown(Shown):
    """What is in the queue, who works on it, and when each loop last went round."""

    by_state: dict[str, int]
    oldest_ready_at: Moment | None
    running: list[JobShown]
    failed: list[JobShown]
    workers: list[WorkerShown]
    last: dict[str, Moment]
    fired: dict[str, Moment | None]


@article.one("/background", QueueShown)
def read_queue(request: HttpRequest) -> Any:
    """Read the queue as it stands."""
    if not viewer_of(request).has(StaffRole.OPERATIONS):
        raise NotSeen("api.no_such")
    return board.queue(clock.now())


@article.act("/background/jobs/{id}/retry", need=Scope.BACKGROUND_WRITE)
def retry_job(request: HttpRequest, id: UUID) -> Any:
    """Put a job that failed for good back in the queue."""
    board.retry(id, actor=viewer_of(request), at=clock.now())


@article.act("/background/jobs/{id}/discard", need=Scope.BACKGROUND_WRITE)
def discard_job(request: HttpRequest, id: UUID) -> Any:
    """Take a job that failed for good out of the queue."""
    board.discard(id, actor=viewer_of(request), at=clock.now())
