"""How someone came in, in words: the browser and the system that they had, the means of sign-in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# What a browser calls itself holds the names of those it is like: the most particular come first.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
            "Safari/": "Safari"}  # fmt: skip
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad",
           "Mac OS": "macOS", "Linux": "Linux"}  # fmt: skip
METHODS = {"password": _("password"), "passkey": _("passkey"), "totp": _("code"),
           "recovery_codes": _("recovery code"), "webauthn": _("security key"),
           "oidc": _("my organisation")}  # fmt: skip


def browser_of(user_agent: str) -> str:
    """A browser and its system, by the names that people know."""
    known = [
        next((shown for sign, shown in names.items() if sign in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, known)) or user_agent[:40] or "?"


def method_of(name: str) -> str:
    """The means of sign-in, in words."""
    return " + ".join(str(METHODS.get(part, part)) for part in name.split("+"))
