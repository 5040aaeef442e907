"""The kinds of files that are kept, told from what is in them, never from what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import puremagic

from tenir.apps.documents.names import FileRefused, ending_of

HEAD = 4_096
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, how its bytes begin (text has no beginning of its own)."""

    media_type: str
    begins: tuple[bytes, ...] = ()
    claims: tuple[str, ...] = ()  # other names that browsers give it

    @property
    def is_text(self) -> bool:
        """Whether it is read as UTF-8."""
        return not self.begins


_PLAIN = Kind("text/plain", claims=("text/markdown", "text/x-log", "application/x-yaml"))
_YAML = Kind("text/plain", claims=("application/yaml", "application/x-yaml", "text/yaml"))
_ZIP = (b"PK\3\4",)
KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", (b"%PDF-",), ("application/x-pdf",)),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": (_jpeg := Kind("image/jpeg", (b"\xff\xd8\xff",), ("image/jpg", "image/pjpeg"))),
    "jpeg": _jpeg,
    "gif": Kind("image/gif", (b"GIF87a", b"GIF89a")),
    "webp": Kind("image/webp", (b"RIFF",)),
    "txt": _PLAIN,
    "log": _PLAIN,
    "md": _PLAIN,
    "yaml": _YAML,
    "yml": _YAML,
    "csv": Kind("text/csv", claims=("text/plain", "application/csv", "application/vnd.ms-excel")),
    "json": Kind("application/json", claims=("text/plain", "text/json")),
    "har": Kind("application/json", claims=("text/plain", "text/json")),
    "xml": Kind("application/xml", claims=("text/xml",)),
    "docx": Kind(f"{_OOXML}wordprocessingml.document", _ZIP),
    "xlsx": Kind(f"{_OOXML}spreadsheetml.sheet", _ZIP),
    "pptx": Kind(f"{_OOXML}presentationml.presentation", _ZIP),
    "odt": Kind(f"{_ODF}text", _ZIP),
    "ods": Kind(f"{_ODF}spreadsheet", _ZIP),
    "odp": Kind(f"{_ODF}presentation", _ZIP),
    "zip": Kind("application/zip", _ZIP, ("application/x-zip-compressed",)),
}
OFFICE = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})
IMAGES = frozenset({"png", "jpg", "jpeg", "gif", "webp"})
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})


def kind_of(name: str, head: bytes, *, claimed: str = "") -> Kind:
    """The kind that the name announces, when the content begins as it must."""
    kind = KINDS.get(ending_of(name))
    if kind is None:
        raise FileRefused("documents.kind_not_kept", name=name, kinds=sorted(KINDS))
    if kind.begins and not _begins(kind, head):
        raise FileRefused("documents.kind_differs", name=name, found=_guess(head))
    said = claimed.partition(";")[0].strip().lower()
    if said not in {*_UNSAID, kind.media_type, *kind.claims}:
        raise FileRefused("documents.claim_differs", claimed=said, found=kind.media_type)
    return kind


def _begins(kind: Kind, head: bytes) -> bool:
    if kind.media_type == "image/webp" and head[8:12] != b"WEBP":
        return False
    return head.startswith(kind.begins)


def _guess(head: bytes) -> str:
    """What the bytes look like, to say it; never to decide."""
    try:
        return str(puremagic.magic_string(head)[0].name or "?")
    except (puremagic.PureError, ValueError, IndexError):
        return "?"
