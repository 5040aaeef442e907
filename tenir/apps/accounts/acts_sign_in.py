"""Acts of the pages open to strangers: attempts counted, waits imposed, sign-ins written down."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tenir.apps.accounts.acts_people import subject_of
from tenir.apps.accounts.address import subscriber_of
from tenir.apps.accounts.allowed import check_administers
from tenir.apps.accounts.models import Lock, Person, SignIn
from tenir.apps.accounts.secret import keyed
from tenir.apps.accounts.waiting import (
    ACCOUNT_FREE,
    ADDRESS_FREE,
    ASKS_FREE,
    FORGOTTEN_AFTER,
    wait,
)
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, Viewer


class Locked(Refused):
    """Too many failures: said alike of an account that exists and of one that does not."""


def begin_attempt(*, email: str, address: str, at: datetime) -> None:
    """Counts an attempt before the password is looked at; Locked while the wait lasts.

    Counted first, so that a hundred attempts at once are a hundred, not one: what then succeeds is
    taken off again by `succeed`.
    """
    free = {
        _account(email): ("account", ACCOUNT_FREE),
        _address(address): ("address", ADDRESS_FREE),
    }
    until, started = _counted(free, at=at)
    if until:
        raise Locked("accounts.locked", until=until)
    for kind in started:
        _tell_lock(kind, email=email, address=address, at=at)


def begin_ask(what: str, *, address: str, at: datetime) -> None:
    """Counts what a page open to everyone is asked, by who sends it; Locked while the wait lasts.

    For services: it asks nobody.
    """
    until, _ = _counted({keyed(what, subscriber_of(address)): (what, ASKS_FREE)}, at=at)
    if until:
        until = timezone.localtime(until).replace(microsecond=0)
        raise Locked("accounts.asked_too_often", until=until)


@transaction.atomic
def succeed(*, email: str, address: str, at: datetime) -> None:
    """The password was right: the account's failures are forgotten, the address's are not."""
    Lock.objects.filter(key=_account(email)).delete()
    counted = Lock.objects.filter(key=_address(address), failures__gt=0)
    counted.update(failures=F("failures") - 1, until=at)


def note_sign_in(
    outcome: str,
    *,
    method: str,
    at: datetime,
    person: Person | None = None,
    address: str | None = None,
    user_agent: str = "",
) -> SignIn:
    """Writes an attempt down; what was typed is not kept, it may be a password."""
    shown = "".join(c for c in user_agent if c.isprintable())[:120]
    return SignIn.objects.create(
        person=person, at=at, outcome=outcome, method=method[:40], address=address, user_agent=shown
    )


@transaction.atomic
def unlock(person: Person, *, actor: Viewer, at: datetime) -> bool:
    """Lets a person try again at once; False where nothing was counted against them."""
    check_administers(actor)
    gone, _ = Lock.objects.filter(key=_account(person.email)).delete()
    if gone:
        record("accounts.unlocked", subject=subject_of(person), actor=actor, at=at)
    return bool(gone)


def forget_sign_ins(*, before: datetime) -> int:
    """Deletes the log's rows older than that, and counts that wait no longer; how many rows."""
    gone, _ = SignIn.objects.filter(at__lt=before).delete()
    Lock.objects.filter(last_at__lt=before, until__lt=before).delete()
    return gone


@transaction.atomic
def _counted(
    free: Mapping[str, tuple[str, int]], *, at: datetime
) -> tuple[datetime | None, list[str]]:
    """Until when to wait, if at all; and which of those kinds has just begun to be locked."""
    rows = _rows(sorted(free), at=at)
    if waiting := [row.until for row in rows if row.until > at]:
        return max(waiting), []
    started = []
    for row in rows:
        kind, allowed = free[row.key]
        row.failures = 1 if at - row.last_at > FORGOTTEN_AFTER else row.failures + 1
        row.last_at, row.until = at, at + wait(row.failures, free=allowed)
        row.save()
        if row.failures == allowed:
            started.append(kind)
    return None, started


def _rows(keys: list[str], *, at: datetime) -> list[Lock]:
    new = [Lock(key=key, last_at=at, until=at - timedelta(seconds=1)) for key in keys]
    Lock.objects.bulk_create(new, ignore_conflicts=True)
    return list(Lock.objects.select_for_update().filter(key__in=keys).order_by("key"))


def _tell_lock(kind: str, *, email: str, address: str, at: datetime) -> None:
    if kind == "address":
        told = {"subject": "address", "personal": {"address": address}}
    elif person := Person.objects.filter(email__iexact=email).first():
        told = {"subject": subject_of(person), "personal": {"address": address}}
    else:
        return
    record("accounts.locked", actor=SYSTEM, at=at, **told)  # type: ignore[arg-type]


def _account(email: str) -> str:
    """All spellings that allauth takes for one address: else each would have tries of its own."""
    return keyed("account", unicodedata.normalize("NFKC", email.strip()).casefold())


def _address(address: str) -> str:
    return keyed("address", subscriber_of(address))
