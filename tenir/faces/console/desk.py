"""Who answers together, in which words again, and the days when support is closed: their forms.

Clause: 7.7, 7.12, 7.15.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.support import queries, services
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.desk_lists import CLOSERS, grouped
from tenir.faces.console.frame import page
from tenir.faces.console.requests import agents_of
from tenir.integrations.closures import jobs as closures
from tenir.ui.acts import act
from tenir.ui.asking import only_if
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.fields import DayField
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import Viewer

FORETOLD = 10  # kinds of deadlines that a closing moves: more are told as a number


class TeamForm(forms.Form):
    """A name, and who is in it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    members = forms.TypedMultipleChoiceField(
        label=_("Agents"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        fields: dict[str, Any] = self.fields
        fields["members"].choices = agents_of()


class AnswerForm(forms.Form):
    """A name, and the words in both languages."""

    name = forms.CharField(label=_("Name"), max_length=120)
    text_fr = forms.CharField(
        label=_("In French"), max_length=20_000, widget=forms.Textarea({"rows": 6, "lang": "fr"}),
        help_text=_("{client} and {number} are put in when it is used."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("In English"), max_length=20_000, widget=forms.Textarea({"rows": 6, "lang": "en"})
    )


class ClosureForm(forms.Form):
    """The day, the hours where it is not all of it, and why."""

    on = DayField(label=_("Day"))
    start = forms.TimeField(
        label=pgettext_lazy("an hour", "From"), required=False,
        widget=forms.TimeInput({"type": "time"}),
        help_text=_("Left empty: the whole day."),
    )  # fmt: skip
    end = forms.TimeField(
        label=pgettext_lazy("an hour", "To"), required=False,
        widget=forms.TimeInput({"type": "time"}),
    )  # fmt: skip
    because = forms.CharField(label=_("Reason"), max_length=200,
                              help_text=_("Every contact of every client reads it."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The hours as seconds of the day, the whole of it where none are given."""
        told = dict(super().clean() or self.cleaned_data)
        start, end = told.pop("start", None), told.pop("end", None)
        if (start is None) != (end is None) or (start and end and start >= end):
            self.add_error("end", _("Give both hours, the later one last, or neither."))
        elif start and end:
            told |= {"start": _seconds(start), "end": _seconds(end)}
        return told


def _seconds(at: Any) -> int:
    return int(at.hour * 3600 + at.minute * 60)


@staff_only
def team(request: HttpRequest, id: int = 0) -> HttpResponseBase:
    """A team is made, or has other members.

    Clause: 7.7.
    """
    actor = viewer_of(request)
    only_if(services.may_lead(actor))
    found = _one(queries.teams(actor), id)
    told = {"name": found.name, "members": [one.pk for one in found.members.all()]} if found else {}
    deed = Deed(
        heading=found.name if found else _("Make a team"), button=_("Keep"), icon="users",
        back=reverse("console:teams"), done=_("Kept."), clauses=("7.7",),
        above=((_("Teams"), reverse("console:teams")),),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=TeamForm(**given(request), initial=told),
        call=lambda said: services.make_team(**said, team=id or None, actor=actor),
    )  # fmt: skip


@staff_only
def canned_one(request: HttpRequest, id: int = 0) -> HttpResponseBase:
    """Words are kept, or changed.

    Clause: 7.12.
    """
    actor = viewer_of(request)
    only_if(services.may_answer(actor))
    found = _one(queries.canned_answers(actor), id)
    deed = Deed(
        heading=found.name if found else _("Keep an answer"), button=_("Keep"), icon="bookmark",
        back=reverse("console:canned"), done=_("Kept: it is offered in every request."),
        above=((_("Canned answers"), reverse("console:canned")),),
    )  # fmt: skip
    form = AnswerForm(**given(request), initial=vars(found) if found else {})
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda said: services.keep_answer(**said, answer=id or None, actor=actor),
    )  # fmt: skip


@staff_only
@require_POST
def canned_withdraw(request: HttpRequest, id: int) -> HttpResponseBase:
    """Words are offered no more."""
    actor, at = viewer_of(request), clock.now()
    only_if(services.may_answer(actor) and _one(queries.canned_answers(actor), id))
    return act(
        request, lambda: services.withdraw_answer(id, actor=actor, at=at),
        done=_("It is offered no more."), back=reverse("console:canned"),
    )  # fmt: skip


@staff_only
def closure(request: HttpRequest) -> HttpResponseBase:
    """Support will be closed: every client is told at once.

    Clause: 7.15.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *CLOSERS)
    deed = Deed(
        heading=_("Announce a closure"), button=_("Announce it"), icon="calendar-event",
        back=reverse("console:closures"), done=_("Announced: every client is being told."),
        clauses=("7.15",), above=((_("Closures"), reverse("console:closures")),),
        about=_("A clock that runs already keeps its deadline; one that waits for the next opening "
                "moves."),
        sure=Sure(question=_("Announce this closure to every client?"), yes=_("Announce it"),
                  follows=_("Every contact of every client will be told. It cannot be taken "
                            "back.")),
        foretells=lambda said: _foretold(said, actor=actor, at=at),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=ClosureForm(**given(request)),
        call=lambda said: closures.announce(said.pop("on"), **said, actor=actor, at=at),
    )  # fmt: skip


def _foretold(said: dict[str, Any], *, actor: Viewer, at: datetime) -> SafeString:
    """Which deadlines that closing would move."""
    when = {name: said[name] for name in ("start", "end") if name in said}
    found = queries.foreseen(actor, said["on"], **when, at=at)
    others = sum(each.clocks for each in found.moves[FORETOLD:])
    told = {
        "found": found, "moved": grouped(found.moved), "running": grouped(found.running),
        "moves": [(each, grouped(each.clocks)) for each in found.moves[:FORETOLD]],
        "later": others, "others": grouped(others),
    }  # fmt: skip
    return render_to_string("console/closure_foreseen.html", told)


def _one(rows: Any, id: int) -> Any:
    """That row among those that the viewer may see; None where none is meant, else Http404."""
    found = rows.filter(pk=id).first() if id else None
    if id and found is None:
        raise Http404
    return found
