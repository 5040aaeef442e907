"""A request opened in a contact's name after a telephone call, recorded once it is whole.

Clause: 7.4, 7.9, 7.10.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.parties import queries as parties
from tenir.apps.support import queries, services
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.frame import page
from tenir.faces.console.request_forms import ElementsForm
from tenir.ui.asking import given, kept, only_if
from tenir.ui.known import known
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import Viewer

TYPED = ("title", "problem", "observed", "context")


class OpeningForm(ElementsForm):
    """Who called, about which product, and what they said."""

    contact = forms.TypedChoiceField(label=_("Who called"), coerce=int)
    field_order = ("contact", "subscription")
    fieldsets = (
        (_("Who, and about what"), ("contact", "subscription", "kind")),
        *ElementsForm.fieldsets,
    )

    def __init__(self, client: int, viewer: Viewer, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.offer_lines(client, viewer)
        called = parties.contacts_of(viewer, client).filter(person__isnull=False)
        fields: dict[str, Any] = self.fields
        fields["contact"].choices = [(one.person_id, one.name) for one in called]


@staff_only
def new(request: HttpRequest) -> HttpResponseBase:
    """Which client called, then who, and what about; the deadline is shown before it is recorded.

    Clause: 7.4, 7.9, 7.10.
    """
    actor = viewer_of(request)
    only_if(services.may_answer(actor))
    asked = request.GET.get("client", "")
    if not asked.isdigit():
        told = {"clients": parties.clients(actor).order_by("organisation__name")}
        return page(request, "console/request_client", HERE, told)
    return _opened(request, parties.client(actor, int(asked)), actor)


def _opened(request: HttpRequest, client: parties.Client, actor: Viewer) -> HttpResponseBase:
    at = clock.now()
    form = OpeningForm(client.pk, actor, given(request), initial={"kind": "support"})
    looks = request.POST.get("act") == "look"
    if form.is_bound and form.is_valid() and looks:
        return _page(request, client, form, _preview(form, actor), _known(form, actor))
    made = None if looks else kept(form, lambda told: services.open_request(
        client.pk, _elements(told), channel="telephone", contact=told["contact"], actor=actor,
        at=at,
    ))  # fmt: skip
    if made:
        said = (
            _("Recorded: its clock runs.")
            if made.recorded_at
            else _("Kept. It is recorded, and its clock starts, once what is missing is given.")
        )
        messages.success(request, str(said))
        return redirect("console:request", made.pk)
    return _page(request, client, form, None)


def _elements(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "contact" and value}


def _preview(form: OpeningForm, actor: Viewer) -> queries.Preview | None:
    told = form.cleaned_data
    if not (told["subscription"] and told["impact"] and told["urgency"]):
        return None
    return queries.preview(
        actor, told["subscription"], kind=told["kind"], impact=told["impact"],
        urgency=told["urgency"], at=clock.now(),
    )  # fmt: skip


def _known(form: OpeningForm, actor: Viewer) -> dict[str, Any]:
    """What may answer it: works, incidents, articles, what was asked already."""
    told = form.cleaned_data
    if not told["subscription"]:
        return {}
    line = agreements.subscription(actor, told["subscription"])
    text = " ".join(told[name] for name in TYPED)
    return known(actor, line, text=text, face="console", now=clock.now())


def _page(
    request: HttpRequest,
    client: parties.Client,
    form: OpeningForm,
    seen: Any,
    matching: Mapping[str, Any] | None = None,
) -> HttpResponse:
    told = {
        "client": client, "form": form, "preview": seen,
        "reason": seen and seen.clock and seen.clock.reason.to_json(),
        "back": reverse("console:requests"), "known": matching is not None, **(matching or {}),
    }  # fmt: skip
    return page(request, "console/request_new", HERE, told, 400 if form.errors else 200)
