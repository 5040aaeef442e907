"""The agreement: the versions that hold for the client, and its answer to a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.faces.portal.frame import page
from tenir.ui.acts import act
from tenir.ui.answers import STATES
from tenir.ui.pages import clients_only, viewer_of


@clients_only
def agreement(request: HttpRequest) -> HttpResponseBase:
    """Each version told to the client, and what it may answer."""
    viewer, now = viewer_of(request), clock.now()
    rows = [
        {
            "it": row,
            "state": STATES[row.state],
            "open": row.state == "notified" and now < row.effective_at,
            "may_accept": services.may_answer(viewer, row, "accepted"),
            "may_terminate": services.may_answer(viewer, row, "terminated"),
        }
        for row in queries.client_versions(viewer)
    ]
    return page(request, "portal/agreement", "agreement", {"rows": rows})


@clients_only
@require_POST
def answer(request: HttpRequest, id: int) -> HttpResponseBase:
    """Accept a version, or leave because of it, within the notice.

    Clause: 3.2, 3.3.
    """
    actor, at, back = viewer_of(request), clock.now(), reverse("portal:agreement")
    if request.POST.get("answer") == "terminate":
        if request.POST.get("sure") != "yes":
            told = {"it": queries.client_version(actor, id)}
            return page(request, "portal/leaving", "agreement", told)
        return act(
            request,
            lambda: services.terminate_on_version(client_version=id, actor=actor, at=at),
            done=_("Terminated: the receipt is on its way by e-mail."), back=back,
        )  # fmt: skip
    return act(
        request, lambda: services.accept_version(client_version=id, actor=actor, at=at),
        done=_("Accepted: the receipt is on its way by e-mail."), back=back,
    )  # fmt: skip
