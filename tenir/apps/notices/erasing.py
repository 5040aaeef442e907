"""Erasing what notices say of someone, and of everyone once their proof has served its time."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Lower

from tenir.apps.journal import services as journal
from tenir.apps.notices.models import Attempt, Bounce, Channel, Envelope, Notice, State, Unreachable
from tenir.apps.notices.rights import require_operations
from tenir.viewer import SYSTEM, Viewer

_WAITING = (State.OWED, State.HELD, State.FAILED)
_HANDED_OVER = (State.SENT, State.BOUNCED)
_BATCH = 500
BLANK = "—"


@dataclass(frozen=True, slots=True)
class Proving:
    """Which messages prove that someone was told, and how long: `kinds` owed after `since`."""

    kinds: Collection[str]
    since: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """How many notices to someone were erased, kept as proof, and reworded where others read."""

    erased: int
    kept: int
    reworded: int


@transaction.atomic
def erase_person(
    person: int | None,
    *,
    addresses: Collection[str] = (),
    words: Collection[str] = (),
    organisations: Collection[int] = (),
    proving: Proving | None = None,
    actor: Viewer,
    at: datetime,
) -> Erased:
    """Erases what notices say of someone, and cancels those still owed to them.

    They are found by `person`, and by `addresses` where no person was known. That they were sent,
    when and with which answer stays: without the address nor the words. Messages handed over that
    are `proving` stay whole. Where notices to others name them, by an address anywhere or by
    `words` in what is of the `organisations` or the publisher's own, a dash takes its place.
    """
    require_operations(actor)
    known = {address.lower() for address in addresses}
    theirs = Q(person=person) if person is not None else Q(pk__in=[])
    if known:
        theirs |= Q(person=None, lower__in=known)
    rows = Notice.objects.alias(lower=Lower("address")).filter(theirs)
    known |= {one.lower() for one in rows.exclude(address="").values_list("address", flat=True)}
    kept = set(_proofs(rows, proving).values_list("pk", flat=True)) if proving else set()
    keys = [key for key in rows.order_by("pk").values_list("pk", flat=True) if key not in kept]
    _erase(keys)
    Unreachable.objects.filter(address__in=known).delete()
    reworded = _reword(known, words, organisations, but=kept)
    journal.record("notices.erased", subject="notices", actor=actor, at=at,
                   after={"notices": len(keys), "kept": len(kept)})  # fmt: skip
    return Erased(len(keys), len(kept), reworded)


@transaction.atomic
def erase_outlived(*, before: datetime, at: datetime) -> int:
    """Erases what notices owed before that instant say of people; how many.

    Every night: their proof has served. One that waits still is left to a person.
    """
    done = Notice.objects.filter(owed_at__lt=before).exclude(
        state__in=(State.OWED, State.HELD, State.SENDING)
    )
    keys = list(done.exclude(address="", text="", title="").values_list("pk", flat=True))
    _erase(keys)
    Unreachable.objects.filter(since__lt=before).delete()
    if keys:
        journal.record("notices.erased", subject="notices", actor=SYSTEM, at=at,
                       after={"notices": len(keys), "because": "retention"})  # fmt: skip
    return len(keys)


def _proofs(rows: QuerySet[Notice], proving: Proving) -> QuerySet[Notice]:
    """The messages handed over, or read in Tenir, whose time is not out."""
    told = Q(channel=Channel.EMAIL, state__in=_HANDED_OVER)
    told |= Q(channel=Channel.IN_APP, read_at__isnull=False)
    return rows.filter(told, kind__in=list(proving.kinds), owed_at__gte=proving.since)


def _erase(keys: Sequence[int]) -> None:
    for start in range(0, len(keys), _BATCH):
        _erase_some(keys[start : start + _BATCH])


def _erase_some(keys: Sequence[int]) -> None:
    those = Notice.objects.filter(pk__in=keys)
    those.filter(state__in=_WAITING).update(state=State.CANCELLED, next_attempt_at=None)
    Attempt.objects.filter(notice__in=keys).update(address="", answer="")
    Bounce.objects.filter(notice__in=keys).update(address="", answer="")
    Envelope.objects.filter(pk__in=keys).update(text="", html="")
    # where nobody was known, the key holds a digest of the address
    those.filter(person=None).exclude(channel=Channel.WEBHOOK).update(
        key=Concat(Value("erased/"), Cast("pk", TextField()))
    )
    those.update(address="", title="", text="", html="", values={}, person=None)


def _reword(
    addresses: Collection[str], words: Collection[str], places: Collection[int], *,
    but: Collection[int],
) -> int:  # fmt: skip
    """A dash where notices to others name them; how many notices."""
    own = Q(organisation__in=list(places)) | Q(organisation=None)
    found = {
        *_naming(Notice.objects.all(), addresses),
        *_naming(Notice.objects.filter(own), words),
    }
    names = re.compile(_either((*addresses, *words)), re.IGNORECASE)
    rows = Notice.objects.filter(pk__in=found.difference(but))
    for row in rows.iterator(chunk_size=_BATCH):
        for field in ("title", "text", "html"):
            setattr(row, field, names.sub(BLANK, getattr(row, field)))
        row.values = _without(row.values, names)
        row.save(update_fields=["title", "text", "html", "values"])
        for held in Envelope.objects.filter(pk=row.pk):
            held.text, held.html = names.sub(BLANK, held.text), names.sub(BLANK, held.html)
            held.save(update_fields=["text", "html"])
    return len(found.difference(but))


def _naming(rows: QuerySet[Notice], words: Collection[str]) -> Iterator[int]:
    """The keys of the notices that hold one of the words, as a whole word or not."""
    for word in words:
        stored = json.dumps(word, ensure_ascii=connection.vendor == "sqlite")[1:-1]
        holds = Q(title__icontains=word) | Q(text__icontains=word) | Q(told__icontains=stored)
        holds |= Q(envelope__text__icontains=word)
        told = rows.alias(told=Cast("values", TextField()))
        yield from told.filter(holds).values_list("pk", flat=True)


def _either(words: Iterable[str]) -> str:
    forms = {form for word in words for form in (word, escape(word)) if form}
    longest = sorted(forms, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if longest else r"(?!)"


def _without(told: Any, names: re.Pattern[str]) -> Any:
    if isinstance(told, str):
        return names.sub(BLANK, told)
    if isinstance(told, dict):
        return {key: _without(each, names) for key, each in told.items()}
    return [_without(each, names) for each in told] if isinstance(told, list) else told
