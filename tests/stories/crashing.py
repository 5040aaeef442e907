"""Processes to kill: a warm parent that forks one of Tenir's parts and kills it a moment later.

`python -m tests.stories.crashing SOCKET` is told lines of "SEED DELAY PART DELAY PART…"
(milliseconds) over that socket of a file, runs these parts at once, kills each with SIGKILL after
its delay, and answers with the number killed.
Times are short so that much happens between two kills: a promise is due 60 ms after it is made.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import django

if __name__ == "__main__":
    django.setup()

from django.db import transaction

from tenir import clock
from tenir.apps.commitments import services as commitments
from tenir.integrations.background import work, workers
from tenir.viewer import SYSTEM
from tests.promises import chosen
from tests.stories.crashing_jobs import keep_it

SHORT = timedelta(milliseconds=60)


def write(seed: str) -> None:
    """Stands for a web process: promises, keeps, waives, and puts jobs in the queue."""
    for n in range(1_000):
        key, at = f"{seed}/{n}", clock.now()
        with transaction.atomic():
            commitments.promise(
                chosen(at + SHORT), key=key, subject=f"crash/{seed}", organisation=None,
                owed_by="publisher", answerable="releases", clauses=["5.1"], started_at=at,
                actor=SYSTEM, at=at, steps=[(50, at + SHORT / 2)],
            )  # fmt: skip
            if n % 4 == 0:
                keep_it.enqueue(key)
        if n % 4 == 1:
            commitments.keep(key, kept_at=clock.now(), actor=SYSTEM, at=clock.now())
        if n % 4 == 2:
            commitments.waive(key, because="no longer asked for", actor=SYSTEM, at=clock.now())
        time.sleep(0.006)


def _loop(name: str) -> Callable[[str], None]:
    def run(_: str) -> None:
        getattr(work, f"run_{name}")(Event())

    return run


PARTS: dict[str, Callable[[str], None]] = {
    "write": write, "tick": _loop("tick"), "jobs": _loop("jobs"), "deliver": _loop("deliver")
}  # fmt: skip


def _forked(part: str, seed: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        PARTS[part](seed)
    finally:
        os._exit(3)


def main() -> None:
    """Forks and kills, a line at a time."""
    work.PAUSE, work.BEAT, workers.SILENCE = 0.005, 0.02, timedelta(milliseconds=60)
    link = socket.socket(socket.AF_UNIX)
    link.connect(sys.argv[1])
    told_and_said = link.makefile("rw", buffering=1)
    gc.freeze()  # what is not looked through is not copied by each that is forked
    for line in told_and_said:
        seed, *told = line.split()
        begun = time.perf_counter()
        born = [
            (float(delay) / 1000, _forked(part, seed))
            for delay, part in zip(told[::2], told[1::2], strict=True)
        ]
        killed = 0
        for delay, pid in sorted(born):
            time.sleep(max(0.0, begun + delay - time.perf_counter()))
            os.kill(pid, signal.SIGKILL)
            killed += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        told_and_said.write(f"{killed}\n")


if __name__ == "__main__":
    main()
