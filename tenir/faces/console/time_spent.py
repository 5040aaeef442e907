"""The time charged on a contract, month by month, and what is left of its prepaid hours.

Clause: 7.22.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.support import queries
from tenir.faces.console.frame import page
from tenir.faces.console.measures import span
from tenir.integrations.report.time_spent import as_csv, as_pdf, time_spent
from tenir.ui.language import language
from tenir.ui.pages import staff_only, viewer_of

HERE = "contracts"
TYPES = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


@staff_only
def statement(request: HttpRequest, id: int) -> HttpResponseBase:
    """What was charged, in the months asked for, on one contract; as a page, CSV or PDF.

    Clause: 7.22.
    """
    viewer, now = viewer_of(request), clock.now()
    contract = agreements.contract(viewer, id)
    since, until = span(request, now)
    found = time_spent(viewer, contract, since=since, until=until)
    kind = request.GET.get("as", "")
    if kind in TYPES:
        body = as_csv(found) if kind == "csv" else as_pdf(found, language())
        answer = HttpResponse(body, content_type=TYPES[kind])
        name = f"time-{contract.number}-{since:%Y-%m}.{kind}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    months = {name: request.GET.get(name, "") for name in ("since", "until")}
    told = {
        "it": found, "left": queries.balance(viewer, id, on=now.date()), "months": months,
        "above": [(contract.number, reverse("console:contract", args=[id]))],
        "asked": "".join(f"&{name}={value}" for name, value in months.items() if value),
    }  # fmt: skip
    return page(request, "console/time_spent", HERE, told)
