"""Clients and contacts as CSV tables, taken in and handed out."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.parties import services
from tenir.faces.console.frame import page
from tenir.integrations.spreadsheets import parties
from tenir.terms.errors import Refused
from tenir.ui.asking import given, only_if
from tenir.ui.contact_terms import published_terms
from tenir.ui.language import language
from tenir.ui.pages import staff_only, viewer_of

LARGEST = 1 << 20  # of both tables; more goes by `tenir clients import`


@dataclass(frozen=True)
class Table:
    """A table that was handed in: its name, and what it holds."""

    name: str = ""
    content: bytes | None = None

    @property
    def carried(self) -> str:
        """It as the preview carries it to the answer."""
        return base64.b64encode(self.content or b"").decode()


class TablesForm(forms.Form):
    """The clients, and their contacts where they stand apart."""

    clients = forms.FileField(
        label=_("Clients (CSV)"),
        help_text=_("Columns: number, name, then any of legal_name, siren, vat_number, address, "
                    "country, language, time_zone; a contact's columns may stand beside, with "
                    "contact_ before their names."),
    )  # fmt: skip
    contacts = forms.FileField(
        label=_("Contacts (CSV)"), required=False,
        help_text=_("Columns: client (its number), name, email, then any of telephone, main, "
                    "language."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuses what a page cannot carry."""
        told = super().clean() or self.cleaned_data
        if sum(each.size for each in told.values() if each) > LARGEST:
            raise forms.ValidationError(
                _("Over 1 MB: take it in by `tenir clients import`, or in parts.")
            )
        return told

    def tables(self) -> tuple[Table, Table]:
        """Both of them."""
        first, second = self.cleaned_data["clients"], self.cleaned_data.get("contacts")
        return (
            Table(first.name, first.read()),
            Table(second.name, second.read()) if second else Table(),
        )


@staff_only
def take_in(request: HttpRequest) -> HttpResponseBase:
    """Tables are looked at first, every fault at once; then kept, all or nothing.

    Clause: 9.1, 9.2, 9.3.
    """
    only_if(services.may_keep_clients(viewer_of(request)))
    if request.POST.get("act") == "keep":
        return _keep(request)
    form = TablesForm(given(request), request.FILES or None)
    if not form.is_bound or not form.is_valid():
        return _asked(request, form)
    both = form.tables()
    try:
        brought = _brought(request, both, dry_run=True)
    except Refused as refused:
        return _asked(request, form, refused.message(language()).splitlines())
    return page(request, "console/taking_in", "clients", {"it": brought, "tables": both})


@staff_only
def hand_out(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the two tables, as it can be taken in again."""
    viewer = viewer_of(request)
    tables = {"clients": parties.export_clients, "contacts": parties.export_contacts}
    only_if(services.may_keep_clients(viewer) and name in tables)
    response = HttpResponse(tables[name](viewer).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _keep(request: HttpRequest) -> HttpResponseBase:
    both = _carried(request, "clients"), _carried(request, "contacts")
    try:
        brought = _brought(request, both, dry_run=False)
    except Refused as refused:
        return _asked(request, TablesForm(None), refused.message(language()).splitlines())
    messages.success(request, str(_("Taken in: %(clients)s clients and %(contacts)s contacts new, "
                                    "%(changed)s corrected.") % {
        "clients": len(brought.clients), "contacts": len(brought.contacts),
        "changed": len(brought.changed),
    }))  # fmt: skip
    return redirect("console:clients")


def _carried(request: HttpRequest, name: str) -> Table:
    try:
        content = base64.b64decode(request.POST.get(name, ""), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    return Table(request.POST.get(f"{name}_name", "")[:200], content or None)


def _brought(request: HttpRequest, both: tuple[Table, Table], *, dry_run: bool) -> parties.Brought:
    clients, contacts = both
    return parties.import_parties(
        clients.content, contacts.content, names=(clients.name, contacts.name),
        terms=published_terms(), dry_run=dry_run, actor=viewer_of(request), at=clock.now(),
    )  # fmt: skip


def _asked(request: HttpRequest, form: TablesForm, faults: list[str] | None = None) -> HttpResponse:
    told = {"form": form, "faults": faults or [], "back": reverse("console:clients")}
    return page(request, "console/tables", "clients", told, 400 if faults or form.errors else 200)
