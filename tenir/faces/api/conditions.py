"""ETags: nothing is sent twice that has not changed, nothing is changed that was not read."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from tenir.faces.api.problems import Changed, ConditionMissing

Run = Callable[..., HttpResponseBase]


def tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response with its ETag; 304 where the reader has it already."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    tag = response["ETag"] = tag_of(response)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if tag not in {each.removeprefix("W/") for each in known} and known != ["*"]:
        return response
    unchanged = HttpResponse(status=304, headers={"ETag": tag})
    del unchanged["Content-Type"]
    return unchanged


def tag_of(response: HttpResponse) -> str:
    """The digest of what is shown."""
    return f'"{sha256(response.content).hexdigest()[:32]}"'


def unchanged_since_read(
    request: HttpRequest, read: Run, act: Callable[[], HttpResponseBase], **path: object
) -> HttpResponseBase:
    """Does the act where If-Match names what `read` shows now; the two are one transaction."""
    wanted = parse_etags(request.headers.get("If-Match", ""))
    if not wanted:
        raise ConditionMissing("api.condition_missing")
    with transaction.atomic():
        _one_at_a_time(request.path)
        shown = read(request, **path)
        if not isinstance(shown, HttpResponse) or shown.status_code != 200:
            return shown
        if wanted != ["*"] and tag_of(shown) not in wanted:
            raise Changed("api.changed")
        response = act()
        if response.status_code >= 400:
            transaction.set_rollback(True)
        return response


def _one_at_a_time(path: str) -> None:
    """Two changes of one thing come one after the other; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(sha256(path.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
