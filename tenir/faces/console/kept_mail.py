"""Mail that came in and joined no request: why, what it says, and what is done about it.

Nothing of it is believed: it is shown as plain text, and handed out as a file that no page runs.
Clause: 7.1, 7.12.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir import clock
from tenir.apps.support import queries, services
from tenir.apps.support.queries import KeptMail
from tenir.faces.console.desk_frame import HERE, desk_page
from tenir.faces.console.frame import page
from tenir.faces.console.request_forms import NumberField, seen
from tenir.integrations.mail.letter import files_in
from tenir.terms.phrases import say
from tenir.ui.addresses import to
from tenir.ui.asking import only_if
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import words
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.states import state_of
from tenir.viewer import NotSeen, Viewer

TOP = 20_000  # characters of a message shown as it came
NO_TITLE = _("Without a subject")


def reason_of(found: KeptMail) -> str:
    """Why it joined no request, in the reader's language."""
    said = say(found.reason, language())
    return said[:1].upper() + said[1:]


COLUMNS = (
    Column("title", pgettext_lazy("a mail", "Mail"), lambda m: m.title or NO_TITLE, lead=True,
           sort="title", href=to("console:kept-mail-one"),
           note=lambda m: m.sender),
    Column("reason", _("Why it is kept"), reason_of, sort="reason"),
    Column("received", _("Received"), lambda m: m.received_at, sort="pk", kind="moment"),
    Column("request", pgettext_lazy("support", "Request"),
           lambda m: m.request and m.request.number, kind="brief",
           href=lambda m: reverse("console:request", args=[m.request_id]) if m.request_id else ""),
    Column("state", _("State"), lambda m: "mail.seen" if m.settled_at else "mail.waiting",
           kind="state"),
)  # fmt: skip
STATES = (("seen", state_of("mail.seen").word), ("all", _("All of it")))
WRITTEN_BY = (("people", pgettext_lazy("a mail", "People")), ("machines", _("Machines")))


@staff_only
def mail(request: HttpRequest) -> HttpResponseBase:
    """What waits for an agent, the latest first; what was seen to where it is asked for.

    Clause: 7.1.
    """
    viewer = viewer_of(request)
    only_if(services.may_answer(viewer))
    state = request.GET.get("state", "")
    rows = queries.kept_mail(viewer, waiting=state not in dict(STATES)).select_related("request")
    found = listing(
        request, rows.exclude(settled_at=None) if state == "seen" else rows,
        columns=COLUMNS, filters=_filters(viewer), sort="-received",
        empty=_("No mail waits: what joins no request is kept here, with the reason."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "kept-mail")
    return desk_page(request, "console/kept_mail", "kept-mail", {"found": found})


def _filters(viewer: Viewer) -> tuple[Filter, ...]:
    kinds = queries.kept_mail(viewer).order_by().values_list("reason", flat=True).distinct()
    reasons = [(kind, reason_of(KeptMail(reason=kind))) for kind in sorted(kinds)]
    return (
        Filter("text", _("Sender or subject"), lambda rows, value: rows.filter(
            Q(sender__icontains=value) | Q(title__icontains=value))),
        Filter("state", _("State"), None, STATES, whole=_("Waits for an agent")),
        Filter("reason", _("Why it is kept"), lambda rows, value: rows.filter(reason=value),
               reasons),
        Filter("by", _("Written by"),
               lambda rows, value: rows.filter(automatic=value == "machines"), WRITTEN_BY),
    )  # fmt: skip


@staff_only
def one(request: HttpRequest, id: int) -> HttpResponseBase:
    """One mail as plain text: its words, or the whole of it as it came where that is asked for.

    Clause: 7.1.
    """
    viewer, found = viewer_of(request), _one(request, id)
    source = bool(request.GET.get("source"))
    told = {
        "it": found, "reason": reason_of(found), "no_title": NO_TITLE, "source": source,
        "state": "mail.seen" if found.settled_at else "mail.waiting",
        "words": queries.kept_mail_top(viewer, id, most=TOP) if source else found.text,
        "above": _above(),
    }  # fmt: skip
    return page(request, "console/kept_mail_one", HERE, told)


@staff_only
def as_it_came(request: HttpRequest, id: int) -> HttpResponseBase:
    """The message, byte for byte, as a file to keep: it may be hostile, and no page opens it."""
    _one(request, id)
    content = queries.kept_mail_content(viewer_of(request), id)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="mail-{id}.eml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class PlaceForm(forms.Form):
    """Which request."""

    request = NumberField(label=_("Number of the request"),
                          widget=forms.TextInput({"class": "narrow"}))  # fmt: skip

    def __init__(self, viewer: Viewer, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.viewer = viewer

    def clean_request(self) -> int:
        """Of a request that the agent may see."""
        return seen(self.viewer, self.cleaned_data["request"])


class SettleForm(forms.Form):
    """How it was seen to."""

    because = words(
        _("What was done"), rows=2,
        help_text=_("It was advertising; its sender was called; a request was opened for them."),
    )  # fmt: skip


@staff_only
def place(request: HttpRequest, id: int) -> HttpResponseBase:
    """Its words join a request, inside.

    Clause: 7.1, 7.12.
    """
    actor, at, found = viewer_of(request), clock.now(), _one(request, id)
    deed = _deed(
        found, heading=_("Put it into a request"), button=_("Put it there"), icon="link",
        done=_("Its words and files are in the request, as an internal note."),
        clauses=("7.1", "7.12"),
        about=_("Its words and files become an internal note, as nobody knows who wrote them: the "
                "client reads none of it, and no clock hears it. A file that is refused is named."),
        after=lambda made: reverse("console:request", args=[made.request_id]),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=PlaceForm(actor, **given(request)),
        call=lambda told: services.place_mail(
            id, **told, files_in=files_in, actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
def settle(request: HttpRequest, id: int) -> HttpResponseBase:
    """An agent has seen to it, and says how: it waits no more.

    Clause: 7.1.
    """
    actor, at, found = viewer_of(request), clock.now(), _one(request, id)
    deed = _deed(
        found, heading=_("It is seen to"), button=_("It waits no more"), clauses=("7.1",),
        done=_("Seen to."), after=lambda _made: reverse("console:kept-mail"),
        about=_("Your name stands beside it. It is forgotten after a while."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=SettleForm(**given(request)),
        call=lambda told: services.settle_mail(id, **told, actor=actor, at=at),
    )  # fmt: skip


def _deed(found: KeptMail, **said: Any) -> Deed:
    back = reverse("console:kept-mail-one", args=[found.pk])
    above = (*_above(), (found.title or NO_TITLE, back))
    return Deed(back=back, above=above, **said)


def _above() -> tuple[tuple[Any, str], ...]:
    return ((_("Kept mail"), reverse("console:kept-mail")),)


def _one(request: HttpRequest, id: int) -> KeptMail:
    viewer = viewer_of(request)
    only_if(services.may_answer(viewer))
    seen = queries.kept_mail(viewer).select_related("request", "settled_by")
    found = seen.filter(pk=id).first()
    if found is None:
        raise NotSeen("requests.no_mail")
    return found
