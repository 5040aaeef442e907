"""Going through the whole journal again: every entry, its place, and what it says of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tenir.apps.journal.erasing import ERASED
from tenir.apps.journal.models import Entry, Head
from tenir.apps.journal.sealing import content_of
from tenir.progress import Progress
from tenir.terms.journal import CONTENT, digest_of, personal_digest
from tenir.terms.journal_chain import Chain, Fault, Link, Mark, Verdict, followed
from tenir.viewer import NotAllowed, Viewer

_STEP = 5_000
_PLACE = ("id", "position", "digest", "link")
_COLUMNS = (*_PLACE, "client_position", "client_link", "personal__salt", "personal__told", *CONTENT)


def verify(
    viewer: Viewer, *, mark: Mark | None = None, progress: Progress | None = None
) -> Verdict:
    """Whether the journal still is what was sealed; if not, the first entry that tells.

    `mark` is the head of an earlier verification, kept elsewhere: without one, whoever owns the
    database could have cut the chain or written it anew. `progress` is told how many entries of
    how many have been read.
    """
    if not viewer.is_staff:
        raise NotAllowed("journal.verify_not_allowed")
    head = _head()
    reading = _Reading(head.position, progress)
    marks = [m for m in (head, mark) if m is not None]
    found = followed(reading.links(), again=_links_again, marks=marks)
    fault = min((f for f in (found.fault, reading.fault) if f), key=_place, default=None)
    if fault is None and found.head.position > (end := _head().position):
        fault = Fault("inserted", end + 1)
    fault = fault or reading.unexplained()
    unsealed = Entry.objects.filter(position=None).count()
    return Verdict(found.entries, found.head, fault, unsealed, len(reading.erased))


def _place(fault: Fault) -> int:
    return fault.position


def _head() -> Mark:
    found = Head.objects.filter(pk=1).values_list("position", "link").first()
    return Mark(*found) if found else Mark()


def _links_again() -> Iterator[Link]:
    found = Entry.objects.exclude(position=None).order_by("position").values_list(*_PLACE)
    for id, position, digest, link in found.iterator(chunk_size=_STEP):
        yield Link(id, position or 0, digest, link, found="")


class _Reading:
    """One pass over the journal: what it meets beside the chain itself."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.progress = total, progress
        self.fault: Fault | None = None
        self.clients: dict[int, Chain] = {}
        self.erased: dict[int, int] = {}  # entry → position
        self.told_erased: set[int] = set()

    def links(self) -> Iterator[Link]:
        rows = Entry.objects.exclude(position=None).order_by("position").values_list(*_COLUMNS)
        for read, row in enumerate(rows.iterator(chunk_size=_STEP)):
            if self.progress and read % _STEP == 0:
                self.progress(read, self.total)
            id, position, digest, link, client_position, client_link, salt, told = row[:8]
            found, content = _digest_found(row[8:])
            seen = Link(id, position, digest, link, found)
            yield seen
            if kind := self._own_chain(seen, content, client_position, client_link):
                self.fault = self.fault or Fault(kind, position, id)
            self._personal(seen, content, salt, told)

    def _own_chain(
        self, seen: Link, content: dict[str, Any], position: int | None, link: str
    ) -> Any:
        """What is wrong with the entry's place in its client's own chain."""
        client = content["client"]
        if client is None:
            return None if position is None else "client_chain"
        own = self.clients.setdefault(client, Chain())
        held = own.follow(seen._replace(position=position or 0, link=link)) is None
        return None if held else "client_chain"

    def _personal(self, seen: Link, content: dict[str, Any], salt: str | None, told: Any) -> None:
        if content["verb"] == ERASED:
            self.told_erased.update(content["after"]["entries"])
        if salt is None:
            if content["personal_digest"]:
                self.erased[seen.id] = seen.position
        elif personal_digest(salt, told) != content["personal_digest"]:
            self.fault = self.fault or Fault("personal_altered", seen.position, seen.id)

    def unexplained(self) -> Fault | None:
        """The first personal part that is gone without any entry telling that it was erased."""
        gone = ((at, id) for id, at in self.erased.items() if id not in self.told_erased)
        first = min(gone, default=None)
        return Fault("personal_missing", *first) if first else None


def _digest_found(columns: tuple[Any, ...]) -> tuple[str, dict[str, Any]]:
    """The digest of what the entry says today; none where it can no longer be read."""
    try:
        content = content_of(columns)
    except AttributeError:  # an instant that is none
        return "", dict(zip(CONTENT, columns, strict=True))
    return digest_of(content), content
