"""Whether a client's reports are sent each month, unasked.

Clause: 5.4.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from tenir import clock
from tenir.apps.parties import queries as parties
from tenir.apps.parties import services as speaking
from tenir.apps.reports import queries, services
from tenir.faces.portal.frame import page
from tenir.ui.asking import only_if
from tenir.ui.deeds import given, perform
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.standing import EveryMonthForm, every_month_deed

HERE = "outages"


@clients_only
def every_month(request: HttpRequest, id: int) -> HttpResponseBase:
    """A client asks for the reports of every month, or has them on request."""
    actor, at = viewer_of(request), clock.now()
    client = parties.client(actor, id)
    only_if(speaking.may_speak(actor, client.pk))
    asked = queries.every_month(actor, client.pk) is not None
    form = EveryMonthForm(initial={"every_month": "yes" if asked else "no"}, **given(request))
    return perform(
        request, page, HERE,
        deed=every_month_deed(str(client), reverse("portal:months")), form=form,
        call=lambda told: services.ask_every_month(
            organisation=client.pk, **told, actor=actor, at=at
        ),
    )  # fmt: skip
