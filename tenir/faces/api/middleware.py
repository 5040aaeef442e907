"""Under /api/v1/ even what no operation answers is a problem, never a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tenir.faces.api.problems import MEDIA_TYPE, Plain, answer

PREFIX = "/api/"
OURS = (MEDIA_TYPE, "application/json")
Answer = Callable[[HttpRequest], HttpResponseBase]


def problems_told(given: Answer) -> Answer:
    """An error without a problem's words gets them; its headers stay."""

    def told(request: HttpRequest) -> HttpResponseBase:
        response = given(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not request.path.startswith(PREFIX) or response.status_code < 400 or kind in OURS:
            return response
        problem = answer(request, Plain(response.status_code))
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                problem[name] = response.headers[name]
        return problem

    return told
