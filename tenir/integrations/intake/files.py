"""Files of samples of any size, as words of our targets: looked over whole, then taken by helpings.

Nothing is kept of a file with a fault: all of them are told, each with its line. What is taken goes
target by target, so that each ledger is made again few times; DuckDB sorts it, on disk where it is
long. A file is known by its digest: stopped half-way, it goes on from the last helping that was
kept, and one taken whole changes nothing.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenir.apps.availability import services
from tenir.apps.availability.queries import TakenFile
from tenir.apps.availability.services import Word
from tenir.integrations.intake.faults import faults_of
from tenir.integrations.samples.header import UnreadableFile, is_parquet
from tenir.integrations.samples.reading import samples_engine
from tenir.integrations.samples.table import readable, table_of
from tenir.progress import Progress, unheard
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault, FaultyConvention
from tenir.viewer import Viewer

HELPING = 20_000
PIECE = 1 << 20
LONGEST_WAIT = 200_000  # records that are taken while a page waits
_STRANGE = re.compile(r"[^\w. -]")
STATES = ("unmeasured", "up", "degraded", "down")
AHEAD = timedelta(minutes=1)  # what a monitor's clock may be ahead


class TooLongToWait(Refused):
    """A file with more records than whoever handed it in should wait for."""


class FaultySamples(FaultyConvention):
    """A file of samples with faults: each with its line, the first thousand of them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults, "samples.faulty")
        self.faults = faults  # in the order of the file, which has lines and no columns


@dataclass(frozen=True)
class File:
    """A file that was looked over: its digest, its records, how many targets they tell of."""

    path: Path
    name: str
    digest: str
    records: int
    targets: int


def look_over(path: Path, *, name: str = "", now: datetime) -> File:
    """Reads a file whole. Raises UnreadableFile, or FaultySamples with all that is wrong."""
    faults = faults_of(path, latest=now + AHEAD)
    if faults:
        raise FaultySamples(faults)
    is_parquet(path)
    with samples_engine() as connection, readable(path):
        table = table_of(path, connection)
        records, targets = connection.execute(
            f"SELECT count(*), count(DISTINCT target) FROM ({table.records})"
        ).fetchall()[0]
    if not records:
        raise UnreadableFile("samples.empty", name or str(path))
    return File(path, name or path.name, _digest(path), records, targets)


def take_file(
    file: File,
    *,
    actor: Viewer,
    clock: Callable[[], datetime],
    progress: Progress = unheard,
) -> TakenFile:
    """Takes in what was not yet taken of a file; what is known of it then.

    Clause: 5.3.
    """
    taken = services.begin_file(
        file.digest, name=file.name, records=file.records, actor=actor, at=clock()
    )
    if taken.ended_at is not None:
        return taken
    progress(taken.done, file.records)
    for words in _helpings(file.path, after=taken.done):
        services.take_helping(taken, words, records=len(words), actor=actor, at=clock())
        progress(taken.done, file.records)
    return services.end_file(taken, actor=actor, at=clock())


def take_upload(
    pieces: Iterable[bytes], *, name: str, actor: Viewer, clock: Callable[[], datetime]
) -> TakenFile:
    """As `take_file`, for what a page or a program handed in while it waits for the answer.

    Raises TooLongToWait past so many records: `tenir samples` takes a file of any size.
    Clause: 5.3.
    """
    with tempfile.TemporaryDirectory(prefix="tenir-") as folder:
        path = Path(folder, _STRANGE.sub("_", name)[-100:].lstrip(".") or "samples")
        with path.open("wb") as file:
            file.writelines(pieces)
        found = look_over(path, name=name, now=clock())
        if found.records > LONGEST_WAIT:
            raise TooLongToWait("samples.long", most=LONGEST_WAIT, found=found.records)
        return take_file(found, actor=actor, clock=clock)


def _helpings(path: Path, *, after: int) -> Iterator[list[Word]]:
    """The records, target by target and in order of time, many at once, from one on."""
    with samples_engine() as connection, readable(path):
        table = table_of(path, connection)
        found = connection.execute(
            f"""SELECT target, epoch_us(instant) // 1000000, state, location FROM ({table.records})
                ORDER BY 1, 2, location, state OFFSET {int(after)}"""  # the worst of a second last
        )
        while rows := found.fetchmany(HELPING):
            yield [_word(*row) for row in rows]


def _word(target: str, at: int, state: int, location: str) -> Word:
    return Word(target, datetime.fromtimestamp(at, UTC), STATES[state], location)


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()
