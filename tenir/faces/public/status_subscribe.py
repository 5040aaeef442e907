"""Following the status page by e-mail or by a program: asked here, confirmed by a link.

Clause: 5.11.
"""

from __future__ import annotations

from contextlib import suppress

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from tenir import clock
from tenir.apps.accounts.queries import address_of
from tenir.apps.publishing import queries, services
from tenir.terms.errors import Refused
from tenir.ui.asking import blame
from tenir.ui.language import language
from tenir.viewer import NotSeen


class SubscribeForm(forms.Form):
    """Who is to be told."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    url = forms.CharField(
        label=_("Address of a program"), max_length=500, required=False,
        help_text=_("A webhook that is called in place of mail; https alone. Its secret is shown "
                    "once, when you confirm."),
    )  # fmt: skip


def subscribe(request: HttpRequest) -> HttpResponse:
    """An address asks to follow the page; it is sent a link, and nothing more until it confirms.

    Clause: 5.11.
    """
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    sent = False
    if form.is_bound and form.is_valid():
        try:
            services.subscribe(
                **form.cleaned_data, language=language(), sender=address_of(request), at=clock.now()
            )
            sent = True
        except Refused as refused:
            blame(form, refused)
    status = 400 if form.is_bound and not sent else 200
    return render(request, "public/subscribe.html", {"form": form, "sent": sent}, status=status)


@csrf_exempt  # a mail program holds no cookie; the address is the secret, and only ever leaves
def leave_at_once(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a mail program calls for its reader to be told no more; a person finds the page.

    Again, there is nothing left to leave.
    Clause: 5.11.
    """
    if request.method != "POST":
        return redirect("public:subscription", token=token)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return HttpResponse(status=400)
    with suppress(NotSeen):
        services.leave(token, at=clock.now())
    return HttpResponse(status=204)


def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link confirms, or leaves: by a button, which no scanner of mail presses.

    Clause: 5.11.
    """
    found = queries.subscription(token)
    told: dict[str, object] = {"it": found, "confirmed": found.confirmed_at is not None}
    act = request.POST.get("act", "")
    if act == "confirm":
        told["secret"] = services.confirm(token, at=clock.now())
        told |= {"confirmed": True, "just": True}
    elif act == "leave":
        services.leave(token, at=clock.now())
        told["left"] = True
    return render(request, "public/subscription.html", told)
