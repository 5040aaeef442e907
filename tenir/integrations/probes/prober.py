"""One location's prober: every target at its own pace in one loop, told to Tenir as it goes.

Each target has its own place within its interval, so that a thousand do not start at once. What
is seen is told every second, in one transaction and in a thread of its own: a database that is slow
delays no probe. What could not be told waits, up to a limit; past it, it was not measured.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from threading import Event
from time import monotonic
from typing import TypeVar

import structlog
from django.db import close_old_connections, connections

from tenir.apps.availability import queries, services
from tenir.apps.availability.services import Word
from tenir.integrations.probes.calling import Caller, Probe, Seen, Tried
from tenir.integrations.probes.reaching import Reach
from tenir.viewer import SYSTEM

TOLD_EVERY, READ_EVERY = 1.0, 15.0  # seconds
PAUSE = 1.0  # between two tries
LONGEST_QUEUE = 200_000
Result = TypeVar("Result")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """A target as its probe needs it."""

    name: str
    probe: Probe
    interval: int
    retries: int


@dataclass
class Prober:
    """Probes from one location until told to stop.

    `lags` are how late each turn began, `delays` how long after its tries it was kept, in seconds.
    """

    location: str
    reach: Reach
    clock: Callable[[], datetime]

    def __post_init__(self) -> None:
        self.words: deque[Word] = deque(maxlen=LONGEST_QUEUE)
        self.lags: deque[float] = deque(maxlen=100_000)
        self.delays: deque[float] = deque(maxlen=100_000)
        self._seen: deque[float] = deque(maxlen=LONGEST_QUEUE)  # when, beside each of the words
        self._thread = ThreadPoolExecutor(1)
        self.tasks: dict[Watched, asyncio.Task[None]] = {}

    async def run(self, stop: Event) -> None:
        """Until the event is set; what was seen by then is told."""
        async with Caller(self.reach, self.clock) as caller:
            loops = [
                asyncio.create_task(self._reading(caller)), asyncio.create_task(self._telling())
            ]  # fmt: skip
            while not stop.is_set() and not any(task.done() for task in loops):
                await asyncio.sleep(0.2)
            for task in (*loops, *self.tasks.values()):
                task.cancel()
            await asyncio.gather(*loops, *self.tasks.values(), return_exceptions=True)
        await self._in_thread(self._tell)
        await self._in_thread(connections.close_all)
        self._thread.shutdown()

    async def _in_thread(self, ask: Callable[[], Result]) -> Result:
        """What asks the database does so in one thread, which keeps its connection."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, ask)

    async def _reading(self, caller: Caller) -> None:
        """What is to be watched, read again and again."""
        while True:
            try:
                wanted = await self._in_thread(partial(watched_from, self.location))
            except Exception:
                log.exception("targets_not_read")
            else:
                self._follow(wanted, caller)
            await asyncio.sleep(READ_EVERY)

    def _follow(self, wanted: set[Watched], caller: Caller) -> None:
        for gone in self.tasks.keys() - wanted:
            self.tasks.pop(gone).cancel()
        for new in wanted - self.tasks.keys():
            self.tasks[new] = asyncio.create_task(self._keep_probing(new, caller))

    async def _keep_probing(self, target: Watched, caller: Caller) -> None:
        due = monotonic() + _place(target.name) * target.interval
        while True:
            await asyncio.sleep(max(0.0, due - monotonic()))
            self.lags.append(monotonic() - due)
            try:
                tried = await tries(target, caller, self.clock)
            except Exception:
                log.exception("probe_failed", target=target.name)
            else:
                self._seen.append(monotonic())  # first: a word may be told at once
                self.words.append(
                    Word(target.name, tried.at, tried.seen.state, self.location, tried.seen.said)
                )
            due += target.interval
            if due < monotonic():  # the machine slept: turns missed are missed
                due = monotonic() + _place(target.name) * target.interval

    async def _telling(self) -> None:
        while True:
            await asyncio.sleep(TOLD_EVERY)
            try:
                await self._in_thread(self._tell)
            except Exception:
                log.exception("not_told", waiting=len(self.words))
                await asyncio.sleep(5 * TOLD_EVERY)

    def _tell(self) -> None:
        """Tells what was seen; what is not taken stays first in the queue."""
        words = [self.words.popleft() for _ in range(len(self.words))]
        if not words:
            return
        close_old_connections()
        try:
            services.hold(words, source="probe", actor=SYSTEM, at=self.clock())
        except Exception:
            self.words.extendleft(reversed(words))
            raise
        kept = monotonic()
        self.delays.extend(kept - self._seen.popleft() for _ in words)


async def tries(target: Watched, caller: Caller, clock: Callable[[], datetime]) -> Tried:
    """One turn: tried again after a failure, as often as the target says."""
    at, seen = clock(), Seen("unmeasured")
    for attempt in range(target.retries + 1):
        if attempt:
            await asyncio.sleep(PAUSE)
        begun = clock()
        seen = await caller.call(target.probe)
        if seen.up:
            return Tried(begun, seen)
    return Tried(at, seen)


def watched_from(location: str) -> set[Watched]:
    """The targets that are probed from there: those that name the location, or none."""
    close_old_connections()
    rows = queries.targets(SYSTEM).filter(retired_at=None)
    return {
        Watched(
            row.name, _Asking(row.kind, row.address, row.timeout, row.asked), row.interval,
            row.retries,
        )
        for row in rows.exclude(kind__in=("pushed", "monitor"))
        if not row.locations or location in row.locations
    }  # fmt: skip


class _Asking(Probe):
    """A probe that can be told from another: by all that it asks."""

    def __hash__(self) -> int:
        return hash((self.kind, self.address, self.timeout, repr(self.asked)))


def _place(name: str) -> float:
    """Where in its interval a target is probed, from 0 to 1: the same each time."""
    return int.from_bytes(sha256(name.encode()).digest()[:4]) / 2**32
