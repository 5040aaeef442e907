"""Works planned, announced, moved, withdrawn; those that took place put on record.

Clause: 5.12, 5.13, 5.14.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.maintenance import queries, services
from tenir.faces.console.frame import page
from tenir.faces.console.works_forms import (
    BecauseForm,
    DespiteForm,
    MoveForm,
    PlanForm,
    RecordForm,
    begun_from,
)
from tenir.faces.console.works_frame import HERE
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.pages import staff_only, viewer_of


def address_of(made: Any) -> str:
    """Of works."""
    return reverse("console:works-one", args=[made.number])


@staff_only
def plan(request: HttpRequest) -> HttpResponseBase:
    """Works on the calendar: looked at first, then announced or kept as the staff's own matter.

    `?product=`, `?starts=` and `?ends=` begin from a free time of the calendar.
    Clause: 5.12, 5.13, 5.14.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    form = PlanForm.of(actor, at, initial=begun_from(request.GET), **given(request))
    act = request.POST.get("act", "")
    looked: dict[str, Any] = {"checks": None, "free": ()}
    if act and form.is_bound and form.is_valid():
        looked = form.looked(actor, at)
    deed = Deed(
        heading=_("Plan works"), button=_("Announce them"), icon="send",
        back=reverse("console:works-calendar"), clauses=("5.12", "5.14"), help="maintenance",
        done=_("The works are on the calendar.") if act == "draft"
        else _("Announced: whoever they touch is told."),
        after=address_of, template="console/works_plan", extra=looked,
        about=_("Look at them first: windows, notice, other works, clients' freezes."),
    )  # fmt: skip
    if act == "look":
        told = {"deed": deed, "form": form, "help": deed.help, **looked}
        return page(request, deed.template, HERE, told, 400 if form.errors else 200)
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.plan(
            form.planned(), announce=act != "draft", actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
def announce(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works that were planned are told to whoever they touch.

    Clause: 5.12, 5.14.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    found = queries.works_numbered(actor, number)
    back = address_of(found)
    deed = Deed(
        heading=_("Announce the works"), button=_("Announce them"), icon="send", back=back,
        clauses=("5.12", "5.14"), done=_("Announced: whoever they touch is told."),
        above=((found.number, back),), help="maintenance",
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=DespiteForm(**given(request)),
        call=lambda told: services.announce(number, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
def move(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works that have not begun move; whoever was told of them is told again.

    Clause: 5.12, 5.14.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    found = queries.works_numbered(actor, number)
    back = address_of(found)
    initial = {"starts_at": found.starts_at, "ends_at": found.ends_at}
    deed = Deed(
        heading=_("Move the works"), button=_("Move them"), icon="calendar-event", back=back,
        clauses=("5.12", "5.14"), done=_("Moved: whoever was told of them is told again."),
        above=((found.number, back),), help="maintenance",
        about=_("Outside of the hours announced before, they count as announced from now on."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=MoveForm(initial=initial, **given(request)),
        call=lambda told: services.change(number, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
def record(request: HttpRequest) -> HttpResponseBase:
    """Works announced elsewhere, or done and never announced, are put on record.

    Clause: 5.5, 5.12, 5.14.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    form = RecordForm.of(actor, at, **given(request))
    deed = Deed(
        heading=_("Put works on record"), button=_("Put the works on record"),
        icon="calendar-event", back=reverse("console:works"), clauses=("5.12", "5.14"),
        help="maintenance", done=_("The works are on record."), after=address_of,
        about=_("For works announced elsewhere, or that took place: nobody is told. Only the part "
                "of an outage inside both these works and an agreed window is left out of the "
                "rate."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.put_on_record(**form.told(), actor=actor, at=at),
    )  # fmt: skip


@staff_only
def withdraw(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works that do not take place: they exclude nothing any more.

    Clause: 5.12.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    found = queries.works_numbered(actor, number)
    back = address_of(found)
    deed = Deed(
        heading=_("Withdraw the works"), button=_("Withdraw the works"), icon="x", danger=True,
        back=back, clauses=("5.12",), done=_("Withdrawn: they exclude nothing any more."),
        above=((found.number, back),),
        sure=Sure(question=_("Withdraw these works?"), yes=_("Withdraw the works"),
                  follows=_("They exclude nothing any more, and whoever was told of them is told. "
                            "This cannot be taken back.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.withdraw(number=number, **told, actor=actor, at=at),
    )  # fmt: skip
