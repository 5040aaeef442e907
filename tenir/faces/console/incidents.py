"""Incidents: published, followed, taken off; one act tells whoever is concerned.

Clause: 5.11, 10.4.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.publishing import queries, services
from tenir.apps.publishing.queries import Incident
from tenir.faces.console.frame import page
from tenir.faces.console.incident_forms import (
    STATES_OF,
    BecauseForm,
    IncidentForm,
    UpdateForm,
    begun_from,
    worded_from,
    wordings,
)
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.incidents import drawn
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of

HERE = "incidents"


def _whose(found: Incident) -> object:
    return found.client.organisation.name if found.client else _("Everyone")


def _titled(rows: QuerySet[Incident], words: str) -> QuerySet[Incident]:
    """Those whose title has these words, in either language."""
    return rows.filter(Q(title_fr__icontains=words) | Q(title_en__icontains=words))


COLUMNS = (
    Column("title", _("Incident"), lambda i: i.title(language()), lead=True,
           href=lambda i: reverse("console:incident", args=[i.reference])),
    Column("state", _("State"),
           lambda i: f"incident.{'taken_off' if i.withdrawn_at else i.state}", kind="state"),
    Column("impact", _("Impact"), lambda i: f"impact.{i.impact}", kind="state"),
    Column("whose", _("Read by"), _whose),
    Column("began", _("From"), lambda i: i.began_at, sort="began_at", kind="moment"),
    Column("resolved", _("To"), lambda i: i.resolved_at, sort="resolved_at", kind="moment"),
)  # fmt: skip
FILTERS = (
    Filter("title", _("Incident"), _titled),
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), STATES_OF),
)


@staff_only
def incidents(request: HttpRequest) -> HttpResponseBase:
    """Every incident, the latest first."""
    viewer = viewer_of(request)
    publishes = viewer.has(*services.PUBLISHERS)
    new = reverse("console:incident-new")
    found = listing(
        request, queries.incidents(viewer).select_related("client__organisation"),
        columns=COLUMNS, filters=FILTERS, sort="-began",
        empty=_("No incident was published yet: publish one, and whoever is concerned is told."),
        act=(_("Publish an incident"), new) if publishes else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "incidents")
    return page(request, "console/incidents", HERE, {"found": found, "publishes": publishes})


@staff_only
def one(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One incident: all that was told, by whom; the lines of the ledger that it is about."""
    viewer = viewer_of(request)
    found = queries.incident(viewer, reference)
    told = {
        "it": drawn(found), "incident": found, "whose": _whose(found),
        "updates": queries.updates(viewer, reference),
        "outages": queries.outages_of(viewer, found)[:20],
        "publishes": viewer.has(*services.PUBLISHERS) and found.withdrawn_at is None,
    }  # fmt: skip
    return page(request, "console/incident", HERE, told)


@staff_only
def publish(request: HttpRequest) -> HttpResponseBase:
    """An incident goes on the page, and to the contacts concerned.

    `?wording=` begins from usual words, `?outage=` from a line of the ledger.
    Clause: 5.11, 10.4.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PUBLISHERS)
    initial = begun_from(actor, request.GET.get("outage", ""))
    initial |= worded_from(actor, request.GET.get("wording", ""))
    form = IncidentForm.of(actor, initial=initial, **given(request))
    deed = Deed(
        heading=_("Publish an incident"), button=_("Publish it"), icon="send",
        back=reverse("console:incidents"), clauses=("5.11", "10.4"), help="publishing",
        done=_("Published: it is on the page, and whoever is concerned is told."),
        after=lambda made: reverse("console:incident", args=[made.reference]),
        about=_("One act: it goes on the page and to the contacts concerned, under your name."),
        template="console/incident_deed", extra={"wordings": wordings(request, begins=True)},
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.publish(**form.told(), actor=actor, at=at),
    )  # fmt: skip


@staff_only
def follow(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What is known now goes where the incident went; resolved, where it is over.

    Clause: 5.11, 10.4.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PUBLISHERS)
    found = queries.incident(actor, reference)
    back = reverse("console:incident", args=[found.reference])
    initial = {"state": found.state, "impact": found.impact}
    initial |= worded_from(actor, request.GET.get("wording", ""))
    form = UpdateForm(initial=initial, **given(request))
    deed = Deed(
        heading=_("Say where it stands"), button=_("Publish it"), icon="send", back=back,
        clauses=("5.11", "10.4"), help="publishing",
        done=_("Published: it is on the page, and whoever is concerned is told."),
        above=((found.title(language()), back),), template="console/incident_deed",
        extra={"wordings": wordings(request, begins=False)},
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.follow_up(reference, **form.told(), actor=actor, at=at),
    )  # fmt: skip


@staff_only
def take_off(request: HttpRequest, reference: str) -> HttpResponseBase:
    """An incident published by mistake is taken off the page.

    Clause: 10.4.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PUBLISHERS)
    found = queries.incident(actor, reference)
    back = reverse("console:incident", args=[found.reference])
    deed = Deed(
        heading=_("Take the incident off the page"), button=_("Take it off"), icon="trash",
        danger=True, back=back, clauses=("10.4",), done=_("Taken off: the journal keeps it."),
        above=((found.title(language()), back),),
        sure=Sure(question=_("Take this incident off the page?"), yes=_("Take it off"),
                  follows=_("Nobody but staff reads it any more. Those who were told are told "
                            "that it is taken off, and why. This cannot be taken back.")),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=BecauseForm(**given(request)),
        call=lambda told: services.take_off(reference, **told, actor=actor, at=at),
    )  # fmt: skip
