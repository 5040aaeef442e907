"""Threads that start together, each with its own connection, and whose failures are not lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from django.db import connections


def together(*acts: Callable[[], object]) -> list[object]:
    """What each act gave back; the first failure of any is raised."""
    barrier, failures = threading.Barrier(len(acts)), list[BaseException]()
    given: list[object] = [None] * len(acts)

    def run(n: int) -> None:
        try:
            barrier.wait(10)
            given[n] = acts[n]()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "stuck"
    if failures:
        raise failures[0]
    return given


def shared(keys: Sequence[str], act: Callable[[str], object]) -> Callable[[], object]:
    """An act over all the keys, one after the other."""

    def run() -> None:
        for key in keys:
            act(key)

    return run
