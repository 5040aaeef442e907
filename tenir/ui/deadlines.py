"""A deadline as pages show it: what is left of it in words, in its own time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments.queries import Commitment, warned
from tenir.terms import phrases
from tenir.terms.calendars import Calendar
from tenir.terms.commitments import calendar_of_base
from tenir.terms.errors import Refused
from tenir.terms.hours import Closure
from tenir.terms.standing import Pause, Standing, standing
from tenir.ui.language import language
from tenir.ui.states import state_of

DAY, HOUR, MINUTE = 86400, 3600, 60


@dataclass(frozen=True)
class Deadline:
    """What the chip shows: a tone, an icon, words, the share spent, when and in which time."""

    tone: str
    icon_name: str
    words: str
    share: int | None
    at: str
    basis: str = ""


class Calendars:
    """The calendars of one page's promises, each found once; closings announced count in them.

    The versions of the `expected` promises are read together.
    """

    def __init__(self, expected: Iterable[Commitment] = ()) -> None:
        self._expected = {
            promise.organisation_id for promise in expected
            if promise.base != "calendar" and promise.organisation_id is not None
        }  # fmt: skip
        self._held: dict[tuple[int, str, datetime], Calendar | None] = {}

    def of(self, found: Commitment) -> Calendar | None:
        """The calendar that a promise is counted in; None where it is clock time.

        Clause: 7.13, 7.15.
        """
        if found.base == "calendar" or found.organisation_id is None:
            return None
        key = (found.organisation_id, found.base, found.started_at)
        if key not in self._held:
            self._held[key] = self._found(found, found.organisation_id)
        return self._held[key]

    @cached_property
    def _closures(self) -> tuple[Closure, ...]:
        return agreements.closures()

    @cached_property
    def _version_of(self) -> Callable[..., agreements.Version]:
        return agreements.version_of_each(self._expected)

    def _found(self, found: Commitment, organisation: int) -> Calendar | None:
        try:
            known = organisation in self._expected
            version_of = self._version_of if known else agreements.version_of
            version = version_of(organisation, at=found.started_at)
            return calendar_of_base(
                agreements.agreement_of(version).terms(), found.base,
                started_at=found.started_at, closures=self._closures,
            )  # fmt: skip
        except Refused:
            return None


def deadline_of(
    found: Commitment,
    *,
    now: datetime,
    pauses: Sequence[Pause] = (),
    calendars: Calendars | None = None,
    overdue: bool = False,
) -> Deadline:
    """How a promise stands; `calendars` holds those found already, for the rows that follow.

    `overdue`: of one that was missed and is still to do, by how much it is late.
    Of one that is paused it is told when it was due: what is left then, its request tells.
    """
    if found.paused and not pauses:
        drawn = state_of("paused")
        return Deadline(drawn.tone, drawn.icon, str(drawn.word), None, _waiting(found.due_at))
    state = "running" if overdue and found.state == "missed" else found.state
    hours = (calendars or Calendars()).of(found)
    stands = standing(
        hours, started_at=found.started_at, due_at=found.due_at, now=now, done_at=found.done_at,
        state=state, pauses=pauses, warned=warned(found),
    )  # fmt: skip
    return shown(stands, due_at=found.due_at)


def shown(stands: Standing, *, due_at: datetime) -> Deadline:
    """A standing in words."""
    drawn = state_of(stands.kind)
    at = _waiting(due_at) if stands.kind == "paused" else _told(due_at)
    settled = stands.kind in {"kept", "late", "missed", "waived"}
    basis = _("working time") if stands.working else ""
    basis = _("working days") if stands.days else basis
    return Deadline(
        drawn.tone, drawn.icon, _words(stands), None if settled else stands.share, at, basis
    )


def _told(due_at: datetime) -> str:
    return phrases.deadline(timezone.localtime(due_at).replace(second=0, microsecond=0), language())


def _waiting(due_at: datetime) -> str:
    """A due instant that moves with each minute of the wait."""
    return _("%(at)s without this wait") % {"at": _told(due_at)}


def _words(stands: Standing) -> str:
    span = lasting(abs(stands.left), working=stands.working and not stands.days)
    match stands.kind:
        case "overdue":
            return _("Overdue by %(span)s") % {"span": span}
        case "late":
            return _("Done %(span)s late") % {"span": span}
        case "paused":
            return _("Paused, %(span)s left") % {"span": span}
        case "running" | "risk":
            return _("%(span)s left") % {"span": span}
    return str(state_of(stands.kind).word)


def lasting(seconds: int, *, working: bool = False) -> str:
    """A length to the eye: its two largest units; of working time, hours and minutes alone."""
    minutes = max(seconds // MINUTE, 1 if seconds else 0)
    days, rest = divmod(minutes, DAY // MINUTE) if not working else (0, minutes)
    hours, minutes = divmod(rest, HOUR // MINUTE)
    day = "j" if language() == "fr" else "d"
    if days:
        return f"{phrases.number(days, language())} {day}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{phrases.number(hours, language())} h {minutes:02d}"
    return f"{minutes} min"
