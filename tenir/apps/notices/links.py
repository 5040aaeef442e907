"""Addresses in a mail by which its reader is known: they are signed as the mail leaves.

What is kept of the notice, which staff and programs read, holds them unsigned: they lead nowhere.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.core import signing

from tenir.apps.notices.models import Notice

BLANK = "by-mail"
_SIGNER = signing.Signer(salt="notices.links")


def personal(place: str) -> str:
    """An address of ours below that place, where the signature will stand: …/place/by-mail."""
    return f"{settings.TENIR.url}/{place}/{BLANK}"


def signed(notice: Notice, text: str) -> str:
    """The text as it leaves: each personal address says of which notice it is."""
    token = _SIGNER.sign_object(notice.pk).replace(":", ".")
    ours = re.escape(str(settings.TENIR.url))
    return re.sub(rf"({ours}/[\w/-]*/){BLANK}/", rf"\g<1>{token}/", text)


def notice_of_link(token: str) -> Notice | None:
    """The notice whose mail had that address, None where none did."""
    try:
        key = _SIGNER.unsign_object(token.replace(".", ":"))
    except signing.BadSignature:
        return None
    return Notice.objects.select_related("person").filter(pk=key).first()
