"""People to call, and addresses that messages come back from.

Clause: 9.2, 9.5.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.notices import queries, services
from tenir.faces.console.frame import page
from tenir.ui.acts import act
from tenir.ui.addresses import to
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.notice_kinds import named
from tenir.ui.outbox import LONG
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import NotSeen

HERE = "notices"
CALLS = (
    Column("title", _("Say"), lambda n: named(n.title, n.kind), lead=True,
           href=to("console:call")),
    Column("address", _("To"), lambda n: n.address, sort="address",
           note=lambda n: n.organisation.name if n.organisation else ""),
    Column("owed", _("Owed"), lambda n: n.owed_at, sort="pk", kind="moment"),
    Column("tries", _("Tries"), lambda n: n.attempts, sort="attempts", kind="number"),
)  # fmt: skip
ADDRESS = Filter("address", _("Address"),
                 lambda rows, value: rows.filter(address__icontains=value))  # fmt: skip
UNREACHABLE = (
    Column("address", _("Address"), lambda u: u.address, sort="address", lead=True),
    Column("since", _("Since"), lambda u: u.since, sort="since", kind="moment"),
    Column("because", _("Reason"), lambda u: u.because),
    Column("notice", _("Notice"), lambda u: _("Open it") if u.notice_id else "",
           href=lambda u: reverse("console:notice", args=[u.notice_id]) if u.notice_id else ""),
)  # fmt: skip


@staff_only
def calls(request: HttpRequest) -> HttpResponseBase:
    """Those whom someone is to call, the first owed first."""
    found = listing(
        request,
        queries.calls_owed(viewer_of(request)).select_related("organisation").defer(*LONG),
        columns=CALLS, filters=(ADDRESS,), sort="owed",
        empty=_("Nobody is to be called: the most serious notices put someone here."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "calls")
    return page(request, "tenir/page", HERE, {"found": found, "heading": _("Calls to make")})


class CallForm(forms.Form):
    """What came of a call."""

    reached = forms.ChoiceField(
        label=_("The person was"), widget=forms.RadioSelect,
        choices=(("yes", _("reached, and told")), ("no", _("not reached"))),
    )  # fmt: skip
    said = forms.CharField(
        label=_("What was said"), max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("It is the proof of this notice."),
    )  # fmt: skip


@staff_only
def call(request: HttpRequest, id: int) -> HttpResponseBase:
    """Someone was called: what came of it.

    Clause: 9.5.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.calls_owed(actor).filter(pk=id).first()
    if found is None:
        raise NotSeen("notices.unseen")
    deed = Deed(
        heading=named(found.title, found.kind), button=_("Record the call"),
        back=reverse("console:calls"),
        clauses=("9.5",), done=_("The call is on record."), above=(
            (_("Calls to make"), reverse("console:calls")),
        ),
        extra={"it": found}, template="console/call",
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=CallForm(**given(request)),
        call=lambda told: services.record_call(
            id, reached=told["reached"] == "yes", said=told["said"], actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
def unreachable(request: HttpRequest) -> HttpResponseBase:
    """The addresses that messages came back from."""
    found = listing(
        request, queries.unreachables(viewer_of(request)), columns=UNREACHABLE, sort="-since",
        filters=(ADDRESS,),
        empty=_("Every address answers: one that a message comes back from stands here."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "unreachable")
    return page(request, "console/unreachable", HERE, {"found": found})


@staff_only
@require_POST
def reach_again(request: HttpRequest) -> HttpResponseBase:
    """An address answers again: it is written to as before.

    Clause: 9.2.
    """
    actor, at = viewer_of(request), clock.now()
    address = request.POST.get("address", "")
    return act(
        request, lambda: services.unflag(address, actor=actor, at=at),
        done=_("It is written to again."), back=reverse("console:unreachable"),
    )  # fmt: skip
