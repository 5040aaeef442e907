"""Acts on clients and contacts: each one transaction.

Where article 9 judges, the caller hands over the `terms` in force for the client: agreements stand
above this app.
"""

from __future__ import annotations

from tenir.apps.parties.acts_clients import NumberTaken, change_client, register_client
from tenir.apps.parties.acts_contacts import ContactRefused, designate
from tenir.apps.parties.details import FaultyDetails

__all__ = [
    "ContactRefused",
    "FaultyDetails",
    "NumberTaken",
    "change_client",
    "designate",
    "register_client",
]
