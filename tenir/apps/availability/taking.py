"""What monitoring tells is taken in: twice the same changes nothing, late words go where they go.

Clause: 5.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, QuerySet

from tenir.apps.availability.histories import grain_over, moment, setting_at
from tenir.apps.availability.models import Spell, Target
from tenir.apps.availability.projecting import project, subscriptions_of
from tenir.apps.availability.refusals import FaultyRecords
from tenir.apps.availability.states import CODES
from tenir.apps.journal import services as journal
from tenir.terms import watching
from tenir.terms.dates import epoch
from tenir.viewer import NotAllowed, StaffRole, Viewer

SKEW = timedelta(minutes=1)  # what a monitor's clock may be ahead; its word is then of now
LONGEST_SAID = 200


class Word(NamedTuple):
    """What a monitor says: a state of a target (of CODES), from there on, seen from a location.

    `strand` names the alert where a location tells several: the worst of them holds.
    """

    target: str
    at: datetime
    state: str
    location: str = ""
    said: str = ""
    strand: str = ""


class _Whose(NamedTuple):
    """Whose words go together: those of a target, a location of it, an alert there."""

    target: str
    location: str
    strand: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of some words: how many were new, and whose names no target bears.

    `left_out` is how many more the sender had, and did not tell.
    """

    told: int
    kept: int
    late: int
    unknown: tuple[str, ...]
    left_out: int = 0


class _Heard(NamedTuple):
    """The new words of one location of a target."""

    target: Target
    since: int
    late: list[int]  # the instants that lie before what it had told already
    shared: list[int]  # the seconds of which it told several states
    kept: int


class _Act(NamedTuple):
    """What told the words, by whom, when."""

    source: str
    actor: Viewer
    at: datetime


@transaction.atomic
def take_in(
    words: Iterable[Word], *, source: str, left_out: int = 0, actor: Viewer, at: datetime
) -> Taken:
    """Words in any order, told once or several times; the ledger follows.

    Of several of one second the later holds: by its microseconds, and of one same instant the one
    that came later, in `words` or in another call.
    A word for a name or a location that is not watched is left, and named. `left_out`: how many
    more the source says that it had, and did not tell; the journal keeps it. Raises FaultyRecords,
    and keeps nothing, where one is of no known state or yet to come by more than a minute.
    Clause: 5.3.
    """
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("measured.measures")
    told = [_checked(word, at) for word in words]
    targets = _locked({word.target for word in told})
    series, unknown = _sorted_out(told, targets)
    heard = [
        found for whose, said in sorted(series.items())
        if (found := _kept(targets[whose.target], whose, said, at)) is not None
    ]  # fmt: skip
    for each in heard:
        for verb, instants in (("told_late", each.late), ("told_in_one_second", each.shared)):
            if instants:
                _journal(verb, instants, each, _Act(source, actor, at))
    if left_out:
        journal.record(
            "availability.told_in_part", subject=f"source/{source}", actor=actor, at=at,
            clauses=("5.3",), after={"told": len(told), "left_out": left_out, "source": source},
        )  # fmt: skip
    _project(heard, actor, at)
    return Taken(
        len(told), sum(each.kept for each in heard), sum(len(each.late) for each in heard),
        tuple(sorted(unknown)), left_out,
    )  # fmt: skip


def _checked(word: Word, now: datetime) -> Word:
    if word.state not in CODES:
        known = ", ".join(CODES)
        raise FaultyRecords("measured.unknown_state", given=word.state, known=known)
    if word.at > now + SKEW:
        raise FaultyRecords("measured.in_future", at=word.at, now=now)
    return word if word.at <= now else word._replace(at=now)


def _locked(names: set[str]) -> dict[str, Target]:
    found = Target.objects.select_for_update(of=("self",)).filter(name__in=names, retired_at=None)
    rows = found.select_related("subscription__contract").prefetch_related("settings")
    rows = rows.order_by("pk")
    return {target.name: target for target in rows}


def _sorted_out(
    told: Iterable[Word], targets: Mapping[str, Target]
) -> tuple[dict[_Whose, list[Word]], set[str]]:
    """By target and location; and the names of what is not watched."""
    found: dict[_Whose, list[Word]] = {}
    unknown: set[str] = set()
    for word in told:
        target = targets.get(word.target)
        places = setting_at(target, epoch(word.at)).locations if target else ()
        place = word.location if places else ""
        if target is None or (places and place not in places):
            unknown.add(f"{word.target}@{word.location}" if target else word.target)
        else:
            found.setdefault(_Whose(word.target, place, word.strand), []).append(word)
    return found, unknown


def _kept(target: Target, whose: _Whose, words: Sequence[Word], at: datetime) -> _Heard | None:
    """Keeps what is new in the words of one location; None where nothing is."""
    records = [_record(word) for word in words]
    grain = grain_over(target, min(records).at, max(records).at)
    rows = {epoch(row.start): row for row in _near(target, whose, records, grain)}
    before = [_spell(row) for row in rows.values()]
    after = watching.with_records(before, records, grain=grain)
    if after == before:
        return None
    last = _of(target, whose).aggregate(last=Max("last"))["last"]
    new = [record for record in records if not watching.told_already(before, record)]
    said = {epoch(word.at): word.said[:LONGEST_SAID] for word in sorted(words, key=_when)}
    _write(target, whose, rows, after, said=said, at=at)
    if not new:
        return None
    known = None if last is None else epoch(last)
    late = [record.at for record in new if known is not None and record.at < known]
    return _Heard(target, min(new).at, late, _shared(before, new), len(new))


def _record(word: Word) -> watching.Record:
    return watching.Record(epoch(word.at), CODES[word.state], word.at.microsecond)


def _shared(before: Sequence[watching.Spell], new: Sequence[watching.Record]) -> list[int]:
    """The seconds of which several states are told: the later holds, so that there is a trail."""
    told = {(record.at, record.state) for record in new}
    times = Counter(at for at, _ in told)
    again = {record.at for record in new if watching.in_one_second(before, record)}
    return sorted(again | {at for at, states in times.items() if states > 1})


def _when(word: Word) -> datetime:
    return word.at


def _spell(row: Spell) -> watching.Spell:
    last, gave_way = epoch(row.last), row.gave_way
    return watching.Spell(epoch(row.start), last, row.state, row.first_us, row.last_us, gave_way)


def _near(
    target: Target, whose: _Whose, records: Sequence[watching.Record], grain: int
) -> Iterable[Spell]:
    """The spells that the records may join, split or double."""
    first, last = min(records).at - grain, max(records).at + grain
    reached = _of(target, whose).filter(last__gte=moment(first), start__lte=moment(last))
    return reached.order_by("start")


def _of(target: Target, whose: _Whose) -> QuerySet[Spell]:
    return Spell.objects.filter(target=target, location=whose.location, strand=whose.strand)


def _write(
    target: Target,
    whose: _Whose,
    rows: Mapping[int, Spell],
    after: Sequence[watching.Spell],
    *,
    said: Mapping[int, str],
    at: datetime,
) -> None:
    gone = rows.keys() - {spell.start for spell in after}
    Spell.objects.filter(pk__in=[rows[start].pk for start in gone]).delete()
    changed, fresh = [], []
    for spell in after:
        row = rows.get(spell.start)
        if row is None:
            fresh.append(
                Spell(
                    target=target, location=whose.location, strand=whose.strand,
                    start=moment(spell.start), last=moment(spell.last), state=spell.state,
                    first_us=spell.first_us, last_us=spell.last_us, gave_way=spell.gave_way,
                    received_at=at, said=said.get(spell.start, ""),
                )
            )  # fmt: skip
        elif _spell(row) != spell:
            if row.state != spell.state:
                row.said = said.get(spell.start, "")
            row.last, row.state, row.gave_way = moment(spell.last), spell.state, spell.gave_way
            row.first_us, row.last_us = spell.first_us, spell.last_us
            changed.append(row)
    Spell.objects.bulk_update(
        changed, ["last", "state", "first_us", "last_us", "gave_way", "said"], batch_size=200
    )
    Spell.objects.bulk_create(fresh, batch_size=500)


def _journal(verb: str, instants: Sequence[int], heard: _Heard, act: _Act) -> None:
    """A trail of words that came late, or shared their second with another state."""
    line = heard.target.subscription
    journal.record(
        f"availability.{verb}", subject=heard.target.subject, actor=act.actor, at=act.at,
        happened_at=moment(min(instants)), clauses=("5.3",),
        client=line.contract.client_id if line else None,
        after={"target": heard.target.name, "records": len(instants), "source": act.source,
               "until": moment(max(instants)).isoformat()},
    )  # fmt: skip


def _project(heard: Sequence[_Heard], actor: Viewer, at: datetime) -> None:
    """The ledger of each subscription once, from the earliest new word of its targets."""
    since: dict[int, int] = {}
    lines = {}
    for each in heard:
        for line in subscriptions_of([each.target]):
            lines[line.pk] = line
            since[line.pk] = min(since.get(line.pk, each.since), each.since)
    for key in sorted(lines):
        project(lines[key], since=since[key], actor=actor, at=at)
