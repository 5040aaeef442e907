"""The desk's lists: teams, canned answers, the days when support is closed.

Clause: 7.7, 7.12, 7.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tenir.apps.agreements import queries as agreements
from tenir.apps.support import queries, services
from tenir.faces.console.desk_frame import desk_page
from tenir.ui.cells import button
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.progress import Work
from tenir.ui.templatetags.tenir import day
from tenir.viewer import StaffRole

FAILED = _(
    "It failed, and is tried again some times; then operations, who see why, try it once more under"
    " background work."
)
MOVES = _("Deadlines moved by the closure of %(day)s")
CLOSERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.OPERATIONS)
BY_NAME = Filter("name", _("Name"), lambda rows, value: rows.filter(name__icontains=value))
MEMBERS = Column("members", _("Agents"), lambda t: ", ".join(one.name for one in t.members.all()))
ITS_REQUESTS = Column(
    "requests", _("Requests"), lambda _team: _("Its requests"),
    href=lambda t: f"{reverse('console:requests')}?{urlencode({'team': t.pk})}",
)  # fmt: skip
CLOSED = (
    Column("day", _("Day"), lambda c: c.on, sort="on start", kind="day", lead=True),
    Column("hours", _("Hours"), lambda c: _hours(c) or _("the whole day")),
    Column("because", _("Reason"), lambda c: c.because, sort="because"),
    Column("announced", pgettext_lazy("a closure", "Announced"), lambda c: c.announced_at,
           sort="announced_at", kind="moment"),
)  # fmt: skip
WHY_CLOSED = Filter("because", _("Reason"),
                    lambda rows, value: rows.filter(because__icontains=value))  # fmt: skip


def _named(page: str, *, keeps: bool) -> Column:
    """The name, which leads to its page for those who keep it."""
    return Column("name", _("Name"), lambda row: row.name, sort="name", lead=True,
                  href=lambda row: reverse(page, args=[row.pk]) if keeps else "")  # fmt: skip


@staff_only
def teams(request: HttpRequest) -> HttpResponseBase:
    """Those who answer together."""
    viewer, in_file = viewer_of(request), wants_file(request)
    keeps = services.may_lead(viewer)
    columns = (_named("console:team", keeps=keeps), MEMBERS)
    found = listing(
        request, queries.teams(viewer), columns=columns if in_file else (*columns, ITS_REQUESTS),
        filters=(BY_NAME,), sort="name",
        empty=_("No team yet: make one, so that requests go to those who answer together."),
    )  # fmt: skip
    if in_file:
        return file_of(request, found, "teams")
    return desk_page(request, "console/teams", "teams", {"found": found, "keeps": keeps})


@staff_only
def canned(request: HttpRequest) -> HttpResponseBase:
    """Words that agents use again.

    Clause: 7.12.
    """
    viewer, in_file = viewer_of(request), wants_file(request)
    keeps = services.may_answer(viewer)
    found = listing(
        request, queries.canned_answers(viewer), sort="name",
        columns=_words(request, whole=in_file, keeps=keeps),
        filters=(BY_NAME, Filter("text", _("Words"), _says)),
        empty=_("No canned answer yet: keep words that you write often. They are offered in every "
                "request, in the contact's language."),
    )  # fmt: skip
    if in_file:
        return file_of(request, found, "canned-answers")
    return desk_page(request, "console/canned", "canned", {"found": found, "keeps": keeps})


def _words(request: HttpRequest, *, whole: bool, keeps: bool) -> Sequence[Column]:
    """The columns of a list of canned answers: whole in a file, else a beginning and an act."""
    name = _named("console:canned-one", keeps=keeps)
    withdraw = Column("withdraw", _("Withdraw"), lambda row: button(
        request, reverse("console:canned-withdraw", args=[row.pk]), "trash", gettext("Withdraw"),
        of=row.name,
    ))  # fmt: skip
    return (
        name,
        Column("french", _("In French"), lambda row: _beginning(row.text_fr, whole=whole)),
        Column("english", _("In English"), lambda row: _beginning(row.text_en, whole=whole)),
        *((withdraw,) if keeps and not whole else ()),
    )


def _beginning(text: str, *, whole: bool) -> str:
    return text if whole else Truncator(text).chars(120)


def _says(rows: Any, value: str) -> Any:
    return rows.filter(text_fr__icontains=value) | rows.filter(text_en__icontains=value)


@staff_only
def closures(request: HttpRequest) -> HttpResponseBase:
    """The days when support is closed, and when they were told.

    Clause: 7.15.
    """
    last = queries.movings(viewer_of(request)).first()
    if request.headers.get("X-Part") == "progress" and last:
        return render(request, "tenir/progress.html", {"work": _work(last)})
    found = listing(
        request, agreements.Closure.objects.all(), columns=CLOSED, filters=(WHY_CLOSED,),
        sort="-day",
        empty=_("No exceptional closure: working hours are those of the agreement, public holidays "
                "apart. A closure is told to every client before it begins."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "closures")
    told = {
        "found": found, "keeps": viewer_of(request).has(*CLOSERS),
        "work": None if last is None or last.finished_at else _work(last),
    }  # fmt: skip
    return desk_page(request, "console/closures", "closures", told)


def _work(moving: queries.Moving) -> Work:
    """How far the clocks that a closing moves are."""
    label = MOVES % {"day": day(moving.closure.on)}
    told = {"done": grouped(moving.done), "of": grouped(moving.of)}
    share = 100 * moving.done // max(1, moving.of)
    so_far = gettext("%(done)s of %(of)s written; pages show each of them moved already.") % told
    if moving.finished_at:
        return Work(label, 100, gettext("%(of)s deadlines were looked at.") % told, done=True)
    if moving.failed:
        return Work(label, share, f"{so_far} {FAILED}", failed=True)
    return Work(label, share, so_far, poll=reverse("console:closures"))


def grouped(number: int) -> str:
    """A number as the reader writes it, its thousands set apart."""
    return formats.number_format(number, force_grouping=True)


def _hours(row: agreements.Closure) -> str:
    """The hours of a closing that is not the whole day; nothing of one that is."""
    if (row.start, row.end) == (0, 86_400):
        return ""
    return " – ".join(f"{at // 3600:02d}:{at % 3600 // 60:02d}" for at in (row.start, row.end))
