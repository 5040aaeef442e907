"""What may be done to a request, an entry each: its form, its act, when it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.support import queries, services
from tenir.apps.support.queries import OVER, Request
from tenir.faces.console import request_forms as forms
from tenir.ui.confirming import Sure
from tenir.ui.time_spent import charged_in_words, terms_in_words
from tenir.viewer import Viewer

Told = Mapping[str, Any]
Call = Callable[[int, Told, Viewer, datetime], Any]
When = Callable[[Request], bool]


def _always(_found: Request) -> bool:
    return True


def _may(act: str) -> When:
    return lambda found: services.may(found, act)


def _open(found: Request) -> bool:
    return found.state not in OVER


def _named(found: Request) -> bool:
    """Someone of the client asked, who is still known."""
    return bool(found.opened_by_id or found.caller_id)


def _timed(found: Request) -> bool:
    """Time is put down on what names a product."""
    return found.subscription_id is not None


def _announced(found: Request) -> bool:
    """Only what the client was told of is charged: its page reads the announcements once."""
    return bool(found.time_announcements.all())


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act: what its page says and asks, what it calls, when it is offered, by which key."""

    heading: Any
    button: Any
    done: Any
    form: type[forms.ActForm]
    call: Call
    when: When = _always
    icon: str = "check"
    about: Any = ""
    clauses: Sequence[str] = ()
    key: str = ""
    danger: bool = False
    sure: Sure | None = None
    template: str = "tenir/deed"
    extra: Callable[[Request, Viewer], Mapping[str, Any]] | None = None  # what its page tells
    hides: bool = False  # who did it may see the request no more
    says: Callable[[Any], tuple[int, Any]] | None = None  # what came of it, instead of `done`


def _terms(found: Request, viewer: Viewer) -> list[tuple[Any, Any]]:
    """On which terms its time would be charged, in words."""
    line = found.subscription
    return terms_in_words(queries.billing_terms(viewer, line.contract_id) if line else None)


def _with(service: Callable[..., Any]) -> Call:
    """The service told what the form says, under the same names."""
    return lambda id, told, actor, at: service(id, **told, actor=actor, at=at)


ACTS: Mapping[str, Act] = {
    "fill": Act(
        heading=_("Give what is missing"), button=_("Keep"), icon="pencil", key="f",
        done=_("Kept: once nothing is missing, it is recorded and its clock starts."),
        form=forms.FillForm, when=lambda r: r.state == "incomplete", clauses=("7.10",),
        call=lambda id, told, actor, at: services.fill(
            id, {name: value for name, value in told.items() if value}, actor=actor, at=at
        ),
    ),
    "assign": Act(
        heading=_("Who answers it"), button=_("Give it"), done=_("Given."), icon="users", key="a",
        form=forms.GiveForm, when=_open, clauses=("7.7",), call=_with(services.assign),
    ),
    "requalify": Act(
        heading=_("Re-qualify"), button=_("Re-qualify"), icon="scale", key="p",
        done=_("Re-qualified: the clock was replayed from the recording."),
        form=forms.QualifyForm, when=lambda r: _open(r) and r.recorded_at is not None,
        clauses=("7.17", "7.19"), call=_with(services.requalify),
        template="console/request_qualify",
        extra=lambda found, viewer: {"trainings": queries.trainings_for(viewer, found.pk)},
        about=_("The priority follows from the matrix; the clock is replayed from the recording."),
    ),
    "resolve": Act(
        heading=_("Resolve"), button=_("It is resolved"), icon="circle-check", key="s",
        done=_("Resolved: the client is being told, and asked how it went."),
        form=forms.TextForm, when=_may("resolve"), clauses=("7.12",),
        call=_with(services.resolve),
        about=_("Say what solves it: the client may open the request again."),
    ),
    "close": Act(
        heading=pgettext_lazy("a request", "Close"), button=_("Close it"), done=_("Closed."),
        key="e",
        form=forms.MaybeForm, when=_may("close"), clauses=("7.7",), call=_with(services.close),
    ),
    "reopen": Act(
        heading=_("Open again"), button=_("Open it again"), done=_("It is open again."),
        icon="refresh", form=forms.BecauseForm, when=_may("reopen"), clauses=("7.7",),
        call=_with(services.reopen),
    ),
    "call": Act(
        heading=_("Note a call"), button=_("Note the call"), done=_("The call is noted."),
        icon="message-circle", key="l", form=forms.CallForm, clauses=("7.4", "7.12"),
        call=_with(services.note_call),
        about=_("What was said by telephone joins the conversation; the client reads it."),
    ),
    "reproduce": Act(
        heading=_("Reproduction"), button=_("Record it"), done=_("Recorded."), icon="flag",
        form=forms.ReproduceForm, when=_open, clauses=("7.5", "7.11"),
        call=_with(services.reproduce),
    ),
    "hand-over": Act(
        heading=_("Hand over to a third party"), button=_("Hand it over"), icon="share",
        done=_("Handed over, under their conditions."), form=forms.HandOverForm,
        when=_may("hand_over"), clauses=("2.7", "7.20"), call=_with(services.hand_over),
        about=_("Their clock is their own: it moves none of ours."),
    ),
    "take-back": Act(
        heading=_("Take back from the third party"),
        button=pgettext_lazy("a request", "Take it back"), icon="arrow-left",
        done=_("Support goes on with it."), form=forms.OutcomeForm, when=_may("take_back"),
        clauses=("7.20",), call=_with(services.take_back),
    ),
    "park": Act(
        heading=_("Wait for a quote"), button=_("Ask for the quote"), icon="player-pause",
        done=_("It waits for its quote, and its clock with it."), form=forms.ParkForm,
        when=_may("park"), clauses=("2.6", "2.8", "7.16"), call=_with(services.park),
    ),
    "unpark": Act(
        heading=_("Go on"), button=_("Go on with it"), done=_("It goes on."), icon="player-play",
        form=forms.MaybeForm, when=_may("unpark"), clauses=("2.6", "7.16"),
        call=_with(services.unpark),
        about=_("Without an accepted quote, say why it turned out to be covered."),
    ),
    "rule-out": Act(
        heading=_("Rule it outside of support"), button=_("Rule it out"), icon="ban", danger=True,
        done=_("Ruled: the client reads why, and may contest it."), form=forms.RuleForm,
        when=_may("rule_out"), clauses=("2.2", "7.21"), call=_with(services.rule_out),
        about=_("Your name stands beside it. It can be taken back, and then never held."),
    ),
    "reverse": Act(
        heading=_("Take the ruling back"), button=_("Take it back"), icon="refresh",
        done=_("Taken back: the ruling never held."), form=forms.BecauseForm,
        when=_may("reinstate"), clauses=("2.2", "7.21"), call=_with(services.reverse_ruling),
        about=_("The clock goes on as if it never had been ruled; what was charged on it is "
                "credited, and what was ordered is not."),
    ),
    "lateness": Act(
        heading=_("Why it was late"), button=_("Put it on record"), done=_("It is on record."),
        icon="clock", form=forms.BecauseForm, clauses=("7.13", "7.14"),
        when=lambda r: services.missed(r, at=clock.now()),
        call=_with(services.explain_lateness),
    ),
    "merge": Act(
        heading=_("Merge into another request"), button=_("Merge it"), icon="stack-2",
        done=_("Merged: the running clock due first is kept."), form=forms.OtherForm,
        when=_may("merge"), clauses=("7.7", "7.8", "7.13"),
        call=lambda id, told, actor, at: services.merge(
            id, into=told["other"], actor=actor, at=at
        ),
        about=_("Its words stay where they are; the other goes on, by the running clock due "
                "first."),
    ),
    "link": Act(
        heading=_("Link to another request"), button=_("Link them"), done=_("Linked."),
        icon="link", form=forms.OtherForm, clauses=("7.7",),
        call=lambda id, told, actor, at: services.link(id, to=told["other"], actor=actor, at=at),
    ),
    "split": Act(
        heading=_("Split off a second matter"), button=_("Make it a request"), icon="share",
        done=_("The second matter is a request of its own; its clock starts now."),
        form=forms.SplitForm, when=lambda r: _open(r) and _named(r) and _timed(r),
        clauses=("7.7", "7.10"), call=_with(services.split),
    ),
    "restrict": Act(
        heading=_("Restrict to security"), button=_("Restrict it"), icon="shield-check",
        danger=True, done=_("Only security officers and who asked see it now."),
        form=forms.ActForm, when=lambda r: not r.restricted, clauses=("10.5",),
        call=_with(services.restrict), hides=True,
        about=_("For what turns out to be a security matter: the request, its files, notices and "
                "promises disappear for everyone else, perhaps for you too."),
        sure=Sure(question=_("Restrict this request to security?"), yes=_("Restrict it"),
                  follows=_("Only a security officer can show it again.")),
    ),
    "unrestrict": Act(
        heading=_("Show it again"), button=_("Show it again"), icon="eye",
        done=_("Everyone who could see it sees it again."), form=forms.BecauseForm,
        when=lambda r: r.restricted, clauses=("10.5",), call=_with(services.unrestrict),
    ),
    "time": Act(
        heading=_("Put down time"), button=_("Put it down"), done=_("Put down; nothing is charged "
        "by that."), icon="hourglass", key="m", form=forms.TimeForm, when=_timed,
        clauses=("7.22",), call=_with(services.record_time),
    ),
    "announce": Act(
        heading=_("Announce that time will be charged"), button=_("Tell the client"),
        icon="receipt", done=_("Announced: what is spent from now on may be charged."),
        form=forms.AnnounceForm, when=_timed, clauses=("7.22",),
        call=_with(services.announce_time),
        template="console/request_announce",
        extra=lambda found, viewer: {"terms": _terms(found, viewer)},
        about=_("Only time spent after this, and where the cause is not ours or the client ordered "
                "it, may be charged."),
    ),
    "charge": Act(
        heading=_("Charge the time"), button=_("Charge it"), icon="receipt",
        done="", says=charged_in_words, form=forms.ActForm,
        when=_announced, clauses=("7.22",), call=_with(services.charge_time),
        template="console/request_announce",
        extra=lambda found, viewer: {"terms": _terms(found, viewer)},
        about=_("Only the time spent since the client was told, and not charged yet."),
        sure=Sure(question=_("Charge the time spent since it was announced?"), yes=_("Charge it"),
                  follows=_("Prepaid hours go first, the rest becomes amounts to invoice. A ruling "
                            "taken back gives them back.")),
    ),
}  # fmt: skip
FIRST = ("fill", "resolve", "assign", "requalify", "call", "take-back", "unpark", "reverse",
         "reopen", "close")  # fmt: skip


def offered(found: Request, names: Sequence[str]) -> list[tuple[str, Act]]:
    """Those of the acts that may be done from where the request stands."""
    return [(name, ACTS[name]) for name in names if ACTS[name].when(found)]
