"""The demonstration on the platform: a publisher, its clients and their year, through the services.

What happened is told in order, each act at its own date in the past, by whoever would have done it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db import transaction

from tenir.apps.accounts import queries as accounts
from tenir.integrations.demonstration.asking import asked
from tenir.integrations.demonstration.delivery import deliver, tick
from tenir.integrations.demonstration.furnishing import furnishings
from tenir.integrations.demonstration.happening import Happening, happenings, measure
from tenir.integrations.demonstration.history import ZONE, history
from tenir.integrations.demonstration.incidents import incidents, watch_platform
from tenir.integrations.demonstration.knowing import knowledge
from tenir.integrations.demonstration.opening import open_business
from tenir.integrations.demonstration.publisher import CUSTOMERS, STAFF, email_of, password_of
from tenir.integrations.demonstration.releasing import released
from tenir.progress import Progress, unheard
from tenir.terms.dates import epoch, local
from tenir.viewer import NotSeen


class SignIn(NamedTuple):
    """Who may come in, and how."""

    name: str
    address: str
    password: str
    role: str
    at: str = ""  # the client whose it is; nothing of the publisher's


@dataclass(frozen=True)
class Built:
    """The demonstration as it stands; `fresh` where this call made it."""

    sign_ins: tuple[SignIn, ...]
    fresh: bool


def build_platform(at: datetime, progress: Progress = unheard) -> Built:
    """Fill the database with the demonstration as of that instant; once, and whole or not at all.

    A database that has a publisher is left as it is. `progress` is told how many of its acts are
    done, and how many there are.
    """
    if _there():
        return Built(sign_ins(), fresh=False)
    at = local(epoch(at), ZONE)
    year = history(at.date())
    with transaction.atomic():
        business = open_business(year, at)
        measure(year, business, at)
        watch_platform(business, at)
        each = [
            *happenings(year, business, at), *furnishings(year, business, at),
            *asked(year, business, at), *incidents(year, business, at),
            *knowledge(year, business, at), *released(year, business, at),
        ]  # fmt: skip
        told = [each for each in sorted(each, key=_when) if each[0] <= at]
        for when, together in groupby(enumerate(told, 1), lambda each: _when(each[1])):
            for done, (_, act) in together:
                act(when)
                progress(done, len(told))
            deliver(when)
        tick(at)
        deliver(at)
    return Built(sign_ins(), fresh=True)


def sign_ins() -> tuple[SignIn, ...]:
    """Everyone who may sign in, the publisher's people first."""
    staff = [SignIn(name, email_of(name, ""), password_of(name), role) for name, role in STAFF]
    clients = [
        SignIn(name, email_of(name, customer.slug), password_of(name), role, customer.name)
        for customer in CUSTOMERS for name, role in customer.people
    ]  # fmt: skip
    return (*staff, *clients)


def _when(happening: Happening) -> datetime:
    return happening[0]


def _there() -> bool:
    try:
        accounts.publisher()
    except NotSeen:
        return False
    return True
