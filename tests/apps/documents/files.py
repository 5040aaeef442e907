"""Files made for the tests: sound ones of every kind, to spoil one thing at a time."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, TextStringObject

OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" + bytes(3 * 2) + b"\0" + bytes(3 * 2))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def jpeg(width: int = 2, height: int = 2) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"made"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + comment + b"\xff" + frame + b"\xff\xda\0\x08\1\1\0\0?\0\0\xff\xd9"


def gif(width: int = 2, height: int = 2) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def webp(form: bytes = b"VP8X", size: bytes = b"\1\0\0\1\0\0") -> bytes:
    body = form + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def lossless_webp() -> bytes:
    return b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + struct.pack("<I", 1 | 1 << 14) + bytes(5)


def lossy_webp() -> bytes:
    return b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0" + bytes(6) + struct.pack("<HH", 2, 2)


def archive(entries: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    made, how = io.BytesIO(), zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(made, "w", how) as written:
        for name, body in entries.items():
            written.writestr(name, body)
    return made.getvalue()


def docx(more: Mapping[str, bytes] | None = None, *, kind: str = OOXML) -> bytes:
    parts = {
        "[Content_Types].xml": f"<Types><Override ContentType='{kind}'/></Types>".encode(),
        "word/document.xml": b"<w:document/>",
    }
    return archive({**parts, **(more or {})})


def odt(more: Mapping[str, bytes] | None = None) -> bytes:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b"<office/>",
        "META-INF/manifest.xml": b"<manifest/>",
    }
    return archive({**parts, **(more or {})})


def pdf(
    *,
    root: Mapping[str, PdfObject] | None = None,
    attached: Mapping[str, bytes] | None = None,
    password: str = "",
    pages: int = 1,
) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(72, 72)
    for key, value in (root or {}).items():
        writer.root_object[NameObject(key)] = value
    for name, body in (attached or {}).items():
        writer.add_attachment(name, body)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


def action(kind: str, **rest: str) -> DictionaryObject:
    """A PDF action: what it does, and its text values."""
    made = DictionaryObject({NameObject("/S"): NameObject(kind)})
    for key, value in rest.items():
        made[NameObject(f"/{key}")] = TextStringObject(value)
    return made


def among(value: PdfObject) -> DictionaryObject:
    """Something put deep: in a list, in a dictionary."""
    return DictionaryObject({NameObject("/A"): ArrayObject([value])})
