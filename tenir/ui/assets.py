"""The files that pages need, each under an address with the digest of what is in it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

KINDS: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """WhiteNoise's storage, which looks each address up once: every page has a dozen of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002  Django's own
        """The address of that file; what was collected stays as it is while a process lives."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Those whose address pages have: nobody asks for the same under its plain name."""
        yield from super().compress_files(set(paths).intersection(self.hashed_files.values()))

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """One that does nothing twice: to compress takes most of a `tenir migrate`."""
        return _Once(**kwargs)


class _Once(Compressor):  # type: ignore[misc]  # no types
    """WhiteNoise's compressor, which leaves alone what holds the file already."""

    def compress(self, path: str) -> list[str]:
        """The compressed files of that one; none where they would hardly be smaller."""
        told = Path(path).read_bytes()
        if all(_holds(Path(path + kind), told, opened) for kind, opened in KINDS.items()):
            return [path + kind for kind in KINDS]
        return list(super().compress(path))


def _holds(compressed: Path, told: bytes, opened: Callable[[bytes], bytes]) -> bool:
    """Whether it is there, whole."""
    try:
        return opened(compressed.read_bytes()) == told
    except (OSError, EOFError, zlib.error, brotli.error):
        return False
