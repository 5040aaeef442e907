"""A file's content under examination: its bytes mapped, wherever they lie."""

from __future__ import annotations

import codecs
import io
import mmap
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

Mapped: TypeAlias = bytes | mmap.mmap
_STEP = 1 << 20


class Bytes:
    """Bytes that are searched and read several times without being copied."""

    def __init__(self, whole: Mapped) -> None:
        self.whole = whole
        self.head = whole[:4096]

    @classmethod
    def of(cls, file: BinaryIO) -> Bytes:
        """Those of an open file that is not empty, mapped."""
        return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def __len__(self) -> int:
        return len(self.whole)

    def stream(self) -> BinaryIO:
        """The bytes as a file."""
        return io.BytesIO(self.whole)

    def decoded(self) -> Iterator[str]:
        """The text, in parts; UnicodeDecodeError where it is not UTF-8."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        for start in range(0, len(self.whole), _STEP):
            yield decoder.decode(self.whole[start : start + _STEP])
        yield decoder.decode(b"", final=True)
