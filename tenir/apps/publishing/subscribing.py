"""People and programs that follow the public page: asked, confirmed, left; told of each update."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tenir.apps.accounts.services import begin_ask
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.publishing.models import Update
from tenir.apps.publishing.models_links import PrivateLink
from tenir.apps.publishing.models_subscribers import Subscriber
from tenir.apps.publishing.rights import FaultyIncident
from tenir.apps.publishing.telling import CLAUSES, values_of
from tenir.terms.phrases import Language
from tenir.viewer import SYSTEM, NotSeen

AGAIN = timedelta(hours=1)  # before the same address is written to once more
WAITING = timedelta(days=7)  # after which an address that never confirmed is forgotten
MOST_AN_HOUR = 3  # mails of that to one address, for itself and for programs
MOST_WAITING = 500  # addresses that have not confirmed yet
BATCH = 50  # subscribers told in one transaction
PROGRAMS = "publishing.update"


class TooManyAsk(FaultyIncident):
    """More addresses wait for their confirmation than people would ask for."""


@transaction.atomic
def subscribe(
    *, email: str, language: Language, url: str = "", sender: str | None = None, at: datetime
) -> None:
    """An address asks to be told of public incidents; it is sent the link to confirm by.

    Nothing says whether it was known already. Who sends it from the page, `sender`, waits
    after some asks: one of them does not fill the room of all who have not confirmed yet.
    Clause: 5.11.
    """
    if url:
        notices.check_url(url)
    if sender is not None:
        begin_ask("follow", address=sender, at=at)
    known = _asked(email.lower(), url, language=language, at=at)
    if known is None:
        return
    notices.owe(
        "publishing.subscription", key=f"subscriber/{known.pk}/{at.timestamp():.6f}",
        to=[Recipient(None, known.email, language)], subject="", confidential=True, actor=SYSTEM,
        at=at, clauses=("5.11",), values={"link": link_of(known), "url": url},
    )  # fmt: skip


def _asked(email: str, url: str, *, language: Language, at: datetime) -> Subscriber | None:
    """Who asks, of those who ask at once the first; None where that address was written to lately.

    Whichever programs it names, an address is written to so often an hour.
    """
    lately = Subscriber.objects.filter(email=email, asked_at__gt=at - AGAIN)
    known = Subscriber.objects.filter(email=email, url=url).first()
    if lately.count() >= MOST_AN_HOUR:
        return None
    if known is None:
        if Subscriber.objects.filter(confirmed_at=None).count() >= MOST_WAITING:
            raise TooManyAsk("publishing.too_many_ask")
        token = secrets.token_hex(20)
        known, first = Subscriber.objects.get_or_create(
            email=email, url=url, defaults={"language": language, "asked_at": at, "token": token}
        )
        return known if first else None
    again = Subscriber.objects.filter(pk=known.pk, asked_at__lte=at - AGAIN)
    return known if again.update(language=language, asked_at=at) else None


@transaction.atomic
def confirm(token: str, *, at: datetime) -> str:
    """Whoever holds the link is told from now on; the secret of its program, shown this once.

    Clause: 5.11.
    """
    found = _of(token, hold=True)
    if found.confirmed_at is not None:
        return ""
    secret = ""
    if found.url:
        found.endpoint, secret = notices.add_endpoint(
            organisation=None, url=found.url, kinds=[PROGRAMS], public=True, actor=SYSTEM, at=at
        )
    found.confirmed_at = at
    found.save(update_fields=["confirmed_at", "endpoint"])
    return secret


@transaction.atomic
def leave(token: str, *, at: datetime) -> None:
    """Whoever holds the link is told no more, and forgotten.

    Clause: 5.11.
    """
    _forget(_of(token, hold=True), at=at)


@transaction.atomic
def forget_addresses(addresses: Collection[str], *, person: int | None = None, at: datetime) -> int:
    """Those addresses are told no more, and forgotten; how many subscriptions they had.

    With them the private links of that person.

    For services: it asks nobody.
    Clause: 5.11.
    """
    found = list(Subscriber.objects.filter(email__in=[address.lower() for address in addresses]))
    for each in found:
        _forget(each, at=at)
    return len(found) + PrivateLink.objects.filter(person=person or 0).delete()[0]


def _forget(found: Subscriber, *, at: datetime) -> None:
    if found.endpoint is not None and found.endpoint.active:
        notices.disable_endpoint(found.endpoint.pk, because="left", actor=SYSTEM, at=at)
    found.delete()


def subscription(token: str) -> Subscriber:
    """Whose link that is; NotSeen where it is nobody's."""
    return _of(token)


def forget_unconfirmed(now: datetime) -> int:
    """Forgets the addresses that never confirmed; how many."""
    return Subscriber.objects.filter(confirmed_at=None, asked_at__lt=now - WAITING).delete()[0]


def tell_subscribers(now: datetime) -> int:
    """Owes each update of everyone's incidents to those who follow the page, some at a time.

    How many were told.
    Clause: 5.11, 10.4.
    """
    waiting = Update.objects.filter(spread_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(_tell(pk, now) for pk in list(waiting[:BATCH]))


@transaction.atomic
def _tell(pk: int, now: datetime) -> int:
    update = Update.objects.select_for_update().select_related("incident").get(pk=pk)
    if update.spread_at is not None:
        return 0
    found = update.incident
    if found.client_id is not None or found.withdrawn_at is not None:
        Update.objects.filter(pk=pk).update(spread_at=now)
        return 0
    values = values_of(update)
    if not update.spread_to:
        notices.owe(PROGRAMS, key=f"publishing/{update.reference}/programs", to=[],
                    subject=found.subject, values=values, clauses=CLAUSES, actor=SYSTEM,
                    at=now)  # fmt: skip
    rows = Subscriber.objects.filter(
        Q(url=""), pk__gt=update.spread_to, confirmed_at__lte=update.published_at
    ).order_by("pk")[:BATCH]
    for row in rows:
        _owe(update, row, values, now)
    done = {"spread_to": rows[len(rows) - 1].pk} if len(rows) == BATCH else {"spread_at": now}
    Update.objects.filter(pk=pk).update(**done)
    return len(rows)


def _owe(update: Update, row: Subscriber, values: dict[str, object], now: datetime) -> None:
    """Confidential: its words, which hold the link to leave by, are kept no longer than needed."""
    language: Language = "en" if row.language == "en" else "fr"
    notices.owe(
        "publishing.subscriber", key=f"publishing/{update.reference}/s{row.pk}",
        to=[Recipient(None, row.email, language)], subject=update.incident.subject,
        values={**values, "leave": link_of(row)}, confidential=True, clauses=CLAUSES,
        leave=leave_of(row), actor=SYSTEM, at=now,
    )  # fmt: skip


def leave_of(row: Subscriber) -> str:
    """Where a mail program has its reader leave, at one click (RFC 8058)."""
    return f"{link_of(row)}leave/"


def link_of(row: Subscriber) -> str:
    """Where it confirms, and leaves."""
    return f"{settings.TENIR.url}/status/subscription/{row.token}/"


def _of(token: str, *, hold: bool = False) -> Subscriber:
    rows = Subscriber.objects.select_related("endpoint").filter(token=token)
    found = (rows.select_for_update(of=("self",)) if hold else rows).first()
    if found is None:
        raise NotSeen("publishing.no_subscription")
    return found
