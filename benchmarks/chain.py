"""A journal of a million entries, sealed as the app seals: the demonstration's, told again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from benchmarks.bulk import Row, stored
from benchmarks.copies import Copy, Demonstration
from tenir.terms.journal import CONTENT, FIRST, canonical, instant, link_after

ENTRY = (
    "id", "verb", "subject", "client", "actor", "happened_at", "recorded_at", "clauses", "before",
    "after", "personal_digest", "position", "digest", "link", "client_position", "client_link",
)  # fmt: skip
PERSONAL = ("entry_id", "salt", "told")


class Chained:
    """The entries in their order, each with its place in the chain and in its client's own."""

    def __init__(self, told: Demonstration, turns: Sequence[Copy], *, until: datetime) -> None:
        self.told, self.turns, self.until = told, turns, until
        self.position, self.link = 0, FIRST
        self.own: dict[int, tuple[int, str]] = defaultdict(lambda: (0, FIRST))
        self.personal: list[Row] = []

    def rows(self, count: int, *, years: int = 5) -> Iterator[Row]:
        """So many entries, spread evenly over the years that end at `until`."""
        personal = {row["entry_id"]: row for row in self.told.dicts("journal.Personal")}
        entries = self.told.dicts("journal.Entry")
        models = [Told(self.told, row, personal.get(row["id"])) for row in entries]
        step = timedelta(days=365 * years) / count
        places = ((copy, entry) for copy in self.turns for entry in models)
        for number, (copy, entry) in zip(range(1, count + 1), places, strict=False):
            yield self._sealed(number, entry, copy, self.until - step * (count - number))

    def _sealed(self, number: int, entry: Told, copy: Copy, at: datetime) -> Row:
        client, content, columns = entry.at(copy, at)
        digest = sha256(content.encode()).hexdigest()
        self.position, self.link = self.position + 1, link_after(self.link, digest)
        own_position: int | None = None
        own_link = ""
        if client is not None:
            before, link = self.own[client]
            own_position, own_link = before + 1, link_after(link, digest)
            self.own[client] = own_position, own_link
        if entry.personal:
            self.personal.append((number, *entry.personal))
        return (number, *columns, self.position, digest, self.link, own_position, own_link)


class Told:
    """An entry of the demonstration, ready to be told of a copy at another instant."""

    def __init__(
        self, told: Demonstration, row: dict[str, Any], mine: dict[str, Any] | None
    ) -> None:
        self.row = row
        self.owned = row["client"] in told.owned["accounts.Organisation"]
        whole = {name: row[name] for name in CONTENT}
        whole |= {"happened_at": "@at", "recorded_at": "@at", "client": "@client"}
        self.content = told.moved(canonical(whole))
        self.subject = told.moved(row["subject"])
        self.before = told.moved(stored(row["before"])) if row["before"] is not None else None
        self.after = told.moved(stored(row["after"])) if row["after"] is not None else None
        self.clauses = stored(row["clauses"])
        self.personal = (mine["salt"], stored(mine["told"])) if mine else ()

    def at(self, copy: Copy, at: datetime) -> tuple[int | None, str, tuple[Any, ...]]:
        """The client, the content as it is digested, and the columns before the seal."""
        row = self.row
        client = row["client"] + copy.of_things if self.owned else row["client"]
        content = (
            _said(self.content, copy)
            .replace('"@at"', f'"{instant(at)}"')
            .replace('"@client"', json.dumps(client))
        )
        columns = (
            row["verb"], _said(self.subject, copy), client, row["actor"], at, at, self.clauses,
            _said(self.before, copy), _said(self.after, copy), row["personal_digest"],
        )  # fmt: skip
        return client, content, columns


def _said(text: Any, copy: Copy) -> Any:
    return text(copy) if callable(text) else text
