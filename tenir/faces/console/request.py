"""One request: its conversation, what is said in it, what is done to it.

Clause: 7.7, 7.12, 7.13.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Request
from tenir.faces.console import request_told as told_of
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.frame import page
from tenir.faces.console.request_acts import ACTS
from tenir.faces.console.request_forms import TextForm
from tenir.ui.acts import act
from tenir.ui.asking import kept, only_if
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.live import if_changed
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.requests import with_files
from tenir.ui.unsent import put_back
from tenir.ui.whole import must_be_whole

SAYS: Mapping[str, tuple[Callable[..., Any], Any]] = {
    "answer": (services.answer, _("Answered: the client is being told.")),
    "ask": (services.ask_client, _("Asked: the clock waits for the client.")),
    "write": (services.write_to_client, _("Sent: the client is being told.")),
    "note": (services.note, _("Noted, for staff alone.")),
}
ASKED_AFTER = _("Asked: the client is being told; the clock had stopped already.")
NOW: Mapping[str, tuple[Callable[..., Any], Any]] = {
    "take": (services.take_in_charge, _("Taken in charge: the clock has stopped.")),
    "follow": (lambda id, *, actor, **_now: services.follow(id, actor=actor),
               _("You are told of what happens to it.")),
    "unfollow": (lambda id, *, actor, **_now: services.unfollow(id, actor=actor),
                 _("You are told no more.")),
}  # fmt: skip


@staff_only
def request(request: HttpRequest, id: int) -> HttpResponseBase:
    """A request, from first word to closing."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.request(viewer, id)
    if found.state == queries.State.DRAFT:
        return redirect(f"{reverse('console:request-new')}?draft={found.pk}")
    chosen = request.GET.get("canned", "")
    words = {str(key): text for key, _name, text in told_of.canned(viewer, found)}.get(chosen, "")
    form = TextForm(found, viewer, initial={"text": words})
    return _shown(request, found, form, now=now)


def _shown(request: HttpRequest, found: Request, form: TextForm, *, now: datetime) -> HttpResponse:
    viewer = viewer_of(request)
    fragment = told_of.live(viewer, found, now=now)
    told = {
        **fragment, **told_of.about(viewer, found, now=now), "form": form,
        "unsent": put_back(form, viewer, f"say:{found.pk}"),
        "live": reverse("console:request-live", args=[found.pk]),
    }  # fmt: skip
    return page(request, "console/request", HERE, told, 400 if form.errors else 200)


@staff_only
def live(request: HttpRequest, id: int) -> HttpResponseBase:
    """What changes while the page is open, for its script; nothing where nothing has changed."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.request(viewer, id)
    writing = request.GET.get("writing") == "1"
    told = told_of.live(viewer, found, now=now, writing=writing)
    return if_changed(request, render(request, "console/request_live.html", {**told, "now": now}))


@staff_only
@require_POST
def say(request: HttpRequest, id: int) -> HttpResponseBase:
    """An answer, a question or a word to the client, or a note that stays inside.

    Clause: 7.12, 7.13, 9.4.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.request(actor, id)
    only_if(services.may_answer(actor))
    call, done = SAYS.get(request.POST.get("act", ""), (None, ""))
    if call is None:
        raise Http404
    form = TextForm(found, actor, request.POST)
    must_be_whole(form)
    internal = call is services.note

    def said(told: dict[str, Any]) -> Any:
        return with_files(
            request, id, internal=internal, actor=actor, at=at,
            call=lambda files: call(id, told["text"], files=files, actor=actor, at=at),
        )  # fmt: skip

    if kept(form, said):
        stopped = call is services.ask_client and found.stopped_at
        messages.success(request, str(ASKED_AFTER if stopped else done))
        return redirect(_back(id))
    return _shown(request, found, form, now=at)


@staff_only
@require_POST
def act_now(request: HttpRequest, id: int) -> HttpResponseBase:
    """An act that asks for nothing more: taken in charge, followed.

    Clause: 7.8, 7.13.
    """
    actor, at = viewer_of(request), clock.now()
    queries.request(actor, id)
    call, done = NOW.get(request.POST.get("act", ""), (None, ""))
    if call is None:
        raise Http404
    return act(request, lambda: call(id, actor=actor, at=at), done=done, back=_back(id))


@staff_only
def do(request: HttpRequest, id: int, name: str) -> HttpResponseBase:
    """An act with its own page: request_acts.py has them all."""
    actor, at = viewer_of(request), clock.now()
    found = queries.request(actor, id)
    only_if(services.may_answer(actor) and name in ACTS)
    chosen, back = ACTS[name], _back(id)
    goes = reverse("console:requests") if chosen.hides else back
    deed = Deed(
        heading=chosen.heading, button=chosen.button, done=chosen.done, icon=chosen.icon,
        about=chosen.about, clauses=chosen.clauses, danger=chosen.danger, sure=chosen.sure,
        back=back, above=((found.number, back),), after=lambda _made: goes,
        template=chosen.template, extra=chosen.extra and chosen.extra(found, actor),
        says=chosen.says,
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=chosen.form(found, actor, **given(request)),
        call=lambda told: chosen.call(id, told, actor, at),
    )  # fmt: skip


def _back(id: int) -> str:
    return reverse("console:request", args=[id])
