"""Acts on people, roles and means of sign-in: each one transaction."""

from __future__ import annotations

from tenir.apps.accounts.acts_people import AddressTaken, FaultyPerson, add_person
from tenir.apps.accounts.acts_roles import (
    LastAdministrator,
    PersonClosed,
    add_organisation,
    grant,
    require_second_factor,
    revoke,
)
from tenir.apps.accounts.allowed import WrongRole

__all__ = [
    "AddressTaken",
    "FaultyPerson",
    "LastAdministrator",
    "PersonClosed",
    "WrongRole",
    "add_organisation",
    "add_person",
    "grant",
    "require_second_factor",
    "revoke",
]
