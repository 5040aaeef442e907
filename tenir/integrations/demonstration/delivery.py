"""The demonstration's mail: nobody receives it, and everything of it is on record."""

from __future__ import annotations

from datetime import datetime, timedelta

from tenir.apps.agreements import services as agreements
from tenir.apps.commitments import services as commitments
from tenir.apps.notices import services as notices
from tenir.apps.notices.queries import Attempt, Channel, Outcome
from tenir.apps.releases import services as releases
from tenir.integrations.demonstration.publisher import email_of

BOUNCES = email_of("Nassim Ferroudj", "valombre")
REFUSES = email_of("Simon Achterley", "haldenwick")
SILENT = email_of("Ursule Vandrevelle", "tessandre")
_MOST = 10_000
GONE = "https://flux.lacaune.example/engagements"
_ONE_IN = 5  # calls that find the program out, the first time
_A_MOMENT = timedelta(seconds=20)


def deliver(at: datetime) -> None:
    """Hand over what is owed by mail: one address is refused, one never answers, and from
    one the message comes back. Programs that listen are called too.
    """
    call(at)
    for notice in notices.due(Channel.EMAIL, now=at, most=_MOST):
        attempt = notices.claim(notice, by="demonstration", at=at)
        if attempt is not None:
            notices.settle(attempt, _answer(attempt), at=at + _A_MOMENT)
            if attempt.address == BOUNCES:
                notices.take_bounce(
                    token=attempt.notice.envelope.bounce_token, hard=True,
                    words="550 5.1.1 no such user here", at=at + 3 * _A_MOMENT,
                )  # fmt: skip


def call(at: datetime) -> None:
    """Call the programs that listen: one is gone, the other is out now and then."""
    for notice in notices.due(Channel.WEBHOOK, now=at, most=_MOST):
        attempt = notices.claim(notice, by="demonstration", at=at)
        if attempt is not None:
            notices.settle(attempt, _reply(attempt), at=at + _A_MOMENT)


def tick(at: datetime) -> None:
    """What the clock alone brings: proofs noted, what silence answers, promises settled."""
    agreements.settle_versions(at)
    releases.settle_validations(at)
    commitments.settle(at)


def _reply(attempt: Attempt) -> notices.Answer:
    if attempt.address == GONE:
        return notices.Answer(Outcome.REFUSED, "410 Gone")
    if attempt.number == 1 and attempt.notice_id % _ONE_IN == 0:
        return notices.Answer(Outcome.LATER, "503 Service Unavailable")
    return notices.Answer(Outcome.ACCEPTED, "204 No Content")


def _answer(attempt: Attempt) -> notices.Answer:
    if attempt.address == REFUSES:
        return notices.Answer(Outcome.REFUSED, "550 5.7.1 refused by policy", unreachable=True)
    if attempt.address == SILENT:
        return notices.Answer(Outcome.LATER, "no answer from mx.tessandre.example")
    return notices.Answer(Outcome.ACCEPTED, "250 2.0.0 queued")
