"""Acts: keep a file, withdraw it; look after the bytes."""

from tenir.apps.documents.findable import findables
from tenir.apps.documents.keeping import (
    Audience,
    discard,
    keep,
    look_into,
    restrict,
    share,
    take_out,
    unrestrict,
    withdraw,
)
from tenir.apps.documents.names import FileRefused
from tenir.apps.documents.programs import is_program
from tenir.apps.documents.scanning import ScannerSilent
from tenir.apps.documents.upkeep import Damaged, check, sweep

__all__ = [
    "Audience",
    "Damaged",
    "FileRefused",
    "ScannerSilent",
    "check",
    "discard",
    "findables",
    "is_program",
    "keep",
    "look_into",
    "restrict",
    "share",
    "sweep",
    "take_out",
    "unrestrict",
    "withdraw",
]  # fmt: skip
