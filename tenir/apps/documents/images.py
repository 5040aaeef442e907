"""Images: how many pixels they declare, read from their headers without decoding anything."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.opened import Bytes

MOST_PIXELS = 100_000_000
LONGEST_SIDE = 30_000
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # JPEG's frame headers


def check_image(media_type: str, content: Bytes) -> None:
    """FileRefused for an image that is broken, would fill the memory, or is followed by more."""
    try:
        width, height = _MEASURES[media_type](content)
    except (struct.error, IndexError, ValueError):
        raise FileRefused("documents.broken", kind=media_type) from None
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefused("documents.image_large", width=width, height=height, most=LONGEST_SIDE)
    if not width or not height:
        raise FileRefused("documents.broken", kind=media_type)
    if media_type == "image/png" and not content.whole[-12:] == _PNG_END:
        raise FileRefused("documents.trailing")


def _png(content: Bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content.head[16:24])
    if content.head[12:16] != b"IHDR":
        raise ValueError("no header")
    return width, height


def _gif(content: Bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", content.head[6:10])
    return width, height


def _webp(content: Bytes) -> tuple[int, int]:
    head = content.head
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if head[12:16] == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no frame")


def _jpeg(content: Bytes) -> tuple[int, int]:
    for marker, at in _segments(content):
        if marker in _SIZES:
            height, width = struct.unpack(">HH", content.whole[at + 5 : at + 9])
            return width, height
    raise ValueError("no frame")


def _segments(content: Bytes) -> Iterator[tuple[int, int]]:
    """Each marker of a JPEG before its pixels, and where its length stands."""
    at = 2
    while content.whole[at] == 0xFF:
        marker = content.whole[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        yield marker, at + 2
        at += 2 + int(struct.unpack(">H", content.whole[at + 2 : at + 4])[0])


_MEASURES = {"image/png": _png, "image/gif": _gif, "image/webp": _webp, "image/jpeg": _jpeg}
