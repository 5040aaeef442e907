"""Quotes asked for, read, accepted or declined."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.orders import queries, services
from tenir.apps.orders.queries import Quote
from tenir.faces.portal.contacts_only import contacts_only, speaks
from tenir.faces.portal.frame import page
from tenir.terms import phrases
from tenir.ui import quotes
from tenir.ui.acts import act, act_if_sure
from tenir.ui.confirming import Sure
from tenir.ui.exports import file_of, wants_file
from tenir.ui.language import language
from tenir.ui.listing import listing
from tenir.ui.pages import clients_only, viewer_of
from tenir.viewer import Viewer

NEVER = datetime.min.replace(tzinfo=UTC)
NONE_YET = _("No quote yet. On-call service, training or application maintenance: ask for one.")


class Wish(forms.Form):
    """What the client would like, on which contract."""

    contract = forms.ModelChoiceField(
        agreements.Contract.objects.none(), label=_("Contract"), empty_label=None
    )
    kind = forms.ChoiceField(label=_("For"))
    wish = forms.CharField(label=_("What you would like"), widget=forms.Textarea, max_length=5000)

    def __init__(self, viewer: Viewer, given: object = None, **rest: Any) -> None:
        super().__init__(given, **rest)  # type: ignore[arg-type]
        own = agreements.contracts(viewer).filter(client__in=speaks(viewer))
        self.fields["contract"].queryset = own  # type: ignore[attr-defined]
        kinds = [(kind, capfirst(quotes.kind_of(kind))) for kind in Quote.Kind.values]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


@clients_only
def orders(request: HttpRequest) -> HttpResponseBase:
    """The client's quotes, the latest first."""
    viewer = viewer_of(request)
    asks = bool(speaks(viewer))
    found = listing(
        request, queries.quotes(viewer), columns=quotes.columns("portal"),
        filters=quotes.filters("portal"), sort="-number",
        empty=NONE_YET if asks else _("No quote yet: your company's contacts ask for one."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "quotes")
    return page(request, "portal/orders", "orders", {"found": found, "asks": asks})


@clients_only
@contacts_only("orders", _("Ask for a quote"))
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask for a service that is sold apart: for those who speak for a client."""
    viewer = viewer_of(request)
    initial = {name: request.GET.get(name, "") for name in ("contract", "kind")}
    form = Wish(viewer, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        return act(
            request,
            lambda: services.ask(
                asked["contract"], asked["kind"], wish=asked["wish"], actor=viewer, at=clock.now()
            ),
            done=_("Asked: an offer will come by e-mail."), back=reverse("portal:orders"),
        )  # fmt: skip
    return page(request, "portal/ask", "orders", {"form": form})


@clients_only
def quote(request: HttpRequest, id: int) -> HttpResponseBase:
    """One quote, and the answer that may be given."""
    viewer = viewer_of(request)
    found = queries.quote(viewer, id)
    told = {
        "it": found,
        "kind": quotes.kind_of(found.kind),
        "clause": services.CLAUSES[found.kind],
        "state": dict(quotes.STATES)[found.state],
        "may_drop": found.state == "asked" and viewer.speaks_for(found.contract.client_id),
        "backup": found.state == "accepted" and queries.backup_owed(viewer, found),
        "backs_up": viewer.speaks_for(found.contract.client_id),
        "may_answer": found.state == "priced" and viewer.speaks_for(found.contract.client_id),
        "read": found.priced_at.isoformat() if found.priced_at else "",
        "sure": _sure(found),
    }
    return page(request, "portal/quote", "orders", told)


@clients_only
@require_POST
def answer(request: HttpRequest, id: int) -> HttpResponseBase:
    """Accept the offer, decline it, or say that one's own backups are arranged before the day.

    Clause: 6.7.
    """
    viewer, at = viewer_of(request), clock.now()
    found, back = queries.quote(viewer, id), reverse("portal:quote", args=[id])
    said = request.POST.get("answer")
    if said == "accept":
        return act_if_sure(
            request,
            lambda: services.accept(found, read=_read(request), actor=viewer, at=at),
            sure=_sure(found)["accept"], page=page, here="orders", back=back,
            done=_("Ordered: the receipt is on its way by e-mail."),
        )  # fmt: skip
    if said == "backed-up":
        return act(
            request, lambda: services.say_backed_up(found, actor=viewer, at=at),
            done=_("Noted: your backups are arranged."), back=back,
        )  # fmt: skip
    if said == "decline":
        because = request.POST.get("because", "")
        return act_if_sure(
            request, lambda: services.decline(found, because=because, actor=viewer, at=at),
            sure=_sure(found)["decline"], page=page, here="orders", done=_("Declined."), back=back,
        )  # fmt: skip
    return redirect(back)


def _read(request: HttpRequest) -> datetime:
    """When the offer that the page showed was made; never, where the page does not say so."""
    with suppress(ValueError):
        return datetime.fromisoformat(request.POST.get("read", ""))
    return NEVER


def _sure(found: Quote) -> Mapping[str, Sure]:
    """The question before each answer: the one binds the client, the other ends the offer."""
    number = {"number": found.number}
    if found.state == "asked":
        declined = Sure(
            question=_("Take the request %(number)s back?") % number, yes=_("Take it back"),
            follows=_("No offer is made for it any more; you may ask again."),
        )  # fmt: skip
    else:
        declined = Sure(
            question=_("Decline the offer %(number)s?") % number, yes=_("Decline it"),
            follows=_("It can be accepted no more; you may ask for another."),
        )  # fmt: skip
    accepted = Sure(
        question=_("Order %(number)s for your company?") % number, yes=_("Order it"), plain=True,
        follows=gettext("Your company is bound by the offer, for %(price)s excl. tax.")
        % {"price": _price(found)},
    )  # fmt: skip
    return {"accept": accepted, "decline": declined}


def _price(found: Quote) -> str:
    once = [phrases.money(found.amount, language())] if found.amount is not None else []
    if found.yearly is not None:
        yearly = phrases.money(found.yearly, language())
        once.append(gettext("%(amount)s each year") % {"amount": yearly})
    return phrases.listing(once, language())
