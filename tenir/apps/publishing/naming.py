"""What is for everyone names no client.

Clause: 10.4.
"""

from __future__ import annotations

import re

from tenir.apps.parties import queries as parties
from tenir.apps.publishing.rights import FaultyIncident
from tenir.viewer import SYSTEM

SHORTEST = 4  # shorter names are words of any text


def refuse_names(*texts: str) -> None:
    """Refuses words for everyone that hold a client's name or number.

    Clause: 10.4.
    """
    text = "\n".join(texts).casefold()
    for client in parties.clients(SYSTEM):
        names = (client.organisation.name, client.legal_name, client.number)
        for name in names:
            if len(name) >= SHORTEST and _says(text, name):
                raise FaultyIncident("publishing.names_a_client", given=name)


def _says(text: str, name: str) -> bool:
    name = name.casefold()
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
