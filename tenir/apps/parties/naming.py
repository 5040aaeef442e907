"""Whether words name a client, for what everyone reads.

Clause: 10.4.
"""

from __future__ import annotations

import re

from tenir.apps.parties.models import Client

SHORTEST = 4  # shorter names are words of any text


def client_named(*texts: str) -> str:
    """The name or number of a client that the words hold; nothing where they name none.

    For services: it filters by nobody.
    Clause: 10.4.
    """
    text = "\n".join(texts).casefold()
    for client in Client.objects.select_related("organisation").order_by("number"):
        for name in (client.organisation.name, client.legal_name, client.number):
            if len(name) >= SHORTEST and _says(text, name):
                return name
    return ""


def _says(text: str, name: str) -> bool:
    name = name.casefold()
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
