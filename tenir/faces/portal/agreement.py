"""The agreement: the versions that hold for the client, and its answer to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.agreements.queries import ClientVersion
from tenir.faces.portal.frame import page
from tenir.terms import phrases
from tenir.ui.acts import act
from tenir.ui.confirming import asked, is_sure
from tenir.ui.language import language
from tenir.ui.pages import clients_only, viewer_of
from tenir.viewer import Viewer

ACCEPT = _("Accept version %(number)s for your company?")
LEAVE = _("End your contracts because of version %(number)s?")


@clients_only
def agreement(request: HttpRequest) -> HttpResponseBase:
    """Each version told to the client, and what it may answer."""
    viewer, now = viewer_of(request), clock.now()
    found = list(queries.client_versions(viewer))
    rows = [
        {
            "it": row,
            "state": f"version.{row.state}",
            "open": row.state == "notified" and now < row.effective_at,
            "may_accept": services.may_answer(viewer, row, "accepted"),
            "may_terminate": services.may_answer(viewer, row, "terminated"),
            "accept": ACCEPT % {"number": row.version.number},
            "binds": _what_accepting_means(row),
            "leave": LEAVE % {"number": row.version.number},
            "follows": _what_follows(row),
            **_compared(viewer, row, found, now),
        }
        for row in found
    ]
    told = {"rows": rows, "several": len(viewer.clients) > 1}
    return page(request, "portal/agreement", "agreement", told)


def _compared(
    viewer: Viewer, row: ClientVersion, found: Sequence[ClientVersion], now: datetime
) -> dict[str, Any]:
    """What a version yet to hold changes, beside the one in force for the same client."""
    held = [
        other for other in found
        if other.client_id == row.client_id and other.effective_at <= now
        and other.state != ClientVersion.State.TERMINATED
    ]  # fmt: skip
    if row.effective_at <= now or not held:
        return {}
    last = max(held, key=lambda other: other.effective_at)
    clauses = queries.differences(viewer, last.version_id, row.version_id, language())
    return {"held": last.version, "clauses": clauses}


def _what_accepting_means(row: ClientVersion) -> str:
    day = phrases.instant(localtime(row.effective_at), language())
    return gettext(
        "Your company is bound by it: it holds from %(day)s, and you can no longer leave because of"
        " it."
    ) % {"day": day}  # fmt: skip


def _what_follows(row: ClientVersion) -> str:
    until = phrases.deadline(localtime(row.effective_at), language())
    return gettext(
        "They end with the notice, on %(until)s: access and support end together on that date."
        " It cannot be taken back here."
    ) % {"until": until}  # fmt: skip


@clients_only
@require_POST
def answer(request: HttpRequest, id: int) -> HttpResponseBase:
    """Accept a version, or leave because of it, within the notice.

    Clause: 3.2, 3.3.
    """
    actor, at, back = viewer_of(request), clock.now(), reverse("portal:agreement")
    found, said = queries.client_version(actor, id), request.POST.get("answer")
    if said not in ("accept", "terminate"):
        return redirect(back)
    if not is_sure(request):
        return page(request, "tenir/confirm", "agreement", _sure(request, found, said))
    if said == "terminate":
        return act(
            request,
            lambda: services.terminate_on_version(client_version=id, actor=actor, at=at),
            done=_("Terminated: the receipt is on its way by e-mail."), back=back,
        )  # fmt: skip
    return act(
        request, lambda: services.accept_version(client_version=id, actor=actor, at=at),
        done=_("Accepted: the receipt is on its way by e-mail."), back=back,
    )  # fmt: skip


def _sure(request: HttpRequest, found: ClientVersion, said: str) -> dict[str, Any]:
    """The question before either answer: each binds the client."""
    back = reverse("portal:agreement")
    number = {"number": found.version.number}
    if said == "terminate":
        return asked(
            request, question=LEAVE % number, back=back, follows=_what_follows(found),
            yes=_("End my contracts"),
        )  # fmt: skip
    return asked(
        request, question=ACCEPT % number, back=back, follows=_what_accepting_means(found),
        yes=_("Accept it"), plain=True,
    )  # fmt: skip
