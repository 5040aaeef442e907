"""The loops that processes run: jobs, tick, deliver, each alone or all in one process.

A loop never dies silently: a failure is told in the log and tried again, each time later, with a
new connection. `once` goes round a single time and lets the failure out. Only these loops read the
clock.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Event, Thread, current_thread
from types import FrameType

import structlog
from django.db import close_old_connections, connections

from tenir import clock
from tenir.apps.agreements import services as agreements
from tenir.apps.availability import services as availability
from tenir.apps.commitments import services as commitments
from tenir.apps.journal import services as journal
from tenir.apps.maintenance import services as maintenance
from tenir.apps.orders import services as orders
from tenir.apps.publishing import services as publishing
from tenir.apps.releases import services as releases
from tenir.apps.support import services as support
from tenir.integrations.background import jobs, schedules, workers
from tenir.integrations.background.models import Pulse
from tenir.integrations.mail.delivery import deliver
from tenir.stack import in_one_piece

PAUSE, BEAT, LONGEST = 1.0, 5.0, 30.0  # seconds
log = structlog.get_logger(__name__)
Round = Callable[[datetime], object]


def run_tick(stop: Event, *, once: bool = False) -> None:
    """Warnings given, overdue promises marked missed, the journal's new entries sealed."""
    _loop("tick", _tick, stop, once=once)


def run_deliver(stop: Event, *, once: bool = False) -> None:
    """Notices owed handed over."""
    _loop("deliver", deliver, stop, once=once)


def run_jobs(stop: Event, *, once: bool = False) -> None:
    """Jobs run one after the other; schedules fired and dead workers' jobs taken back meanwhile.

    When asked to stop, the job in hand is finished first. `once` empties the queue and returns.
    """
    name, left, held = workers.named(), Event(), list[jobs.Job]()
    workers.beat(name)
    keeper = Thread(target=_keep, args=(name, left), name="keeper", daemon=True)
    keeper.start()
    try:
        _loop("jobs", lambda _: _take(name, held, stop), stop, once=once)
    finally:
        left.set()
        keeper.join()
        workers.leave(name)


PARTS: Mapping[str, Callable[..., None]] = {
    "tick": run_tick, "jobs": run_jobs, "deliver": run_deliver
}  # fmt: skip


def run_all(
    stop: Event, *, once: bool = False, only: Sequence[str] = ("tick", "jobs", "deliver")
) -> None:
    """The parts named, a thread each, until asked to stop; one that ends early ends them all.

    `once` runs each a single time, one after the other.
    """
    if once:
        for name in only:
            PARTS[name](stop, once=True)
        return
    threads = [
        Thread(target=in_one_piece(_part), args=(PARTS[name], stop), name=name, daemon=True)
        for name in only
    ]
    for thread in threads:
        thread.start()
    while not stop.wait(PAUSE):
        ended = [thread.name for thread in threads if not thread.is_alive()]
        if ended and not stop.is_set():  # asked meanwhile, they end as they were asked
            stop.set()
            raise RuntimeError(f"ended of itself: {', '.join(ended)}")
    for thread in threads:
        thread.join()


def stop_on_signals() -> Event:
    """An event that SIGTERM or Ctrl-C sets; a second signal ends the process at once."""
    stop = Event()

    def asked(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    return stop


def _tick(now: datetime) -> None:
    """Each of the tick's acts; one that fails holds back none of the others."""
    failures = []
    for act in TICK:
        try:
            act(now)
        except Exception as failure:
            log.exception("tick_failed", act=f"{act.__module__}.{act.__qualname__}")
            failures.append(failure)
            _drop_connection()
    if failures:
        raise failures[0]


def _settle(now: datetime) -> None:
    settled = commitments.settle(now)
    if settled:
        log.info("settled", warned=settled.warned, missed=settled.missed, failed=settled.failed)


TICK: tuple[Callable[[datetime], object], ...] = (
    agreements.notify_more,
    agreements.settle_versions,  # before promises: silence answers, when a notice ends, and in time
    releases.settle_validations,  # before promises too, for the same reason
    orders.expire,
    maintenance.make_more,
    availability.follow_works,
    maintenance.tell_more,
    support.warn_of_third_parties,
    support.tell_of_hours,
    publishing.tell_more,
    publishing.tell_subscribers,
    publishing.tell_of_works,
    _settle,
    journal.seal,
)


def _take(name: str, held: list[jobs.Job], stop: Event) -> None:
    """Runs what is ready until the queue is empty or a stop is asked.

    What is still held from the last round was cut off by the database's failure: put back.
    """
    while held:
        jobs.recover(held[-1], now=clock.now())
        held.pop()
    while not stop.is_set() and (found := jobs.claim(name, now=clock.now())):
        held.append(found)
        jobs.run(found, clock=clock.now)
        held.pop()
        close_old_connections()  # whatever the job did to its own


def _keep(name: str, left: Event) -> None:
    """Beats, reaps and fires beside the job in hand, however long that takes."""

    def keep(now: datetime) -> None:
        workers.beat(name)
        workers.reap(now=now)
        schedules.fire(now)

    try:
        _loop("keeper", keep, left, pause=BEAT)
    finally:
        connections.close_all()


def _part(part: Callable[[Event], None], stop: Event) -> None:
    try:
        part(stop)
    except Exception:
        log.exception("part_ended", part=current_thread().name)
    finally:
        connections.close_all()


def _loop(
    name: str, go_round: Round, stop: Event, *, once: bool = False, pause: float | None = None
) -> None:
    """Goes round until asked to stop: a second after a good round, ever later after failures."""
    failures, told = 0, None
    while not stop.is_set():
        try:
            close_old_connections()
            now = clock.now()
            go_round(now)
            failures, told = 0, _pulse(name, now, told)
        except Exception:
            if once:
                raise
            failures += 1
            log.exception("round_failed", loop=name, failures=failures)
            _drop_connection()
        if once:
            return
        usual = PAUSE if pause is None else pause
        stop.wait(usual if not failures else min(usual * 2 ** min(failures, 10), LONGEST))


def _pulse(name: str, now: datetime, told: datetime | None) -> datetime:
    """Tells operators that the loop went round, every few seconds; when it last did so."""
    if told is not None and abs(now - told) < timedelta(seconds=BEAT):
        return told
    if not Pulse.objects.filter(name=name).update(at=now):
        Pulse.objects.bulk_create([Pulse(name=name, at=now)], ignore_conflicts=True)
    return now


def _drop_connection() -> None:
    """A new connection for the next round: this one may be to a database that has gone."""
    for connection in connections.all(initialized_only=True):
        try:
            connection.close()
        except Exception:
            log.warning("connection_not_closed", exc_info=True)
