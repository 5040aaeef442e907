"""ClamAV, where TENIR_CLAMAV names a clamd: HOST:PORT, or the path of its socket."""

from __future__ import annotations

import socket
import struct

from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.opened import Bytes

_CHUNK = 1 << 16
_PATIENCE = 60  # seconds


class ScannerSilent(FileRefused):
    """The virus scan was asked for and did not answer: nothing is kept unscanned."""


def scan(content: Bytes, *, clamd: str) -> None:
    """FileRefused where clamd finds something; ScannerSilent where it does not answer."""
    try:
        with _connected(clamd) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                part = content.whole[start : start + _CHUNK]
                line.sendall(struct.pack(">I", len(part)) + part)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except (OSError, ValueError):
        raise ScannerSilent("documents.scan_silent") from None
    if answer.endswith(" FOUND"):
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise FileRefused("documents.virus", found=name)
    if answer != "stream: OK":
        raise ScannerSilent("documents.scan_silent")


def _connected(clamd: str) -> socket.socket:
    if "/" in clamd:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_PATIENCE)
        try:
            line.connect(clamd.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _, port = clamd.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE)


def _answer(line: socket.socket) -> str:
    told = b""
    while not told.endswith(b"\0") and (part := line.recv(1_024)):
        told += part
    return told.rstrip(b"\0\n").decode("utf-8", "replace")
