"""Two sides measured in one run, in turns, so that a busy machine is fair to both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NotRequired, TypedDict

ROUNDS = 7


class Row(TypedDict):
    """One line of results.json: a cost, that of the peer, and how many times less ours is.

    `target` is what the issues ask, `met` whether it is so (benchmarks/targets.py).
    """

    name: str
    value: float
    unit: str
    peer: str | None
    peer_value: float | None
    ratio: float | None
    target: NotRequired[str | None]
    met: NotRequired[bool | None]


def alone(
    name: str, ours: Callable[[], Any], *, unit: str, per: float, rounds: int = ROUNDS
) -> Row:
    """The CPU time of one side, the best of some rounds, divided by `per`."""
    value = min(_cpu(ours) for _ in _unhurried(rounds)) / per
    return _row(name, value, unit)


def against(
    name: str,
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    *,
    peer: str,
    unit: str,
    per: float,
    their_per: float | None = None,
    rounds: int = ROUNDS,
) -> Row:
    """The CPU time of both sides in turns, the best round of each, divided by its `per`."""
    costs = [(_cpu(ours), _cpu(theirs)) for _ in _unhurried(rounds)]
    value, peer_value = (min(column) for column in zip(*costs, strict=True))
    return _row(name, value / per, unit, peer, peer_value / (their_per or per))


def _row(
    name: str, value: float, unit: str, peer: str | None = None, peer_value: float | None = None
) -> Row:
    ratio = None if peer_value is None else _short(peer_value / value)
    return Row(
        name=name,
        value=_short(value),
        unit=unit,
        peer=peer,
        peer_value=None if peer_value is None else _short(peer_value),
        ratio=ratio,
    )


def _cpu(work: Callable[[], Any]) -> float:
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e9


def _unhurried(rounds: int) -> Iterator[int]:
    with _no_collector():
        yield from range(rounds)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Neither side pays for the other's garbage."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _short(value: float) -> float:
    return float(f"{value:.3g}")
