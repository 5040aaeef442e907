"""Is it there, can it serve, how is it: /healthz, /readyz, /metrics."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from secrets import compare_digest

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from tenir import clock
from tenir.integrations.background import metrics as exposed
from tenir.integrations.upkeep.schema import behind

Probe = Callable[[HttpRequest], HttpResponse]


def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every probe's signature
    """This process answers; it asks nothing of anybody."""
    return _said("ok")


def readiness(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every probe's signature
    """The database answers, and its tables are those of this version: requests may come."""
    try:
        missing = behind()
    except DatabaseError:
        return _said("database unreachable", 503)
    return _said("migrations to apply: tenir migrate", 503) if missing else _said("ok")


def metrics(request: HttpRequest) -> HttpResponse:
    """The background work in figures, for Prometheus: with the token, or from this machine."""
    if not _may_measure(request):
        return _said("403: see TENIR_METRICS_TOKEN in docs/operations/monitoring.md", 403)
    return HttpResponse(
        exposed(clock.now()), content_type="text/plain; version=0.0.4; charset=utf-8"
    )


def _may_measure(request: HttpRequest) -> bool:
    token = settings.TENIR.metrics_token
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(given.encode(), token.encode())
    # without a token: this machine, and no request that a proxy handed on
    handed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return _loopback(request.META.get("REMOTE_ADDR", "")) and not handed_on


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _said(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


PROBES: Mapping[str, Probe] = {"/healthz": health, "/readyz": readiness, "/metrics": metrics}
