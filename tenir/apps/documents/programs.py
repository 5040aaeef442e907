"""Programs, which the publisher alone may hand to its clients: an installer, an archive of one.

Clause: 7.3.
"""

from __future__ import annotations

from collections.abc import Mapping

from tenir.apps.documents.kinds import KINDS, Kind
from tenir.apps.documents.names import FileRefused, checked_name, ending_of
from tenir.apps.documents.opened import Bytes

SAVED = "application/octet-stream"  # whatever it is: saved by a browser, never opened in it
PROGRAMS: Mapping[str, tuple[bytes, ...]] = {
    "exe": (b"MZ",),
    "msi": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "msix": (b"PK\3\4",),
    "jar": (b"PK\3\4",),
    "war": (b"PK\3\4",),
    "zip": (b"PK\3\4",),
    "7z": (b"7z\xbc\xaf\x27\x1c",),
    "gz": (b"\x1f\x8b\x08",),
    "tgz": (b"\x1f\x8b\x08",),
    "xz": (b"\xfd7zXZ\0",),
    "bz2": (b"BZh",),
    "deb": (b"!<arch>\n",),
    "rpm": (b"\xed\xab\xee\xdb",),
    "pkg": (b"xar!",),
    "appimage": (b"\x7fELF",),
}


def is_program(name: str) -> bool:
    """Whether a file of that name is one of the programs and archives that are handed out."""
    return ending_of(name) in PROGRAMS


def program(name: str, content: Bytes) -> Kind:
    """What a program is kept as; FileRefused where it is not what its name says.

    A name that passes for a document's (`guide.pdf.exe`) is refused. Nothing in it is looked into:
    it runs, that is what it is for. A virus scan reads it where one is set.
    """
    ending = ending_of(checked_name(name, runs=True))
    if passes := next((each for each in name.lower().split(".")[1:-1] if each in KINDS), None):
        raise FileRefused("documents.program_hides", name=name, ending=passes)
    if not content.head.startswith(PROGRAMS[ending]):
        raise FileRefused("documents.program_differs", name=name, ending=ending)
    return Kind(SAVED, PROGRAMS[ending])
