"""Quotes: asked for by clients, priced here."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.orders import queries, services
from tenir.faces.console.frame import page
from tenir.ui import quotes
from tenir.ui.acts import act
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import DayField, MoneyField
from tenir.ui.listing import listing
from tenir.ui.pages import staff_only, viewer_of


class Price(forms.Form):
    """What is offered, and for how much."""

    words = forms.CharField(label=_("The offer"), widget=forms.Textarea, max_length=5000)
    amount = MoneyField(label=_("Amount, excl. tax"), required=False)
    yearly = MoneyField(label=_("Each year, excl. tax"), required=False)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until"), required=False)
    valid_until = DayField(label=_("Valid until"))


@staff_only
def orders(request: HttpRequest) -> HttpResponseBase:
    """Every quote, the latest first."""
    found = listing(
        request, queries.quotes(viewer_of(request)), columns=quotes.columns("console"),
        filters=quotes.filters("console"), sort="-number",
        empty=_("No client has asked for a quote yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "quotes")
    told = {"found": found, "heading": _("Quotes and orders")}
    return page(request, "console/orders", "orders", told)


@staff_only
def quote(request: HttpRequest, id: int) -> HttpResponseBase:
    """One quote, and its price to be given."""
    return _shown(request, id, Price())


@staff_only
@require_POST
def price(request: HttpRequest, id: int) -> HttpResponseBase:
    """Answer with a price: the client is told."""
    form = Price(request.POST)
    if not form.is_valid():
        return _shown(request, id, form, status=400)
    viewer = viewer_of(request)
    found, offer = queries.quote(viewer, id), services.Offer(**form.cleaned_data)
    return act(
        request, lambda: services.price(found, offer, actor=viewer, at=clock.now()),
        done=_("Priced: the client is being told."), back=reverse("console:quote", args=[id]),
    )  # fmt: skip


def _shown(request: HttpRequest, id: int, form: Price, status: int = 200) -> HttpResponseBase:
    viewer = viewer_of(request)
    found = queries.quote(viewer, id)
    priceable = found.state in {"asked", "priced"}
    told = {
        "it": found,
        "kind": quotes.kind_of(found.kind),
        "state": dict(quotes.STATES)[found.state],
        "buys": found.kind == "hours"
        and found.state == "accepted"
        and viewer.has(*services.PRICERS),
        "withdrawable": priceable and viewer.has(*services.PRICERS),
        "form": form if priceable and viewer.has(*services.PRICERS) else None,
    }
    return page(request, "console/quote", "orders", told, status)
