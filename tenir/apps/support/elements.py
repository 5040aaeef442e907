"""The elements of a request: what may be said, what was, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenir.apps.agreements import queries as agreements
from tenir.apps.support.models import Request
from tenir.terms.errors import Refused
from tenir.terms.support import missing
from tenir.viewer import SYSTEM, NotSeen

WORDS = ("title", "problem", "observed", "expected", "steps", "context")
CHOICES = ("kind", "subscription", "impact", "urgency", "environment")
LONGEST, TITLE = 100_000, 200
KNOWN: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(Request.Kind.values),
    "impact": ("", "high", "medium", "low"),
    "urgency": ("", "critical", "major", "normal"),
}


class FaultyRequest(Refused):
    """Something about the request that cannot be as it is said."""


def fill_in(found: Request, elements: Mapping[str, Any]) -> None:
    """The elements that were given are written on the request; those left out stay as they were."""
    for name in (*WORDS, "kind", "impact", "urgency", "environment"):
        if name in elements:
            setattr(found, name, str(elements[name] or "").strip())
    if elements.get("subscription"):
        line = agreements.subscription(SYSTEM, int(elements["subscription"]))
        if line.contract.client_id != found.client_id:
            raise NotSeen("agreements.no_subscription")
        found.subscription, found.client = line, line.contract.client


def check(elements: Mapping[str, Any]) -> None:
    """Refuses an element that is unknown, too long, or none of those that may be said."""
    for name, value in elements.items():
        if name not in (*WORDS, *CHOICES):
            raise FaultyRequest("requests.unknown_element", name=name)
        if name in KNOWN and str(value or "") not in KNOWN[name]:
            known = ", ".join(word for word in KNOWN[name] if word)
            raise FaultyRequest("requests.unknown_word", given=str(value)[:60], known=known)
        most = TITLE if name == "title" else 20 if name == "environment" else LONGEST
        if len(str(value or "")) > most:
            raise FaultyRequest("requests.too_long", name=name, most=most)


def missing_of(found: Request) -> tuple[str, ...]:
    """What the request lacks, in the order in which it is asked.

    Clause: 7.10, 7.11.
    """
    given = {name: getattr(found, name) for name in (*WORDS, "impact", "urgency")}
    kind = found.kind if found.kind in {"service", "question"} else "support"
    return missing(kind, {**given, "subscription": found.subscription_id}).value  # type: ignore[arg-type]


def give_title(found: Request) -> None:
    """The first line of the problem, where it was given no title."""
    if not found.title:
        found.title = next(iter(found.problem.strip().splitlines()), "")[:TITLE]
