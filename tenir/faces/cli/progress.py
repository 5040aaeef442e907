"""How far a long command is, for whoever waits at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tenir.faces.cli.console import err, out


def progress_shown() -> Progress:
    """So many of how many, gone once it is over."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=err, transient=True,
    )  # fmt: skip


@contextmanager
def going_on(words: str) -> Iterator[Callable[[int, int], None]]:
    """Says what is being done; what it yields is told so many of how many, and shows it."""
    out.print(f"{words}…")
    with progress_shown() as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
