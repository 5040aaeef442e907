"""Mail come back, and the addresses that it does not reach.

Clause: 9.2.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tenir.apps.accounts.queries import Person
from tenir.apps.journal import services as journal
from tenir.apps.notices.models import (
    Attempt,
    Audience,
    Bounce,
    Envelope,
    Notice,
    Outcome,
    State,
    Unreachable,
)
from tenir.apps.notices.owing import Recipient, owe
from tenir.viewer import SYSTEM, NotAllowed, StaffRole, Viewer

MOST_BOUNCES = 20  # kept of one notice: more prove nothing more
SENT_ON = (Outcome.ACCEPTED, Outcome.UNANSWERED, Outcome.INTERRUPTED)


@transaction.atomic
def take_bounce(*, token: str, hard: bool, words: str, at: datetime) -> Notice | None:
    """Writes that a message came back; for good (`hard`), its address is flagged.

    None, and nothing changed, where the token is not that of a message handed over.
    Clause: 9.2.
    """
    envelope = Envelope.objects.select_related("notice").filter(bounce_token=token).first()
    if not token or envelope is None:
        return None
    notice = envelope.notice
    sent = Attempt.objects.filter(notice=notice, outcome__in=SENT_ON).order_by("number").last()
    if sent is None or Bounce.objects.filter(notice=notice).count() >= MOST_BOUNCES:
        return None
    words = words.replace("\x00", "").replace(token, "…")[:2000]
    Bounce.objects.create(notice=notice, at=at, address=sent.address, hard=hard, answer=words)
    if hard:
        _return(notice, sent, at=at)
        flag(sent.address, because=words, notice=notice, at=at)
    return notice


def _return(notice: Notice, sent: Attempt, *, at: datetime) -> None:
    if Notice.objects.filter(pk=notice.pk, state=State.SENT).update(state=State.BOUNCED):
        journal.record(
            "notices.returned",
            subject=f"notice/{notice.pk}",
            actor=SYSTEM,
            at=at,
            client=notice.organisation_id if notice.audience == Audience.CLIENT else None,
            clauses=("9.2",),
            after={"kind": notice.kind, "message_id": notice.message_id},
            personal={"address": sent.address},
        )


def flag(address: str, *, because: str, notice: Notice, at: datetime) -> None:
    """Writes that mail does not reach an address, and tells those who know the clients, once.

    Clause: 9.2.
    """
    flagged, new = Unreachable.objects.get_or_create(
        address=address.lower(), defaults={"since": at, "because": because, "notice": notice}
    )
    if new:
        told = staff_with(StaffRole.ACCOUNTS_MANAGER)
        owe(
            "notices.unreachable",
            key=f"notices.unreachable/{flagged.pk}",
            to=[who for who in told if who.address.lower() != flagged.address],
            subject="",
            values={"address": address, "because": because, "title": notice.title, "since": at},
            actor=SYSTEM,
            at=at,
            clauses=("9.2",),
        )


@transaction.atomic
def unflag(address: str, *, actor: Viewer, at: datetime) -> bool:
    """Forgets that mail does not reach an address: its owner confirmed it. Whether it was flagged.

    For the publisher's people. Clause: 9.2.
    """
    if not actor.is_staff:
        raise NotAllowed("notices.not_allowed")
    gone, _ = Unreachable.objects.filter(address=address.lower()).delete()
    if gone:
        journal.record(
            "notices.address_confirmed",
            subject="address",
            actor=actor,
            at=at,
            clauses=("9.2",),
            personal={"address": address},
        )
    return bool(gone)


def staff_with(role: StaffRole) -> list[Recipient]:
    """Those of the publisher's people who hold that role."""
    held = Person.objects.filter(
        is_active=True, memberships__role=role, memberships__organisation__kind="publisher"
    )
    return [
        Recipient(person.pk, person.email, "en" if person.language == "en" else "fr", staff=True)
        for person in held.distinct().order_by("pk")
    ]
