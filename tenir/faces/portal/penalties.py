"""Rights to a penalty: read with their reasons, claimed in one click, contested.

Clause: 5.6, 5.7, 5.8, 5.9.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.penalties import queries, services
from tenir.faces.portal.contacts_only import contacts_only, speaks
from tenir.faces.portal.frame import page
from tenir.integrations.credit_notes import written
from tenir.ui import penalties as shown
from tenir.ui.acts import act
from tenir.ui.asking import only_if
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import BecauseForm, MonthField
from tenir.ui.listing import listing
from tenir.ui.month import first_day, month_in_words, months_to_choose
from tenir.ui.pages import clients_only, viewer_of

HERE, CLAIM = "penalties", _("Claim a penalty")


@clients_only
def penalties(request: HttpRequest) -> HttpResponseBase:
    """What missed months give a right to, the latest first."""
    viewer = viewer_of(request)
    found = listing(
        request, queries.rights(viewer, at=clock.now()).defer(*shown.LONG_OF_RIGHTS),
        columns=shown.rights("portal"),
        filters=shown.FILTERS, sort="-month",
        empty=_("No month opened a right to a penalty: this is told to you when one does."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "penalties")
    return page(request, "portal/penalties", HERE, {"found": found, "claims": bool(speaks(viewer))})


@clients_only
def penalty(request: HttpRequest, id: int) -> HttpResponseBase:
    """One right: how much, why, by when, and what became of it."""
    viewer = viewer_of(request)
    found = queries.right(viewer, id, at=clock.now())
    told = {
        "it": found, "month": month_in_words(found.month), "face": "portal",
        "convention": shown.judged_by(viewer, found),
        "claimable": found.standing == "open" and viewer.speaks_for(found.organisation_id),
        "late": found.standing == "lapsed" and viewer.speaks_for(found.organisation_id),
    }  # fmt: skip
    return page(request, "tenir/penalty", HERE, told)


@clients_only
@require_POST
def send(request: HttpRequest, id: int) -> HttpResponseBase:
    """The claim, pre-filled, is sent."""
    actor, at = viewer_of(request), clock.now()
    found = queries.right(actor, id, at=at)
    return act(
        request, lambda: services.send_claim(
            subscription=found.subscription_id, month=found.month, actor=actor, at=at
        ),
        done=_("Sent: what becomes of it is told here and by e-mail."),
        back=reverse("portal:penalty", args=[id]),
    )  # fmt: skip


class ClaimForm(forms.Form):
    """A month of one's own."""

    subscription = forms.ModelChoiceField(
        agreements.Subscription.objects.none(), label=_("Subscription"), empty_label=None
    )
    month = MonthField(label=_("Month"))
    words = forms.CharField(
        label=_("What you would like to add"), required=False, max_length=5000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


@clients_only
@contacts_only(HERE, CLAIM, clauses=("5.7",))
def claim_early(request: HttpRequest) -> HttpResponseBase:
    """A claim of a month whose figures are not stated yet."""
    actor, at = viewer_of(request), clock.now()
    form = ClaimForm(**given(request))
    fields: Any = form.fields
    line = fields["subscription"]
    line.queryset = agreements.subscriptions(actor).select_related("contract", "product")
    line.label_from_instance = lambda it: f"{it.product.name} · {it.target}"
    fields["month"].widget.choices = months_to_choose(at, since=first_day(actor))
    deed = Deed(
        heading=CLAIM, button=_("Send the claim"), icon="send",
        back=reverse("portal:penalties"), clauses=("5.7",), help="penalties",
        done=_("Sent: what becomes of it is told here and by e-mail."),
        after=lambda made: reverse("portal:claim", args=[made.pk]),
        about=_("Rights that are open already have a claim ready: look at the list first. A claim "
                "of a month that is not frozen yet is kept until it is."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.send_claim(
            **told | {"subscription": told["subscription"].pk}, actor=actor, at=at
        ),
    )  # fmt: skip


@clients_only
def claims(request: HttpRequest) -> HttpResponseBase:
    """Every claim sent, the latest first."""
    found = listing(
        request, queries.claims(viewer_of(request)).defer(*shown.LONG_OF_CLAIMS),
        columns=shown.claims("portal"),
        filters=shown.OF_CLAIMS, sort="-sent", empty=_("No claim was sent yet."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "claims")
    told = {"found": found, "heading": _("Claims")}
    return page(request, "tenir/page", HERE, told)


@clients_only
def claim(request: HttpRequest, id: int) -> HttpResponseBase:
    """One claim: in time or not, why, and how it ended."""
    viewer = viewer_of(request)
    found = queries.claim(viewer, id)
    contests = found.state == "refused" and not found.ruled_at
    told = {
        "it": found, "month": month_in_words(found.month), "face": "portal",
        "convention": shown.judged_by(viewer, found.right),
        "contests": contests and viewer.speaks_for(found.organisation_id),
    }  # fmt: skip
    return page(request, "tenir/claim", HERE, told)


@clients_only
def object_to(request: HttpRequest, id: int) -> HttpResponseBase:
    """A refusal is contested, with why."""
    actor, at = viewer_of(request), clock.now()
    found = queries.claim(actor, id)
    only_if(actor.speaks_for(found.organisation_id))
    deed = Deed(
        heading=_("Contest the refusal"), button=_("Contest it"), icon="scale",
        back=reverse("portal:claim", args=[id]), clauses=("5.7",), help="penalties",
        done=_("Sent: finance rules on it and answers you."),
        about=_("A refusal is contested once. Finance reads your reasons and rules, with its own."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.object_to(id, **told, actor=actor, at=at),
    )  # fmt: skip


@clients_only
def note(request: HttpRequest, id: int) -> HttpResponse:
    """A credit note as Factur-X."""
    return written(queries.credit_note(viewer_of(request), id))
