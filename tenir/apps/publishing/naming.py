"""What is for everyone names no client.

Clause: 10.4.
"""

from __future__ import annotations

from tenir.apps.parties import queries as parties
from tenir.apps.publishing.rights import FaultyIncident


def refuse_names(*texts: str) -> None:
    """Refuses words for everyone that hold a client's name or number.

    Clause: 10.4.
    """
    if name := parties.client_named(*texts):
        raise FaultyIncident("publishing.names_a_client", given=name)
