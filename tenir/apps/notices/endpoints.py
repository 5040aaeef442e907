"""Programs that hear of notices: their addresses, their secrets, and when to stop calling them."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from tenir.apps.accounts.queries import Person
from tenir.apps.journal import services as journal
from tenir.apps.notices.models import Notice, Outcome, State, WebhookEndpoint
from tenir.apps.notices.owing import Recipient, hear, owe
from tenir.apps.notices.queries import endpoints
from tenir.apps.notices.rights import NoEndpoint, require_owner
from tenir.apps.notices.sealing import new_secret, opened, sealed
from tenir.viewer import SYSTEM, NotSeen, Viewer

OVERLAP = timedelta(hours=24)  # both secrets sign
DISABLED_AFTER = timedelta(days=5)  # of failures and nothing else
MOST = 20  # endpoints of one organisation
MOST_PUBLIC = 500  # asked for by anyone
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@transaction.atomic
def add_endpoint(
    *,
    organisation: int | None,
    url: str,
    kinds: Sequence[str],
    public: bool = False,
    actor: Viewer,
    at: datetime,
) -> tuple[WebhookEndpoint, str]:
    """Where a program will hear of notices of these kinds (of all, without any), and its secret.

    The secret is shown this once. A client's main contact adds its own; operations add any, and
    those without an organisation, which hear all. A `public` one hears its kinds and nothing else.
    """
    require_owner(actor, organisation)
    check_url(url)
    most = MOST_PUBLIC if public else MOST
    held = WebhookEndpoint.objects.filter(organisation=organisation, public=public)
    if held.count() >= most:
        raise NoEndpoint("notices.too_many", most=most)
    secret = new_secret()
    endpoint = WebhookEndpoint.objects.create(
        organisation_id=organisation, url=url, kinds=sorted(set(kinds)), secret=sealed(secret),
        public=public, made_by_id=actor.person, made_at=at,
    )  # fmt: skip
    _journal(endpoint, "endpoint_added", actor=actor, at=at)
    return endpoint, secret


@transaction.atomic
def rotate_secret(endpoint: int, *, actor: Viewer, at: datetime) -> str:
    """A new secret, shown this once; for a day the former one signs beside it."""
    found = _found(endpoint, actor)
    secret = new_secret()
    _change(found, "endpoint_rotated", actor=actor, at=at, secret=sealed(secret),
            previous_secret=found.secret, previous_until=at + OVERLAP)  # fmt: skip
    return secret


@transaction.atomic
def change_endpoint(
    endpoint: int, *, url: str, kinds: Sequence[str], actor: Viewer, at: datetime
) -> None:
    """Another address, other kinds; what is owed already goes to the new address."""
    found = _found(endpoint, actor)
    check_url(url)
    _change(found, "endpoint_changed", actor=actor, at=at, url=url, kinds=sorted(set(kinds)))


@transaction.atomic
def disable_endpoint(endpoint: int, *, because: str, actor: Viewer, at: datetime) -> None:
    """Calls a program no more; what was owed to it is given up, and can be replayed."""
    _disable(_found(endpoint, actor), because, actor=actor, at=at)


@transaction.atomic
def enable_endpoint(endpoint: int, *, actor: Viewer, at: datetime) -> None:
    """Calls a program again, from now on."""
    _change(_found(endpoint, actor), "endpoint_enabled", actor=actor, at=at, active=True,
            failing_since=None, disabled_at=None, disabled_because="")  # fmt: skip


@transaction.atomic
def try_endpoint(endpoint: int, *, actor: Viewer, at: datetime) -> Notice:
    """Owes a program a notice of the kind `notices.trial`, to see that it hears."""
    found = _found(endpoint, actor)
    return hear(found, kind="notices.trial", key=f"notices.trial/{found.pk}/{at.isoformat()}",
                at=at)  # fmt: skip


def secrets_of(endpoint: WebhookEndpoint, *, at: datetime) -> list[str]:
    """The secrets that sign for a program now, the newest first; none where they cannot be read."""
    held = [endpoint.secret]
    if endpoint.previous_until and at < endpoint.previous_until:
        held.append(endpoint.previous_secret)
    return [secret for token in held if (secret := opened(token))]


def follow(endpoint: WebhookEndpoint, outcome: Outcome, *, at: datetime) -> None:
    """What an answer says of the program: after days of failures, or told so, we call no more."""
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    if outcome == Outcome.ACCEPTED:
        rows.exclude(failing_since=None).update(failing_since=None)
        return
    rows.filter(failing_since=None).update(failing_since=at)
    failing = rows.get()
    if outcome == Outcome.REFUSED:
        _disable(failing, "gone", actor=SYSTEM, at=at)
    elif failing.failing_since and failing.failing_since <= at - DISABLED_AFTER:
        _disable(failing, "failing", actor=SYSTEM, at=at)


def check_url(url: str) -> None:
    """Refuses an address that is not a public https one; the name is resolved when we call it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NoEndpoint("notices.not_url") from None
    local = settings.TENIR.demonstration and host in LOOPBACK
    if not host or len(url) > 500 or any(not "!" <= letter <= "~" for letter in url):
        raise NoEndpoint("notices.not_url")
    if parts.username is not None or parts.password is not None or parts.fragment or port == 0:
        raise NoEndpoint("notices.not_url")
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise NoEndpoint("notices.not_https")
    if not local and (host in LOOPBACK or _is_private(host)):
        raise NoEndpoint("notices.not_public")


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _disable(endpoint: WebhookEndpoint, because: str, *, actor: Viewer, at: datetime) -> None:
    won = WebhookEndpoint.objects.filter(pk=endpoint.pk, active=True).update(
        active=False, disabled_at=at, disabled_because=because
    )
    if not won:
        return
    Notice.objects.filter(endpoint=endpoint, state=State.OWED).update(
        state=State.FAILED, next_attempt_at=None
    )
    _journal(endpoint, "endpoint_disabled", actor=actor, at=at, after={"because": because})
    owner = endpoint.made_by
    if actor == SYSTEM and owner is not None and owner.is_active:
        owe("notices.endpoint_disabled",
            key=f"notices.endpoint_disabled/{endpoint.pk}/{at.isoformat()}",
            to=[_recipient(owner)], subject=f"endpoint/{endpoint.pk}",
            values={"url": endpoint.url, "gone": because == "gone",
                    "since": endpoint.failing_since or at},
            actor=SYSTEM, at=at, organisation=endpoint.organisation_id)  # fmt: skip


def _recipient(person: Person) -> Recipient:
    return Recipient(person.pk, person.email, "en" if person.language == "en" else "fr")


def _found(endpoint: int, actor: Viewer) -> WebhookEndpoint:
    found = endpoints(actor).filter(pk=endpoint).first()
    if found is None:
        raise NotSeen("notices.no_endpoint")
    require_owner(actor, found.organisation_id)
    return found


def _change(
    endpoint: WebhookEndpoint, fact: str, *, actor: Viewer, at: datetime, **changes: Any
) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(**changes)
    _journal(endpoint, fact, actor=actor, at=at)


def _journal(
    endpoint: WebhookEndpoint,
    fact: str,
    *,
    actor: Viewer,
    at: datetime,
    after: dict[str, Any] | None = None,
) -> None:
    """Without the address, which may carry a token of its own."""
    journal.record(
        f"notices.{fact}", subject=f"endpoint/{endpoint.pk}", actor=actor, at=at,
        client=endpoint.organisation_id, after=after,
    )  # fmt: skip
