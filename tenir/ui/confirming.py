"""Asks whether one is sure: by a page, which scripts turn into a dialog (confirm.js)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

UNASKED = frozenset({"csrfmiddlewaretoken", "sure"})


@dataclass(frozen=True, kw_only=True)
class Sure:
    """The question before an act that cannot be taken back, and what follows from yes.

    `plain` where it destroys nothing: the button is no alarm.
    """

    question: Any
    follows: Any
    yes: Any
    plain: bool = False

    def on_button(self) -> SafeString:
        """What the act's button carries, for scripts to ask by a dialog."""
        asked = format_html(
            'data-confirm="{}" data-follows="{}" data-yes="{}"', self.question, self.follows,
            self.yes,
        )  # fmt: skip
        return format_html('{} data-tone="plain"', asked) if self.plain else asked


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


def asked_first(request: HttpRequest, sure: Sure, *, back: str) -> dict[str, Any]:
    """The same, of a question that its button carries too."""
    return asked(request, question=sure.question, follows=sure.follows, yes=sure.yes, back=back,
                 plain=sure.plain)  # fmt: skip
