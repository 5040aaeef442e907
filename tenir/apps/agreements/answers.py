"""Answers to a version notified, its proof, and what silence comes to.

Clause: 3.1, 3.2, 3.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tenir.apps.agreements.addresses import addresses
from tenir.apps.agreements.ending import end_all
from tenir.apps.agreements.models import ClientVersion, Contract
from tenir.apps.agreements.notifying import answer_key, told
from tenir.apps.agreements.proving import go_on, proof_returned, provable, prove_sent, proven
from tenir.apps.agreements.reading import agreement_of, day_of
from tenir.apps.agreements.rights import KEEPERS
from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.parties import queries as parties
from tenir.terms.errors import Refused
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer

State = ClientVersion.State
FIRST = timedelta(seconds=1)


class AnsweredAlready(Refused):
    """A version that the client has answered, or whose notice is over."""


class NoLetter(Refused):
    """Staff writes an answer down without the letter in which the client gave it."""


def accept_version(
    *,
    client_version: int,
    document: UUID | None = None,
    answered_at: datetime | None = None,
    actor: Viewer,
    at: datetime,
) -> ClientVersion:
    """A client accepts a version within the notice; it is in force when the notice ends.

    By any of its contacts, or by staff with the client's letter (`document`, `answered_at` being
    when it was sent). A receipt goes to every contact.
    Raises AnsweredAlready, NotAllowed, NotSeen, NoLetter.
    Clause: 3.2.
    """
    return _answer(
        client_version, State.ACCEPTED, document=document, answered_at=answered_at or at,
        actor=actor, at=at,
    )  # fmt: skip


def terminate_on_version(
    *,
    client_version: int,
    document: UUID | None = None,
    answered_at: datetime | None = None,
    actor: Viewer,
    at: datetime,
) -> ClientVersion:
    """A client leaves within the notice: its contracts under the agreement end with the notice.

    By its main contact, or by staff with the client's letter. The version never applies to it; the
    one in force does, to the last day. A receipt goes to every contact.
    Raises AnsweredAlready, NotAllowed, NotSeen, NoLetter.
    Clause: 3.3.
    """
    return _answer(
        client_version, State.TERMINATED, document=document, answered_at=answered_at or at,
        actor=actor, at=at,
    )  # fmt: skip


def may_answer(viewer: Viewer, row: ClientVersion, state: str) -> bool:
    """Whether that person may give that answer for the client: the pages ask it too."""
    if viewer.has(*KEEPERS):
        return True
    if state == State.TERMINATED and _led(row.client_id):
        return viewer.leads(row.client_id)
    return viewer.speaks_for(row.client_id)


@transaction.atomic
def _answer(
    id: int, state: str, *, document: UUID | None, answered_at: datetime, actor: Viewer,
    at: datetime,
) -> ClientVersion:  # fmt: skip
    row = _seen(id, actor)
    if not may_answer(actor, row, state):
        who = _speakers(row.client_id, main_only=state == State.TERMINATED)
        raise NotAllowed("agreements.answered_by", who=", ".join(who) or "—")
    if not actor.speaks_for(row.client_id) and document is None:
        raise NoLetter("agreements.no_letter")
    answered_at = min(answered_at, at)
    open_rows = ClientVersion.objects.filter(pk=id, state=State.NOTIFIED)
    claim = open_rows.filter(effective_at__gt=answered_at, notified_at__lte=answered_at)
    if not claim.update(
        state=state, settled_at=answered_at, settled_by=actor.person, document=document
    ):
        row.refresh_from_db()
        raise AnsweredAlready("agreements.answered", state=row.state, until=row.effective_at)
    row.refresh_from_db()
    if row.proven_at is None:
        proven(row, means="answer", sent_at=answered_at, actor=actor, at=at)
    ended = _end_contracts(row, actor=actor, at=at) if state == State.TERMINATED else []
    commitments.keep(answer_key(row), kept_at=answered_at, actor=actor, at=at)
    _record(row, actor=actor, at=at, contracts=ended)
    _receipt(row, ended, actor=actor, at=at)
    return row


@dataclass(frozen=True, slots=True)
class VersionsSettled:
    """What a round came to."""

    proven: int = 0
    deemed_accepted: int = 0

    def __bool__(self) -> bool:
        return bool(self.proven or self.deemed_accepted)


def settle_versions(now: datetime) -> VersionsSettled:
    """Notes the proofs that came in; what is past its notice without an answer is accepted.

    A notice without a proof goes on instead. To be called often, and before the promises are
    settled: an answer is expected until the notice ends, and silence is one. The same round again
    finds nothing left, however many run at once.
    Clause: 3.1, 3.2.
    """
    done = VersionsSettled()
    for id in provable():
        done = replace(done, proven=done.proven + prove_sent(id, now=now))
    over = ClientVersion.objects.filter(state=State.NOTIFIED, effective_at__lte=now)
    for id in over.filter(proven_at=None).order_by("pk").values_list("pk", flat=True):
        go_on(id, now=now)
    due = over.filter(proven_at__isnull=False)
    for id in due.order_by("effective_at", "pk").values_list("pk", flat=True):
        done = replace(done, deemed_accepted=done.deemed_accepted + _deem_accepted(id, now))
    return done


@transaction.atomic
def _deem_accepted(id: int, now: datetime) -> int:
    """1 where this round was the one that settled it."""
    row = ClientVersion.objects.select_related("version").get(pk=id)
    if proof_returned(row, at=now):
        return 0
    claim = ClientVersion.objects.filter(
        pk=id, state=State.NOTIFIED, effective_at=row.effective_at, effective_at__lte=now
    )
    if not claim.update(state=State.DEEMED_ACCEPTED, settled_at=row.effective_at):
        return 0
    row.refresh_from_db()
    commitments.keep(answer_key(row), kept_at=row.effective_at, actor=SYSTEM, at=now)
    _record(row, actor=SYSTEM, at=now)
    _tell("agreements.version_in_force", row, {}, actor=SYSTEM, at=now)
    return 1


def _seen(id: int, actor: Viewer) -> ClientVersion:
    found = ClientVersion.objects.select_related("version").filter(pk=id).first()
    if found is None or not actor.sees(found.client_id):
        raise NotSeen("agreements.no_client_version")
    return found


def _led(client: int) -> bool:
    return any(contact.main for contact in parties.contacts_of(SYSTEM, client))


def _speakers(client: int, *, main_only: bool) -> list[str]:
    contacts = parties.contacts_of(SYSTEM, client)
    found = [contact.name for contact in contacts if contact.main or not main_only]
    return found or [contact.name for contact in contacts]


def _end_contracts(row: ClientVersion, *, actor: Viewer, at: datetime) -> list[str]:
    """The client's contracts under that agreement end on the last day of the notice."""
    read = agreement_of(row.version)
    last = day_of(row.effective_at - FIRST, read)
    held = Contract.objects.select_for_update(of=("self",)).order_by("pk")
    ended = []
    for contract in held.filter(client=row.client_id, agreement=row.version.agreement):
        because = f"version {row.version.number} (3.3)"
        if end_all(contract, on=last, because=because, read=read, actor=actor, at=at, tell=False):
            ended.append(contract.number)
    return ended


def _record(
    row: ClientVersion, *, actor: Viewer, at: datetime, contracts: Iterable[str] = ()
) -> None:
    more = {"contracts": list(contracts)} if contracts else {}
    journal.record(
        f"agreements.version_{row.state}", subject=row.subject, actor=actor, at=at,
        happened_at=row.settled_at, client=row.client_id,
        clauses=("3.3",) if row.state == State.TERMINATED else ("3.2",),
        before={"state": State.NOTIFIED}, after={**told(row, row.version), **more},
    )  # fmt: skip


def _receipt(row: ClientVersion, contracts: list[str], *, actor: Viewer, at: datetime) -> None:
    values = {"state": row.state, "answered_at": row.settled_at, "contracts": contracts}
    _tell("agreements.version_answered", row, values, actor=actor, at=at)


def _tell(
    kind: str, row: ClientVersion, values: dict[str, Any], *, actor: Viewer, at: datetime
) -> None:
    name = agreement_of(row.version).convention.agreement.name
    if to := parties.recipients_of(row.client_id):
        notices.owe(
            kind, key=f"{row.subject}/{kind}", to=to, subject=row.subject,
            values={
                "number": row.version.number, "name_fr": name.fr, "name_en": name.en,
                "effective_at": row.effective_at, **addresses(), **values,
            },
            actor=actor, at=at, organisation=row.client_id, clauses=("3.2", "3.3"),
        )  # fmt: skip
