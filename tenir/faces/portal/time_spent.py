"""Time charged to the client: on which terms, what was charged, what is left of prepaid hours.

Clause: 7.3, 7.22.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.support import queries
from tenir.faces.portal.frame import page
from tenir.faces.portal.opened import opened
from tenir.faces.portal.support_frame import HERE, support_page
from tenir.integrations.report.time_spent import as_csv, as_pdf, time_spent
from tenir.ui.language import language
from tenir.ui.pages import clients_only, viewer_of
from tenir.ui.spans import span
from tenir.ui.time_spent import handed_out, hours, terms_in_words


@dataclass(frozen=True, slots=True)
class Account:
    """A contract's terms in words, and what is left of its prepaid hours."""

    contract: agreements.Contract
    terms: list[tuple[Any, Any]]
    left: str
    bought: bool


@clients_only
@opened("time")
def accounts(request: HttpRequest) -> HttpResponseBase:
    """Each contract: what an hour costs, whether consent is asked, the hours that are left.

    Clause: 7.22.
    """
    viewer, on = viewer_of(request), localtime(clock.now()).date()
    contracts = list(agreements.contracts(viewer).select_related("billing_terms"))
    bought: dict[int, list[queries.Prepaid]] = {}
    for one in queries.prepaid_hours(viewer):
        bought.setdefault(one.contract_id, []).append(one)
    told = {
        "accounts": [
            Account(each, terms_in_words(getattr(each, "billing_terms", None)),
                    hours(sum(one.left_on(on) for one in bought.get(each.pk, ()))),
                    each.pk in bought)
            for each in contracts
        ],
        "speaks": [each.pk for each in contracts if viewer.speaks_for(each.client_id)],
    }  # fmt: skip
    return support_page(request, "portal/time_accounts", "time", told)


@clients_only
@opened("time")
def statement(request: HttpRequest, id: int) -> HttpResponseBase:
    """What was charged on one contract, in the months asked for; as a page, CSV or PDF.

    Clause: 7.3, 7.22.
    """
    viewer, now = viewer_of(request), clock.now()
    contract = agreements.contract(viewer, id)
    since, until = span(request, now)
    found = time_spent(viewer, contract, since=since, until=until)
    files = {"csv": lambda: as_csv(found), "pdf": lambda: as_pdf(found, language(), at=now)}
    if file := handed_out(request, files, f"time-{contract.number}-{since:%Y-%m}"):
        return file
    months = {name: request.GET.get(name, "") for name in ("since", "until")}
    told = {
        "it": found, "left": hours(queries.balance(viewer, id, on=localtime(now).date())),
        "months": months, "goes": reverse("portal:requests"), "terms": terms_in_words(found.terms),
        "speaks": viewer.speaks_for(contract.client_id),
        "above": [(_("Time charged"), reverse("portal:time")), (contract.number, request.path)],
        "asked": "".join(f"&{name}={value}" for name, value in months.items() if value),
    }  # fmt: skip
    return page(request, "portal/time_spent", HERE, told)
