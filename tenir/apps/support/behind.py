"""Clocks that a closing has yet to move, told as it will move them: nobody reads a former instant.

Where they are many they are written behind the telling (decision 24); what is shown meanwhile is
worked out from what is written, as the moving works it out.
Clause: 7.15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments import queries as commitments
from tenir.apps.support.clocking import Reckoned, told
from tenir.apps.support.closing_days import midnight
from tenir.apps.support.models import Moving, Request
from tenir.apps.support.promising import CLAUSES, due_of
from tenir.apps.support.replaying import CLOCK, reckoned_each
from tenir.prepared import Prepared
from tenir.viewer import Viewer

WORKED_OUT = tuple(name for name in CLOCK if name != "updated_at")


def catch_up(rows: Sequence[Request], *, at: datetime) -> None:
    """Each request tells its clock as it will be moved; nothing is written.

    For faces, of rows that their viewer was given: one query where no closing moves clocks, and
    seven where one does.
    Clause: 7.15.
    """
    running = {row.pk: row for row in rows if row.due_at}
    since = _since() if running else None
    if since is None:
        return
    behind = [key for key, row in running.items() if row.due_at and row.due_at >= since]
    for now in _worked_out(behind, at=at):
        row, before = running[now.found.pk], now.found.promised_at
        told(now)
        for name in WORKED_OUT:
            value = getattr(now.found, name)
            as_read = value.astimezone(UTC) if isinstance(value, datetime) else value
            setattr(row, name, as_read)
        vars(row)["being_written"] = now.found.promised_at != before


def catch_up_promises(rows: Sequence[commitments.Commitment], *, at: datetime) -> None:
    """Each promise of a request's clock tells what it will be judged to be; nothing is written.

    For faces, of rows that their viewer was given; in as many queries as `catch_up`.
    Clause: 7.15.
    """
    running = [row for row in rows if row.kind in CLAUSES and row.state == "running"]
    since = _since() if running else None
    if since is None:
        return
    behind = [row for row in running if not row.paused and row.due_at >= since]
    clocks = {now.found.subject: now for now in _worked_out(_keys(behind), at=at)}
    for row in behind:
        now = clocks[row.subject]
        due_at = dict(due_of(now.clock))[row.kind]
        if due_at and due_at != row.due_at:
            commitments.as_judged(row, now.promised(row.kind), steps=now.steps(due_at))
            vars(row)["being_written"] = True


def promise(viewer: Viewer, id: int, *, at: datetime) -> commitments.Commitment:
    """That promise, as a closing that was told will move it. Raises NotSeen.

    Clause: 7.15.
    """
    found = commitments.commitment(viewer, id)
    catch_up_promises([found], at=at)
    return found


def being_written(row: Request | commitments.Commitment) -> bool:
    """Whether it tells an instant that a closing has moved, and that is not written yet.

    What it comes to again is compared with nothing meanwhile: it was worked out just now.
    Clause: 7.15.
    """
    return bool(vars(row).get("being_written"))


def _since() -> datetime | None:
    """From which instant on a due one may be moved by a closing that has clocks left to move."""
    first = min((moving.closure.on for moving in _MOVING()), default=None)
    return midnight(first) if first else None


_MOVING = Prepared(lambda: Moving.objects.filter(finished_at=None).select_related("closure"))


def _keys(promises: Collection[commitments.Commitment]) -> list[int]:
    """The requests that they are about."""
    return [int(row.subject.rpartition("/")[2]) for row in promises]


def _worked_out(keys: Sequence[int], *, at: datetime) -> Iterator[Reckoned]:
    """Those requests' clocks, with every closing that was told."""
    return reckoned_each(keys, closures=agreements.closures(), at=at) if keys else iter(())
