"""What every test may ask for, and the count of shared vectors that a run has tried."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("TENIR_SHARED", CHECKOUT.parent / "shared"))
TRIED = pytest.StashKey[Counter[str]]()

Tried = Callable[[str, int], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--vectors-required",
        action="store_true",
        help="fail where ../shared/vectors is there and the run tried none of them",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TRIED] = Counter()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material shared beside the checkout; the project's own tests stand without it."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared material at {SHARED} (TENIR_SHARED says where)")
    return SHARED


@pytest.fixture(scope="session")
def tried(pytestconfig: pytest.Config) -> Tried:
    """Call it with a kind of vector and how many were tried: tried("working_time", 92)."""

    def count(kind: str, number: int) -> None:
        pytestconfig.stash[TRIED][kind] += number

    return count


def pytest_collection_finish() -> None:
    gc.freeze()  # what was collected stays: looking through it again costs a tenth of the run
    gc.set_threshold(200_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if exitstatus == pytest.ExitCode.OK and _none_tried(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure() -> None:
    gc.unfreeze()  # else what is alive at the end is told as leaked


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    counted = config.stash[TRIED]
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(counted.items()))
    if counted or config.getoption("vectors_required"):
        terminalreporter.line(
            f"vectors tried: {counted.total()}" + (f" ({kinds})" if kinds else "")
        )
    if _none_tried(config):
        terminalreporter.line(f"FAILED: {SHARED / 'vectors'} is there and none was tried.")


def _none_tried(config: pytest.Config) -> bool:
    asked = config.getoption("vectors_required") and (SHARED / "vectors").is_dir()
    return bool(asked) and not config.stash[TRIED].total()
