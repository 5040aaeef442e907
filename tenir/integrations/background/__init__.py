"""Work in the background, on the same database: jobs, schedules, the tick and the delivery.

`work` has the loops that processes run; `jobs` the queue's retries; `schedules` what fires when;
`workers` who is alive; `board` and `exposition` what operators see. docs/operations/background.md.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tenir.integrations.background.board import Queue, discard, queue, retry
    from tenir.integrations.background.exposition import metrics
    from tenir.integrations.background.jobs import job
    from tenir.integrations.background.work import run_all, run_deliver, run_jobs, run_tick

__all__ = [
    "Queue", "discard", "job", "metrics", "queue", "retry", "run_all", "run_deliver", "run_jobs",
    "run_tick",
]  # fmt: skip

_PLACES = {
    "board": ("Queue", "discard", "queue", "retry"),
    "exposition": ("metrics",),
    "jobs": ("job",),
    "work": ("run_all", "run_deliver", "run_jobs", "run_tick"),
}


def __getattr__(name: str) -> Any:
    """The door opens when asked: Django reads this package before its models can be."""
    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{place}"), name)
    raise AttributeError(name)
