"""What is owed to whom, by which means, with the proof of each attempt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.notices import queries, services
from tenir.faces.console.frame import page
from tenir.ui import outbox
from tenir.ui.acts import act, act_if_sure
from tenir.ui.confirming import Sure
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import listing
from tenir.ui.notice_kinds import named
from tenir.ui.pages import staff_only, viewer_of

GIVE_UP = Sure(
    question=_("Give this message up?"), yes=_("Give it up"),
    follows=_("It is never sent: by it, whom it is for is not told."),
)  # fmt: skip


@staff_only
def notices(request: HttpRequest) -> HttpResponseBase:
    """The outbox, the latest first."""
    found = listing(
        request, queries.notices(viewer_of(request)).defer(*outbox.LONG),
        columns=outbox.columns("console:notice"), sort="-owed",
        filters=(outbox.BY_KIND, *outbox.FILTERS, outbox.BY_CLIENT),
        empty=_("Nothing is owed to anyone yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "notices")
    return page(request, "console/notices", "notices", {"found": found})


@staff_only
def notice(request: HttpRequest, id: int) -> HttpResponseBase:
    """One notice, its words and its proof."""
    proof = queries.proof(viewer_of(request), id)
    title, list_at = named(proof.notice.title, proof.notice.kind), reverse("console:notices")
    told = {"proof": proof, "it": proof.notice, "title": title, "list": list_at, "acts": True,
            "giving_up": GIVE_UP}  # fmt: skip
    return page(request, "tenir/notice", "notices", told)


@staff_only
@require_POST
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Try it again, release it or give it up."""
    actor, at = viewer_of(request), clock.now()
    calls = {
        "retry": (lambda: services.retry_now(id, actor=actor, at=at), _("It will be tried again.")),
        "release": (lambda: services.release([id], actor=actor, at=at), _("It will be sent.")),
        "replay": (lambda: services.replay(id, actor=actor, at=at), _("It will be sent again.")),
    }
    back, because = reverse("console:notice", args=[id]), request.POST.get("because", "")
    if request.POST.get("act") == "cancel":
        return act_if_sure(
            request, lambda: services.cancel(id, because=because, actor=actor, at=at),
            sure=GIVE_UP, page=page, here="notices", done=_("It is given up."), back=back,
        )  # fmt: skip
    call, done = calls.get(request.POST.get("act", ""), calls["retry"])
    return act(request, call, done=done, back=back)
