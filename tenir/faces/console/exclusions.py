"""What does not count in a rate: ruled by a named person with its evidence, and reversed.

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
from tenir.terms.kinds_availability import Exclusions
from tenir.ui.addresses import to
from tenir.ui.causes import OF_LINES
from tenir.ui.cells import until
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import InstantField
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.sought import LINES, SeekingForm, SoughtField
from tenir.ui.states import state_of
from tenir.ui.works import reason_named
from tenir.viewer import ANONYMOUS, StaffRole

HERE = "exclusions"
COLUMNS = (
    Column("product", _("Product"), lambda e: e.subscription.product.name, lead=True,
           href=to("console:exclusion"),
           note=lambda e: e.subscription.target),
    Column("client", _("Client"), lambda e: e.subscription.contract.client.organisation.name),
    Column("line", _("Subscription"), lambda e: e.subscription.target, below=True),
    Column("start", _("From"), lambda e: e.start, sort="start", kind="moment",
           note=lambda e: until(e.end)),
    Column("end", _("To"), lambda e: e.end, sort="end", kind="moment", below=True),
    Column("reason", _("Reason"), lambda e: reason_named(e.reason), sort="reason"),
    Column("by", _("Ruled by"), lambda e: e.decided_by and e.decided_by.name, below=True),
    Column("ruled", _("Ruled on"), lambda e: e.decided_at, sort="decided_at", kind="moment",
           note=lambda e: e.decided_by.name if e.decided_by else ""),
    Column("state", _("State"), lambda e: "reversed" if e.reversed_at else "ruled", kind="state"),
)  # fmt: skip
FILTERS = (
    OF_LINES,
    Filter("state", _("State"),
           lambda rows, value: rows.filter(reversed_at__isnull=value == "ruled"),
           tuple((name, state_of(name).word) for name in ("ruled", "reversed"))),
)  # fmt: skip


@staff_only
def exclusions(request: HttpRequest) -> HttpResponseBase:
    """Everything that was ruled out of a rate, reversed rulings too."""
    viewer = viewer_of(request)
    rules = viewer.has(StaffRole.OPERATIONS)
    found = listing(
        request, queries.exclusions(viewer), columns=COLUMNS, filters=FILTERS, sort="-start",
        empty=_("Nothing was ruled out: every second down counts."),
        act=(_("Rule an exclusion"), reverse("console:exclusion-new")) if rules else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "exclusions")
    waiting = queries.undecided(viewer, until=clock.now()).count()
    told = {"found": found, "rules": rules, "waiting": waiting}
    return page(request, "console/exclusions", HERE, told)


@staff_only
def exclusion(request: HttpRequest, id: int) -> HttpResponseBase:
    """One ruling: the span, the ground, the evidence, who ruled."""
    viewer = viewer_of(request)
    found = queries.exclusion(viewer, id)
    told = {
        "it": found, "reason": reason_named(found.reason),
        "reverses": viewer.has(StaffRole.OPERATIONS) and found.reversed_at is None,
    }  # fmt: skip
    return page(request, "console/exclusion", HERE, told)


class ExclusionForm(SeekingForm):
    """A span, one of the agreement's grounds, and what proves it."""

    subscription = SoughtField(
        agreements.Subscription.objects.none(), label=_("Subscription"), by=LINES
    )
    start = InstantField(label=_("From"))
    end = InstantField(label=_("To"))
    reason = forms.ChoiceField(label=_("Ground"))
    evidence = forms.CharField(
        label=_("Evidence"), max_length=8000, widget=forms.Textarea({"rows": 4}),
        help_text=_("The client reads it beside the rate."),
    )  # fmt: skip


@staff_only
def rule(request: HttpRequest) -> HttpResponseBase:
    """A named person rules a span out of the rate."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    form = ExclusionForm(**given(request))
    fields: Any = form.fields
    fields["subscription"].queryset = agreements.subscriptions(actor)
    fields["reason"].choices = _grounds()
    deed = Deed(
        heading=_("Rule an exclusion"), button=_("Rule it out"), icon="scale",
        back=reverse("console:exclusions"), clauses=("5.5",), help="availability",
        done=_("Ruled: this span no longer counts in the rate."),
        after=lambda made: reverse("console:exclusion", args=[made.pk]),
        about=_("It is asked of the version in force for the client when the span begins. Your "
                "name stands beside it."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.exclude(
            **told | {"subscription": told["subscription"].pk}, actor=actor, at=at
        ),
    )  # fmt: skip


def _grounds() -> list[tuple[str, str]]:
    """Those of the version published last, by their letter."""
    found = agreements.versions(ANONYMOUS, agreement=agreements.REFERENCE).first()
    if found is None:
        return []
    terms = agreements.agreement_of(found).terms()
    items = terms.get("availability.excluded", Exclusions).term.items
    return [(item.id, f"{item.letter}) {reason_named(item.id)}") for item in items]


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


@staff_only
def reverse_it(request: HttpRequest, id: int) -> HttpResponseBase:
    """What was left out counts again; months frozen stay as they are."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.OPERATIONS)
    found = queries.exclusion(actor, id)
    back = reverse("console:exclusion", args=[found.pk])
    deed = Deed(
        heading=_("Reverse the exclusion"), button=_("Reverse it"), icon="refresh", back=back,
        clauses=("5.5",), done=_("Reversed: it counts again."),
        above=((found.subscription.target, back),),
        sure=Sure(question=_("Reverse this exclusion?"), yes=_("Reverse it"),
                  follows=_("The span counts in the rate again; months that are frozen stay as "
                            "they are until they are revised.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.reverse(exclusion_id=id, **told, actor=actor, at=at),
    )  # fmt: skip
