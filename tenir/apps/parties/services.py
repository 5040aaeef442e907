"""Acts on clients and contacts: each one transaction.

Where article 9 judges, the caller hands over the `terms` in force for the client: agreements stand
above this app. The last three are for schedules.
"""

from __future__ import annotations

from tenir.apps.parties.acts_clients import NumberTaken, change_client, register_client
from tenir.apps.parties.acts_confirmation import (
    confirm_contacts,
    flag_contact,
    flag_unreachable,
    link_people,
    remind_to_confirm,
    unflag_contact,
)
from tenir.apps.parties.acts_contacts import (
    ContactRefused,
    change_contact,
    designate,
    invite_contact,
    remove_contact,
)
from tenir.apps.parties.acts_import import (
    CLIENT_COLUMNS,
    CONTACT_COLUMNS,
    ClientRow,
    ContactRow,
    TakenIn,
    take_in,
)
from tenir.apps.parties.acts_links import invite_staff, resend_link
from tenir.apps.parties.acts_main import (
    ChangeRefused,
    ask_change,
    refuse_change,
    sign_change,
    verify_change,
    withdraw_change,
)
from tenir.apps.parties.acts_readers import invite_reader, remove_reader, withdraw_reader
from tenir.apps.parties.details import FaultyDetails
from tenir.apps.parties.erasing import Known, erase_contacts, known_of
from tenir.apps.parties.findable import findables
from tenir.apps.parties.rights import may_keep_clients, may_manage, may_speak

__all__ = [
    "CLIENT_COLUMNS",
    "CONTACT_COLUMNS",
    "ChangeRefused",
    "ClientRow",
    "ContactRefused",
    "ContactRow",
    "FaultyDetails",
    "Known",
    "NumberTaken",
    "TakenIn",
    "ask_change",
    "change_client",
    "change_contact",
    "confirm_contacts",
    "designate",
    "erase_contacts",
    "findables",
    "flag_contact",
    "flag_unreachable",
    "invite_contact",
    "invite_reader",
    "invite_staff",
    "known_of",
    "link_people",
    "may_keep_clients",
    "may_manage",
    "may_speak",
    "refuse_change",
    "register_client",
    "remind_to_confirm",
    "remove_contact",
    "remove_reader",
    "resend_link",
    "sign_change",
    "take_in",
    "unflag_contact",
    "verify_change",
    "withdraw_change",
    "withdraw_reader",
]
