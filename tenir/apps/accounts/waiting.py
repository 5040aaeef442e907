"""How long the next attempt waits after failed ones."""

from __future__ import annotations

from datetime import timedelta

ACCOUNT_FREE = 5  # someone who forgot which password it was
ADDRESS_FREE = 20  # an office behind one address, on a Monday morning
ASKS_FREE = 10  # a team that is told of a page, behind one address
FORGOTTEN_AFTER = timedelta(days=1)
_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=1)  # longer would let a stranger keep someone out of their account


def wait(failures: int, *, free: int) -> timedelta:
    """Nothing before the last free failure, then half a minute, doubled up to an hour."""
    beyond = failures - free
    if beyond < 0:
        return timedelta()
    return min(_LONGEST, _FIRST * (1 << min(beyond, 10)))
