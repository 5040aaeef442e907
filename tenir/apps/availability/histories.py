"""What a target was, from what its locations told, by the settings that held at each instant.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Max, Q

from tenir.apps.availability.models import Spell, Target
from tenir.terms import watching
from tenir.terms.dates import epoch
from tenir.terms.samples import UNKNOWN, UP
from tenir.terms.voting import ABSENT, Ruled, Vote, put_right, together, voted, while_heard, worst
from tenir.terms.watching import Change, changes_between, changes_of, lasts_until

WHOSE = ("location", "strand")
ALWAYS = 1 << 62


def moment(seconds: int) -> datetime:
    """An instant of the rules as the tables keep it."""
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """The settings that hold from an instant to another, in UTC seconds; see `models.Target`."""

    start: int
    end: int
    interval: int
    silence: int | None
    locations: tuple[str, ...]
    agreeing: int | None

    @property
    def grain(self) -> int:
        """How far apart, in seconds, records of one state may lie to be kept as one."""
        return 2 * self.interval


def settings_of(target: Target) -> list[Held]:
    """How a target was watched, span by span: what it is now, if it was never changed.

    Clause: 5.3.
    """
    rows: list[Any] = list(target.settings.all())
    starts = [-ALWAYS, *(epoch(row.since) for row in rows[1:])]
    ends = [*starts[1:], ALWAYS]
    return [
        Held(start, end, it.interval, it.silence, tuple(it.locations), it.agreeing)
        for start, end, it in zip(starts, ends, rows or [target], strict=True)
    ]


def setting_at(target: Target, instant: int) -> Held:
    """How a target was watched at an instant.

    Clause: 5.3.
    """
    return next(held for held in settings_of(target) if held.start <= instant < held.end)


def grain_over(target: Target, first: int, last: int) -> int:
    """The finest grain that held between two instants, or before them within reach of a record.

    Clause: 5.3.
    """
    settings = settings_of(target)
    reach = max(held.grain for held in settings)
    return min(
        held.grain for held in settings if held.start <= last + reach and first - reach < held.end
    )


def last_told(targets: Iterable[Target]) -> int | None:
    """The last instant of which any of them, or the monitor of one, told anything."""
    mine = [key for target in targets for key in (target.pk, target.monitor_id) if key]
    last = Spell.objects.filter(target__in=mine).aggregate(last=Max("last"))["last"]
    return None if last is None else epoch(last)


def history_of(target: Target, *, since: int, until: int) -> list[Change]:
    """What a target was between two instants, as its locations and its monitor tell together.

    Clause: 5.3.
    """
    spells = _spells(target, since)
    found: list[Change] = []
    for held in settings_of(target):
        if held.start <= until and since < held.end:
            told = _voted(target, held, spells, until)
            found += changes_between(told, held.start, held.end)
    if target.monitor is not None:
        found = while_heard(found, history_of(target.monitor, since=since, until=until))
    if target.retired_at is not None:
        retired = epoch(target.retired_at)
        found = [*(change for change in found if change.at < retired), Change(retired, ABSENT)]
    return found


class Known(NamedTuple):
    """What some targets were together, and until when that is known, in UTC seconds."""

    changes: list[Change]
    end: int


def known_of(
    targets: Sequence[Target],
    ruled: Sequence[Ruled] = (),
    *,
    since: int,
    told: int,
    now: int,
) -> Known:
    """What some targets were together, as put right, up to the last word told of them.

    An outage lasts on from there where the one who told it speaks again at its end, not before.
    Clause: 5.3.
    """

    def until(instant: int) -> list[Change]:
        series = [history_of(target, since=since, until=instant) for target in targets]
        return put_right(together(series), ruled)

    changes = until(told)
    if lasts_until(changes, told=told, now=now) == told or not told_by_change(targets, at=told):
        return Known(changes, told)
    changes = until(now)
    end = lasts_until(changes, told=told, now=now)
    return Known([change for change in changes if change.at <= end], end)


def told_by_change(targets: Iterable[Target], *, at: int) -> bool:
    """Whether one of them, watched at that instant, is told where it changes and not between.

    So it is with what another's monitor pushes. What a heartbeat keeps alive is told by that, and
    what our own probes look at, at each turn.
    """
    return any(
        target.kind == Target.Kind.PUSHED and target.monitor_id is None
        and (target.retired_at is None or at < epoch(target.retired_at))
        for target in targets
    )  # fmt: skip


def _voted(
    target: Target, held: Held, spells: dict[tuple[str, str], list[watching.Spell]], until: int
) -> list[Change]:
    """What the locations say together, as if these settings had always held."""
    told: dict[str, list[list[Change]]] = {place: [] for place in held.locations or [""]}
    for (place, _), strand in spells.items():
        if place in told:
            told[place].append(changes_of(strand, silence=held.silence, until=until))
    series = [worst([_waiting(target, strands), *strands]) for strands in told.values()]
    return voted(series, Vote.of(len(series), held.agreeing))


def _waiting(target: Target, strands: Sequence[Sequence[Change]]) -> list[Change]:
    """Before a location's first word nothing is known, but of who tells alerts alone it is up."""
    created = epoch(target.created_at)
    first = min((changes[0].at for changes in strands), default=None)
    begun = created if first is None else min(first, created)
    if target.monitor is not None:
        return [Change(begun, UP)]
    return [Change(begun, UNKNOWN), *([] if first is None else [Change(first, ABSENT)])]


def _spells(target: Target, since: int) -> dict[tuple[str, str], list[watching.Spell]]:
    """By location and strand, the spells from an instant on, and the one before it."""
    rows, reached = Spell.objects.filter(target=target), Q(start__gte=moment(since))
    before = rows.filter(start__lt=moment(since)).order_by().values(*WHOSE)
    for last in before.annotate(start=Max("start")):
        reached |= Q(**last)
    found: dict[tuple[str, str], list[watching.Spell]] = {}
    told = rows.filter(reached).order_by("start").values_list(*WHOSE, "start", "last", "state")
    for place, strand, start, last_at, state in told:
        spell = watching.Spell(epoch(start), epoch(last_at), state)
        found.setdefault((place, strand), []).append(spell)
    return found
