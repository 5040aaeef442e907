"""A copy of Tenir: one tar file with the database, the documents, and a manifest of digests.

database.sqlite3.gz | database.dump     the database at one instant
documents/ab/ab12…                      each document under its digest
manifest.json                           the last member: what the copy is, and each digest
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from tenir.integrations.upkeep.stopped import Stopped

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
CHUNK = 2**20
UNPACKED = "tenir-unpacked-"
LEFT = re.compile(rf"{UNPACKED}\w+|.+\.\d+\.partial")  # what a command that was killed leaves
A_DAY = timedelta(days=1)  # after which nobody is at work on it


@dataclass
class Manifest:
    """What a copy is. `members` has the SHA-256 of each file; `head` is the journal's."""

    tenir: str
    taken_at: str
    database: str  # sqlite | postgresql
    migrations: list[list[str]]
    head: list[Any]  # position, link
    documents: str  # here, or the bucket where they stay
    missing: list[str] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT
    digest: str = ""  # of all the rest

    def sealed(self) -> str:
        """The SHA-256 of all but the seal itself."""
        rest = {name: value for name, value in asdict(self).items() if name != "digest"}
        return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


class Writer:
    """Puts members into a copy, counting each one's digest as it goes by."""

    def __init__(self, file: IO[bytes]) -> None:
        self.tar = tarfile.TarFile(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)
        self.members: dict[str, str] = {}

    def add(self, name: str, content: IO[bytes], size: int) -> str:
        """That member, from where the content stands; its digest."""
        seen = _Seen(content)
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.tar.addfile(member, seen)
        self.members[name] = seen.digest.hexdigest()
        return self.members[name]

    def close(self, manifest: Manifest) -> None:
        """The manifest, and the end."""
        manifest.members = dict(self.members)
        manifest.digest = manifest.sealed()
        text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
        self.add(MANIFEST, io.BytesIO(text), len(text))
        self.tar.close()


class _Seen:
    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.digest = content, sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.content.read(size)
        self.digest.update(chunk)
        return chunk


def verified(path: Path) -> Manifest:
    """The manifest of a copy whose every byte is the one that was written; else Stopped."""
    found: dict[str, str] = {}
    manifest = b""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                digest, content = _digest_of(tar, member)
                found[member.name] = digest
                manifest = content or manifest
        kept = Manifest(**json.loads(manifest))
    except (OSError, tarfile.TarError, ValueError, TypeError) as error:
        raise _damaged(path, str(error) or type(error).__name__) from error
    found.pop(MANIFEST)
    _compare(path, kept, found)
    _check_database(path, kept)
    return kept


def _digest_of(tar: tarfile.TarFile, member: tarfile.TarInfo) -> tuple[str, bytes]:
    """The digest of a member, and the content where it is the manifest."""
    file = tar.extractfile(member)
    if file is None:
        raise ValueError(f"{member.name} is no file")
    if member.name == MANIFEST:
        content = file.read()
        return sha256(content).hexdigest(), content
    seen = sha256()
    while chunk := file.read(CHUNK):
        seen.update(chunk)
    return seen.hexdigest(), b""


def _compare(path: Path, kept: Manifest, found: Mapping[str, str]) -> None:
    if kept.digest != kept.sealed():
        raise _damaged(path, MANIFEST)
    if kept.format != FORMAT:
        raise Stopped(
            f"{path}\u202f: format {kept.format}, inconnu de cette version de Tenir.",
            f"{path}: format {kept.format}, which this Tenir does not know.",
        )
    for name in sorted(kept.members.keys() | found.keys()):
        if kept.members.get(name) != found.get(name):
            raise _damaged(path, name)


def _check_database(path: Path, kept: Manifest) -> None:
    """SQLite's own check of the file; a dump of PostgreSQL has its digest alone."""
    if kept.database != "sqlite":
        return
    with unpacking(path) as folder:
        file = extracted(path, kept, folder)
        with closing(sqlite3.connect(file)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise _damaged(path, said)


def extracted(path: Path, kept: Manifest, folder: Path) -> Path:
    """The database of a copy as a file of its own in that folder, unpacked."""
    name = DATABASES[kept.database]
    made = folder / name.removesuffix(".gz")
    with tarfile.open(path, "r:") as tar, made.open("wb") as out:
        made.chmod(0o600)
        member = tar.extractfile(name)
        assert member is not None, "verified tells it first"
        packed = gzip.GzipFile(fileobj=member) if name.endswith(".gz") else member
        shutil.copyfileobj(packed, out, CHUNK)
    return made


def documents_of(path: Path, kept: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    """Each document in a copy: its digest, its content."""
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            file = tar.extractfile(member)
            if member.name.startswith("documents/") and file is not None:
                yield kept.members[member.name], file


@contextmanager
def unpacking(path: Path) -> Iterator[Path]:
    """A folder beside a copy, its owner's alone, for as long as it is worked on."""
    with tempfile.TemporaryDirectory(prefix=UNPACKED, dir=path.parent) as folder:
        yield Path(folder)


def sweep(folder: Path, *, at: datetime) -> None:
    """Deletes what a backup or a restore that was killed left there: it holds all that we know."""
    with suppress(OSError):  # a folder that cannot be read is told by what is to be written there
        for each in [path for path in folder.iterdir() if LEFT.fullmatch(path.name)]:
            with suppress(OSError):  # gone meanwhile, or someone else's
                _sweep(each, at=at)


def _sweep(left: Path, *, at: datetime) -> None:
    if at - datetime.fromtimestamp(left.lstat().st_mtime, UTC) < A_DAY:
        return
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left)
    else:
        left.unlink()


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name when whole, readable by its owner alone."""
    if path.exists():
        raise Stopped(
            f"{path} existe déjà. Donnez un autre nom.", f"{path} is there already. Name another."
        )
    draft = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with open(draft, "xb", opener=_private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _damaged(path: Path, what: str) -> Stopped:
    return Stopped(
        f"{path} est abîmé ({what}). Prenez une autre sauvegarde.",
        f"{path} is damaged ({what}). Take another copy.",
    )
