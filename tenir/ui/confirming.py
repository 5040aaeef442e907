"""Asks whether one is sure: by a page, which scripts turn into a dialog (confirm.js)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

UNASKED = frozenset({"csrfmiddlewaretoken", "sure"})


@dataclass(frozen=True)
class Asked:
    """The question, what follows from yes, the words of yes, where no leads.

    `plain` where it destroys nothing: the button is no alarm.
    """

    question: Any
    follows: Any
    yes: Any
    back: str
    plain: bool = False
    address: str = ""
    given: list[tuple[str, str]] = field(default_factory=list)


def is_sure(request: HttpRequest) -> bool:
    """Whether the question was answered with yes."""
    return request.POST.get("sure") == "yes"


def asked(
    request: HttpRequest, *, question: Any, follows: Any, yes: Any, back: str, plain: bool = False
) -> dict[str, Any]:
    """What tenir/confirm.html shows; what was given comes back with the answer."""
    given = [
        (name, value)
        for name, values in request.POST.lists() if name not in UNASKED
        for value in values
    ]  # fmt: skip
    told = Asked(question, follows, yes, back, plain, request.get_full_path(), given)
    return {"asked": told}
