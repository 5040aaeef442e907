"""How a client asks for the reports of every month, on either face.

Clause: 5.4.
"""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from tenir.apps.parties import queries as parties
from tenir.apps.parties import services as speaking
from tenir.apps.reports import queries, services
from tenir.ui.asking import only_if
from tenir.ui.contacts import Face
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.pages import viewer_of


class EveryMonthForm(forms.Form):
    """On request, or each month unasked."""

    every_month = forms.TypedChoiceField(
        label=_("Availability reports"), coerce=lambda value: value == "yes",
        choices=[("yes", _("Sent each month, once it is frozen")),
                 ("no", _("On request: they are there to download"))],
        widget=forms.RadioSelect,
    )  # fmt: skip


def every_month(request: HttpRequest, face: Face, id: int, at: datetime) -> HttpResponseBase:
    """A client asks for the reports of every month, or has them on request.

    Clause: 5.4.
    """
    actor = viewer_of(request)
    client = parties.client(actor, id)
    only_if(speaking.may_speak(actor, client.pk))
    asked = queries.every_month(actor, client.pk) is not None
    form = EveryMonthForm(initial={"every_month": "yes" if asked else "no"}, **given(request))
    deed = Deed(
        heading=_("Reports of each month"), button=_("Save"), icon="mail", back=face.home(id),
        clauses=("5.4",), help="frozen", done=_("Saved."), about=str(client),
    )  # fmt: skip
    return perform(
        request, face.page, face.here, deed=deed, form=form,
        call=lambda told: services.ask_every_month(
            organisation=client.pk, **told, actor=actor, at=at
        ),
    )  # fmt: skip
