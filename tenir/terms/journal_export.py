"""A client's entries as a file of JSON lines, and its proof without any database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tenir.terms.errors import Refused
from tenir.terms.journal import CONTENT, canonical, digest_of, personal_digest
from tenir.terms.journal_chain import Fault, Link, Mark, Verdict, followed, mark_of

FORMAT = "tenir.journal/1"
_SEALED = ("client_position", "client_link", "digest")


def header(*, client: int, number: str, head: Mark, made_at: str) -> str:
    """The first line: whose entries follow, up to which mark of the client's own chain."""
    return canonical(
        {
            "format": FORMAT,
            "client": client,
            "number": number,
            "head": str(head),
            "made_at": made_at,
        }
    )


def line_of(entry: Mapping[str, Any], *, personal: Mapping[str, Any] | None = None) -> str:
    """An entry's line; `personal` is {"salt": …, "told": …} where the reader may have it."""
    shown = {name: entry[name] for name in (*CONTENT, *_SEALED, "position")}
    return canonical(shown | ({"personal": personal} if personal else {}))


def withheld_line_of(entry: Mapping[str, Any]) -> str:
    """The line of an entry that its reader may not know of: its place and its seals, no content.

    The chain still proves that nothing was added, left out or altered around it.
    """
    return canonical({name: entry[name] for name in _SEALED} | {"withheld": True})


def export_verdict(lines: Iterable[str], *, mark: Mark | None = None) -> Verdict:
    """Whether an export is whole, in order and unaltered; Refused where it is no export.

    `mark` is the head of an earlier export that the client kept.
    """
    read = [_object(text, number) for number, text in enumerate(lines, 1) if text.strip()]
    head = _head(read)
    entries = read[1:]
    links = list(_links(entries, read[0]["client"]))
    found = followed(links, again=lambda: links, marks=[m for m in (head, mark) if m])
    if found.holds and len(entries) > head.position:
        found = Verdict(found.entries, head, Fault("inserted", head.position + 1))
    erased = sum(
        bool(entry.get("personal_digest")) and "personal" not in entry for entry in entries
    )
    withheld = sum(entry.get("withheld") is True for entry in entries)
    return Verdict(
        found.entries, found.head, found.fault or _personal(entries), erased=erased,
        withheld=withheld,
    )  # fmt: skip


def _object(text: str, number: int) -> dict[str, Any]:
    try:
        read = json.loads(text, parse_constant=_no_number, parse_float=_no_number)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise Refused("journal.export_line", f"{number}")
    return read


def _no_number(text: str) -> None:
    raise ValueError(text)


def _head(read: list[dict[str, Any]]) -> Mark:
    if not read or read[0].get("format") != FORMAT or "client" not in read[0]:
        raise Refused("journal.export_format", expected=FORMAT)
    return mark_of(str(read[0].get("head", "")))


def _links(entries: Iterable[dict[str, Any]], client: object) -> Iterator[Link]:
    for number, entry in enumerate(entries, 2):
        withheld = entry.get("withheld") is True
        if not entry.keys() >= {*_SEALED, *(() if withheld else CONTENT)} or not isinstance(
            entry["client_position"], int
        ):
            raise Refused("journal.export_line", f"{number}")
        found = _digest_of(entry, client, withheld=withheld)
        position = entry["client_position"]
        yield Link(number, position, str(entry["digest"]), str(entry["client_link"]), found)


def _digest_of(entry: Mapping[str, Any], client: object, *, withheld: bool) -> str:
    """What the entry comes to: its own word for it where its content is withheld."""
    if withheld:
        return str(entry["digest"])
    return digest_of(entry) if entry["client"] == client else ""


def _personal(entries: Iterable[dict[str, Any]]) -> Fault | None:
    """The first entry whose personal part is not what was sealed."""
    for number, entry in enumerate(entries, 2):
        if (kept := entry.get("personal")) is not None and not _holds(kept, entry):
            return Fault("personal_altered", entry["client_position"], number)
    return None


def _holds(kept: object, entry: Mapping[str, Any]) -> bool:
    if not isinstance(kept, dict) or not isinstance(kept.get("salt"), str):
        return False
    found = personal_digest(kept["salt"], kept.get("told", {}))
    return bool(found == entry.get("personal_digest"))
