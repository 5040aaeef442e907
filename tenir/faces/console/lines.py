"""Acts on a line of a contract: added, changed, ended; its access and its specifics."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries, services
from tenir.apps.agreements.queries import Subscription
from tenir.faces.console.contract_acts import HERE, above
from tenir.faces.console.contract_forms import ChangeLineForm, EndForm, LineForm, SpecificForm
from tenir.faces.console.contracts import KEEPERS, RECORDERS, WITHDRAW
from tenir.faces.console.frame import page
from tenir.ui.acts import act, act_if_sure
from tenir.ui.asking import only_if
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.pages import staff_only, viewer_of


def _above(line: Subscription) -> list[tuple[Any, str]]:
    return [*above(line.contract), (line.product.name, _back(line.pk))]


def _back(id: int) -> str:
    return reverse("console:line", args=[id])


@staff_only
def subscribe(request: HttpRequest, id: int) -> HttpResponseBase:
    """A line is added to a contract.

    Clause: 1.1, 2.5.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.contract(actor, id)
    only_for(actor, *KEEPERS)
    form = LineForm(**given(request))
    deed = Deed(
        heading=_("Add a line"), button=_("Add the line"), icon="plus", above=above(found),
        back=reverse("console:contract", args=[id]), clauses=("1.1", "2.5"),
        done=_("The line is on the contract: open its access when it begins."),
        after=lambda made: _back(made.pk),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.subscribe(contract=id, **form.told(), actor=actor, at=at),
    )  # fmt: skip


@staff_only
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """A line comes to more or to less from a day on.

    Clause: 2.5.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.subscription(actor, id)
    only_for(actor, *KEEPERS)
    form = ChangeLineForm(found, **given(request))
    deed = Deed(
        heading=_("Change what is ordered"), button=_("Record the change"),
        icon="adjustments-horizontal", back=_back(id), clauses=("2.5",), above=_above(found),
        done=_("The change is on record; the months before keep what they had."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.change_line(
            subscription=id, **form.told(), actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
def end(request: HttpRequest, id: int) -> HttpResponseBase:
    """A subscription ends: access and support in one act.

    Clause: 1.1.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.subscription(actor, id)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("End the subscription"), button=_("End the subscription"), icon="ban",
        danger=True, back=_back(id), clauses=("1.1",), above=_above(found),
        done=_("Ended: the client is being told."),
        sure=Sure(question=_("End this subscription?"), yes=_("End the subscription"),
                  follows=_("Access and support end together on that day. The client is told. This "
                            "cannot be taken back.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=EndForm(**given(request)),
        call=lambda told: services.end_subscription(
            subscription=id, **told, actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
@require_POST
def open_access(request: HttpRequest, id: int) -> HttpResponseBase:
    """Access is opened, and support with it; never for a client without a contact.

    Clause: 4.2, 4.3.
    """
    actor, at = viewer_of(request), clock.now()
    queries.subscription(actor, id)
    return act(
        request, lambda: services.open_access(subscription=id, actor=actor, at=at),
        done=_("Access is open: the client's contacts are being told."), back=_back(id),
    )  # fmt: skip


@staff_only
def record_specific(request: HttpRequest, id: int) -> HttpResponseBase:
    """What is the client's own in a subscription is put on record.

    Clause: 2.2, 8.8.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.subscription(actor, id)
    only_for(actor, *RECORDERS)
    deed = Deed(
        heading=_("Put a specific on record"), button=_("Put it on record"), icon="flag",
        back=_back(id), clauses=("2.2", "8.8"), above=_above(found), done=_("It is on record."),
        about=_("What is the client's own is not covered by support of the standard product, and is"
                " named when an update may break it."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=SpecificForm(**given(request)),
        call=lambda told: services.record_specific(subscription=id, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
@require_POST
def withdraw_specific(request: HttpRequest, id: int, specific: int) -> HttpResponseBase:
    """What was the client's own is no longer there.

    Clause: 2.2, 8.8.
    """
    actor, at = viewer_of(request), clock.now()
    only_if(queries.specifics(actor, subscription=id).filter(pk=specific).exists())
    return act_if_sure(
        request, lambda: services.withdraw_specific(specific=specific, actor=actor, at=at),
        sure=WITHDRAW, page=page, here=HERE, back=_back(id),
        done=_("It is withdrawn; what was on record stays in the journal."),
    )  # fmt: skip
