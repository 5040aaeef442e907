"""The pages of one's own account that allauth does not have: who one is, and programs' tokens."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.apps.accounts.adapters import language
from tenir.apps.accounts.forms_own import PreferencesForm, TokenForm
from tenir.apps.accounts.models import Person
from tenir.terms.errors import Refused
from tenir.viewer import Viewer

SHOWN = 10  # sign-ins


def _actor(request: HttpRequest) -> Viewer:
    """The person of the session, who alone acts on these pages."""
    return queries.viewer_of(Person.objects.get(pk=request.user.pk or 0))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponseBase:
    """One's name, language and time zone, and how one came in lately."""
    actor = _actor(request)
    person = queries.person(actor, actor.person or 0)
    form = PreferencesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_preferences(actor=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message(language()))
        else:
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Saved."))
            return redirect("accounts_account")
    own = queries.sign_ins(actor).filter(person=person)[:SHOWN]
    return render(request, "accounts/account.html", {"form": form, "sign_ins": own})


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth has none
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of programs that work for this person; a new one is shown this once."""
    actor, at, issued = _actor(request), clock.now(), None
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        issued = services.create_token(
            given["name"], scopes=given["scopes"], actor=actor, at=at,
            expires_at=at + timedelta(days=int(given["days"])),
        )  # fmt: skip
        form = TokenForm()
    own = queries.tokens(actor).filter(person=actor.person, revoked_at=None)
    page = {"form": form, "issued": issued, "tokens": own, "now": at}
    return render(request, "accounts/tokens.html", page)


@login_required
@require_POST
def revoke_token(request: HttpRequest, id: int) -> HttpResponseBase:
    """Ends one of one's own tokens, once one is sure."""
    actor = _actor(request)
    if token := queries.tokens(actor).filter(pk=id, person=actor.person).first():
        if request.POST.get("sure") != "yes":
            return render(request, "accounts/end_token.html", {"token": token})
        services.revoke_token(token, actor=actor, at=clock.now())
        messages.success(request, _("The token opens nothing any more."))
    return redirect("accounts_tokens")
