"""Amounts to invoice: recorded, put on an invoice; and offers taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.orders import queries, services
from tenir.faces.console.frame import page
from tenir.terms import phrases
from tenir.ui.addresses import to
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import DayField, MoneyField
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.sought import Several, SoughtField
from tenir.viewer import StaffRole

HERE = "orders"
BILLERS = (StaffRole.AGENT, *services.PRICERS)


def _times(line: queries.BillableLine) -> str:
    """What makes the amount: how many, and what each costs."""
    many = Decimal(f"{line.quantity.normalize():f}")
    return f"{phrases.number(many, language())} × {phrases.amount(line.unit_price, language())}"


COLUMNS = (
    Column("label", _("Amount for"), lambda b: b.label, lead=True),
    Column("client", _("Client"), lambda b: b.contract.client.organisation.name,
           sort="contract__client__organisation__name"),
    Column("contract", _("Contract"), lambda b: b.contract.number, sort="contract__number",
           href=to("console:contract", "contract_id")),
    Column("amount", _("Amount, excl. tax"), lambda b: b.amount, sort="amount", kind="money",
           note=_times),
    Column("due", _("To invoice on"), lambda b: b.due_on, sort="due_on", kind="day"),
    Column("invoice", _("Invoice"), lambda b: b.invoice, sort="invoice"),
    Column("invoiced", _("Invoiced"), lambda b: b.invoiced_on, sort="invoiced_on", kind="day"),
)  # fmt: skip
FILTERS = (
    Filter("open", _("State"),
           lambda rows, value: rows.filter(invoiced_on__isnull=value == "open"),
           (("open", _("To invoice")), ("invoiced", _("Invoiced")))),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(
               contract__client__organisation__name__icontains=value)),
    Filter("contract", _("Contract"),
           lambda rows, value: rows.filter(contract__number__icontains=value)),
)  # fmt: skip


@staff_only
def billables(request: HttpRequest) -> HttpResponseBase:
    """Every amount to invoice, or invoiced."""
    viewer = viewer_of(request)
    found = listing(
        request, queries.billable_lines(viewer), columns=COLUMNS, filters=FILTERS, sort="-due",
        empty=_("Nothing to invoice yet: an accepted quote or time spent puts an amount here."),
        act=(_("Record an amount"), reverse("console:bill")) if viewer.has(*BILLERS) else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "amounts")
    told = {
        "found": found, "bills": viewer.has(*BILLERS), "invoices": viewer.has(StaffRole.FINANCE),
    }  # fmt: skip
    return page(request, "console/billables", HERE, told)


class BillForm(forms.Form):
    """An amount that no order named."""

    contract = SoughtField(agreements.Contract.objects.none(), label=_("Contract"))
    label = forms.CharField(label=_("Amount for"), max_length=300)
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=10, decimal_places=2, min_value=Decimal("0.01"), initial=1,
        localize=True,
    )  # fmt: skip
    unit_price = MoneyField(label=_("Unit price, excl. tax"), min_value=0)
    due_on = DayField(label=_("To invoice on"))


@staff_only
def bill(request: HttpRequest) -> HttpResponseBase:
    """An amount to invoice that no order named: time spent.

    Clause: 7.22.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *BILLERS)
    form = BillForm(**given(request))
    form.fields["contract"].queryset = agreements.contracts(actor)  # type: ignore[attr-defined]
    deed = Deed(
        heading=_("Record an amount"), button=_("Record the amount"), icon="receipt",
        back=reverse("console:billables"), clauses=("7.22",), done=_("The amount is on record."),
        above=((_("Amounts to invoice"), reverse("console:billables")),),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.bill(
            told.pop("contract"), **told, key=f"console/{uuid4()}", actor=actor, at=at
        ),
    )  # fmt: skip


class InvoiceForm(forms.Form):
    """Which amounts are on which invoice."""

    lines = Several(
        queries.BillableLine.objects.none(), label=_("Amounts"), widget=forms.CheckboxSelectMultiple
    )
    invoice = forms.CharField(label=_("Invoice's number"), max_length=60)
    on = DayField(label=_("Invoiced on"))


@staff_only
def invoice(request: HttpRequest) -> HttpResponseBase:
    """Finance has put these amounts on an invoice."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.FINANCE)
    form = InvoiceForm(**given(request))
    rows = queries.billable_lines(actor, open_only=True).order_by("contract", "due_on")
    field: Any = form.fields["lines"]
    field.queryset, field.label_from_instance = rows, _named
    deed = Deed(
        heading=_("Mark as invoiced"), button=_("Mark as invoiced"), icon="receipt",
        back=reverse("console:billables"), done=_("Marked: they are no longer to invoice."),
        above=((_("Amounts to invoice"), reverse("console:billables")),),
        about="" if rows.exists() else _("Nothing is left to invoice."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.mark_invoiced(
            told["lines"], invoice=told["invoice"], on=told["on"], actor=actor, at=at
        ),
    )  # fmt: skip


def _named(line: queries.BillableLine) -> str:
    amount = phrases.amount(line.amount, language())
    return f"{line.contract.number} · {line.label} · {amount}"


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


@staff_only
def withdraw(request: HttpRequest, id: int) -> HttpResponseBase:
    """The publisher takes its offer back before it is accepted, and says why."""
    actor, at = viewer_of(request), clock.now()
    found = queries.quote(actor, id)
    only_for(actor, *services.PRICERS)
    back = reverse("console:quote", args=[id])
    deed = Deed(
        heading=_("Withdraw the quote"), button=_("Withdraw the quote"), icon="x", danger=True,
        back=back, done=_("Withdrawn: the client is being told."), above=((found.number, back),),
        sure=Sure(question=_("Withdraw this quote?"), yes=_("Withdraw the quote"),
                  follows=_("The client can no longer accept it, and is told why.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.withdraw(found, **told, actor=actor, at=at),
    )  # fmt: skip
