"""What a file may be called: by whoever saves it, on any system, and read by anyone as it is."""

from __future__ import annotations

import re
import unicodedata

from tenir.terms.errors import Refused

LONGEST = 120
_FORBIDDEN = frozenset('/\\:*?"<>|')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)", re.IGNORECASE)
_RUNS = {
    "bat", "cmd", "cpl", "dll", "exe", "hta", "jar", "jse", "lnk", "msi", "pif", "ps1", "scr",
    "vbs", "wsf",
}  # fmt: skip


class FileRefused(Refused):
    """A file that is not kept: what is wrong with it, and what to send instead."""


def checked_name(given: str, *, runs: bool = False) -> str:
    """The name, its accents composed; FileRefused where it could deceive or do harm.

    `runs`: the last ending may be a program's.
    """
    name = unicodedata.normalize("NFC", given)
    if not name.strip(" ."):
        raise FileRefused("documents.name_empty")
    if len(name) > LONGEST:
        raise FileRefused("documents.name_long", most=LONGEST)
    if hidden := next((c for c in name if unicodedata.category(c) in {"Cc", "Cf", "Cs"}), None):
        raise FileRefused("documents.name_hidden", code=f"U+{ord(hidden):04X}")
    if set(name) & _FORBIDDEN or name.startswith((".", "~")) or name != name.strip(" ."):
        raise FileRefused("documents.name_characters", name=name)
    stem, *endings = name.split(".")
    if _RESERVED.fullmatch(stem.strip()):
        raise FileRefused("documents.name_reserved", name=name)
    told = endings[:-1] if runs else endings
    if ending := next((e for e in told if e.strip().lower() in _RUNS), None):
        raise FileRefused("documents.name_runs", name=name, ending=ending)
    return name


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""
