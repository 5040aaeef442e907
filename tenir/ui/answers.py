"""Versions of the agreement as lists tell them: by their number, and what proves one is known."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PROOFS = {
    "signature": _("signed with the contract"),
    "email": _("an e-mail that a server took"),
    "portal": _("read in Tenir"),
    "post": _("a letter"),
    "answer": _("the client's own answer"),
}


def version_named(number: str) -> str:
    """“Version 3”, as its own page calls it."""
    return gettext("Version %(number)s") % {"number": number}
