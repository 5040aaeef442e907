"""A request is opened, step by step: each step is kept at once, nothing is sent before the end.

Clause: 7.1, 7.9, 7.10, 7.13, 7.18.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.documents.queries import documents
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Request, State
from tenir.faces.portal.contacts_only import contacts_only, speaks
from tenir.faces.portal.frame import page
from tenir.faces.portal.request_forms import AboutForm, form_of, lines_of, steps_of
from tenir.faces.portal.request_known import known
from tenir.terms import phrases
from tenir.ui.asking import kept, only_if
from tenir.ui.confirming import asked, is_sure
from tenir.ui.deeds import given
from tenir.ui.language import language
from tenir.ui.pages import Entry, clients_only, viewer_of
from tenir.ui.request_clock import clocks_elsewhere
from tenir.ui.requests import IMPACTS, URGENCIES, attached, elements, where
from tenir.ui.unsent import put_back
from tenir.ui.whole import must_be_whole
from tenir.viewer import Viewer

HERE, OPEN = "requests", _("Open a request")
WHY = _("Only your company's designated contacts open requests. Ask one of them:")
WRITTEN = (State.DRAFT, State.INCOMPLETE)


@clients_only
@contacts_only(HERE, OPEN, why=WHY, clauses=("7.9",))
def new(request: HttpRequest) -> HttpResponseBase:
    """The first step; whoever is no contact is told who is.

    Clause: 7.9.
    """
    actor, at = viewer_of(request), clock.now()
    clients = speaks(actor)
    lines = lines_of(actor, *clients)
    form = AboutForm(
        lines, request.POST if request.method == "POST" else None,
        initial={"kind": "support", "environment": "production"},
    )  # fmt: skip
    must_be_whole(form)
    owners = {line.pk: line.contract.client_id for line in lines}
    made = kept(form, lambda told: services.draft(
        owners[told["subscription"]], told, actor=actor, at=at,
        request=_untouched(actor, told["subscription"]),
    ))  # fmt: skip
    if made:
        return redirect(_step_after("about", made, request))
    told = {"form": form, "lines": lines, "step": "about", "multipart": False,
            "nth": 1, "of": len(steps_of(str(form["kind"].value()))),
            "drafts": _drafts(actor), "back": reverse("portal:requests")}  # fmt: skip
    return page(request, "portal/request_write", HERE, told, 400 if form.errors else 200)


@clients_only
def write(request: HttpRequest, id: int, step: str) -> HttpResponseBase:
    """One step of what is being written; the last one shows the deadline, and sends.

    Clause: 7.10, 7.13, 7.18.
    """
    actor = viewer_of(request)
    found = queries.request(actor, id)
    only_if(actor.speaks_for(found.client_id) and step in steps_of("support"))
    if found.state not in WRITTEN:
        return redirect("portal:request", id)
    if step not in steps_of(found.kind):
        return redirect("portal:request-write", id, "check")
    if step == "check":
        return _check(request, found)
    form = form_of(step, found, actor, **given(request))
    must_be_whole(form)

    def keep(told: dict[str, Any]) -> Request:
        told.pop("files", None)
        at = clock.now()
        made = services.draft(found.client_id, told, request=id, actor=actor, at=at)
        attached(request, id, actor=actor, at=at)
        return made

    made = kept(form, keep)
    if made:
        return redirect(_step_after(step, made, request))
    return _written(request, found, step, form)


def _check(request: HttpRequest, found: Request) -> HttpResponseBase:
    if request.method != "POST":
        return _written(request, found, "check", None)
    actor, at = viewer_of(request), clock.now()
    if request.POST.get("act") == "discard" and found.state == State.DRAFT:
        if not is_sure(request):
            told = asked(
                request, question=_("Throw this draft away?"), yes=_("Throw it away"),
                follows=_("What you wrote is lost."), back=reverse("portal:requests"),
            )  # fmt: skip
            return page(request, "tenir/confirm", HERE, told)
        services.discard(found.pk, actor=actor, at=clock.now())
        messages.success(request, str(_("The draft is thrown away.")))
        return redirect("portal:requests")
    if request.POST.get("act") != "send":
        raise Http404
    form = forms.Form(request.POST)
    must_be_whole(form)
    sent = kept(form, lambda _told: services.send(found.pk, actor=actor, at=at))
    if not sent:
        return _written(request, found, "check", form)
    said = (
        _("Recorded: support is being told, and the clock counts its working hours.")
        if sent.recorded_at
        else _("Kept. It is recorded, and its clock starts, once what is missing is given.")
    )
    messages.success(request, str(said))
    return redirect("portal:request", sent.pk)


def _written(
    request: HttpRequest, found: Request, step: str, form: forms.Form | None
) -> HttpResponse:
    viewer = viewer_of(request)
    steps = steps_of(found.kind)
    told: dict[str, Any] = {
        "it": found, "form": form, "step": step, "line": found.subscription,
        "multipart": step == "words", "back": reverse("portal:requests"),
        "nth": [*steps].index(step) + 1, "of": len(steps),
        "tabs": [
            Entry(f"{nth}. {label}", reverse("portal:request-write", args=[found.pk, name]),
                  here=name == step)
            for nth, (name, label) in enumerate(steps.items(), 1)
        ],
        "unsent": put_back(form, viewer, f"write:{found.pk}") if step == "words" and form else None,
        "kept_files": documents(viewer, subject=found.subject),
        **known(request, found),
    }  # fmt: skip
    if step == "check":
        told |= _seen_before(viewer, found)
    return page(request, "portal/request_write", HERE, told, 400 if form and form.errors else 200)


def _seen_before(viewer: Viewer, found: Request) -> dict[str, Any]:
    """The priority and the exact deadline with their reasons, and what is missing."""
    missing, at = queries.missing_of(found), clock.now()
    told: dict[str, Any] = {
        "where": where(found),
        "elements": elements(found), "missing": phrases.listing(list(missing), language()),
        "lacks": _step_that_lacks(found, missing),
        "impact": IMPACTS.get(found.impact, ""), "urgency": URGENCIES.get(found.urgency, ""),
    }  # fmt: skip
    plain = found.kind != Request.Kind.SUPPORT
    impact, urgency = found.impact or ("low" if plain else ""), found.urgency
    urgency = "normal" if plain else urgency
    if found.subscription_id and impact and urgency:
        seen = queries.preview(
            viewer, found.subscription_id, kind=found.kind, impact=impact,  # type: ignore[arg-type]
            urgency=urgency, at=at,  # type: ignore[arg-type]
        )  # fmt: skip
        told |= {"preview": seen, "clock_reason": seen.clock.reason.to_json(),
                 "clocks": clocks_elsewhere(seen.zone, seen.clock.value.due_at or at),
                 "priority_reason": seen.priority.reason.to_json()}  # fmt: skip
    return told


def _step_that_lacks(found: Request, missing: Sequence[str]) -> str:
    """The address of the step where the first thing missing is asked; "" where nothing is."""
    if not missing:
        return ""
    steps = {"subscription": "about", "impact": "gravity", "urgency": "gravity"}
    return reverse("portal:request-write", args=[found.pk, steps.get(missing[0], "words")])


def _drafts(viewer: Viewer) -> Any:
    return queries.requests(viewer, states=[State.DRAFT])[:5]


def _untouched(actor: Viewer, subscription: int) -> int | None:
    """A draft about that product in which nothing was written yet: asked twice is asked once."""
    found = queries.requests(actor, states=[State.DRAFT], subscription=subscription)
    return found.filter(problem="", title="", impact="").values_list("pk", flat=True).first()


def _step_after(step: str, found: Request, request: HttpRequest) -> str:
    """Where one goes on: the next step, or the list where one leaves it for later."""
    if request.POST.get("act") == "leave":
        messages.success(request, str(_("Kept as a draft: nobody else sees it.")))
        return reverse("portal:requests")
    names = list(steps_of(found.kind))
    after = names[names.index(step) + 1] if step in names[:-1] else "check"
    return reverse("portal:request-write", args=[found.pk, after])
