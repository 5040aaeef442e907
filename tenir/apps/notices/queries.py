"""Questions: each says who is looking."""

from __future__ import annotations

from tenir.apps.notices.models import Attempt as Attempt
from tenir.apps.notices.models import Notice as Notice
from tenir.apps.notices.models import WebhookEndpoint as WebhookEndpoint
from tenir.apps.notices.models import Unreachable as Unreachable


def unreachable(address: str) -> Unreachable | None:
    """What is known of an address that mail does not reach, None where nothing is.

    Clause: 9.2.
    """
    return Unreachable.objects.filter(address=address.lower()).first()
