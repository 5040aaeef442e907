"""What the client proposes for the products that it uses, and who of its contacts was trained.

Clause: 7.3, 7.6, 8.13.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.portal.contacts_only import contacts_only, speaks
from tenir.faces.portal.frame import page
from tenir.faces.portal.opened import opened
from tenir.faces.portal.request_forms import lines_of
from tenir.faces.portal.requests import products_of
from tenir.faces.portal.support_frame import HERE, support_page
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import words
from tenir.ui.listing import Filter, listing
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.proposals import ANSWERED, columns, training_columns

PROPOSE = _("Propose something")


@clients_only
def proposals(request: HttpRequest) -> HttpResponseBase:
    """What the company proposed, with the answers.

    Clause: 8.13.
    """
    viewer = viewer_of(request)
    asks = speaks(viewer)
    found = listing(
        request, queries.proposals(viewer), columns=columns("portal:proposal", staff=False),
        filters=(ANSWERED,), sort="-proposed",
        empty=_("Nothing proposed yet: say what would make a product better for you."),
        act=(PROPOSE, reverse("portal:proposal-new")) if asks else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "proposals")
    return support_page(request, "portal/proposals", "proposals", {"found": found, "asks": asks})


@clients_only
def proposal(request: HttpRequest, id: int) -> HttpResponseBase:
    """One proposal, and what is answered.

    Clause: 8.13.
    """
    found = queries.proposal(viewer_of(request), id)
    told = {"it": found, "state": f"proposal.{found.answer}"}
    return page(request, "portal/proposal", HERE, told)


class ProposalForm(forms.Form):
    """About what, and what it is."""

    line = forms.TypedChoiceField(label=_("Product"), coerce=int)
    title = forms.CharField(label=_("In a few words"), max_length=200)
    text = words(
        _("What would be better?"), rows=6,
        help_text=_("What you cannot do today, and what it would change for you."),
    )  # fmt: skip


@clients_only
@contacts_only(HERE, PROPOSE, clauses=("8.13",))
def propose(request: HttpRequest) -> HttpResponseBase:
    """A contact proposes something; the publisher answers, and promises no date.

    Clause: 8.13.
    """
    actor, at = viewer_of(request), clock.now()
    clients = speaks(actor)
    lines = {line.pk: line for line in lines_of(actor, *clients)}
    form, fields = ProposalForm(**given(request)), dict[str, Any]()
    fields |= form.fields
    fields["line"].choices = [
        (key, f"{line.product.name} · {line.contract.number}") for key, line in lines.items()
    ]
    deed = Deed(
        heading=PROPOSE, button=_("Propose it"), icon="send", clauses=("8.13",),
        back=reverse("portal:proposals"), done=_("Proposed: you are told what is answered."),
        about=_("The publisher decides alone what its updates hold: a proposal is answered, "
                "planned, declined or left open, and no date is promised."),
    )  # fmt: skip

    def call(told: dict[str, Any]) -> Any:
        line = lines[told.pop("line")]
        client, product = line.contract.client_id, line.product.key
        return services.propose(client, product=product, **told, actor=actor, at=at)

    return perform(request, page, HERE, deed=deed, form=form, call=call)


@clients_only
@opened("trainings")
def trainings(request: HttpRequest) -> HttpResponseBase:
    """Who was trained to use what, with the attendance sheets.

    Clause: 7.3, 7.6.
    """
    viewer = viewer_of(request)
    product = Filter(
        "product", _("Product"), lambda rows, value: rows.filter(product=value),
        products_of(viewer),
    )  # fmt: skip
    found = listing(
        request, queries.trainings(viewer), sort="-on", filters=(product,),
        columns=training_columns("portal:document", staff=False),
        empty=_("No training is on record yet: ask for one under “Quotes and orders”."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "trainings")
    return support_page(request, "portal/trainings", "trainings", {"found": found})
