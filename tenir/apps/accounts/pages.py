"""The pages by which people come in that allauth does not have."""

from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from requests import RequestException

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.apps.accounts.adapters import INVITATION, VOUCHED, language
from tenir.apps.accounts.forms import AcceptForm, OrganisationForm, ProfessionalUseForm
from tenir.apps.accounts.models import Invitation, Person, SignInProvider
from tenir.apps.accounts.reaching import check_shown
from tenir.apps.accounts.secret import digest
from tenir.apps.accounts.vouching import provider_for, provider_of_domain
from tenir.terms.errors import Refused


@csrf_exempt  # it changes nothing, and a refusal would write the address, token and all, in a log
@never_cache
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Follows an invitation's link: remembers it, and moves on to an address without the token.

    So neither a log nor the next site's Referer has the token; and whoever opens the link without
    answering the page that follows, a mail scanner for one, consumes nothing.
    """
    request.session[INVITATION] = digest(token)
    request.session.pop(VOUCHED, None)
    return redirect("accounts_invitation")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponseBase:
    """Shows an invitation and, when it is answered, accepts it.

    Clause: 2.9, 4.3.
    """
    at = clock.now()
    found = queries.invitation_of_token(request.session.get(INVITATION, ""), at)
    if found is None:
        return _refused(request, services.InvitationDead("accounts.invitation_dead"), status=410)
    new = not Person.objects.filter(email__iexact=found.email, is_active=True).exists()
    provider = provider_for(found.email, found.organisation)
    form = AcceptForm(
        request.POST or None, invitation=found, new=new, by_provider=_by_provider(request, provider)
    )
    if request.method == "POST" and form.is_valid():
        return _accepted(request, found, form, provider=provider)
    page = {"form": form, "invitation": found, "new": new, "provider": provider}
    return render(request, "accounts/invitation.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest) -> HttpResponseBase:
    """Sends someone to the provider of their organisation, found by their address's domain."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if provider := provider_of_domain(form.cleaned_data["email"]):
            return _to_provider(request, provider)
        form.add_error("email", _("No organisation signs in here with addresses of that domain."))
    return render(request, "accounts/organisation.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def professional_use(request: HttpRequest) -> HttpResponseBase:
    """Asks someone who came without an invitation to acknowledge that their use is professional.

    Clause: 2.9.
    """
    if not request.user.is_authenticated:
        return redirect("account_login")
    form = ProfessionalUseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = queries.viewer_of(Person.objects.get(pk=request.user.pk))
        services.acknowledge_professional_use(actor=actor, at=clock.now())
        return redirect("/")
    return render(request, "accounts/professional_use.html", {"form": form})


@require_POST
def end_session(request: HttpRequest, id: int) -> HttpResponseBase:
    """Ends one of one's own sessions."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    actor = queries.viewer_of(Person.objects.get(pk=request.user.pk))
    services.end_session(id, actor=actor, at=clock.now())
    return redirect("usersessions_list")


def _by_provider(request: HttpRequest, provider: SignInProvider | None) -> bool:
    """Whether they will sign in by the provider: it is required, chosen, or has just vouched."""
    if provider is None:
        return False
    return provider.required or "by_provider" in request.POST or VOUCHED in request.session


def _accepted(
    request: HttpRequest, found: Invitation, form: AcceptForm, *, provider: SignInProvider | None
) -> HttpResponseBase:
    try:
        services.accept(
            found,
            professional_use=form.cleaned_data["professional_use"],
            name=form.cleaned_data.get("name", ""),
            password=form.cleaned_data.get("password"),
            vouched=request.session.get(VOUCHED) == found.pk,
            at=clock.now(),
        )
    except Refused as refused:
        return _refused(request, refused, status=409)
    for key in (INVITATION, VOUCHED):
        request.session.pop(key, None)
    messages.success(request, _("Your access is open. Sign in."))
    if provider and "password" not in form.fields and not request.user.is_authenticated:
        return _to_provider(request, provider)
    return redirect("account_login")


def _to_provider(request: HttpRequest, provider: SignInProvider) -> HttpResponseBase:
    """By a page, not a redirection: a browser held to form-action 'self' follows none abroad."""
    found = get_adapter().get_provider(request, provider.app.provider_id)
    try:
        address = found.redirect(request, process=AuthProcess.LOGIN).url
        check_shown(address, issuer=found.app.settings["server_url"])
    except RequestException:
        refused = services.NotVouched("accounts.provider_silent", issuer=found.server_url)
        return _refused(request, refused, status=503)
    page = {"address": address, "organisation": provider.organisation}
    return render(request, "accounts/to_provider.html", page)


def _refused(request: HttpRequest, refused: Refused, *, status: int) -> HttpResponse:
    said = refused.message(language())
    return render(request, "accounts/refused.html", {"refused": said}, status=status)
