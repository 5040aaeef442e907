"""Several requests at once: each is an act of its own, and what came of each is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.frame import page
from tenir.faces.console.requests import agents_of
from tenir.terms.errors import Refused
from tenir.ui.asking import only_if, status_of
from tenir.ui.confirming import Sure, asked_first, is_sure
from tenir.ui.fields import words
from tenir.ui.keys import key_of
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.refusal_words import refusal_in_words
from tenir.viewer import Viewer

MOST = 100
READ = ("title", "state", "client__organisation__name")
DONE = {
    "take": _("Taken in charge"),
    "assign": _("Given"),
    "resolve": _("Resolved"),
    "close": _("Closed"),
}
SURE = {
    "resolve": Sure(
        question=_("Resolve the chosen requests?"), yes=_("Resolve them"), plain=True,
        follows=_("Every client concerned will read this message, and may open its requests "
                  "again."),
    ),
    "close": Sure(
        question=_("Close the chosen requests?"), yes=_("Close them"),
        follows=_("Their clients will read that they are closed, and may open them again."),
    ),
}  # fmt: skip
Act = Callable[[int], Any]


class BulkForm(forms.Form):
    """Which requests, and what is done with them."""

    act = forms.ChoiceField(choices=tuple(DONE.items()))
    pick = forms.TypedMultipleChoiceField(coerce=int, required=False)
    person = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    team = forms.IntegerField(required=False)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        picked = self.data.getlist("pick")  # type: ignore[attr-defined]
        chosen = [key for key in picked if key_of(key) is not None][:MOST]
        fields: dict[str, Any] = self.fields
        fields["pick"].choices = [(key, key) for key in chosen]
        fields["person"].choices = [("", ""), *agents_of()]


class ResolveForm(forms.Form):
    """What solves the chosen requests: one message for all of them."""

    text = words(_("Message"), rows=8)


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one request: done, or why it was refused."""

    number: str
    address: str
    refused: str = ""


@staff_only
@require_POST
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Takes in charge, gives, resolves or closes the chosen requests, and says what came of each.

    Clause: 7.7, 7.8, 7.12.
    """
    actor, at, back = viewer_of(request), clock.now(), _back(request)
    only_if(services.may_answer(actor))
    form = BulkForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["pick"]:
        messages.error(request, str(_("Choose requests first, then what is to be done.")))
        return redirect(back)
    told = form.cleaned_data
    if told["act"] == "assign" and not (told["person"] or told["team"]):
        messages.error(request, str(_("Choose whom they are given to: a person, a team or both.")))
        return redirect(back)
    resolving = ResolveForm(request.POST if "text" in request.POST else None)
    if told["act"] == "resolve" and not resolving.is_valid():
        return _message(request, resolving, told["pick"], back=back)
    sure = SURE.get(told["act"])
    if sure and not is_sure(request):
        said = resolving if resolving.is_bound else None
        question = asked_first(request, sure, back=back, form=said)
        return page(request, "tenir/confirm", HERE, question)
    told["text"] = resolving.cleaned_data["text"] if resolving.is_bound else ""
    act = _act(told, actor=actor, at=at)
    lines = [_line(key, act) for key in dict.fromkeys(told["pick"])]
    shown = {
        "lines": lines, "back": back, "done": DONE[told["act"]],
        "refused": sum(bool(line.refused) for line in lines),
    }  # fmt: skip
    return page(request, "console/requests_bulk", HERE, shown)


def _message(
    request: HttpRequest, form: ResolveForm, chosen: Sequence[int], *, back: str
) -> HttpResponseBase:
    """Asks what solves them, beside who will read it and which of them are left as they are."""
    found = queries.requests(viewer_of(request)).filter(pk__in=chosen).select_related(None)
    listed = found.select_related("client__organisation").only(*READ)
    rows = [(one, services.may(one, "resolve")) for one in listed]
    shown = {
        "form": form, "rows": rows, "chosen": dict.fromkeys(chosen), "back": back,
        "asked": request.POST.get("asked", ""), "sure": SURE["resolve"],
        "clients": len({one.client_id for one, may in rows if may}),
        "resolved": sum(may for _one, may in rows),
    }  # fmt: skip
    return page(request, "console/requests_resolve", HERE, shown, status_of(form))


def _act(told: dict[str, Any], *, actor: Viewer, at: datetime) -> Act:
    if told["act"] == "take":
        return lambda key: services.take_in_charge(key, actor=actor, at=at)
    if told["act"] == "close":
        return lambda key: services.close(key, actor=actor, at=at)
    if told["act"] == "resolve":
        return lambda key: services.resolve(key, told["text"], actor=actor, at=at)
    to = {"person": told["person"], "team": told["team"]}
    return lambda key: services.give(key, **to, actor=actor, at=at)


def _line(key: int, act: Act) -> Line:
    number, address = f"DA-{key:06d}", reverse("console:request", args=[key])
    try:
        act(key)
    except Refused as refused:
        return Line(number, address, refusal_in_words(refused))
    return Line(number, address)


def _back(request: HttpRequest) -> str:
    """The queue as it was asked for."""
    asked_for = request.POST.get("asked", "")
    return reverse("console:requests") + (asked_for if asked_for.startswith("?") else "")
