"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.notices.acts import (
    cancel,
    hold_owed_before,
    mark_read,
    record_call,
    release,
    replay,
    retry_now,
    withhold,
)
from tenir.apps.notices.bouncing import staff_with, take_bounce, unflag
from tenir.apps.notices.endpoints import (
    add_endpoint,
    change_endpoint,
    check_url,
    disable_endpoint,
    enable_endpoint,
    rotate_secret,
    secrets_of,
    try_endpoint,
)
from tenir.apps.notices.erasing import Erased, Proving, erase_outlived, erase_person
from tenir.apps.notices.links import personal, signed
from tenir.apps.notices.owing import (
    Around,
    Recipient,
    channels_for,
    found_around,
    owe,
    publisher_name,
)
from tenir.apps.notices.rights import NoEndpoint, NotNow
from tenir.apps.notices.sending import Answer, claim, due, give_up_unheard, settle, take_back

__all__ = [
    "Answer",
    "Around",
    "Erased",
    "NoEndpoint",
    "NotNow",
    "Proving",
    "Recipient",
    "add_endpoint",
    "cancel",
    "change_endpoint",
    "channels_for",
    "check_url",
    "claim",
    "disable_endpoint",
    "due",
    "enable_endpoint",
    "erase_outlived",
    "erase_person",
    "found_around",
    "give_up_unheard",
    "hold_owed_before",
    "mark_read",
    "owe",
    "personal",
    "publisher_name",
    "record_call",
    "release",
    "replay",
    "retry_now",
    "rotate_secret",
    "secrets_of",
    "settle",
    "signed",
    "staff_with",
    "take_back",
    "take_bounce",
    "try_endpoint",
    "unflag",
    "withhold",
]
