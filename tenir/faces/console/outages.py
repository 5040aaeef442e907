"""The ledger of outages: what was measured, what rules leave out, what people say against it.

Clause: 5.3, 5.5.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries, services
from tenir.faces.console.frame import page
from tenir.ui.addresses import to
from tenir.ui.causes import OF_OUTAGES, OUTAGE_STATES, explained, lasted
from tenir.ui.cells import until
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import InstantField
from tenir.ui.listing import Column, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.sought import LINES, SeekingForm, SoughtField
from tenir.viewer import StaffRole

HERE = "outages"
COLUMNS = (
    Column("product", _("Product"), lambda o: o.subscription.product.name, lead=True,
           href=to("console:outage"),
           note=lambda o: o.subscription.target),
    Column("client", _("Client"), lambda o: o.subscription.contract.client.organisation.name),
    Column("line", _("Subscription"), lambda o: o.subscription.target, below=True),
    Column("state", _("State"), lambda o: o.state, sort="state start", kind="state"),
    Column("start", _("From"), lambda o: o.start, sort="start", kind="moment",
           note=lambda o: until(o.end)),
    Column("end", _("To"), lambda o: o.end, sort="end", kind="moment", below=True),
    Column("length", _("Length"), lambda o: lasted((o.end - o.start).total_seconds()),
           kind="length"),
)  # fmt: skip


@staff_only
def outages(request: HttpRequest) -> HttpResponseBase:
    """Every time that was not up, the latest first."""
    viewer = viewer_of(request)
    corrects = viewer.has(StaffRole.OPERATIONS)
    found = listing(
        request, queries.outages(viewer), columns=COLUMNS, filters=OF_OUTAGES, sort="-start",
        empty=_("No outage yet: what targets tell is kept here. Add the first target."),
        act=(_("Targets"), reverse("console:targets")),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "outages")
    return page(request, "console/outages", HERE, {"found": found, "corrects": corrects})


@staff_only
def outage(request: HttpRequest, id: int) -> HttpResponseBase:
    """One outage: who saw it, what of it is left out and why, what people said."""
    viewer = viewer_of(request)
    found = queries.outage(viewer, id)
    known, error = queries.explained(viewer, found), queries.interval_of(found)
    told = {
        "it": found, "lasted": lasted((found.end - found.start).total_seconds()),
        "error": lasted(error) if error else "",
        "counted": lasted(queries.counted(found, known.left_out)), **explained(known),
        "exclusions": queries.touching(
            queries.exclusions(viewer, subscription=found.subscription_id), found
        ),
        "corrections": queries.touching(
            queries.corrections(viewer, subscription=found.subscription_id), found
        ),
        "corrects": viewer.has(StaffRole.OPERATIONS), "here": request.get_full_path(),
        "tells": viewer.has(StaffRole.OPERATIONS, StaffRole.AGENT), "face": "console",
    }  # fmt: skip
    return page(request, "console/outage", HERE, told)


class CorrectionForm(SeekingForm):
    """What a time was, and why."""

    subscription = SoughtField(
        agreements.Subscription.objects.none(), label=_("Subscription"), by=LINES
    )
    start = InstantField(label=_("From"))
    end = InstantField(
        label=_("To"), required=False, help_text=_("Leave it empty while it goes on.")
    )
    state = forms.ChoiceField(
        label=_("What it was"), required=False,
        choices=[("", _("As measured: only the cause is told")), ("up", _("Up")), *OUTAGE_STATES],
    )  # fmt: skip
    because = forms.CharField(
        label=_("Cause"), max_length=4000, widget=forms.Textarea({"rows": 3}),
        help_text=_("The client reads it beside the outage."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Evidence"), required=False, max_length=8000, widget=forms.Textarea({"rows": 3})
    )


@staff_only
def correct(request: HttpRequest) -> HttpResponseBase:
    """A named person says what a time was: measuring gives way."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    form = CorrectionForm(**given(request))
    fields: Any = form.fields
    fields["subscription"].queryset = agreements.subscriptions(actor)
    deed = Deed(
        heading=_("Correct the ledger"), button=_("Correct it"), icon="pencil",
        back=reverse("console:outages"), clauses=("5.3",), help="availability",
        done=_("Corrected: the figures follow from it at once."),
        after=lambda made: reverse("console:correction", args=[made.pk]),
        about=_("Your name stands beside it. Months that are frozen stay as they are until they "
                "are revised."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.correct(
            **told | {"subscription": told["subscription"].pk}, actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
def correction(request: HttpRequest, id: int) -> HttpResponseBase:
    """One correction: the span, what it was, why, who said so."""
    viewer = viewer_of(request)
    found = queries.correction(viewer, id)
    corrects = viewer.has(StaffRole.OPERATIONS) and found.reversed_at is None
    told = {"it": found, "corrects": corrects, "open": corrects and found.end is None}
    return page(request, "console/correction", HERE, told)


class EndForm(forms.Form):
    """When it ended."""

    end = InstantField(label=_("It ended"))


@staff_only
def end(request: HttpRequest, id: int) -> HttpResponseBase:
    """An outage opened by hand is closed."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    found = queries.correction(actor, id)
    back = reverse("console:correction", args=[found.pk])
    deed = Deed(
        heading=_("Say when it ended"), button=_("It ended then"), icon="check", back=back,
        clauses=("5.3",), done=_("Ended: measuring holds from then on."),
        above=((found.subscription.target, back),),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=EndForm(**given(request)),
        call=lambda told: services.end_correction(correction_id=id, **told, actor=actor, at=at),
    )  # fmt: skip


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


@staff_only
def take_back(request: HttpRequest, id: int) -> HttpResponseBase:
    """What was measured counts again."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    found = queries.correction(actor, id)
    back = reverse("console:correction", args=[found.pk])
    deed = Deed(
        heading=_("Take the correction back"), button=_("Take it back"), icon="refresh", back=back,
        clauses=("5.3",), done=_("Taken back: what was measured counts again."),
        above=((found.subscription.target, back),),
        sure=Sure(question=_("Take this correction back?"), yes=_("Take it back"),
                  follows=_("What was measured counts again; months that are frozen stay as they "
                            "are until they are revised.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.take_back(correction_id=id, **told, actor=actor, at=at),
    )  # fmt: skip
