"""Time put down on a request, corrected or withdrawn: by who wrote it, or who sets its terms.

Clause: 7.16, 7.22.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.support import queries, services
from tenir.apps.support.queries import TimeEntry
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.frame import page
from tenir.faces.console.request_forms import BecauseForm, CorrectTimeForm
from tenir.ui.asking import only_if
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import NotSeen, Viewer

SAYS = ("nature", "minutes", "started_at", "words")


@staff_only
def correct(request: HttpRequest, id: int, entry: int) -> HttpResponseBase:
    """Time that was put down wrongly is put right.

    Clause: 7.16, 7.22.
    """
    actor, at = viewer_of(request), clock.now()
    found = _one(actor, id, entry)
    deed = Deed(
        heading=_("Correct the time"), button=_("Correct it"), icon="pencil", clauses=("7.22",),
        back=reverse("console:request", args=[id]), above=_above(found),
        done=_("Corrected: the journal keeps what stood there before."),
    )  # fmt: skip
    form = CorrectTimeForm(
        found.request, actor, **given(request),
        initial={name: getattr(found, name) for name in SAYS},
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.correct_time(entry, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
def withdraw(request: HttpRequest, id: int, entry: int) -> HttpResponseBase:
    """Time that was put down and not spent counts no more.

    Clause: 7.22.
    """
    actor, at = viewer_of(request), clock.now()
    found = _one(actor, id, entry)
    deed = Deed(
        heading=_("Withdraw the time"), button=_("Withdraw it"), icon="ban", clauses=("7.22",),
        back=reverse("console:request", args=[id]), above=_above(found), danger=True,
        about=_("It counts no more and is never charged; it stays to be read, with the reason."),
        done=_("Withdrawn: it counts no more."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(found.request, actor, **given(request)),
        call=lambda told: services.withdraw_time(entry, **told, actor=actor, at=at),
    )  # fmt: skip


def _one(actor: Viewer, id: int, entry: int) -> TimeEntry:
    """The entry, of that request; no page for who may not correct it."""
    found = queries.time_entry(actor, entry)
    if found.request_id != id:
        raise NotSeen("requests.no_such_time")
    only_if(services.may_correct(actor, found))
    return found


def _above(found: TimeEntry) -> tuple[tuple[str, str], ...]:
    return ((found.request.number, reverse("console:request", args=[found.request_id])),)
