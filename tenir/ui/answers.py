"""What proves that a client knows of a version, in a list, to whoever it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PROOFS = {
    "signature": _("signed with the contract"),
    "email": _("an e-mail that a server took"),
    "portal": _("read in Tenir"),
    "post": _("a letter"),
    "answer": _("the client's own answer"),
}
