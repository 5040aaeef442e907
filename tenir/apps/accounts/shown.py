"""In words: the browser and the system that someone had, the means of sign-in, a token's scopes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

# What a browser calls itself holds the names of those it is like: the most particular come first.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
            "Safari/": "Safari"}  # fmt: skip
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad",
           "Mac OS": "macOS", "Linux": "Linux"}  # fmt: skip
METHODS = {"password": _("password"), "passkey": _("passkey"), "totp": _("code"),
           "recovery_codes": _("recovery code"), "webauthn": _("security key"),
           "oidc": _("my organisation")}  # fmt: skip

SCOPES = {
    "read": _("read all that I see"),
    "support.write": _("write in support"),
    "availability.write": _("write in availability"),
    "availability.measure": _("tell what monitoring sees"),
    "backups.write": _("write in backups"),
    "releases.write": _("write in releases"),
    "orders.write": _("write in orders"),
    "parties.write": _("write on clients and contacts"),
    "catalogue.write": _("write in the catalogue"),
    "agreements.write": _("write on contracts and versions of the agreement"),
    "documents.write": _("keep documents"),
    "notices.write": _("act on notices and webhooks"),
    "maintenance.write": _("announce works"),
    "publishing.write": _("publish incidents"),
    "reports.write": _("freeze and revise months"),
    "background.write": _("act on background work"),
}


def scope_of(name: str) -> Any:
    """What a scope lets a program do, in words; its name, of one that has none."""
    return SCOPES.get(name, name)


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
