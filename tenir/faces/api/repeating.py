"""The same creation asked twice under one Idempotency-Key is done once, and answered alike.

Claim, act and answer are one transaction: whoever repeats waits for it on the unique key, then
reads the answer; where the process dies, nothing was done and nothing was claimed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tenir import clock
from tenir.apps.accounts.services import seal, unseal
from tenir.faces.api.limits import holder_of
from tenir.faces.api.models import Answered
from tenir.terms.errors import Refused
from tenir.ui.pages import viewer_of

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
LONGEST = 255
KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Content-Language")


class FaultyKey(Refused):
    """A key that cannot be kept, or that stood for another request."""


def once(
    request: HttpRequest, act: Callable[[], HttpResponseBase], *, whole: bool = False
) -> HttpResponseBase:
    """The answer of the act, which is not done again where the request's key was answered.

    `whole`: the act is one transaction by itself, and needs none around it where there is no key.
    """
    key, viewer = request.headers.get(HEADER, ""), viewer_of(request)
    if not key or viewer.person is None:
        if whole:
            return act()
        with transaction.atomic():
            return _unless_refused(act())
    if len(key) > LONGEST or not key.isprintable() or not key.isascii():
        raise FaultyKey("api.key", HEADER, most=LONGEST)
    at, holder, asked = clock.now(), holder_of(request, viewer), _digest(request)
    Answered.objects.filter(expires_at__lte=at).delete()
    try:
        with transaction.atomic():
            return _done(act, key, holder=holder, asked=asked, at=at)
    except IntegrityError:
        kept = Answered.objects.filter(holder=holder, key=key).first()
        if kept is None:  # not ours: what the act itself ran into
            raise
    if kept.asked != asked:
        raise FaultyKey("api.other_request", HEADER)
    return _again(kept)


def _done(
    act: Callable[[], HttpResponseBase], key: str, *, holder: str, asked: str, at: datetime
) -> HttpResponseBase:
    claim = Answered.objects.create(
        holder=holder, key=key, asked=asked, answered_at=at, expires_at=at + KEPT_FOR
    )
    response = _unless_refused(act())
    if isinstance(response, HttpResponse) and response.status_code < 300:
        claim.status = response.status_code
        claim.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        claim.body = seal(response.content.decode())
        claim.save(update_fields=["status", "headers", "body"])
    return response


def _unless_refused(response: HttpResponseBase) -> HttpResponseBase:
    """What is refused has done nothing, and may be asked again under the same key."""
    if response.status_code >= 400:
        transaction.set_rollback(True)
    return response


def _again(kept: Answered) -> HttpResponse:
    response = HttpResponse(unseal(kept.body), status=kept.status)
    for name, value in kept.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    """Of method, address and body; of a form with files, their names and bytes."""
    made = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, value in sorted(request.POST.items()):
            made.update(f"{name}={value}\n".encode())
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                made.update(f"{name}:{file.name}\n".encode())
                for part in file.chunks():
                    made.update(part)
                file.seek(0)
    else:
        made.update(request.body)
    return made.hexdigest()
