"""Writing a fact down, in the transaction that makes it true."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial, update_wrapper
from typing import Any

from django.db import transaction

from tenir.apps.journal.models import Entry, Personal, Reserved
from tenir.apps.journal.sealing import BATCH, seal
from tenir.many import insert_each, insert_few
from tenir.terms.journal import personal_digest, plain
from tenir.viewer import Viewer

_VERB = re.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact without names, one of many that one act makes true: as `record` has it."""

    verb: str
    subject: str
    client: int | None = None
    clauses: Sequence[str] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    happened_at: datetime | None = None


def record_all(facts: Iterable[Fact], *, actor: Viewer, at: datetime) -> None:
    """Writes many facts at once, in the caller's transaction and in this order.

    What the transaction's own seal leaves of them is sealed by the tick, a second later.
    """
    made = [
        Entry(
            verb=fact.verb, subject=plain(fact.subject), client=fact.client,
            actor=actor.pseudonym, happened_at=fact.happened_at or at, recorded_at=at,
            clauses=plain(list(fact.clauses)), before=plain(fact.before), after=plain(fact.after),
            personal_digest="",
        )
        for fact in facts
    ]  # fmt: skip
    if made:
        insert_each(made)
        _seal_after_commit(at)


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    *,
    subject: str,
    actor: Viewer,
    at: datetime,
    happened_at: datetime | None = None,
    client: int | None = None,
    clauses: Sequence[str] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> int:
    """Writes a fact once, in the caller's transaction; the key of its entry.

    `verb` is “app.fact”; what names people goes in `personal` alone, never in `subject`, `before`
    or `after`, which cannot be erased. An entry with a `client` is that client's to read.
    """
    if not _VERB.fullmatch(verb):
        raise ValueError(f"{verb!r} is no verb of the journal: write app.fact")
    salt, told = secrets.token_hex(16), plain(personal or {})
    entry = Entry(
        verb=verb,
        subject=plain(subject),
        client=client,
        actor=actor.pseudonym,
        happened_at=happened_at or at,
        recorded_at=at,
        clauses=plain(list(clauses)),
        before=plain(before),
        after=plain(after),
        personal_digest=personal_digest(salt, told) if told else "",
    )
    insert_few([entry])
    if told:
        Personal.objects.create(entry=entry, salt=salt, told=told)
    _seal_after_commit(at)
    return entry.pk


def reserve(subject: str, *, readers: Iterable[int | None] = (), at: datetime) -> None:
    """What shows that subject shows it to security officers alone, from now on and from before.

    And to its `readers`, by the key of their person: who told of the matter.
    """
    kept, _ = Reserved.objects.get_or_create(subject=subject, defaults={"reserved_at": at})
    for person in {one for one in readers if one is not None}:
        kept.readers.get_or_create(person=person)


def release(subject: str) -> None:
    """That subject is shown to whom it would be otherwise."""
    Reserved.objects.filter(subject=subject).delete()


def _seal_after_commit(at: datetime) -> None:
    """Has what the transaction writes sealed once it is committed: once, however much it writes.

    One batch, so that nobody waits for another's backlog: the tick seals what is left.
    """
    waiting = (
        getattr(act, "func", None) for _, act, _ in transaction.get_connection().run_on_commit
    )
    if seal not in waiting:
        act = update_wrapper(partial(seal, at, most=BATCH), seal)  # Django tells a failure by name
        transaction.on_commit(act, robust=True)
