"""What may be done, found by its words as things and pages are: by those alone for whom it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir.apps.search import queries
from tenir.ui import searching
from tenir.ui.language import language
from tenir.viewer import StaffRole, Viewer

May = Callable[[Viewer], object]
SHORT = 3  # letters of a word that says little: “a”, “the”, “une”


@dataclass(frozen=True, eq=False)
class Doing:
    """Something to do: its words, others that it is asked for by, who may, the page it leads to.

    `to` is the name of a page, or gives its address to who is looking; `press` is the button of
    every page that does it at once, where no page does.
    """

    label: Any
    icon: str
    to: str | Callable[[Viewer], str] = ""
    may: May = lambda _viewer: True
    more: Any = ""
    press: str = ""

    def address(self, viewer: Viewer) -> str:
        """Where it is done."""
        if not self.to:
            return "#account"
        return reverse(self.to) if isinstance(self.to, str) else self.to(viewer)


@dataclass(frozen=True)
class Found(searching.Result):
    """Something to do that was found."""

    icon: str = ""
    press: str = ""


def of(*roles: StaffRole) -> May:
    """For staff of those roles."""
    return lambda viewer: viewer.has(*roles)


OWN = (
    Doing(_("Create an access token"), "key", "accounts_tokens", more=_("API token for a program")),
    Doing(_("Change my password"), "lock", "account_change_password"),
    Doing(_("Change my name, language or time zone"), "user", "accounts_account",
          more=_("my account")),
    Doing(_("End my other sessions"), "logout", "usersessions_list"),
    Doing(_("Set up a second factor"), "shield-check", "mfa_index", more=_("key, passkey, code")),
)  # fmt: skip
LANGUAGES = {
    "fr": Doing(_("Show the pages in French"), "language", more=_("switch the language: Français"),
                press="[name=language][value=fr]"),
    "en": Doing(_("Show the pages in English"), "language", more=_("switch the language: English"),
                press="[name=language][value=en]"),
}  # fmt: skip
DISPLAY = (
    Doing(_("Light appearance"), "sun", more=_("switch the theme"), press="[data-theme=light]"),
    Doing(_("Dark appearance"), "moon", more=_("switch the theme"), press="[data-theme=dark]"),
    Doing(_("Appearance of the system"), "device-desktop", more=_("switch the theme"),
          press="[data-theme=system]"),
    Doing(_("Keyboard shortcuts"), "keyboard", press="[data-keys-open]"),
    Doing(_("Sign out"), "logout", press="[data-sign-out]"),
)  # fmt: skip


def found(viewer: Viewer, text: str, doings: Iterable[Doing], *, most: int = 0) -> list[Found]:
    """What the viewer may do and is called so, in the order of the list; nothing for no words."""
    words = _telling(queries.asked(text))
    if not words:
        return []
    shown = [
        Found(searching.marked(str(each.label), words), searching.marked("", []),
              each.address(viewer), icon=each.icon, press=each.press)
        for each in doings if _called(each, words) and each.may(viewer)
    ]  # fmt: skip
    return shown[: most or None]


def everyones() -> list[Doing]:
    """What anyone signed in may do, in either face."""
    others = [each for code, each in LANGUAGES.items() if code != language()]
    return [*OWN, *others, *DISPLAY]


def _called(doing: Doing, words: Sequence[str]) -> bool:
    own = queries.tokens(f"{doing.label} {doing.more}")
    return all(any(each.startswith(word) for each in own) for word in words)


def tells(words: Sequence[str]) -> bool:
    """Whether a question has a word that says something, past its first letters."""
    return any(len(word) > SHORT for word in words)


def _telling(words: Sequence[str]) -> Sequence[str]:
    return [word for word in words if len(word) > SHORT] or words
