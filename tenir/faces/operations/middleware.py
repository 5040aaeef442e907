"""What surrounds every request: who is asking, its line in the log, its headers, the probes."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tenir.faces.operations.probes import PROBES
from tenir.logs import route_of

Answer = Callable[[HttpRequest], HttpResponseBase]
GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " font-src 'self'; connect-src 'self'; form-action 'self'; manifest-src 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    ),
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(),"
        " publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}
log = structlog.get_logger("tenir.requests")


def requests_told(answer: Answer) -> Answer:
    """A line in the log for each request, under an id that its answer carries too."""

    def told(request: HttpRequest) -> HttpResponseBase:
        begun, ours = perf_counter(), _id_of(request)
        with structlog.contextvars.bound_contextvars(request_id=ours):
            response = answer(request)
            if request.path not in PROBES:
                log.info(
                    "request",
                    method=request.method,
                    route=route_of(request),
                    status=response.status_code,
                    ms=round((perf_counter() - begun) * 1000),
                )
        response["X-Request-ID"] = ours
        return response

    return told


def _id_of(request: HttpRequest) -> str:
    """A proxy of ours may give the id; anybody else's is not believed."""
    given = request.headers.get("X-Request-ID", "") if settings.TENIR.proxies else ""
    return given if GIVEN_ID.fullmatch(given) else uuid4().hex


def probes_answered(answer: Answer) -> Answer:
    """/healthz, /readyz and /metrics, before hosts, sessions and redirections are looked at."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path)
        return probe(request) if probe else answer(request)

    return answered


def address_known(answer: Answer) -> Answer:
    """REMOTE_ADDR as the outermost proxy of ours saw it; what a client forges is left aside."""

    def known(request: HttpRequest) -> HttpResponseBase:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if settings.TENIR.proxies and len(forwarded) >= settings.TENIR.proxies and forwarded[0]:
            request.META["REMOTE_ADDR"] = forwarded[-settings.TENIR.proxies]
        request.META.pop("HTTP_X_FORWARDED_FOR", None)
        return answer(request)

    return known


def size_limited(answer: Answer) -> Answer:
    """A body that no page asks for is refused before it is read."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.LARGEST_BODY:
            return HttpResponse("413", status=413, content_type="text/plain")
        return answer(request)

    return limited


def headers_added(answer: Answer) -> Answer:
    """What browsers are told not to do; a response that says it stricter itself is left alone."""

    def added(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return added
