"""A request opened in a contact's name after a telephone call, recorded once it is whole.

What is not said yet may be kept as a draft, files and all, as its client does in the portal.
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
from tenir.apps.documents.queries import documents
from tenir.apps.parties import queries as parties
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Request, State
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.frame import page
from tenir.faces.console.request_forms import ElementsForm
from tenir.ui.asking import given, kept, only_if
from tenir.ui.confirming import asked, is_sure
from tenir.ui.fields import FilesField, one_of
from tenir.ui.keys import key_of
from tenir.ui.known import known
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.request_clock import clocks_elsewhere
from tenir.ui.requests import written_with_files
from tenir.ui.unsent import put_back
from tenir.ui.whole import must_be_whole
from tenir.viewer import Viewer

TYPED = ("title", "problem", "observed", "context")
WRITTEN = (*TYPED, "expected", "steps", "kind", "impact", "urgency")
NO_ACCOUNT = _("%s (no account)")


class OpeningForm(ElementsForm):
    """Who called, about which product, and what they said."""

    contact = forms.ChoiceField(label=_("Who called"))
    files = FilesField(  # type: ignore[assignment]  # a field, until the form is made
        label=_("Screenshots, videos, files"), required=False,
        help_text=_("Choose them, drop them here, paste a picture, or take a photo by telephone."),
    )  # fmt: skip
    records = False  # it is not kept as a draft, nor its deadline looked at
    field_order = ("contact", "subscription")
    fieldsets = (
        (_("Who, and about what"), ("contact", "subscription", "kind", "environment")),
        *ElementsForm.fieldsets,
        (_("What shows it"), ("files",)),
    )

    def __init__(self, client: int, viewer: Viewer, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.offer_lines(client, viewer)
        fields: dict[str, Any] = self.fields
        named = [
            (_caller(one.person_id, one.pk), one.name if one.person_id else NO_ACCOUNT % one.name)
            for one in parties.contacts_of(viewer, client)
        ]
        fields["contact"].choices = one_of(named, ask=_("Choose who called"))

    def clean(self) -> dict[str, Any]:
        """Nothing is recorded of a call of which no word was written."""
        told: dict[str, Any] = super().clean() or {}
        if self.records and not any(told.get(name) for name in TYPED):
            self.add_error("problem", _("Write what was said: a word is enough to record it."))
        return told

    def who_called(self) -> dict[str, int]:
        """The contact's account, or the contact where they have none."""
        kind, _dash, key = self.cleaned_data["contact"].rpartition("-")
        return {"caller" if kind else "contact": int(key)}


def _caller(person: int | None, contact: int | None) -> str:
    return str(person) if person else f"contact-{contact}"


@staff_only
def new(request: HttpRequest) -> HttpResponseBase:
    """Which client called, then who, and what about; the deadline is shown before it is recorded.

    Clause: 7.4, 7.9, 7.10.
    """
    actor = viewer_of(request)
    only_if(services.may_answer(actor))
    draft, client = (key_of(request.GET.get(name, "")) for name in ("draft", "client"))
    if draft is not None:
        found = queries.request(actor, draft)
        if found.state != State.DRAFT:
            return redirect("console:request", found.pk)
        return _opened(request, found.client, actor, found)
    if client is not None:
        return _opened(request, parties.client(actor, client), actor, None)
    told = {
        "clients": parties.clients(actor).order_by("organisation__name"),
        "drafts": queries.requests(actor, states=[State.DRAFT])[:20],
    }
    return page(request, "console/request_client", HERE, told)


def _opened(
    request: HttpRequest, client: parties.Client, actor: Viewer, found: Request | None
) -> HttpResponseBase:
    wanted = request.POST.get("act", "open")
    if found and wanted == "discard":
        return _discarded(request, found, actor)
    form = OpeningForm(client.pk, actor, **_given(request), initial=_initial(found))
    form.records = wanted == "open"
    must_be_whole(form)
    if wanted == "look" and not (found or request.FILES) and form.is_valid():
        return _page(request, client, form, form.cleaned_data)
    made = kept(form, lambda told: _written(
        request, client, told | {"in_name_of": form.who_called()}, found,
        send=wanted == "open", actor=actor,
    ))  # fmt: skip
    if made:
        return _after(request, made, wanted)
    looked = _told_of(found) if found and request.GET.get("look") and not form.is_bound else None
    return _page(request, client, form, looked, found)


def _written(
    request: HttpRequest,
    client: parties.Client,
    told: dict[str, Any],
    found: Request | None,
    *,
    send: bool,
    actor: Viewer,
) -> Request:
    """The request, sent or kept as a draft, with the files that came along."""
    at = clock.now()
    said = {name: told[name] for name in WRITTEN}
    said |= {name: told[name] for name in ("subscription", "environment") if told[name]}
    how: dict[str, Any] = {"channel": "telephone", **told["in_name_of"], "actor": actor, "at": at}
    if send and not (found or request.FILES):
        return services.open_request(client.pk, said, **how)
    key = found.pk if found else None
    return written_with_files(
        request, lambda: services.draft(client.pk, said, request=key, **how), send=send,
        actor=actor, at=at,
    )  # fmt: skip


def _after(request: HttpRequest, made: Request, wanted: str) -> HttpResponseBase:
    """Where one goes on: the request, or its draft."""
    at = f"{reverse('console:request-new')}?draft={made.pk}"
    if made.state == State.DRAFT:
        messages.success(
            request, str(_("Kept as a draft: you and who called see it, no one else."))
        )
        return redirect(f"{at}&look=1" if wanted == "look" else at)
    said = (
        _("Recorded: its clock counts support's working hours.")
        if made.recorded_at
        else _("Kept. It is recorded, and its clock starts, once what is missing is given.")
    )
    messages.success(request, str(said))
    return redirect("console:request", made.pk)


def _discarded(request: HttpRequest, found: Request, actor: Viewer) -> HttpResponseBase:
    back = f"{reverse('console:request-new')}?draft={found.pk}"
    if not is_sure(request):
        told = asked(
            request, question=_("Throw this draft away?"), yes=_("Throw it away"),
            follows=_("What you wrote is lost."), back=back,
        )  # fmt: skip
        return page(request, "tenir/confirm", HERE, told)
    services.discard(found.pk, actor=actor, at=clock.now())
    messages.success(request, str(_("The draft is thrown away.")))
    return redirect("console:request-new")


def _given(request: HttpRequest) -> dict[str, Any]:
    posted = request.method == "POST"
    return {"data": given(request), "files": request.FILES if posted else None}


def _initial(found: Request | None) -> dict[str, Any]:
    if found is None:
        return {"kind": "support"}
    return {**_told_of(found), "contact": _caller(found.opened_by_id, found.caller_id)}


def _told_of(found: Request) -> dict[str, Any]:
    written = {name: getattr(found, name) for name in WRITTEN}
    return {
        **written, "subscription": found.subscription_id, "environment": found.environment,
    }  # fmt: skip


def _preview(told: Mapping[str, Any], actor: Viewer) -> queries.Preview | None:
    if not (told["subscription"] and told["impact"] and told["urgency"]):
        return None
    return queries.preview(
        actor, told["subscription"], kind=told["kind"], impact=told["impact"],
        urgency=told["urgency"], at=clock.now(),
    )  # fmt: skip


def _known(told: Mapping[str, Any], actor: Viewer) -> dict[str, Any]:
    """What may answer it: works, incidents, articles, what was asked already."""
    if not told["subscription"]:
        return {}
    line = agreements.subscription(actor, told["subscription"])
    text = " ".join(told[name] for name in TYPED)
    return known(actor, line, text=text, face="console", now=clock.now())


def _page(
    request: HttpRequest,
    client: parties.Client,
    form: OpeningForm,
    looked: Mapping[str, Any] | None,
    found: Request | None = None,
) -> HttpResponse:
    """The form; with what `looked` at comes to, where one asks for it."""
    viewer = viewer_of(request)
    seen = _preview(looked, viewer) if looked else None
    told = {
        "client": client, "form": form, "preview": seen, "it": found,
        "unsent": put_back(form, viewer, _place(client, found)),
        "reason": seen.clock.reason.to_json() if seen else None,
        "clocks": seen and clocks_elsewhere(seen.zone, seen.clock.value.due_at or clock.now()),
        "kept_files": documents(viewer, subject=found.subject) if found else (),
        "back": reverse("console:requests"), "known": looked is not None,
        **(_known(looked, viewer) if looked else {}),
    }  # fmt: skip
    return page(request, "console/request_new", HERE, told, 400 if form.errors else 200)


def _place(client: parties.Client, found: Request | None) -> str:
    """Where what is typed is kept: of that client's new request, or of a draft's."""
    return f"open:{client.pk}" if found is None else f"open:{client.pk}:{found.pk}"
