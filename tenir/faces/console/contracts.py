"""Contracts: the list, one contract, and the terms of a subscription with their reasons."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries
from tenir.apps.agreements.queries import Contract, Subscription
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import queries as journal
from tenir.faces.console.frame import page
from tenir.ui.addresses import to
from tenir.ui.confirming import Sure
from tenir.ui.contract_words import (
    FACTS,
    OPTIONS,
    PLATFORMS,
    SPECIFICS,
    environments_in_words,
    happened,
    modules_in_words,
)
from tenir.ui.exports import file_of, wants_file
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole, Viewer

KEEPERS = (StaffRole.ACCOUNTS_MANAGER,)
OPENERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.AGENT, StaffRole.OPERATIONS)
RECORDERS = (StaffRole.ACCOUNTS_MANAGER, StaffRole.AGENT, StaffRole.RELEASES)
WITHDRAW = Sure(
    question=_("Withdraw this specific?"), yes=_("Withdraw"),
    follows=_("Updates are no more compared with it; what was on record stays in the journal."),
)  # fmt: skip
COLUMNS = (
    Column("number", _("Contract"), lambda c: c.number, sort="number", lead=True,
           href=to("console:contract")),
    Column("client", _("Client"), lambda c: c.client.organisation.name,
           sort="client__organisation__name",
           href=to("console:client", "client_id")),
    Column("starts", _("From"), lambda c: c.starts_on, sort="starts_on", kind="day"),
    Column("ends", _("Until"), lambda c: c.ends_on, sort="ends_on", kind="day"),
)  # fmt: skip
FILTERS = (
    Filter("number", _("Contract"), lambda rows, value: rows.filter(number__icontains=value)),
    Filter("client", _("Client"),
           lambda rows, value: rows.filter(client__organisation__name__icontains=value)),
)  # fmt: skip


@staff_only
def contracts(request: HttpRequest) -> HttpResponseBase:
    """Every contract."""
    viewer = viewer_of(request)
    keeps = viewer.has(*KEEPERS)
    found = listing(
        request, queries.contracts(viewer), columns=COLUMNS, filters=FILTERS,
        sort="number", empty=_("No contract yet: sign one, or import them from CSV."),
        act=(_("Sign a contract"), reverse("console:contract-sign")) if keeps else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "contracts")
    return page(request, "console/contracts", "contracts", {"found": found, "keeps": keeps})


@staff_only
def contract(request: HttpRequest, id: int) -> HttpResponseBase:
    """One contract: its lines, options, own terms, what happened to it, and what can be done.

    Clause: 1.1, 1.2, 2.5.
    """
    viewer, now = viewer_of(request), clock.now()
    found = queries.contract(viewer, id)
    lines = list(queries.subscriptions(viewer, contract=id))
    today = localtime(now).date()
    told = {
        "it": found,
        "platform": PLATFORMS.get(found.platform, found.platform),
        "lines": lines,
        "options": [
            (option, OPTIONS.get(option.kind, option.kind), option.runs_on(today))
            for option in queries.options(viewer, contract=id)
        ],
        "amendments": list(queries.amendments(viewer, id)),
        "running": found.ends_on is None or found.ends_on >= today,
        "keeps": viewer.has(*KEEPERS),
        "events": happened(_entries(viewer, found, lines)),
        "now": now,
    }
    return page(request, "console/contract", "contracts", told)


def _entries(viewer: Viewer, found: Contract, lines: list[Subscription]) -> Any:
    about = [found.subject, *(line.subject for line in lines)]
    return journal.entries(viewer, client=found.client_id).filter(
        subject__in=about, verb__in=FACTS
    )[:30]


@staff_only
def line(request: HttpRequest, id: int) -> HttpResponseBase:
    """One subscription: what is ordered, access, specifics, third parties inside it.

    Clause: 1.1, 2.2, 2.5, 2.7, 4.2, 4.3, 8.8.
    """
    viewer, now = viewer_of(request), clock.now()
    found = queries.subscription(viewer, id)
    ordered = list(queries.ordered_of(viewer, id))
    modules = [row.modules for row in ordered]
    told = {
        "it": found,
        "access": queries.access_open(viewer, id, at=now),
        "environments": environments_in_words(found.environments),
        "ordered": zip(ordered, modules_in_words(found.product, modules), strict=True),
        "specifics": [
            (specific, SPECIFICS.get(specific.kind, specific.kind))
            for specific in queries.specifics(viewer, subscription=id)
        ],
        "software": catalogue.software_in(found.product),
        "running": found.runs_on(localtime(now).date()),
        "over": found.ends_on is not None and found.ends_on < localtime(now).date(),
        "keeps": viewer.has(*KEEPERS),
        "opens": viewer.has(*OPENERS),
        "records": viewer.has(*RECORDERS),
        "withdrawing": WITHDRAW,
    }
    return page(request, "console/line", "contracts", told)


@staff_only
def terms(request: HttpRequest, id: int) -> HttpResponseBase:
    """Every term of a subscription, and why it is so here."""
    viewer = viewer_of(request)
    found = queries.subscription(viewer, id)
    above = (
        (found.contract.number, reverse("console:contract", args=[found.contract_id])),
        (found.product.name, reverse("console:line", args=[id])),
    )
    told = {
        "it": found,
        "above": above,
        "rows": queries.resolved_terms(viewer, id, at=clock.now()),
    }
    return page(request, "tenir/subscription", "contracts", told)
