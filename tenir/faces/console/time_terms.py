"""On which terms a contract's time is charged, and the hours that were paid for before.

Clause: 7.22.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.orders import queries as orders
from tenir.apps.orders.queries import Quote
from tenir.apps.support import queries, services
from tenir.faces.console.frame import page
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.fields import DayField, MoneyField
from tenir.ui.keys import key_of
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import Viewer

HERE, DAY = "contracts", 24 * 60


class TermsForm(forms.Form):
    """What an hour costs, how it is counted, and whether a contact is asked before."""

    hourly_rate = MoneyField(label=_("An hour, excl. tax"), max_digits=9)
    out_of_hours_rate = MoneyField(
        label=_("An hour out of hours, excl. tax"), required=False, max_digits=9,
        help_text=_("Left empty: the same."),
    )  # fmt: skip
    rounding = forms.IntegerField(
        label=_("Each time is rounded up to (minutes)"), min_value=1, max_value=DAY, initial=15
    )
    minimum = forms.IntegerField(
        label=_("And counts at least (minutes)"), min_value=0, max_value=DAY, initial=0
    )
    needs_consent = forms.BooleanField(
        label=_("Nothing is charged before a contact accepted it"), required=False,
        help_text=_("The agreement asks for an announcement, and for no consent."),
    )  # fmt: skip


@staff_only
def set_terms(request: HttpRequest, id: int) -> HttpResponseBase:
    """How the contract's time is charged from now on.

    Clause: 7.22.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.SELLERS)
    contract = agreements.contract(actor, id)
    held = queries.billing_terms(actor, id)
    deed = Deed(
        heading=_("Terms of time charged"), button=_("Keep the terms"), icon="receipt",
        clauses=("7.22",), back=_back(id), above=_above(contract),
        done=_("Kept: what is charged from now on goes by these terms, at the rates "
               "that were announced for it."),
        about=_("Time is charged where the cause is not ours or the client ordered it, and only "
                "what was spent after the client was told."),
    )  # fmt: skip
    form = TermsForm(**given(request), initial=vars(held) if held else {})
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.set_billing_terms(id, **told, actor=actor, at=at),
    )  # fmt: skip


class HoursForm(forms.Form):
    """How many hours, by which order, until when."""

    hours = forms.DecimalField(
        label=_("Hours"), min_value=0, max_value=10_000, decimal_places=2, localize=True
    )
    key = forms.CharField(
        label=_("Order or invoice"), max_length=120,
        help_text=_("The same number twice is one purchase."),
    )  # fmt: skip
    bought_on = DayField(label=_("Bought on"))
    expires_on = DayField(label=_("Expires on"), required=False)

    def clean(self) -> dict[str, Any]:
        """The hours as minutes, and an end that is not before the beginning."""
        told = dict(super().clean() or self.cleaned_data)
        bought, expires = told.get("bought_on"), told.get("expires_on")
        if bought and expires and expires < bought:
            self.add_error("expires_on", _("They expire before they are bought."))
        if (number := told.pop("hours", None)) is not None:
            told["minutes"] = int(number * 60)
            if not told["minutes"]:
                self.add_error("hours", _("Say how many."))
        return told


@staff_only
def buy(request: HttpRequest, id: int) -> HttpResponseBase:
    """Hours that the client ordered are put on its contract; `?quote=` names the order.

    Clause: 7.22.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.SELLERS)
    contract = agreements.contract(actor, id)
    deed = Deed(
        heading=_("Hours bought"), button=_("Put them on the contract"), icon="clock",
        clauses=("7.22",), back=_back(id), above=_above(contract),
        done=_("They go before anything is invoiced."),
        about=_("Prepaid hours pay for charged time before it is invoiced; the client hears when "
                "few are left."),
    )  # fmt: skip
    initial = {"bought_on": localtime(at).date(), "key": _ordered(actor, request, id)}
    return perform(
        request, page, HERE, deed=deed, form=HoursForm(**given(request), initial=initial),
        call=lambda told: services.buy_hours(id, **told, actor=actor, at=at),
    )  # fmt: skip


def _ordered(viewer: Viewer, request: HttpRequest, contract: int) -> str:
    """The number of the accepted quote that one comes from."""
    asked = key_of(request.GET.get("quote", ""))
    rows = orders.quotes(viewer).filter(contract=contract, state=Quote.State.ACCEPTED)
    found = rows.filter(pk=asked).first() if asked is not None else None
    return found.number if found else ""


def _back(id: int) -> str:
    return reverse("console:time-spent", args=[id])


def _above(contract: agreements.Contract) -> tuple[tuple[Any, str], ...]:
    return (
        (contract.number, reverse("console:contract", args=[contract.pk])),
        (_("Statement of time"), _back(contract.pk)),
    )
