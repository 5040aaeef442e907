"""Acts: each one transaction. This is the app's door; the acts stand in the modules beside."""

from tenir.apps.publishing.linking import (
    FaultyLink,
    MadeLink,
    TooOften,
    follow_link,
    forget_links,
    make_link,
    revoke_link,
)
from tenir.apps.publishing.publishing import Said, follow_up, publish, take_off
from tenir.apps.publishing.rights import PUBLISHERS, FaultyIncident
from tenir.apps.publishing.spreading import tell_of_works
from tenir.apps.publishing.subscribing import (
    TooManyAsk,
    confirm,
    forget_addresses,
    forget_unconfirmed,
    leave,
    subscribe,
    tell_subscribers,
)
from tenir.apps.publishing.telling import tell_more
from tenir.apps.publishing.wordings import (
    FaultyWording,
    Words,
    keep_wording,
    withdraw_wording,
)

__all__ = [
    "PUBLISHERS",
    "FaultyIncident",
    "FaultyLink",
    "FaultyWording",
    "MadeLink",
    "Said",
    "TooManyAsk",
    "TooOften",
    "Words",
    "confirm",
    "follow_link",
    "follow_up",
    "forget_addresses",
    "forget_links",
    "forget_unconfirmed",
    "keep_wording",
    "leave",
    "make_link",
    "publish",
    "revoke_link",
    "subscribe",
    "take_off",
    "tell_more",
    "tell_of_works",
    "tell_subscribers",
    "withdraw_wording",
]
