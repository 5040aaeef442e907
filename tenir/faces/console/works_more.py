"""Works that come back, and clients' freezes.

Clause: 5.12, 5.15.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries, services
from tenir.apps.parties import queries as parties
from tenir.faces.console.frame import page
from tenir.faces.console.works_forms import AgainForm, BecauseForm, FreezeForm
from tenir.faces.console.works_frame import HERE, tabbed
from tenir.ui.addresses import to
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of


def state_of_recurring(found: Any) -> str:
    """Whether they come back still."""
    today = timezone.localtime(clock.now()).date()
    over = found.stopped_at or (found.last_on and found.last_on < today)
    return "recurring.stopped" if over else "recurring.running"


RECURRING = (
    Column("number", _("Works"), lambda r: r.number, sort="number", lead=True,
           href=lambda r: reverse("console:recurring", args=[r.number]),
           note=lambda r: r.title_en if language() == "en" and r.title_en else r.title_fr),
    Column("when", _("When"), lambda r: queries.in_words(r, language())),
    Column("products", _("Products"), lambda r: ", ".join(p.name for p in r.products.all())),
    Column("first", _("First day"), lambda r: r.first_on, sort="first_on", kind="day"),
    Column("last", _("Last day"), lambda r: r.last_on, sort="last_on", kind="day"),
    Column("state", _("State"), state_of_recurring, kind="state"),
)  # fmt: skip


def state_of_freeze(frozen: Any) -> str:
    """Held, over or lifted."""
    if frozen.lifted_at:
        return "freeze.lifted"
    return "freeze.over" if frozen.ends_at <= clock.now() else "freeze.held"


FREEZES = (
    Column("client", _("Client"), lambda f: f.client.organisation.name, lead=True,
           sort="client__organisation__name",
           href=to("console:freeze-lift"),
           note=lambda f: f.because),
    Column("starts", _("From"), lambda f: f.starts_at, sort="starts_at", kind="moment"),
    Column("ends", _("To"), lambda f: f.ends_at, sort="ends_at", kind="moment"),
    Column("products", _("Products"),
           lambda f: ", ".join(p.name for p in f.products.all()) or _("All")),
    Column("asked", _("Asked by"), lambda f: f.asked_by),
    Column("state", _("State"), state_of_freeze, kind="state"),
)  # fmt: skip
FREEZE_FILTERS = (
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(client__organisation__name__icontains=value)),
)  # fmt: skip


@staff_only
def recurrings(request: HttpRequest) -> HttpResponseBase:
    """Works that come back."""
    viewer = viewer_of(request)
    plans = viewer.has(*services.PLANNERS)
    found = listing(
        request, queries.recurrings(viewer), columns=RECURRING, filters=(), sort="number",
        empty=_("No works come back yet."),
        act=(_("Plan works that come back"), reverse("console:recurring-new")) if plans else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "recurring-works")
    return tabbed(request, "console/recurrings", "recurrings", {"found": found})


@staff_only
def recurring(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works that come back: when, on what, the times on the calendar."""
    viewer, now = viewer_of(request), clock.now()
    found = queries.recurring(viewer, number)
    told = {
        "it": found,
        "state": state_of_recurring(found),
        "when": queries.in_words(found, language()),
        "title": found.title_en if language() == "en" and found.title_en else found.title_fr,
        "times": queries.works(viewer, since=now).filter(recurring=found)[:20],
        "stops": viewer.has(*services.PLANNERS) and found.stopped_at is None,
    }
    return tabbed(request, "console/recurring", "recurrings", told)


@staff_only
def repeat(request: HttpRequest) -> HttpResponseBase:
    """Works that come back are announced, once for all.

    Clause: 5.12, 5.15.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    initial = AgainForm.begun(timezone.localtime(at).date())
    form = AgainForm.of(actor, at, initial=initial, **given(request))
    deed = Deed(
        heading=_("Plan works that come back"), button=_("Announce them"), icon="send",
        back=reverse("console:recurrings"), clauses=("5.12", "5.15"), help="maintenance",
        done=_("Announced: whoever they touch is told."),
        after=lambda made: reverse("console:recurring", args=[made.number]),
        about=_("Announced once; each time is on the calendar nine weeks ahead, and may be moved "
                "or withdrawn by itself."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.repeat(form.again(), actor=actor, at=at),
    )  # fmt: skip


@staff_only
def stop(request: HttpRequest, number: str) -> HttpResponseBase:
    """Works come back no more.

    Clause: 5.12.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PLANNERS)
    found = queries.recurring(actor, number)
    back = reverse("console:recurring", args=[found.number])
    deed = Deed(
        heading=_("Stop works that come back"), button=_("Stop them"), icon="x", danger=True,
        back=back, clauses=("5.12",), above=((found.number, back),),
        done=_("They come back no more."),
        sure=Sure(question=_("Stop these works?"), yes=_("Stop them"),
                  follows=_("Those that have not begun will be withdrawn, and whoever they touch "
                            "will be told. This cannot be taken back.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.stop_repeating(number, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
def freezes(request: HttpRequest) -> HttpResponseBase:
    """When clients asked that nothing be touched."""
    viewer = viewer_of(request)
    keeps = viewer.has(*services.KEEPERS)
    found = listing(
        request, queries.freezes(viewer), columns=FREEZES, filters=FREEZE_FILTERS, sort="-starts",
        empty=_("No client asked for a freeze."),
        act=(_("Enter a freeze"), reverse("console:freeze-new")) if keeps else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "freezes")
    return tabbed(request, "console/freezes", "freezes", {"found": found})


@staff_only
def freeze(request: HttpRequest) -> HttpResponseBase:
    """A client asked that nothing be touched then."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.KEEPERS)
    form = FreezeForm(**given(request))
    fields: Any = form.fields
    fields["client"].queryset = parties.clients(actor)
    fields["products"].queryset = catalogue.products()
    deed = Deed(
        heading=_("Enter a freeze"), button=_("Enter it"), icon="lock",
        back=reverse("console:freezes"), help="maintenance",
        done=_("Works planned on that time will ask for a reason."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.freeze(**form.told(), actor=actor, at=at),
    )  # fmt: skip


@staff_only
def lift(request: HttpRequest, id: int) -> HttpResponseBase:
    """A freeze holds no more."""
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.KEEPERS)
    found = queries.freeze(actor, id)
    deed = Deed(
        heading=_("Lift the freeze"), button=_("Lift it"), icon="x",
        back=reverse("console:freezes"), help="maintenance",
        done=_("Lifted: it holds no more."),
        about=f"{found.client.organisation.name} · {found.because}",
        above=((_("Clients' freezes"), reverse("console:freezes")),),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.lift(id, **told, actor=actor, at=at),
    )  # fmt: skip
