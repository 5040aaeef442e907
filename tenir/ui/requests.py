"""Requests as pages show them, whoever reads: words, lists, and the files sent with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.catalogue.queries import Software, software_in
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Request
from tenir.ui.keys import key_of
from tenir.ui.states import state_of
from tenir.viewer import Viewer

# What a list shows of a request, and what its clock is told by: nothing else of fifty is read.
LISTED = (
    "title", "state", "priority", "clock", "restricted", "client", "opened_by", "entered_by",
    "recorded_at", "promised_at", "due_at", "risk_at", "stopped_at", "in_time", "left", "took",
    "subscription__product__name", "subscription__contract__agreement",
)  # fmt: skip
# 7.18, in its own words: letters say nothing to who asks.
IMPACTS: Mapping[str, Any] = {
    "high": _("All users are affected"),
    "medium": _("Several users are affected"),
    "low": _("One user is affected"),
}
URGENCIES: Mapping[str, Any] = {
    "critical": _("Production is stopped"),
    "major": _("Production is affected, with a workaround"),
    "normal": _("A question, or no effect on production"),
}
KINDS: Mapping[str, Any] = {
    Request.Kind.SUPPORT: _("Something does not work"),
    Request.Kind.QUESTION: _("A question"),
    Request.Kind.SERVICE: _("A service is wished for"),
}
ENVIRONMENTS: Mapping[str, Any] = {
    "production": _("Production"),
    "test": _("Another one: test, training"),
}
CHANNELS: Mapping[str, Any] = {
    "portal": "",
    "telephone": pgettext_lazy("how it was said", "by telephone"),
    "email": pgettext_lazy("how it was said", "by e-mail"),
    "api": pgettext_lazy("how it was said", "by a program"),
    "import": pgettext_lazy("how it was said", "taken over"),
}


ELEMENTS: Mapping[str, Any] = {
    "problem": _("The problem"),
    "observed": _("What happens"),
    "expected": _("What was expected"),
    "steps": _("Steps"),
    "context": _("Context"),
}


def third_party(found: Request) -> Sequence[Software]:
    """The software of other publishers in the product that a request is about.

    Clause: 2.7, 7.20.
    """
    return list(software_in(found.subscription.product)) if found.subscription else ()


def elements(found: Request) -> Sequence[tuple[Any, str]]:
    """What was described, as it was asked for (7.10)."""
    return [(label, getattr(found, n)) for n, label in ELEMENTS.items() if getattr(found, n)]


def where(found: Request) -> Any:
    """The environment that it is about, as it was asked for, or as a program named it."""
    return ENVIRONMENTS.get(found.environment, found.environment)


def numbered(found: Request) -> str:
    """Its number, and that security alone sees it where that is so.

    Clause: 10.5.
    """
    return f"{found.number} · {state_of('restricted').word}" if found.restricted else found.number


def worded(rows: QuerySet[Request], text: str) -> QuerySet[Request]:
    """Those of that number, or whose title has these words."""
    number = key_of(text.upper().removeprefix("DA-"))
    if number is not None:
        return rows.filter(pk=number)
    return rows.filter(title__icontains=text)


def in_state(rows: QuerySet[Request], value: str) -> QuerySet[Request]:
    """Those in that state."""
    return queries.among(rows, state=value)


def of_priority(rows: QuerySet[Request], value: str) -> QuerySet[Request]:
    """Those of that priority."""
    return queries.among(rows, priority=value)


def attached(
    request: HttpRequest, id: int, *, internal: bool = False, actor: Viewer, at: datetime
) -> list[Any]:
    """The files that a form brought are kept for a request; their keys. Raises FileRefused.

    Clause: 7.10.
    """
    handed: Iterable[Any] = request.FILES.getlist("files")
    return [
        services.attach(
            id, file, filename=file.name or "", claimed=file.content_type or "",
            internal=internal, actor=actor, at=at,
        ).pk
        for file in handed
    ]  # fmt: skip


@transaction.atomic
def with_files(
    request: HttpRequest,
    id: int,
    call: Callable[[list[Any]], Any],
    *,
    internal: bool = False,
    actor: Viewer,
    at: datetime,
) -> Any:
    """The files that a form brought are kept with what is said by it, or neither is."""
    return call(attached(request, id, internal=internal, actor=actor, at=at))


@transaction.atomic
def written_with_files(
    request: HttpRequest,
    write: Callable[[], Request],
    *,
    send: bool,
    actor: Viewer,
    at: datetime,
) -> Request:
    """A draft is written with the files that a form brought, and sent where asked for; or nothing.

    Clause: 7.10.
    """
    made = write()
    attached(request, made.pk, actor=actor, at=at)
    return services.send(made.pk, actor=actor, at=at) if send else made
