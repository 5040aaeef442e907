"""The stack of Python's frames in one piece, where Python would keep fetching and returning it.

CPython keeps frames in pieces of 16 kB. A call that does not fit asks the system for another
piece, and its return gives that back: a loop whose calls just do not fit does so at each of them
(CPython's gh-142183; 3.13 and later keep one empty piece). Where that falls changes with the depth
of what was called before; the pages of a client took twice the time of their neighbours (decision
0025). A frame that asks for much is given a piece large enough for all that it calls.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SLOTS = 2**16  # of 8 bytes, reserved and never touched; a piece is the next power of two: 1 MB


def in_one_piece(work: Callable[P, R]) -> Callable[P, R]:
    """The same, with room for the frames of all that it calls: some hundreds of them.

    What it gives back lazily, as rows that are streamed, is made outside. A middleware too.
    """

    @wraps(work)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        return _with_room(work, args, kwargs)

    return called


def _with_room(work: Callable[..., R], args: Any, kwargs: Any) -> R:
    return work(*args, **kwargs)


_with_room.__code__ = _with_room.__code__.replace(co_stacksize=SLOTS)
