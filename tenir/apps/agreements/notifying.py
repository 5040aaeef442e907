"""Notifying one client of a version: the row, the promises on either side, the message.

Clause: 3.1, 3.2, 3.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from tenir.apps.agreements.addresses import addresses
from tenir.apps.agreements.models import ClientVersion, Version
from tenir.apps.agreements.reading import agreement_of
from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.notices import services as notices
from tenir.apps.parties import queries as parties
from tenir.terms import clauses
from tenir.terms.carried import overrides_told
from tenir.terms.commitments import steps
from tenir.terms.convention import Override
from tenir.terms.differences import changes
from tenir.terms.grounds import Promised, promised, promised_alike
from tenir.terms.phrases import LANGUAGES, Language, say
from tenir.viewer import StaffRole, Viewer

Basis, State = ClientVersion.Basis, ClientVersion.State
ANSWER = "agreements.answer"
MOST_CHANGES = 60  # told in a message; all of them stand on the public page


def effective(
    held: Version, contracts: Sequence[tuple[Override, ...]], *, notified_at: datetime,
    reason: str | None,
) -> Promised:  # fmt: skip
    """When a version notified at that instant holds, for a client with contracts of such terms.

    Clause: 3.1, 3.5.
    """
    return promised(
        ANSWER, agreement_of(held), notified_at=notified_at, reason=reason or "",
        contracts=[overrides_told(own) for own in contracts],
    )  # fmt: skip


def notify(
    version: Version, client: int, held: Version, contracts: Sequence[tuple[Override, ...]], *,
    actor: Viewer, at: datetime,
) -> ClientVersion:  # fmt: skip
    """A client is told of a version: what differs, from when it holds, how to answer.

    Clause: 3.1, 3.5.
    """
    judged = effective(held, contracts, notified_at=at, reason=version.reason)
    immediate = judged.due_at <= at
    row = ClientVersion.objects.create(
        client_id=client, version=version, notified_at=at, effective_at=judged.due_at,
        basis=Basis.IMMEDIATE if immediate else Basis.NOTICE,
        state=State.DEEMED_ACCEPTED if immediate else State.NOTIFIED,
        settled_at=judged.due_at if immediate else None, reasons=judged.reason.to_json(),
    )  # fmt: skip
    journal.record(
        "agreements.version_notified", subject=row.subject, actor=actor, at=at, client=client,
        clauses=judged.reason.clauses, after=told(row, version),
    )  # fmt: skip
    promise(row, held, judged, actor=actor, at=at)
    to = parties.recipients_of(client)
    if to:
        notices.owe(
            "agreements.version_at_once" if immediate else "agreements.version_notified",
            key=f"{row.subject}/notified", to=to, subject=row.subject,
            values=_values(version, held, row), actor=actor, at=at, organisation=client,
            clauses=judged.reason.clauses,
        )  # fmt: skip
    return row


def promise(
    row: ClientVersion, held: Version, judged: Promised, *, actor: Viewer, at: datetime
) -> None:
    """The publisher owes a proof of the notification on the day itself, else the month moves.

    The client may answer until the notice ends; its silence is an answer too (3.2).
    """
    read = agreement_of(held)
    commitments.promise(
        promised_alike("agreements.notification", judged, read), key=notification_key(row),
        subject=row.subject, organisation=row.client_id, owed_by="publisher", clauses=("3.1",),
        started_at=at, actor=actor, at=at, answerable=StaffRole.ACCOUNTS_MANAGER,
        risk="agreements.moved",
    )  # fmt: skip
    if row.basis == Basis.NOTICE:
        commitments.promise(
            judged, key=answer_key(row), subject=row.subject, organisation=row.client_id,
            owed_by="client", clauses=("3.2", "3.3"), started_at=at, actor=actor, at=at,
            firm=False, risk="agreements.deemed_accepted",
            steps=steps(read.terms(), started_at=at, due_at=judged.due_at, base="calendar"),
        )  # fmt: skip


def notification_key(row: ClientVersion) -> str:
    """The key of what the publisher owes."""
    return f"agreements.notification/{row.pk}"


def answer_key(row: ClientVersion) -> str:
    """The key of what is expected of the client."""
    return f"agreements.answer/{row.pk}"


def told(row: ClientVersion, version: Version) -> dict[str, Any]:
    """What the journal keeps of a client's version."""
    return {
        "version": str(version), "digest": version.digest, "basis": row.basis, "state": row.state,
        "notified_at": row.notified_at.isoformat(), "effective_at": row.effective_at.isoformat(),
    }  # fmt: skip


@lru_cache(maxsize=64)
def by_clause(old: str, new: str, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What differs between two versions, by digest: a heading a clause, its sentences.

    Clause: 3.4.
    """
    found: dict[str, list[str]] = {}
    for change in changes(_by_digest(old), _by_digest(new)):
        clause = clauses.find(change.clause)
        title = f"{change.clause} · {clause.fr if language == 'fr' else clause.en}"
        found.setdefault(title, []).append(change.sentence(language))
    return tuple((title, tuple(said)) for title, said in found.items())


def _by_digest(digest: str) -> Any:
    return agreement_of(Version(digest=digest))


def _values(version: Version, held: Version, row: ClientVersion) -> dict[str, Any]:
    name = agreement_of(version).convention.agreement.name
    values: dict[str, Any] = {
        "number": version.number, "old": held.number, "effective_at": row.effective_at,
        "until": row.effective_at - timedelta(seconds=1), "notified_at": row.notified_at,
        "because": version.because, "reason": version.reason, **addresses(),
    }  # fmt: skip
    for language in LANGUAGES:
        values[f"name_{language}"] = getattr(name, language)
        values[f"changes_{language}"] = shortened(
            by_clause(held.digest, version.digest, language), language
        )
    return values


def shortened(
    groups: tuple[tuple[str, tuple[str, ...]], ...], language: Language
) -> list[dict[str, Any]]:
    """The first changes, then how many more there are; what there is to say where none is."""
    left, found = MOST_CHANGES, []
    for title, said in groups:
        if left > 0:
            found.append({"clause": title, "said": list(said[:left])})
        left -= len(said)
    if left < 0:
        found.append({"clause": say("agreements.more_changes", language, count=-left), "said": []})
    return found or [{"clause": say("diff.none", language), "said": []}]
