"""Why a request is due when it is: line by line, replayed, and as it would be were it another.

Clause: 7.13, 7.14, 7.15, 7.17, 7.19.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from tenir import clock
from tenir.faces.console.desk_frame import HERE
from tenir.faces.console.frame import page
from tenir.ui.pages import staff_only, viewer_of
from tenir.ui.request_clock import clock_told


@staff_only
def clock_of(request: HttpRequest, id: int) -> HttpResponseBase:
    """The clock of a request: its reasons, what moved it, what if it were a P1.

    Clause: 7.13, 7.14, 7.15, 7.19.
    """
    told = clock_told(request, viewer_of(request), id, now=clock.now())
    found = told["it"]
    above = [(found.title or found.number, reverse("console:request", args=[id]))]
    return page(request, "tenir/request_clock", HERE, {**told, "above": above})
