"""Where the bytes lie: under their digest, in a folder outside the web root or in a bucket."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

HALF = ".half"


def place_of(digest: str) -> str:
    """The name in the storage of the content of that digest."""
    return f"{digest[:2]}/{digest}"


class Disk(FileSystemStorage):
    """Files written whole or not at all; the same name again is the same content."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """The name itself: it is the content's digest."""
        return name

    def _save(self, name: str, content: File[Any]) -> str:
        """Writes beside, checks the digest, then moves: a reader finds all of it or nothing."""
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = path.with_name(f"{path.name}.{uuid4().hex}{HALF}")
        try:
            self._write(half, content, digest=path.name)
            half.replace(path)
            _settle(path.parent)
        finally:
            half.unlink(missing_ok=True)
        return name

    def _write(self, half: Path, content: File[Any], *, digest: str) -> None:
        written = sha256()
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for chunk in content.chunks():
                out.write(chunk)
                written.update(chunk)
            out.flush()
            os.fsync(out.fileno())
        if written.hexdigest() != digest:
            raise OSError(f"{half} was not read as it was announced: try again")


def _settle(folder: Path) -> None:
    """Has the move itself written down, where the system knows how."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
