"""Works: announced, withdrawn, listed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries, services
from tenir.faces.console.frame import page
from tenir.ui.deeds import Deed, Sure, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import InstantField
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.works import KINDS, state_of_works
from tenir.viewer import StaffRole

HERE = "works"
ANNOUNCERS = (StaffRole.OPERATIONS, StaffRole.RELEASES)
COLUMNS = (
    Column("number", _("Works"), lambda w: w.number, sort="number", lead=True,
           href=lambda w: reverse("console:works-one", args=[w.number])),
    Column("kind", _("Kind"), lambda w: KINDS[w.kind], sort="kind"),
    Column("starts", _("From"), lambda w: w.starts_at, sort="starts_at", kind="moment"),
    Column("ends", _("To"), lambda w: w.ends_at, sort="ends_at", kind="moment"),
    Column("announced", _("Announced"), lambda w: w.announced_at, sort="announced_at",
           kind="moment"),
    Column("state", _("State"), lambda w: state_of_works(w, clock.now()), kind="state"),
)  # fmt: skip
FILTERS = (
    Filter("number", _("Works"), lambda rows, value: rows.filter(number__icontains=value)),
    Filter("kind", _("Kind"), lambda rows, value: rows.filter(kind=value), tuple(KINDS.items())),
)


@staff_only
def works(request: HttpRequest) -> HttpResponseBase:
    """Every works, the latest first.

    Clause: 5.12.
    """
    viewer = viewer_of(request)
    announces = viewer.has(*ANNOUNCERS)
    found = listing(
        request, queries.works(viewer), columns=COLUMNS, filters=FILTERS, sort="-starts",
        empty=_("No works yet: announce the first ones, so that they do not count against the "
                "rate."),
        act=(_("Announce works"), reverse("console:works-new")) if announces else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "works")
    return page(request, "console/works", HERE, {"found": found, "announces": announces})


@staff_only
def one(request: HttpRequest, number: str) -> HttpResponseBase:
    """One works: when, what it touches, whether it was announced."""
    viewer = viewer_of(request)
    found = queries.works_numbered(viewer, number)
    told = {
        "it": found,
        "kind": KINDS[found.kind],
        "state": state_of_works(found, clock.now()),
        "products": found.products.order_by("position"),
        "subscriptions": found.subscriptions.select_related("product", "contract"),
        "withdraws": viewer.has(*ANNOUNCERS) and found.withdrawn_at is None,
    }
    return page(request, "console/works_one", HERE, told)


class WorksForm(forms.Form):
    """What is to be done, when, on what."""

    number = forms.CharField(label=_("Number"), max_length=40)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=tuple(KINDS.items()),
        help_text=_("Planned: inside an agreed window, and announced before they begin."),
    )  # fmt: skip
    starts_at = InstantField(label=_("From"))
    ends_at = InstantField(label=_("To"))
    announced_at = InstantField(
        label=_("Clients were told on"), required=False,
        help_text=_("Left empty, the works were never announced."),
    )  # fmt: skip
    products = forms.ModelMultipleChoiceField(
        catalogue.Product.objects.none(), label=_("Products"), to_field_name="key", required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text=_("Every subscription of these products is touched."),
    )  # fmt: skip
    subscriptions = forms.ModelMultipleChoiceField(
        agreements.Subscription.objects.none(), label=_("Subscriptions alone"), required=False,
        widget=forms.SelectMultiple({"size": 6}),
    )  # fmt: skip

    def told(self) -> dict[str, Any]:
        """As the act takes it."""
        found = dict(self.cleaned_data)
        found["products"] = [product.key for product in found["products"]]
        found["subscriptions"] = [line.pk for line in found["subscriptions"]]
        return found


@staff_only
def announce(request: HttpRequest) -> HttpResponseBase:
    """Works are announced, or put on record where they never were.

    Clause: 5.5, 5.12, 5.14.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *ANNOUNCERS)
    form = WorksForm(**given(request))
    fields: Any = form.fields
    fields["products"].queryset = catalogue.products()
    fields["subscriptions"].queryset = agreements.subscriptions(actor, on=at.date())
    deed = Deed(
        heading=_("Announce works"), button=_("Put the works on record"), icon="calendar-event",
        back=reverse("console:works"), clauses=("5.12", "5.14"), help="maintenance",
        done=_("The works are on record."),
        after=lambda made: reverse("console:works-one", args=[made.number]),
        about=_("Only the part of an outage inside both these works and an agreed window is left "
                "out of the rate."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.announce(**form.told(), actor=actor, at=at),
    )  # fmt: skip


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


@staff_only
def withdraw(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works that do not take place: they exclude nothing any more.

    Clause: 5.12.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *ANNOUNCERS)
    found = queries.works_numbered(actor, number)
    back = reverse("console:works-one", args=[found.number])
    deed = Deed(
        heading=_("Withdraw the works"), button=_("Withdraw the works"), icon="x", danger=True,
        back=back, clauses=("5.12",), done=_("Withdrawn: they exclude nothing any more."),
        above=((found.number, back),),
        sure=Sure(question=_("Withdraw these works?"), yes=_("Withdraw the works"),
                  follows=_("They exclude nothing any more. This cannot be taken back.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.withdraw(number=number, **told, actor=actor, at=at),
    )  # fmt: skip
