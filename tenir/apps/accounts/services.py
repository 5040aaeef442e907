"""Acts on people, roles and means of sign-in: each one transaction."""

from __future__ import annotations

from tenir.apps.accounts.acts_invitations import (
    VALID_FOR,
    AlreadyInvited,
    InvitationDead,
    Invited,
    NotAcknowledged,
    accept,
    acknowledge_professional_use,
    invite,
    resend,
    revoke_invitation,
)
from tenir.apps.accounts.acts_leaving import (
    StillOpen,
    change_email,
    check_closed,
    close_person,
    end_session,
    end_sessions,
    erase_person,
    forget_invitations,
    known_of,
    reset_second_factor,
    set_preferences,
)
from tenir.apps.accounts.acts_people import AddressTaken, FaultyPerson, add_person
from tenir.apps.accounts.acts_providers import (
    FaultyProvider,
    remove_provider,
    set_provider,
    unbind,
)
from tenir.apps.accounts.acts_roles import (
    LastAdministrator,
    PersonClosed,
    add_organisation,
    grant,
    require_second_factor,
    revoke,
)
from tenir.apps.accounts.acts_sign_in import (
    Locked,
    begin_ask,
    begin_attempt,
    forget_sign_ins,
    note_sign_in,
    succeed,
    unlock,
)
from tenir.apps.accounts.acts_tokens import (
    FaultyToken,
    Issued,
    create_token,
    note_use,
    revoke_token,
)
from tenir.apps.accounts.acts_views import FaultyView, drop_view, save_view
from tenir.apps.accounts.acts_writing import (
    FaultyWords,
    drop_unsent,
    forget_writing,
    keep_unsent,
    note_sent,
)
from tenir.apps.accounts.allowed import (
    WrongRole,
    check_administers,
    may_administer,
    may_give,
    may_look_after,
)
from tenir.apps.accounts.findable import findables
from tenir.apps.accounts.secret import seal, unseal
from tenir.apps.accounts.vouching import NotVouched

__all__ = [
    "VALID_FOR",
    "AddressTaken",
    "AlreadyInvited",
    "FaultyPerson",
    "FaultyProvider",
    "FaultyToken",
    "FaultyView",
    "FaultyWords",
    "InvitationDead",
    "Invited",
    "Issued",
    "LastAdministrator",
    "Locked",
    "NotAcknowledged",
    "NotVouched",
    "PersonClosed",
    "StillOpen",
    "WrongRole",
    "accept",
    "acknowledge_professional_use",
    "add_organisation",
    "add_person",
    "begin_ask",
    "begin_attempt",
    "change_email",
    "check_administers",
    "check_closed",
    "close_person",
    "create_token",
    "drop_unsent",
    "drop_view",
    "end_session",
    "end_sessions",
    "erase_person",
    "findables",
    "forget_invitations",
    "forget_sign_ins",
    "forget_writing",
    "grant",
    "invite",
    "keep_unsent",
    "known_of",
    "may_administer",
    "may_give",
    "may_look_after",
    "note_sent",
    "note_sign_in",
    "note_use",
    "remove_provider",
    "require_second_factor",
    "resend",
    "reset_second_factor",
    "revoke",
    "revoke_invitation",
    "revoke_token",
    "save_view",
    "seal",
    "set_preferences",
    "set_provider",
    "succeed",
    "unbind",
    "unlock",
    "unseal",
]
