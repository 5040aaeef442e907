"""The outbox seen by those who deliver it: claim a notice, say what came of it.

Every change is an UPDATE that names the state it starts from, so any number of deliverers may run:
one wins, the others pass on. The attempt is written before anything is said to a server.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from tenir.apps.journal import services as journal
from tenir.apps.notices.bouncing import flag
from tenir.apps.notices.endpoints import follow
from tenir.apps.notices.models import Attempt, Audience, Channel, Envelope, Notice, Outcome, State
from tenir.viewer import SYSTEM

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
PATIENCE = timedelta(days=3)
LOST_AFTER = timedelta(minutes=15)  # longer than all of a server's time limits together
URGENT = ("P1",)
LONGEST_ANSWER = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try: `unreachable` where the address itself was refused for good.

    `wait` is how long the receiver asks us to wait before the next one.
    """

    outcome: Outcome
    words: str = ""
    unreachable: bool = False
    wait: timedelta = timedelta()


def due(channel: Channel, *, now: datetime, most: int, but: Sequence[int] = ()) -> list[int]:
    """The keys of the notices to send now by that channel, the urgent first."""
    urgent_first = Case(When(severity__in=URGENT, then=Value(0)), default=Value(1))
    owed = Notice.objects.filter(channel=channel, state=State.OWED, next_attempt_at__lte=now)
    owed = owed.exclude(endpoint__active=False)
    ordered = owed.exclude(endpoint__in=but) if but else owed
    return list(
        ordered.order_by(urgent_first, "next_attempt_at", "pk").values_list("pk", flat=True)[:most]
    )


@transaction.atomic
def claim(notice: int, *, by: str, at: datetime) -> Attempt | None:
    """Takes a notice for one deliverer and opens its attempt; None where another was first."""
    won = Notice.objects.filter(pk=notice, state=State.OWED, next_attempt_at__lte=at).update(
        state=State.SENDING,
        claimed_by=by,
        claimed_at=at,
        attempts=F("attempts") + 1,
        tried_since_due=F("tried_since_due") + 1,
        give_up_at=Coalesce(F("give_up_at"), Value(at + PATIENCE)),
    )
    if not won:
        return None
    taken = Notice.objects.select_related("envelope", "endpoint").get(pk=notice)
    address = taken.endpoint.url if taken.endpoint else taken.address
    return Attempt.objects.create(notice=taken, number=taken.attempts, address=address, begun_at=at)


@transaction.atomic
def settle(attempt: Attempt, answer: Answer, *, at: datetime) -> State:
    """Writes what came of an attempt, and what follows for its notice; the notice's new state."""
    notice = attempt.notice
    state, next_at = _following(notice, answer, at)
    won = Notice.objects.filter(pk=notice.pk, state=State.SENDING, attempts=attempt.number).update(
        state=state,
        next_attempt_at=next_at,
        sent_at=at if state == State.SENT else None,
        claimed_by="",
        claimed_at=None,
    )
    words = _without_tokens(answer.words, notice)[:LONGEST_ANSWER]
    if not won:
        return _settle_late(attempt, answer.outcome, words, at=at)
    Attempt.objects.filter(pk=attempt.pk).update(ended_at=at, outcome=answer.outcome, answer=words)
    if state != State.OWED:
        _conclude(notice, state, attempt, at=at)
    if notice.endpoint:
        follow(notice.endpoint, answer.outcome, at=at)
    if answer.unreachable:
        flag(attempt.address, because=words, notice=notice, at=at)
    return state


def take_back(*, now: datetime) -> int:
    """Takes back the notices whose deliverer died on the way; how many.

    Their attempt is marked interrupted. The next one carries the same Message-ID, and
    `queries.possibly_doubled` tells of it.
    """
    lost = Notice.objects.filter(state=State.SENDING, claimed_at__lte=now - LOST_AFTER)
    return sum(_take_back(notice, now) for notice in lost)


def give_up_unheard() -> int:
    """Gives up what is owed to programs that are called no more; how many."""
    return Notice.objects.filter(state=State.OWED, endpoint__active=False).update(
        state=State.FAILED, next_attempt_at=None
    )


@transaction.atomic
def _take_back(notice: Notice, now: datetime) -> int:
    won = Notice.objects.filter(pk=notice.pk, state=State.SENDING, attempts=notice.attempts).update(
        state=State.OWED, next_attempt_at=now, claimed_by="", claimed_at=None
    )
    if won:
        interrupt(notice.pk, at=now)
    return won


def interrupt(notice: int, *, at: datetime) -> None:
    """Marks the open attempt of a notice as interrupted: perhaps accepted, nobody knows."""
    Attempt.objects.filter(notice=notice, ended_at=None).update(
        ended_at=at, outcome=Outcome.INTERRUPTED
    )


def _following(notice: Notice, answer: Answer, at: datetime) -> tuple[State, datetime | None]:
    if answer.outcome == Outcome.ACCEPTED:
        return State.SENT, None
    if answer.outcome == Outcome.REFUSED:
        return State.BOUNCED if notice.channel == Channel.EMAIL else State.FAILED, None
    step = min(notice.tried_since_due, len(BACKOFF)) - 1
    next_at = at + max(BACKOFF[step], answer.wait)
    if notice.give_up_at and next_at > notice.give_up_at:
        return State.FAILED, None
    return State.OWED, next_at


def _settle_late(attempt: Attempt, outcome: Outcome, words: str, *, at: datetime) -> State:
    """The answer of an attempt that was taken back meanwhile: what it proves is kept."""
    waiting = Notice.objects.filter(
        pk=attempt.notice_id, state__in=(State.OWED, State.HELD), attempts=attempt.number
    )
    if outcome == Outcome.ACCEPTED and waiting.update(
        state=State.SENT, sent_at=at, next_attempt_at=None
    ):
        _conclude(attempt.notice, State.SENT, attempt, at=at)
    Attempt.objects.filter(pk=attempt.pk).update(ended_at=at, outcome=outcome, answer=words)
    return State(Notice.objects.values_list("state", flat=True).get(pk=attempt.notice_id))


def _conclude(notice: Notice, state: State, attempt: Attempt, *, at: datetime) -> None:
    if notice.confidential:
        Envelope.objects.filter(pk=notice.pk).update(text="", html="", leave="")
    journal.record(
        f"notices.{state}",
        subject=f"notice/{notice.pk}",
        actor=SYSTEM,
        at=at,
        client=notice.organisation_id if notice.audience == Audience.CLIENT else None,
        clauses=notice.clauses,
        after={"kind": notice.kind, "channel": notice.channel, "about": notice.subject,
               "message_id": notice.message_id, "attempt": attempt.number},
        personal={"address": attempt.address, "title": notice.title},
    )  # fmt: skip


def _without_tokens(words: str, notice: Notice) -> str:
    """A server's answer without the tokens of ours that it repeats."""
    for token in (notice.envelope.bounce_token, notice.envelope.reply_token):
        words = words.replace(token, "…")
    return words.replace("\x00", "")
