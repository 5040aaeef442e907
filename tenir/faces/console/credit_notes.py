"""Credit notes: issued by finance, numbered, exported to accounting; how they are invoiced.

Clause: 5.9.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.penalties import queries, services
from tenir.faces.console.frame import page
from tenir.integrations.credit_notes import entered, written
from tenir.ui.addresses import to
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import CountryField, DayField
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole

HERE = "penalties"
YEAR = re.compile("20[0-9]{2}")
HOW: dict[str, Any] = {"credit": _("Credit on the yearly fee"), "refund": _("Refund")}
COLUMNS = (
    Column("number", _("Credit note"), lambda n: n.number, sort="pk", lead=True,
           href=to("console:claim", "claim_id")),
    Column("issued", _("Issued"), lambda n: n.issued_on, sort="issued_on", kind="day"),
    Column("client", _("Client"), lambda n: n.organisation.name, sort="organisation__name"),
    Column("contract", _("Contract"), lambda n: n.claim.subscription.contract.number),
    Column("net", _("Excl. tax"), lambda n: n.net, sort="net", kind="money"),
    Column("vat", _("VAT"), lambda n: n.vat, kind="money"),
    Column("total", _("Incl. tax"), lambda n: n.total, sort="total", kind="money"),
    Column("corrects", _("Corrects"), lambda n: n.corrects),
    Column("due", _("Off the fee of"), lambda n: n.due_on, sort="due_on", kind="day"),
    Column("paid", _("Paid"), lambda n: n.paid_on, sort="paid_on", kind="day",
           note=lambda n: n.paid_by),
)  # fmt: skip
FOR_ACCOUNTING = (  # beside the columns of the page, in its files
    Column("siren", _("SIREN"), lambda n: n.said["buyer"]["siren"]),
    Column("vat_number", _("VAT number"), lambda n: n.said["buyer"]["vat_number"]),
    Column("country", _("Country"), lambda n: n.said["buyer"]["country"]),
    Column("vat_rate", _("VAT rate, %"), lambda n: n.said["vat_rate"]),
    Column("vat_reason", _("Why a note bears no VAT"), lambda n: n.said["vat_reason"]),
    Column("how", _("Paid as"), lambda n: HOW[n.how]),
    Column("corrects_on", _("Date of that invoice"), lambda n: n.corrects_on, kind="day"),
    Column("month", _("Month"), lambda n: n.said["month"]),
    Column("paid_by", _("Paid by"), lambda n: n.paid_by),
)  # fmt: skip
LONG = ("said", "claim__reasons", "claim__right__reasons")  # which no list shows
FILTERS = (
    Filter("open", _("State"), lambda rows, value: rows.filter(paid_on__isnull=value == "open"),
           (("open", _("To pay")), ("paid", _("Paid")))),
    Filter("how", _("Paid as"), lambda rows, value: rows.filter(how=value),
           tuple(HOW.items())),
)  # fmt: skip


@staff_only
def credit_notes(request: HttpRequest) -> HttpResponseBase:
    """Every credit note, the latest first; as CSV, for accounting."""
    viewer, files = viewer_of(request), wants_file(request)
    found = listing(
        request, queries.credit_notes(viewer).defer(*LONG[files:]),
        columns=COLUMNS + (FOR_ACCOUNTING if files else ()), filters=FILTERS, sort="-number",
        empty=_("No credit note yet: one is issued for a claim that is owed."),
    )  # fmt: skip
    if files:
        return file_of(request, found, "credit-notes")
    told = {
        "found": found, "heading": _("Credit notes"), "sets": viewer.has(StaffRole.FINANCE),
        "missing": services.missing(queries.invoicing(viewer)),
    }  # fmt: skip
    return page(request, "console/credit_notes", HERE, told)


@staff_only
def entries(request: HttpRequest) -> HttpResponse:
    """Every credit note as entries of a journal, the first first; `year`: those of that year.

    Clause: 5.9.
    """
    year = request.GET.get("year", "")
    return entered(viewer_of(request), year=int(year) if YEAR.fullmatch(year) else None)


@staff_only
def note(request: HttpRequest, id: int) -> HttpResponse:
    """A credit note as Factur-X."""
    return written(queries.credit_note(viewer_of(request), id))


class IssueForm(forms.Form):
    """Which invoice the note corrects."""

    corrects = forms.CharField(
        label=_("Invoice corrected"), max_length=60,
        help_text=_("The invoice of the yearly fee that the month belongs to."),
    )  # fmt: skip
    corrects_on = DayField(label=_("Date of that invoice"))
    fee_paid = forms.BooleanField(
        label=_("The fee of the month is paid"), required=False,
        help_text=_("An unpaid fee holds the credit back."),
    )  # fmt: skip


@staff_only
def issue(request: HttpRequest, id: int) -> HttpResponseBase:
    """The credit note of a claim that is owed."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.FINANCE)
    queries.claim(actor, id)
    deed = Deed(
        heading=_("Issue the credit note"), button=_("Issue it"), icon="receipt",
        back=reverse("console:claim", args=[id]), clauses=("5.9",), help="penalties",
        done=_("Issued: the client is being told."),
        about=_("It takes the next number, and is never changed afterwards."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=IssueForm(**given(request)),
        call=lambda told: services.issue(id, **told, actor=actor, at=at),
    )  # fmt: skip


class PaidForm(forms.Form):
    """What paid a note, and when."""

    by = forms.CharField(
        label=_("Paid by"), max_length=60, help_text=_("The number of the invoice or transfer.")
    )
    on = DayField(label=_("Paid on"))


@staff_only
def paid(request: HttpRequest, id: int) -> HttpResponseBase:
    """Finance says that a note was paid."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.FINANCE)
    found = queries.credit_note(actor, id)
    deed = Deed(
        heading=_("Mark as paid"), button=_("Mark as paid"), icon="check",
        back=reverse("console:claim", args=[found.claim_id]), clauses=("5.9",),
        done=_("Marked as paid."), about=found.number,
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=PaidForm(**given(request)),
        call=lambda told: services.mark_paid(id, **told, actor=actor, at=at),
    )  # fmt: skip


class InvoicingForm(forms.Form):
    """Who issues credit notes, and how they are taxed."""

    legal_name = forms.CharField(label=_("Legal name"), max_length=200)
    siren = forms.CharField(label=_("SIREN"), max_length=11)
    vat_number = forms.CharField(label=_("VAT number"), max_length=20, required=False)
    street = forms.CharField(label=_("Street"), max_length=200)
    postcode = forms.CharField(label=_("Postcode"), max_length=12)
    city = forms.CharField(label=_("City"), max_length=100)
    country = CountryField(label=_("Country"))
    vat = forms.ChoiceField(
        label=_("VAT treatment of a penalty"), required=False,
        choices=[("", _("Not chosen: no credit note is issued")),
                 ("reduction", _("A lower price: VAT is given back with it")),
                 ("damages", _("Damages: outside the scope of VAT"))],
    )  # fmt: skip
    vat_rate = forms.DecimalField(
        label=_("VAT rate, %"), required=False, max_digits=5, decimal_places=2, min_value=0,
        localize=True,
    )  # fmt: skip
    reason = forms.CharField(label=_("Why a note bears no VAT"), max_length=200, required=False)
    journal_code = forms.CharField(label=_("Journal"), max_length=10, initial="AV")
    journal_name = forms.CharField(label=_("Name of the journal"), max_length=60, initial="Avoirs")
    account_net = forms.CharField(
        label=_("Account of penalties"), max_length=20, initial="709600",
        help_text=_("As your accountant says: 7096 where the price is lowered, 6718 for damages."),
    )  # fmt: skip
    account_vat = forms.CharField(label=_("Account of VAT"), max_length=20, initial="445710")
    account_client = forms.CharField(label=_("Account of clients"), max_length=20, initial="411000")


@staff_only
def invoicing(request: HttpRequest) -> HttpResponseBase:
    """Who issues credit notes and how they are taxed: finance chooses."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, StaffRole.FINANCE)
    form = InvoicingForm(initial=vars(queries.invoicing(actor)), **given(request))
    deed = Deed(
        heading=_("Invoicing"), button=_("Save"), icon="settings",
        back=reverse("console:credit-notes"), clauses=("5.9",), help="penalties",
        done=_("Saved: the next credit note is issued so."),
        about=_("The agreement does not say how a penalty is taxed: ask your accountant, then "
                "choose. Until then no credit note is issued."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.set_invoicing(**_with_books(told), actor=actor, at=at),
    )  # fmt: skip


def _with_books(told: dict[str, Any]) -> dict[str, Any]:
    """What the form says, its journal and accounts together."""
    named = [each.name for each in fields(services.Books)]
    rest = {name: value for name, value in told.items() if name not in named}
    return rest | {"books": services.Books(**{name: told[name] for name in named})}
