"""Who was trained to use what, with the attendance sheet: seen when a request is qualified.

Clause: 7.6.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.parties import queries as parties
from tenir.apps.support import queries, services
from tenir.faces.console.frame import page
from tenir.ui.addresses import to
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import DayField
from tenir.ui.keeping import with_document
from tenir.ui.keys import key_of
from tenir.ui.knowledge import product_choices
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.proposals import training_columns
from tenir.viewer import NotSeen, Viewer

HERE = "trainings"


@staff_only
def trainings(request: HttpRequest) -> HttpResponseBase:
    """Every training on record, the latest first.

    Clause: 7.6.
    """
    viewer = viewer_of(request)
    records = viewer.has(*services.TRAINERS)
    filters = (
        Filter("text", _("Contact or client"), _named),
        Filter("product", _("Product"), lambda rows, value: rows.filter(product__key=value),
               product_choices()),
    )  # fmt: skip
    rows = queries.trainings(viewer).select_related("contact__client__organisation", "product")
    found = listing(
        request, rows, filters=filters, sort="-on", columns=_columns(records=records),
        empty=_("No training is on record: write one down after it was given."),
        act=(_("Record a training"), reverse("console:training-new")) if records else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "trainings")
    return page(request, "console/trainings", HERE, {"found": found, "records": records})


def _columns(*, records: bool) -> list[Column]:
    columns = list(training_columns("console:document-page", staff=True))
    if records:
        columns.append(Column(
            "act", _("Act"), lambda _row: _("Withdraw"),
            href=to("console:training-withdraw"),
        ))  # fmt: skip
    return columns


def _named(rows: Any, value: str) -> Any:
    own = rows.filter(contact__name__icontains=value)
    return own | rows.filter(contact__client__organisation__name__icontains=value)


class TrainingForm(forms.Form):
    """Who, what for, when, and the sheet that says so."""

    contact = forms.TypedChoiceField(label=_("Contact"), coerce=int)
    product = forms.ChoiceField(label=_("Product"))
    trained_on = DayField(label=_("Trained on"))
    sheet = forms.FileField(
        label=_("Attendance sheet"), required=False,
        help_text=_("Kept with the client's documents, which its people read."),
    )  # fmt: skip

    def __init__(self, viewer: Viewer, client: int, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        fields: dict[str, Any] = self.fields
        fields["contact"].choices = [
            (one.pk, one.name) for one in parties.contacts_of(viewer, client)
        ]
        fields["product"].choices = product_choices()


@staff_only
def record(request: HttpRequest) -> HttpResponseBase:
    """Which client, then who was trained, for what, when.

    Clause: 7.6.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.TRAINERS)
    asked = key_of(request.GET.get("client", ""))
    if asked is None:
        told = {"clients": parties.clients(actor).order_by("organisation__name")}
        return page(request, "console/training_client", HERE, told)
    client = parties.client(actor, asked)
    deed = Deed(
        heading=_("Record a training"), button=_("Record it"), icon="school", clauses=("7.6",),
        about=client.organisation.name, back=reverse("console:trainings"),
        done=_("The training is on record."),
    )  # fmt: skip

    def call(told: dict[str, Any]) -> Any:
        file = told.pop("sheet")
        title = f"{told['product']} {told['trained_on']:%Y-%m-%d}"
        return with_document(
            file, lambda kept: services.record_training(
                told["contact"], product=told["product"], trained_on=told["trained_on"],
                sheet=kept, actor=actor, at=at,
            ),
            title=title, purpose="training", organisation=client.pk, actor=actor, at=at,
        )  # fmt: skip

    form = TrainingForm(actor, client.pk, **given(request),
                        initial={"trained_on": localtime(at).date()})  # fmt: skip
    return perform(request, page, HERE, deed=deed, form=form, call=call)


class WithdrawForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


@staff_only
def withdraw(request: HttpRequest, id: int) -> HttpResponseBase:
    """It did not take place, or not for that contact.

    Clause: 7.6.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.TRAINERS)
    found = queries.trainings(actor).filter(pk=id).first()
    if found is None:
        raise NotSeen("requests.no_training")
    deed = Deed(
        heading=_("Withdraw the training"), button=pgettext_lazy("a training", "Withdraw it"),
        icon="trash", danger=True, clauses=("7.6",), back=reverse("console:trainings"),
        done=_("It is on record no more."), about=f"{found.contact.name} · {found.product.name}",
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=WithdrawForm(**given(request)),
        call=lambda told: services.withdraw_training(id, **told, actor=actor, at=at),
    )  # fmt: skip
