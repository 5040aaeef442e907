"""Clients: registered, changed, and one of them at a glance."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.parties import queries, services
from tenir.apps.reports import queries as reports
from tenir.faces.console.client_frame import client_page, seen
from tenir.faces.console.client_glance import lately, next_steps, story
from tenir.faces.console.frame import page
from tenir.ui import subjects
from tenir.ui.addresses import to
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.contact_forms import LANGUAGES
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import CountryField
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of

COLUMNS = (
    Column("name", _("Client"), lambda c: c.organisation.name, sort="organisation__name", lead=True,
           href=to("console:client")),
    Column("number", _("Number"), lambda c: c.number, sort="number"),
    Column("contacts", _("Contacts"), lambda c: c.contact_count, kind="number"),
    Column("siren", "SIREN", lambda c: c.siren, sort="siren"),
    Column("language", _("Language"), lambda c: c.language.upper(), sort="language"),
)  # fmt: skip
LACKS = (("contact", _("No contact")), ("flagged", _("A contact who cannot be reached")))
FILTERS = (
    Filter(
        "name", _("Client"), lambda rows, value: rows.filter(organisation__name__icontains=value)
    ),
    Filter("number", _("Number"), lambda rows, value: rows.filter(number__icontains=value)),
    Filter("lacks", _("Lacks"), choices=LACKS),
)
ZONES = tuple((zone, zone) for zone in sorted(available_timezones()) if "/" in zone)


class DetailsForm(forms.Form):
    """A client's own details."""

    legal_name = forms.CharField(label=_("Legal name"), max_length=200, required=False)
    siren = forms.CharField(
        label="SIREN", max_length=20, required=False, help_text=_("Nine digits."),
        widget=forms.TextInput({"inputmode": "numeric", "class": "narrow"}),
    )  # fmt: skip
    vat_number = forms.CharField(
        label=_("VAT number"), max_length=24, required=False,
        widget=forms.TextInput({"class": "narrow"}),
        help_text=_("For example FR40303265045."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    country = CountryField(label=_("Country"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, initial="Europe/Paris")


class RegistrationForm(DetailsForm):
    """A new client."""

    number = forms.CharField(
        label=_("Number"), max_length=40, help_text=_("As your own books know it."),
        widget=forms.TextInput({"class": "narrow"}),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=200)
    field_order = ("number", "name")


@staff_only
def clients(request: HttpRequest) -> HttpResponseBase:
    """Every client."""
    viewer, lacks = viewer_of(request), request.GET.get("lacks", "")
    rows = queries.clients(viewer, without_contact=lacks == "contact", flagged=lacks == "flagged")
    keeps = services.may_keep_clients(viewer)
    found = listing(
        request, rows, columns=COLUMNS, filters=FILTERS,
        sort="name", empty=_("No client yet: register one, or import them from CSV."),
        act=(_("Register a client"), reverse("console:client-new")) if keeps else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "clients")
    waiting = queries.changes(viewer).filter(state="awaiting_verification").count()
    told = {"found": found, "heading": _("Clients"), "keeps": keeps, "waiting": waiting}
    return page(request, "console/clients", "clients", told)


@staff_only
def register(request: HttpRequest) -> HttpResponseBase:
    """A new client of the publisher.

    Clause: 4.2.
    """
    actor = viewer_of(request)
    only_if(services.may_keep_clients(actor))
    form = RegistrationForm(given(request), initial={"language": "fr"})
    made = kept(form, lambda told: services.register_client(**told, actor=actor, at=clock.now()))
    if made:
        messages.success(request, str(_("Registered. Next: designate its first contact.")))
        return redirect("console:client-contacts", made.pk)
    told = asks(
        form, heading=_("Register a client"), button=_("Register"), icon="plus",
        back=reverse("console:clients"), clauses=("4.2",),
        about=_("Without a contact nothing of its contracts starts: designate one next."),
    )  # fmt: skip
    return page(request, "tenir/asks", "clients", told, status_of(form))


@staff_only
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Corrects a client's own details."""
    client, actor = seen(request, id), viewer_of(request)
    only_if(services.may_keep_clients(actor))
    back = reverse("console:client", args=[id])
    form = DetailsForm(given(request), initial=vars(client))
    made = kept(form, lambda told: services.change_client(id, **told, actor=actor, at=clock.now()))
    if made:
        messages.success(request, str(_("Changed.")))
        return redirect(back)
    told = asks(
        form, heading=_("Change the details"), button=_("Keep"), back=back, above=(client, back)
    )
    return page(request, "tenir/asks", "clients", told, status_of(form))


@staff_only
def client(request: HttpRequest, id: int) -> HttpResponseBase:
    """One client: how its promises stand, what is to be done next, what happened lately."""
    found, viewer = seen(request, id), viewer_of(request)
    promised = commitments.briefly(commitments.commitments(viewer, organisation=id))
    contacts = list(queries.contacts_of(viewer, id))
    changes = list(queries.changes(viewer, organisation=id)[:5])
    signed = agreements.contracts(viewer, client=id).exists()
    running, settled = list(promised.filter(state="running")[:5]), lately(promised)
    now = clock.now()
    subjects.tell_promises(viewer, [*running, *settled], face="console", at=now)
    told = {
        "contacts": contacts,
        "next": next_steps(viewer, found, contacts, changes, signed=signed),
        "events": story(settled, contacts, changes),
        "promises": running,
        "counts": commitments.counts(viewer, now=now, organisation=id),
        "list": reverse("console:client-promises", args=[id]),
        "every_month": reports.every_month(viewer, id),
    }
    return client_page(request, "console/client", "client", found, told)
