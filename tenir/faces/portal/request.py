"""One request as its client reads it, and what its contacts say and do in it.

Clause: 7.7, 7.9, 7.12, 7.19, 7.21, 7.22, 9.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Request
from tenir.faces.portal.frame import page
from tenir.terms import phrases
from tenir.ui import moods
from tenir.ui.acts import act, act_if_sure
from tenir.ui.asking import kept, only_if
from tenir.ui.confirming import Sure
from tenir.ui.conversation import conversation, ruling_named
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.fields import words
from tenir.ui.language import language
from tenir.ui.live import if_changed
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.request_clock import chip, clock_told, passed_on
from tenir.ui.requests import IMPACTS, KINDS, URGENCIES, elements, third_party, where, with_files
from tenir.ui.unsent import put_back
from tenir.ui.whole import must_be_whole
from tenir.viewer import Viewer

HERE = "requests"
Call = Callable[[int, Viewer, datetime], Any]


class SayForm(forms.Form):
    """What a contact says."""

    text = words(_("Message"), rows=5)


class BecauseForm(forms.Form):
    """Why."""

    because = words(_("Reason"), help_text=_("Support reads it."))


class MaybeForm(forms.Form):
    """Why, where there is something to say."""

    because = words(_("Reason"), required=False)


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a contact may do on a page of its own: when it is offered, what it asks and calls."""

    heading: Any
    button: Any
    done: Any
    call: Callable[..., Any]
    when: Callable[[Request], bool]
    about: Any = ""
    icon: str = "check"
    form: type[forms.Form] = BecauseForm
    clauses: Sequence[str] = ()


def _requalified(found: Request) -> bool:
    return found.state not in queries.OVER and found.entries.filter(what="requalified").exists()


ACTS: Mapping[str, Act] = {
    "contest": Act(
        heading=_("Contest the re-qualification"), button=_("Contest it"), icon="scale",
        done=_("Support looks at it again."), call=services.contest, when=_requalified,
        about=_("Say why the impact or the urgency is another one."), clauses=("7.19",),
    ),
    "contest-ruling": Act(
        heading=_("Contest the ruling"), button=_("Contest it"), icon="scale",
        done=_("Support looks at it again."), call=services.contest_ruling,
        when=lambda r: r.state == "refused", clauses=("2.2", "7.21"),
        about=_("Say why support should cover it. The request stays as it is meanwhile."),
    ),
    "reopen": Act(
        heading=_("Open again"), button=_("Open it again"), done=_("It is open again."),
        icon="refresh", call=services.reopen, when=lambda r: services.may(r, "reopen"),
        about=_("Say what is not over."), clauses=("7.7",),
    ),
    "close": Act(
        heading=pgettext_lazy("a request", "Close"), button=_("Close it"), form=MaybeForm,
        done=_("Closed. It can be opened again."), call=services.close,
        when=lambda r: services.may(r, "close"), clauses=("7.7",),
    ),
}  # fmt: skip
NOW: Mapping[str, tuple[Call, Any]] = {
    "follow": (lambda id, actor, _at: services.follow(id, actor=actor),
               _("You are told of what happens to it.")),
    "unfollow": (lambda id, actor, _at: services.unfollow(id, actor=actor),
                 _("You are told no more.")),
    **{
        f"score-{score}": (
            lambda id, actor, at, score=score: services.say_how_it_went(  # type: ignore[misc]
                id, score, actor=actor, at=at), _("Thank you: support reads it."))
        for score in moods.WORDS
    },
}  # fmt: skip
BOUND = Sure(
    question=_("Accept that this time is charged?"), yes=_("Accept it"), plain=True,
    follows=_("Your company is bound: the time is charged to it as it was announced."),
)  # fmt: skip
ANSWERS: Mapping[str, tuple[bool, Any]] = {
    "accept-time": (True, _("Accepted: support is told.")),
    "decline-time": (False, _("Declined: support is told.")),
}


@clients_only
def request(request: HttpRequest, id: int) -> HttpResponseBase:
    """A request, from first word to closing, as far as the client reads it.

    Clause: 7.3, 7.7.
    """
    found = queries.request(viewer_of(request), id)
    if found.state == "draft":
        return redirect("portal:request-write", id, "about")
    return _shown(request, found, SayForm())


@clients_only
def clock_of(request: HttpRequest, id: int) -> HttpResponseBase:
    """Why it is due then, line by line, and what if it were another priority.

    Clause: 7.13, 7.14, 7.15, 7.17, 7.19.
    """
    told = clock_told(request, viewer_of(request), id, now=clock.now())
    found = told["it"]
    above = [(found.title or found.number, reverse("portal:request", args=[id]))]
    return page(request, "tenir/request_clock", HERE, {**told, "above": above})


@clients_only
@require_POST
def say(request: HttpRequest, id: int) -> HttpResponseBase:
    """A contact replies, with files: a wait for the client ends, what was closed opens again.

    What was merged is answered where it goes on, and one is led there.
    Clause: 7.9, 7.12, 9.4.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.request(actor, id)
    form = SayForm(request.POST)
    must_be_whole(form)

    def said(told: dict[str, Any]) -> Any:
        return with_files(
            request, id, actor=actor, at=at,
            call=lambda files: services.reply(id, told["text"], files=files, actor=actor, at=at),
        )  # fmt: skip

    if made := kept(form, said):
        messages.success(request, str(_("Sent: support is being told.")))
        return redirect("portal:request", made.request_id)
    return _shown(request, found, form)


@clients_only
@require_POST
def act_now(request: HttpRequest, id: int) -> HttpResponseBase:
    """An act of one click: follow, answer announced time, say how it went.

    Clause: 7.12, 7.22.
    """
    actor, at = viewer_of(request), clock.now()
    queries.request(actor, id)
    told = request.POST.get("act", "")
    call, done = _answered(request, told) if told in ANSWERS else NOW.get(told, (None, ""))
    if call is None:
        raise Http404
    back = reverse("portal:request", args=[id])
    if told == "accept-time":
        return act_if_sure(
            request, lambda: call(id, actor, at), sure=BOUND, page=page, here=HERE, done=done,
            back=back,
        )  # fmt: skip
    return act(request, lambda: call(id, actor, at), done=done, back=back)


def _answered(request: HttpRequest, told: str) -> tuple[Call, Any]:
    """The answer to the announcement of time that the form names."""
    accepted, done = ANSWERS[told]
    named = request.POST.get("announcement", "")

    def answer(id: int, actor: Viewer, at: datetime) -> object:
        known = (one.pk for one in queries.announcements(actor, id) if str(one.pk) == named)
        return services.answer_time(
            id, accepted=accepted, announcement=next(known, 0), actor=actor, at=at
        )

    return answer, done


@clients_only
def do(request: HttpRequest, id: int, name: str) -> HttpResponseBase:
    """An act with its own page: contested, closed, opened again.

    Clause: 7.19, 7.21.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.request(actor, id)
    only_if(actor.speaks_for(found.client_id) and name in ACTS)
    chosen, back = ACTS[name], reverse("portal:request", args=[id])
    deed = Deed(
        heading=chosen.heading, button=chosen.button, done=chosen.done, icon=chosen.icon,
        about=chosen.about, clauses=chosen.clauses, back=back, above=((found.number, back),),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=chosen.form(**given(request)),
        call=lambda told: chosen.call(id, **told, actor=actor, at=at),
    )  # fmt: skip


@clients_only
def live(request: HttpRequest, id: int) -> HttpResponseBase:
    """What changes while the page is open, for its script; nothing where nothing has changed.

    Clause: 7.12.
    """
    viewer = viewer_of(request)
    told = _told_live(viewer, queries.request(viewer, id), now=clock.now())
    return if_changed(request, render(request, "tenir/request_live.html", told))


def _told_live(viewer: Viewer, found: Request, *, now: datetime) -> dict[str, Any]:
    """The conversation, and how the clock stands."""
    return {
        "it": found, "state": f"request.{found.state}", "chip": chip(viewer, found, now=now),
        "lines": conversation(queries.conversation(viewer, found), names={}),
        "goes": reverse("portal:requests"), "files": reverse("portal:documents"), "file_end": "",
    }  # fmt: skip


def _shown(request: HttpRequest, found: Request, form: SayForm) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    speaks = viewer.speaks_for(found.client_id)
    followers = list(queries.followers(viewer, found))
    rulings = queries.rulings(viewer, client=found.client_id).filter(request=found)
    passed = queries.hand_overs(viewer, waiting=True).filter(request=found)
    told = {
        **_told_live(viewer, found, now=now), "form": form, "speaks": speaks,
        "live": reverse("portal:request-live", args=[found.pk]),
        "unsent": put_back(form, viewer, f"reply:{found.pk}"),
        "elements": elements(found), "kind": KINDS.get(found.kind, found.kind),
        "where": where(found),
        "impact": IMPACTS.get(found.impact, ""), "urgency": URGENCIES.get(found.urgency, ""),
        "missing": _missing(found),
        "acts": [(n, a) for n, a in ACTS.items() if speaks and a.when(found)],
        "followers": followers, "following": any(one.pk == viewer.person for one in followers),
        "rulings": [(one, ruling_named(one.reason)) for one in rulings],
        "announced": queries.announcements(viewer, found), "bound": BOUND,
        "times": queries.times(viewer, request=found.pk),
        "third_party": third_party(found),
        **passed_on(passed.first(), now=now),
        "links": [one.second if one.first_id == found.pk else one.first
                  for one in queries.links(viewer, found)],
        "merged": queries.merged_into(viewer, found),
        "asks_how": speaks and found.state in {"resolved", "closed"}, "moods": moods.MOODS,
        "said_how": moods.WORDS.get(found.satisfaction or 0),
        "reopens": services.may(found, "reopen"),
    }  # fmt: skip
    return page(request, "portal/request", HERE, told, 400 if form.errors else 200)


def _missing(found: Request) -> str:
    if found.state != "incomplete":
        return ""
    return phrases.listing(list(queries.missing_of(found)), language())
