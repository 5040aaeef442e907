"""How the environments that never count do: shown beside the others.

Clause: 5.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from tenir.apps.availability.histories import known_of, last_told
from tenir.apps.availability.models import Target
from tenir.apps.availability.states import NAMES
from tenir.terms.dates import epoch, local, month_span
from tenir.terms.samples import DOWN, UNKNOWN
from tenir.terms.watching import Change


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A target of an environment that does not count: its state, and its month so far."""

    target: Target
    state: str
    down_seconds: int


def month_of_each(targets: Iterable[Target], *, at: datetime) -> list[Elsewhere]:
    """What each was in the month of `at`, as far as is known of it.

    Clause: 5.2.
    """
    now = epoch(at)
    start, _ = month_span(local(now, settings.TIME_ZONE).strftime("%Y-%m"), settings.TIME_ZONE)
    found = []
    for target in targets:
        last = last_told([target])
        told, end = list[Change](), start
        if last is not None:
            until = min(max(last, start), now)
            told, end = known_of([target], since=start, told=until, now=now)
        state = told[-1].state if told else UNKNOWN
        found.append(Elsewhere(target, NAMES[max(state, UNKNOWN)], _down(told, start, end)))
    return found


def _down(told: list[Change], start: int, end: int) -> int:
    ends = [*(change.at for change in told[1:]), end]
    return sum(
        max(0, min(stop, end) - max(change.at, start))
        for change, stop in zip(told, ends, strict=False) if change.state == DOWN
    )  # fmt: skip
