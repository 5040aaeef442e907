"""The delivery loop: what is owed, handed to the outside world.

Any number of deliverers may run, on any number of machines. A notice is claimed by a conditional
UPDATE, its attempt is written and committed, then the server is spoken to, then its answer is
written. See docs/operations/notices.md for what a crash in between leaves.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.conf import settings

from tenir.apps.notices.queries import Attempt, Channel, Outcome
from tenir.apps.notices.services import (
    Answer,
    claim,
    due,
    give_up_unheard,
    hold_owed_before,
    settle,
    take_back,
)
from tenir.integrations.mail.mark import Mark
from tenir.integrations.mail.message import (
    NotAnAddress,
    bounce_address,
    message_of,
    recipient_of,
)
from tenir.integrations.mail.transport import ServerAway, Transport, transport_of
from tenir.integrations.webhooks.calling import Programs
from tenir.viewer import SYSTEM

MOST = 200  # of each channel in one run
PROGRAMS_FOR = timedelta(seconds=30)  # then mail goes out again before any other program is called
SLOW = timedelta(seconds=5)  # a program that takes longer is called once a run, whatever it answers
log = structlog.get_logger()


def deliver(
    now: datetime, *, transport: Transport | None = None, mark: Mark | None = None, most: int = MOST
) -> Counter[str]:
    """Sends what is due, by mail and to programs; how many of each outcome.

    First it takes back what a dead deliverer held, and holds all that is owed where the database
    was put back from a copy.
    """
    mark = mark or Mark(settings.OUTBOX_MARK)
    counts: Counter[str] = Counter(taken_back=take_back(now=now), unheard=give_up_unheard())
    counts["held"] = _hold_what_a_copy_owes(mark, now)
    clock = _clock(now)
    carrier = transport or transport_of(settings.TENIR.mail_url)
    try:
        _deliver_mail(carrier, mark, clock, counts, most)
    finally:
        carrier.close()
    _deliver_webhooks(mark, clock, counts, most)
    return +counts


def _deliver_mail(
    carrier: Transport, mark: Mark, clock: Callable[[], datetime], counts: Counter[str], most: int
) -> None:
    by = _name()
    for notice in due(Channel.EMAIL, now=clock(), most=most):
        attempt = claim(notice, by=by, at=clock())
        if attempt is None:
            continue
        mark.write(attempt)
        try:
            answer = _sent(attempt, carrier, clock())
        except ServerAway as away:
            _told(attempt, Answer(Outcome.LATER, str(away)), clock(), counts)
            return  # the others would fare no better: they stay owed for the next run
        _told(attempt, answer, clock(), counts)


def _sent(attempt: Attempt, carrier: Transport, at: datetime) -> Answer:
    mail_from = settings.TENIR.mail_from
    try:
        recipient = recipient_of(attempt)
        message = message_of(attempt, mail_from=mail_from, at=at)
    except NotAnAddress:
        return Answer(Outcome.REFUSED, "not a mail address", unreachable=True)
    except Exception as error:  # one that cannot be written holds back none of the others
        log.exception("notice_unwritable", notice=attempt.notice_id)
        return Answer(Outcome.LATER, f"could not be written: {type(error).__name__}")
    sender = bounce_address(attempt, mail_from=mail_from)
    return carrier.send(message, sender=sender, recipient=recipient)


def _deliver_webhooks(
    mark: Mark, clock: Callable[[], datetime], counts: Counter[str], most: int
) -> None:
    by, programs, begun_at = _name(), Programs(loopback=settings.TENIR.demonstration), clock()
    for notice in due(Channel.WEBHOOK, now=begun_at, most=most):
        if clock() - begun_at > PROGRAMS_FOR:
            return  # all of them slow: they wait, and not the mail
        if programs.spared(notice):
            continue  # one failure, or one long wait, a program and a run
        attempt = claim(notice, by=by, at=(asked_at := clock()))
        if attempt is not None:
            mark.write(attempt)
            answer = programs.call(attempt, at=asked_at)
            if clock() - asked_at > SLOW:
                programs.spare(attempt)
            _told(attempt, answer, clock(), counts)


def _told(attempt: Attempt, answer: Answer, at: datetime, counts: Counter[str]) -> None:
    state = settle(attempt, answer, at=at)
    counts[answer.outcome] += 1
    counts["given_up"] += state == "failed"
    log.info(
        "notice", notice=attempt.notice_id, attempt=attempt.number, outcome=str(answer.outcome),
        state=str(state),
    )  # fmt: skip


def _hold_what_a_copy_owes(mark: Mark, now: datetime) -> int:
    if mark.is_of_this_database():
        return 0
    held = hold_owed_before(now, because="the last attempt is unknown", actor=SYSTEM, at=now)
    mark.forget()
    log.warning("the database was put back from a copy", held=len(held))
    return len(held)


def _clock(now: datetime) -> Callable[[], datetime]:
    """The time as it passes during a run that began at `now`."""
    began = time.perf_counter()
    return lambda: now + timedelta(seconds=time.perf_counter() - began)


def _name() -> str:
    """Who claims: the machine, the process, and this run of it."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
