"""What is known of outages, the exclusions that the rules propose for it, and who decides.

Clause: 5.5.
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
from tenir.ui.causes import COLUMNS, FILTERS, KINDS, lasted
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import InstantField
from tenir.ui.keys import key_of
from tenir.ui.listing import listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.sought import LINES, SeekingForm, SoughtField
from tenir.ui.works import reason_named
from tenir.viewer import StaffRole

HERE = "exclusions"


@staff_only
def causes(request: HttpRequest) -> HttpResponseBase:
    """What waits for a person first: every cause told, with what the rules propose for it."""
    viewer = viewer_of(request)
    tells = viewer.has(StaffRole.OPERATIONS, StaffRole.AGENT)
    found = listing(
        request, queries.causes(viewer).defer("reasons"), columns=COLUMNS, filters=FILTERS,
        sort="-start",
        empty=_("Nobody told the cause of an outage yet."),
        act=(_("Tell a cause"), reverse("console:cause-new")) if tells else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "causes")
    return page(request, "console/causes", HERE, {"found": found, "tells": tells})


@staff_only
def cause(request: HttpRequest, id: int) -> HttpResponseBase:
    """One cause: what is known, what the rules propose and why, who decided what."""
    viewer = viewer_of(request)
    found = queries.cause(viewer, id)
    decides = viewer.has(StaffRole.OPERATIONS) and bool(found.reason)
    told = {
        "it": found, "kind": KINDS[found.kind], "lasted": lasted(found.seconds),
        "reason": found.reason and reason_named(found.reason),
        "accepts": decides and found.state in {"proposed", "declined"},
        "declines": decides and found.state in {"proposed", "accepted"},
    }  # fmt: skip
    return page(request, "console/cause", HERE, told)


class CauseForm(SeekingForm):
    """What is known of why a subscription was down."""

    subscription = SoughtField(
        agreements.Subscription.objects.none(), label=_("Subscription"), by=LINES
    )
    kind = forms.ChoiceField(label=_("Cause"), choices=[("", "—"), *KINDS.items()])
    start = InstantField(label=_("From"), required=False)
    end = InstantField(label=_("To"), required=False)
    works = forms.CharField(
        label=_("Number of the works"), required=False, max_length=40,
        help_text=_("For works only: they stand for their own time."),
    )  # fmt: skip
    told_at = InstantField(
        label=_("Known to the client since"), required=False,
        help_text=_("For a prerequisite, the documentation or instructions."),
    )  # fmt: skip
    holds = forms.BooleanField(
        label=_("Nobody had authorised the intervention, or it was the provider's main site"),
        required=False, help_text=_("For an intervention or a site destroyed."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Evidence"), max_length=8000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("The client reads it beside the outage."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A time is told for all but works."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("works"):
            for name in ("start", "end"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("Say when, or give the number of the works."))
        return told


@staff_only
def tell(request: HttpRequest) -> HttpResponseBase:
    """Someone says what is known; the rules propose at once."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS, StaffRole.AGENT)
    form = CauseForm(initial=_of_outage(request), **given(request))
    fields: Any = form.fields
    fields["subscription"].queryset = agreements.subscriptions(actor)
    deed = Deed(
        heading=_("Tell the cause of an outage"), button=_("Tell it"), icon="message-circle",
        back=reverse("console:causes"), clauses=("5.5",), help="availability",
        done=_("Kept: read what the rules propose."),
        after=lambda made: reverse("console:cause", args=[made.pk]),
        about=_("The rules say which of the nine grounds it calls for, or why it counts. A named "
                "person of operations decides."),
    )  # fmt: skip
    return perform(request, page, HERE, deed=deed, form=form,
                   call=lambda told: _tell(told, actor=actor, at=at))  # fmt: skip


def _tell(told: dict[str, Any], *, actor: Any, at: Any) -> queries.Cause:
    line = told.pop("subscription")
    new = services.NewCause(**told | {"start": told["start"] or at, "end": told["end"] or at})
    return services.tell_cause(subscription=line.pk, told=new, actor=actor, at=at)


def _of_outage(request: HttpRequest) -> dict[str, Any]:
    """The line and time of the outage that one comes from."""
    named = key_of(request.GET.get("outage", ""))
    if named is None:
        return {}
    found = queries.outage(viewer_of(request), named)
    return {"subscription": found.subscription_id, "start": found.start, "end": found.end}


class AcceptForm(forms.Form):
    """On which evidence, and what else is to be said."""

    evidence = forms.CharField(
        label=_("Evidence"), max_length=8000, widget=forms.Textarea({"rows": 4}),
        help_text=_("The client reads it beside the rate."),
    )  # fmt: skip
    because = forms.CharField(label=_("Remark"), max_length=500, required=False)


@staff_only
def accept(request: HttpRequest, id: int) -> HttpResponseBase:
    """A named person rules what was proposed out of the rate."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    found = queries.cause(actor, id)
    form = AcceptForm(initial={"evidence": found.evidence}, **given(request))
    return perform(
        request, page, HERE, form=form,
        deed=_deed(found, heading=_("Accept the exclusion"), button=_("Rule it out"),
                   icon="scale", done=_("Ruled: this span no longer counts in the rate."),
                   about=_("Your name stands beside it, and the client reads it.")),
        call=lambda told: services.accept_cause(cause_id=id, **told, actor=actor, at=at),
    )  # fmt: skip


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


@staff_only
def decline(request: HttpRequest, id: int) -> HttpResponseBase:
    """A named person says why it counts."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    found = queries.cause(actor, id)
    return perform(
        request, page, HERE, form=BecauseForm(**given(request)),
        deed=_deed(found, heading=_("Decline the exclusion"), button=_("It counts"),
                   icon="circle-x", done=_("Declined: it counts, and the client reads why."),
                   about=_("Months that are frozen stay as they are until they are revised.")),
        call=lambda told: services.decline_cause(cause_id=id, **told, actor=actor, at=at),
    )  # fmt: skip


def _deed(found: queries.Cause, **words: Any) -> Deed:
    back = reverse("console:cause", args=[found.pk])
    return Deed(back=back, clauses=("5.5",), help="availability",
                above=((found.subscription.target, back),), **words)  # fmt: skip
