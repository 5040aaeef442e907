"""Opening hours as they are described: by the week, with holidays, special days and closures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from tenir.terms.dates import at_local

Range: TypeAlias = tuple[int, int]  # seconds of a day, [from, to); past 86400 on the next date
_WHOLE: Range = (0, 86_400)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Closure:
    """An exceptional closing (fr. fermeture exceptionnelle), and when clients were told of it.

    With `on`, `start` and `end` are seconds of that local day; without, UTC epoch seconds.
    `announced_at` is in UTC epoch seconds; None: known from the beginning.
    """

    start: int
    end: int
    on: date | None = None
    announced_at: int | None = None

    def told_by(self, at: int, *, zone: str) -> bool:
        """Whether clients knew of it at that instant, and had been told before it began."""
        begins = self.start if self.on is None else at_local(self.on, self.start, zone)
        return self.announced_at is None or self.announced_at <= min(at, begins)


@dataclass(frozen=True)
class Hours:
    """When a service is open (fr. heures ouvrées); two equal descriptions are one calendar.

    A range belongs to the day it starts on, and may pass midnight. A holiday, of the country
    (`country`, `FR`) or of one's own, shuts its own civil date and nothing else. A special
    day replaces the week's ranges that start on its date, and wins over a holiday.

    Clause: 7.4, 7.15.
    """

    zone: str
    weekly: tuple[tuple[Range, ...], ...] = ((),) * 7  # from Monday to Sunday
    country: str | None = None
    holidays: frozenset[date] = frozenset()
    special_days: frozenset[tuple[date, tuple[Range, ...]]] = frozenset()
    closures: frozenset[Closure] = frozenset()

    @property
    def whole_days(self) -> bool:
        """Whether it is open day and night on the days when it is open: it counts days."""
        open_days = [ranges for ranges in self.weekly if ranges]
        return bool(open_days) and all(ranges == (_WHOLE,) for ranges in open_days)

    def told_by(self, at: int) -> Hours:
        """The same hours as they stood for a clock started then, in UTC epoch seconds.

        A closure announced after the clock has started does not extend it; nor does one
        announced only once it had begun.

        Clause: 7.15.
        """
        told = frozenset(c for c in self.closures if c.told_by(at, zone=self.zone))
        return self if told == self.closures else replace(self, closures=told)
