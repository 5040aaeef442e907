"""Quotes: asked for by clients, priced here."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.orders import queries, services
from tenir.faces.console.frame import page
from tenir.ui import quotes
from tenir.ui.asking import kept
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import DayField, MoneyField
from tenir.ui.listing import listing
from tenir.ui.pages import staff_only, viewer_of

PRICEABLE = frozenset({"asked", "priced"})


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
    """One quote, and its price to be given, or given again."""
    found = queries.quote(viewer_of(request), id)
    offered = {name: getattr(found, name) for name in Price.base_fields if name != "words"}
    return _shown(request, found, Price(initial=offered | {"words": found.offer}))


@staff_only
@require_POST
def price(request: HttpRequest, id: int) -> HttpResponseBase:
    """Answer with a price: the client is told."""
    viewer, at = viewer_of(request), clock.now()
    found, form = queries.quote(viewer, id), Price(request.POST)
    if kept(form, lambda told: services.price(found, services.Offer(**told), actor=viewer, at=at)):
        messages.success(request, _("Priced: the client is being told."))
    elif found.state in PRICEABLE:
        return _shown(request, found, form, status=400)
    else:
        told = [str(each) for beside in form.errors.values() for each in beside]
        messages.error(request, " ".join(told))
    return redirect("console:quote", id)


def _shown(
    request: HttpRequest, found: queries.Quote, form: Price, status: int = 200
) -> HttpResponseBase:
    viewer = viewer_of(request)
    priceable = found.state in PRICEABLE
    told = {
        "it": found,
        "kind": quotes.kind_of(found.kind),
        "clause": services.CLAUSES[found.kind],
        "state": dict(quotes.STATES)[found.state],
        "buys": found.kind == "hours"
        and found.state == "accepted"
        and viewer.has(*services.PRICERS),
        "withdrawable": priceable and viewer.has(*services.PRICERS),
        "form": form if priceable and viewer.has(*services.PRICERS) else None,
    }
    return page(request, "console/quote", "orders", told, status)
