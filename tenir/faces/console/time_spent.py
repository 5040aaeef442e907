"""The time charged on a contract, month by month, and what is left of its prepaid hours.

Clause: 7.22.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.support import queries, services
from tenir.faces.console.frame import page
from tenir.integrations.report.time_spent import as_csv, as_pdf, time_spent
from tenir.ui.language import language
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.spans import span
from tenir.ui.time_spent import handed_out, hours, terms_in_words

HERE = "contracts"


@staff_only
def statement(request: HttpRequest, id: int) -> HttpResponseBase:
    """What was charged, in the months asked for, on one contract; as a page, CSV or PDF.

    Clause: 7.22.
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
        "months": months, "goes": reverse("console:requests"),
        "terms": terms_in_words(found.terms), "sells": viewer.has(*services.SELLERS),
        "above": [(contract.number, reverse("console:contract", args=[id]))],
        "asked": "".join(f"&{name}={value}" for name, value in months.items() if value),
    }  # fmt: skip
    return page(request, "console/time_spent", HERE, told)
