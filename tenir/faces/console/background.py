"""The queue: what waits, who works, what failed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.faces.console.background_words import loop_in_words, schedules_in_words, task_in_words
from tenir.faces.console.frame import page
from tenir.integrations.background import board
from tenir.ui.acts import act, act_if_sure
from tenir.ui.confirming import Sure
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole

STATES = {
    "READY": _("Waiting"), "RUNNING": _("Running"), "FAILED": _("Failed for good"),
    "SUCCESSFUL": pgettext_lazy("a task", "Done"),
}  # fmt: skip
DISCARD = Sure(
    question=_("Take this job out of the queue?"), yes=_("Discard"),
    follows=_("What it was to do is not done, and it can be put back no more."),
)  # fmt: skip


@staff_only
def background(request: HttpRequest) -> HttpResponseBase:
    """The queue as it stands, for operations."""
    if not viewer_of(request).has(StaffRole.OPERATIONS):
        raise Http404
    queue = board.queue(clock.now())
    jobs, does = (*queue.running, *queue.waiting), schedules_in_words()
    told = {
        "queue": queue, "discarding": DISCARD,
        "states": [(STATES[name], n) for name, n in queue.by_state.items()],
        "jobs": [(task_in_words(job.task_path), job, STATES[job.status], len(job.worker_ids))
                 for job in jobs],
        "failed": [(task_in_words(job.task_path), job) for job in queue.failed],
        "loops": [(loop_in_words(name), name, at) for name, at in queue.last.items()],
        "schedules": [(does.get(name, name), name, at) for name, at in queue.fired.items()],
    }  # fmt: skip
    return page(request, "console/background", "background", told)


@staff_only
@require_POST
def change(request: HttpRequest, id: str) -> HttpResponseBase:
    """Puts a failed job back, or takes it out for good."""
    actor, at = viewer_of(request), clock.now()
    back = reverse("console:background")
    if request.POST.get("act") == "discard":
        return act_if_sure(
            request, lambda: board.discard(id, actor=actor, at=at), sure=DISCARD, page=page,
            here="background", done=_("The job is taken out of the queue."), back=back,
        )  # fmt: skip
    done = _("The job is back in the queue.")
    return act(request, lambda: board.retry(id, actor=actor, at=at), done=done, back=back)
