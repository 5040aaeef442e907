"""No depth at which a loop of calls keeps asking the system for memory."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tenir.stack import in_one_piece

CALLS, DEEPEST = 500, 200  # a piece of CPython's is full at some twenty to forty frames


def called(one: int, two: int = 2) -> int:
    return one + two


def looped() -> int:
    """How many pages of memory the system handed over while the same was called again and again."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for turn in range(CALLS):
        called(turn)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def below(frames: int, work: Callable[[], int]) -> int:
    """What the work tells, called under so many frames."""
    return below(frames - 1, work) if frames else work()


def in_a_thread(work: Callable[[], int]) -> int:
    """What the work tells in a stack of its own: that of this run is in one piece."""
    with ThreadPoolExecutor() as pool:
        return pool.submit(work).result()


def worst() -> int:
    return max(below(frames, looped) for frames in range(DEEPEST))


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="CPython's gh-142183 is mended there")
def test_python_keeps_asking_at_some_depth_which_is_why_there_is_this_module():
    assert in_a_thread(worst) >= CALLS


def test_in_one_piece_no_depth_does():
    assert in_a_thread(in_one_piece(worst)) < CALLS / 10


def test_arguments_answers_and_names_are_those_of_the_work():
    assert in_one_piece(called)(1, two=4) == 5
    assert in_one_piece(called).__name__ == "called"
