"""How each organisation's people sign in: a second factor owed, a provider of their own."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.apps.accounts.queries import SignInProvider
from tenir.faces.console.people_frame import administers, people_page
from tenir.ui.acts import act
from tenir.ui.addresses import to
from tenir.ui.asking import asks, given, kept, only_if, status_of
from tenir.ui.confirming import asked, is_sure
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import Viewer

YES, NO = _("Required"), _("Not required")
KINDS = (("publisher", _("The publisher")), ("client", _("A client")))


def _issuer(organisation: queries.Organisation) -> str:
    there = getattr(organisation, "sign_in_provider", None)
    return str(there.app.settings.get("server_url", "")) if there else ""


COLUMNS = (
    Column("name", _("Organisation"), lambda o: o.name, sort="name", lead=True,
           href=to("console:organisation")),
    Column("kind", _("Kind"), lambda o: dict(KINDS)[o.kind], sort="kind"),
    Column("second", _("Second factor"), lambda o: YES if o.second_factor_required else NO,
           sort="second_factor_required"),
    Column("provider", _("Their own provider"), _issuer),
)  # fmt: skip
FILTERS = (
    Filter("name", _("Organisation"), lambda rows, value: rows.filter(name__icontains=value)),
    Filter("second", _("Second factor"),
           lambda rows, value: rows.filter(second_factor_required=value == "yes"),
           (("yes", YES), ("no", NO))),
)  # fmt: skip


class ProviderForm(forms.Form):
    """An OpenID Connect provider, as its administrator gives it."""

    issuer = forms.URLField(
        label=_("Issuer"), assume_scheme="https",
        help_text=_("Its address, for example https://login.example.org."),
    )  # fmt: skip
    client_id = forms.CharField(label=_("Client identifier"), max_length=190)
    client_secret = forms.CharField(
        label=_("Client secret"), max_length=500, required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )  # fmt: skip
    domains = forms.CharField(
        label=_("E-mail domains"), widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line: the provider vouches for these addresses and for no other."),
    )  # fmt: skip
    required = forms.BooleanField(
        label=_("Its people sign in by this provider only"), required=False
    )

    def __init__(self, given_: Any, *, there: SignInProvider | None) -> None:
        super().__init__(given_, initial=_told(there) if there else None)
        self.there = there
        secret = self.fields["client_secret"]
        secret.required = there is None
        secret.help_text = _("Left empty, the one that is there stays.") if there else ""

    def wanted(self) -> dict[str, Any]:
        """As the act takes it."""
        told = {**self.cleaned_data}
        told["domains"] = re.split(r"[\s,;]+", told["domains"].strip())
        if self.there and not told["client_secret"]:
            told["client_secret"] = services.unseal(self.there.app.secret)
        return told


def _told(there: SignInProvider) -> dict[str, Any]:
    return {
        "issuer": there.app.settings["server_url"], "client_id": there.app.client_id,
        "domains": "\n".join(row.domain for row in there.domains.all()),
        "required": there.required,
    }  # fmt: skip


@staff_only
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Every organisation, and how its people sign in."""
    viewer = viewer_of(request)
    only_if(administers(viewer))
    rows = queries.organisations(viewer).select_related("sign_in_provider__app")
    found = listing(
        request, rows, columns=COLUMNS, filters=FILTERS, sort="name",
        empty=_("No organisation yet: register a client."),
        act=(_("Register a client"), reverse("console:client-new")),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "sign-in-rules")
    told = {"found": found, "heading": _("Sign-in rules")}
    return people_page(request, "tenir/page", "organisations", told)


@staff_only
def organisation(request: HttpRequest, id: int) -> HttpResponseBase:
    """One organisation: the second factor, its provider."""
    viewer = viewer_of(request)
    only_if(administers(viewer))
    there = provider_of(viewer, id)
    told = {
        "it": queries.organisation(viewer, id), "provider": there,
        "issuer": there.app.settings.get("server_url") if there else "",
    }  # fmt: skip
    return people_page(request, "console/organisation", "organisations", told)


@staff_only
def provider(request: HttpRequest, id: int) -> HttpResponseBase:
    """Says by which provider an organisation's people sign in."""
    actor = viewer_of(request)
    only_if(administers(actor))
    found, back = queries.organisation(actor, id), reverse("console:organisation", args=[id])
    form = ProviderForm(given(request), there=provider_of(actor, id))
    made = kept(
        form,
        lambda _told: services.set_provider(found, **form.wanted(), actor=actor, at=clock.now()),
    )
    if made:
        messages.success(request, str(_("Kept: its people may sign in through their provider.")))
        return redirect(back)
    told = asks(
        form, heading=_("Their own provider"), button=_("Keep"), back=back, above=(found, back),
        about=_("OpenID Connect. Give the provider this redirect address: %(address)s")
        % {"address": redirect_address(id)},
    )  # fmt: skip
    return people_page(request, "tenir/asks", "organisations", told, status_of(form))


@staff_only
@require_POST
def organisation_act(request: HttpRequest, id: int) -> HttpResponseBase:
    """Requires a second factor or no longer; takes the provider away."""
    actor, at, back = viewer_of(request), clock.now(), reverse("console:organisation", args=[id])
    only_if(administers(actor))
    found, wanted = queries.organisation(actor, id), request.POST.get("act")
    there = provider_of(actor, id)
    if wanted in {"require", "spare"}:
        return act(
            request,
            lambda: services.require_second_factor(
                found, required=wanted == "require", actor=actor, at=at
            ),
            done=_("The rule is set."), back=back,
        )  # fmt: skip
    only_if(wanted == "remove-provider" and there is not None)
    if not is_sure(request):
        told = asked(
            request, question=_("Take this provider away?"), yes=_("Take it away"), back=back,
            follows=_("Its people sign in by password or passkey again; who has neither asks for "
                      "a new password."),
        )  # fmt: skip
        return people_page(request, "tenir/confirm", "organisations", told)
    return act(
        request, lambda: there and services.remove_provider(there, actor=actor, at=at),
        done=_("The provider is taken away."), back=back,
    )  # fmt: skip


def provider_of(viewer: Viewer, organisation: int) -> SignInProvider | None:
    """The organisation's provider, where it has one."""
    return queries.providers(viewer).filter(organisation=organisation).first()


def redirect_address(organisation: int) -> str:
    """Where the provider sends people back to."""
    path = reverse("openid_connect_callback", args=[f"o{organisation}"])
    return f"{settings.TENIR.url}{path}"
