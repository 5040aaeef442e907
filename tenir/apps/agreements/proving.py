"""The proof that a version was notified, from which its month runs.

Clause: 3.1.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tenir.apps.agreements.addresses import addresses
from tenir.apps.agreements.asked_terms import own_terms_of
from tenir.apps.agreements.models import ClientVersion, Contract
from tenir.apps.agreements.notifying import answer_key, effective, notification_key, told
from tenir.apps.agreements.reading import agreement_of, day_of, version_of
from tenir.apps.agreements.rights import must_keep
from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.notices import queries as notices
from tenir.apps.notices import services as outbox
from tenir.apps.parties import queries as parties
from tenir.terms.commitments import steps
from tenir.terms.errors import Refused
from tenir.terms.grounds import Promised
from tenir.viewer import SYSTEM, NotSeen, Viewer

Basis, State = ClientVersion.Basis, ClientVersion.State
KINDS = ("agreements.version_notified", "agreements.version_at_once")
MAILED = Q(channel=notices.Channel.EMAIL, state=notices.State.SENT)
READ = Q(channel=notices.Channel.IN_APP, read_at__isnull=False)
BATCH = 500
Means = Literal["email", "portal", "post", "answer"]


class ProvenAlready(Refused):
    """A notification that has its proof already, or that was settled."""


@transaction.atomic
def prove_notification(
    *, client_version: int, sent_at: datetime, document: UUID, actor: Viewer, at: datetime
) -> ClientVersion:
    """Staff adds the proof of a notification by post: the month runs from the day of sending.

    Raises ProvenAlready, NotAllowed, NotSeen.
    Clause: 3.1.
    """
    found = _held(client_version)
    unseen = "agreements.no_client_version"
    if found is None:
        raise NotSeen(unseen)
    must_keep(actor, found.client_id, unseen=unseen)
    sent_at = min(sent_at, at)
    if found.proven_at is not None or sent_at < found.notified_at.replace(microsecond=0):
        raise ProvenAlready("agreements.proven", since=found.notified_at)
    found.document_id = document
    found.save(update_fields=["document"])
    return proven(found, means="post", sent_at=sent_at, actor=actor, at=at)


def sent(subject: str) -> QuerySet[notices.Notice]:
    """The notifications of that version that reached a mail server or a reader, the first first."""
    return notices.notices(SYSTEM).filter(subject=subject, kind__in=KINDS)


def provable() -> list[int]:
    """The notifications that a message proves by now, where the proof is not noted yet."""
    rows = ClientVersion.objects.filter(proven_at=None).exclude(state=State.TERMINATED)
    waiting = {row.subject: row.pk for row in rows.only("pk").order_by("pk")}
    subjects, found = list(waiting), set[str]()
    for start in range(0, len(subjects), BATCH):
        batch = notices.notices(SYSTEM).filter(subject__in=subjects[start : start + BATCH])
        told = batch.filter(MAILED | READ, kind__in=KINDS).order_by()
        found.update(told.values_list("subject", flat=True))
    return [pk for subject, pk in waiting.items() if subject in found]


def first_proof(subject: str) -> tuple[datetime, Means] | None:
    """When the first of a client's contacts was provably told, and by which means.

    A message accepted by the contact's mail server and not returned, or one read in Tenir; what
    merely lies in Tenir proves nothing.
    """
    mailed, read = sent(subject).filter(MAILED), sent(subject).filter(READ)
    found: list[tuple[datetime, Means]] = []
    found += [(when, "email") for when in mailed.values_list("sent_at", flat=True) if when]
    found += [(when, "portal") for when in read.values_list("read_at", flat=True) if when]
    return min(found, default=None)


@transaction.atomic
def prove_sent(id: int, *, now: datetime) -> int:
    """Notes the proof of a notification where one came in: 1 where this round noted it."""
    row = _held(id)
    found = first_proof(row.subject) if row and row.proven_at is None else None
    if row is None or found is None or found[0] > now:
        return 0
    proven(row, means=found[1], sent_at=found[0], actor=SYSTEM, at=now)
    return 1


def proven(
    row: ClientVersion, *, means: Means, sent_at: datetime, actor: Viewer, at: datetime
) -> ClientVersion:
    """The notification is proven; sent on a later day than told, its month runs from that day."""
    row.proven_at, row.proof = at, means
    row.save(update_fields=["proven_at", "proof"])
    commitments.keep(notification_key(row), kept_at=sent_at, actor=actor, at=at)
    if means != "answer" and row.state == State.NOTIFIED:
        _moved(row, sent_at, actor=actor, at=at)
    journal.record(
        "agreements.notification_proven", subject=row.subject, actor=actor, at=at,
        happened_at=sent_at, client=row.client_id, clauses=("3.1",),
        after={**told(row, row.version), "proof": means},
    )  # fmt: skip
    return row


def proof_returned(row: ClientVersion, *, at: datetime) -> bool:
    """Whether every message that proved the notification came back since: then nothing proves it.

    Mail servers accept first and return later; it is looked at again before silence is acceptance.
    Clause: 3.1, 3.2.
    """
    if row.proof != "email" or first_proof(row.subject) is not None:
        return False
    ClientVersion.objects.filter(pk=row.pk, proof="email").update(proven_at=None, proof="")
    journal.record(
        "agreements.proof_returned", subject=row.subject, actor=SYSTEM, at=at,
        client=row.client_id, clauses=("3.1",), before={"proof": "email"},
    )  # fmt: skip
    return True


@transaction.atomic
def go_on(id: int, *, now: datetime) -> None:
    """A notice whose month would end without a proof goes on: it ends when one sent now would.

    Meanwhile the client may still answer, and its answer is not late. Nobody is told: nobody was
    reached.
    Clause: 3.1.
    """
    row = _held(id)
    if row and row.proven_at is None and row.state == State.NOTIFIED and row.effective_at <= now:
        _run_until(row, effective_for(row, now), since=now, actor=SYSTEM, at=now)


def _run_until(
    row: ClientVersion, judged: Promised, *, since: datetime, actor: Viewer, at: datetime
) -> None:
    row.effective_at, row.reasons = judged.due_at, judged.reason.to_json()
    row.save(update_fields=["notified_at", "effective_at", "reasons"])
    read = agreement_of(row.version)
    commitments.move(
        answer_key(row), judged, actor=actor, at=at,
        steps=steps(read.terms(), started_at=since, due_at=judged.due_at, base="calendar"),
    )  # fmt: skip


def _moved(row: ClientVersion, sent_at: datetime, *, actor: Viewer, at: datetime) -> None:
    judged = effective_for(row, sent_at)
    if judged.due_at == row.effective_at:
        return
    row.notified_at = sent_at
    _run_until(row, judged, since=sent_at, actor=actor, at=at)
    name = agreement_of(row.version).convention.agreement.name
    if to := parties.recipients_of(row.client_id):
        outbox.owe(
            "agreements.version_moved", key=f"{row.subject}/moved/{int(sent_at.timestamp())}",
            to=to, subject=row.subject,
            values={
                "number": row.version.number, "name_fr": name.fr, "name_en": name.en,
                "notified_at": sent_at, "effective_at": judged.due_at, **addresses(),
            },
            actor=actor, at=at, organisation=row.client_id, clauses=("3.1",),
        )  # fmt: skip


def effective_for(row: ClientVersion, notified_at: datetime) -> Promised:
    """When the version holds for that client, were it notified at that instant."""
    agreement = row.version.agreement
    held = version_of(row.client_id, at=notified_at, agreement=agreement)
    read = agreement_of(held)
    contracts = Contract.objects.filter(client=row.client_id, agreement=agreement)
    on = day_of(notified_at, read)
    running = [c.pk for c in contracts if c.ends_on is None or c.ends_on >= on]
    own = own_terms_of(running, on=on)
    return effective(
        held, [own.get(pk, ()) for pk in running], notified_at=notified_at,
        reason=row.version.reason,
    )  # fmt: skip


def _held(id: int) -> ClientVersion | None:
    """The row, held until the transaction ends."""
    rows = ClientVersion.objects.select_for_update(of=("self",)).select_related("version")
    return rows.filter(pk=id).first()
