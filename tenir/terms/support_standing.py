"""Where a request's response clock stands, and which one is kept of requests merged into one.

Clause: 7.8, 7.13, 7.14.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from tenir.terms.cited import Priority
from tenir.terms.dates import epoch
from tenir.terms.reasons import Judgement, Reason

State: TypeAlias = Literal["waiting", "running", "paused", "stopped", "carried"]
_PLACE: Mapping[str, int] = {  # which clock of requests in one is kept before which
    name: place for place, name in enumerate(("running", "paused", "late", "stopped", "carried"))
}


@dataclass(frozen=True, slots=True)
class ResponseClock:
    """Where the response clock of a request stands, and by when it is to stop.

    `due_at` is the firm instant of a P1, the best-effort one of any other; while paused, both are
    what they were had it gone on at once. `late_by_change`: only the re-qualification made it late.
    """

    state: State
    recorded_at: datetime | None = None
    priority: Priority | None = None
    p1_due: datetime | None = None
    all_due: datetime | None = None
    stopped_at: datetime | None = None
    paused_at: datetime | None = None
    left: int | None = None  # working seconds, at the pause or at the stop
    took: int | None = None  # working seconds from the recording to the stop, pauses left out
    late_by_change: bool = False

    @property
    def due_at(self) -> datetime | None:
        """The instant that counts: the firm one where there is one."""
        return self.p1_due or self.all_due

    @property
    def in_time(self) -> bool | None:
        """Whether it stopped by the instant that counts; None while it has not stopped."""
        if self.stopped_at is None or self.due_at is None:
            return None
        return self.stopped_at <= self.due_at


def kept_of(
    judged: Sequence[Judgement[ResponseClock]], *, merges: bool
) -> Judgement[ResponseClock]:
    """The clock that is kept of several requests in one, which all have an instant that counts.

    A merge is the publisher's own act: it neither stops nor suspends what it owes of another
    request, nor hides that it came late. `merges` as `replay` has it.
    Clause: 7.8, 7.13, 7.14.
    """
    due_first = min(judged, key=_due_at)
    kept = min(judged, key=lambda one: (_place(one.value), _due_at(one))) if merges else due_first
    phrase = "clock.merged" if kept is due_first else f"clock.merged_{kept.value.state}"
    due_at = kept.value.due_at
    reason = Reason(
        rule="support_clock.merge", phrase=phrase, value=due_at, clauses=("7.13",),
        inputs={"due": due_at, "count": len(judged)}, children=(kept.reason,),
    )  # fmt: skip
    return Judgement(kept.value, reason)


def _due_at(judged: Judgement[ResponseClock]) -> int:
    due_at = judged.value.due_at
    assert due_at is not None
    return epoch(due_at)


def _place(clock: ResponseClock) -> int:
    late = clock.state == "stopped" and clock.in_time is False
    return _PLACE["late" if late else clock.state]
