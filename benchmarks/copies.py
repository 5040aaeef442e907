"""The demonstration's rows copied many times over: a thousand clients out of twelve, alike.

Nothing here knows an article: what hangs on a client is found by its foreign keys, so a table that
is new tomorrow is copied too. A copy's keys are the original's and a stride; what a text or a JSON
value says of another row (`contract/12`) moves along.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.apps import apps
from django.db.models import Field, JSONField, Model

from benchmarks.bulk import stored

STRIDE = 10_000  # above any key of the demonstration
ECHOES = 100  # at most, of one client
ECHOED = ("commitments", "notices", "support")  # apps whose rows pile up as years go by
AT_ONCE = (  # of these apps, one each
    "notices.WebhookEndpoint", "notices.Unreachable", "support.Team", "support.CannedAnswer",
    "support.Article", "support.ArticleVersion", "support.Training", "support.Proposal",
    "support.KeptMail", "support.BillingTerms", "support.Prepaid", "support.PrepaidAlert",
)  # fmt: skip
NAMED = {("accounts.Organisation", "name"), ("parties.Client", "legal_name")}
APART = {"journal.Entry", "journal.Personal", "journal.Head"}  # chain.py
SHARED_WORDS = ("version", "product", "software", "family", "works")
PASSING = ("commitment", "notice", "request")  # words for rows that are echoed
REFERENCE = re.compile(r"([a-z_.]+)/(\d+)")
NAMESPACE = UUID("6f1f64d2-6a3d-4c55-9c1b-5a9d5f3f8a11")
EVERY = {"reports.Frozen": 4}  # one in so many is copied: each carries all its evidence

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


class Copy(NamedTuple):
    """Which copy of the demonstration, and which echo of its history (0 is the thing itself)."""

    copy: int
    echo: int

    @property
    def of_things(self) -> int:
        """What is added to the keys of clients, contracts…"""
        return self.copy * ECHOES * STRIDE

    @property
    def of_history(self) -> int:
        """What is added to the keys of promises and notices."""
        return (self.copy * ECHOES + self.echo) * STRIDE

    @property
    def mark(self) -> str:
        """What makes a text that is to be unique so."""
        return f"-{self.copy}" + (f".{self.echo}" if self.echo else "")


Cell = Callable[[Copy], Any]


@dataclass
class Demonstration:
    """Its rows by table, and which of them hang on a client."""

    rows: Rows
    owned: dict[str, set[Any]] = field(default_factory=lambda: defaultdict(set))
    ahead: set[int] = field(default_factory=set)  # promises that run: their echoes lie ahead
    shared: set[tuple[str, int]] = field(default_factory=set)  # people and so on of the publisher's

    def __post_init__(self) -> None:
        self._own_people()
        while self._own_more():
            pass
        names, rows = self.rows["commitments.Commitment"]
        state, key = names.index("state"), names.index("id")
        self.ahead = {row[key] for row in rows if row[state] == "running"}

    def dicts(self, label: str) -> Iterator[dict[str, Any]]:
        """The rows of a table by column."""
        names, rows = self.rows[label]
        return (dict(zip(names, row, strict=True)) for row in rows)

    def _own_people(self) -> None:
        clients = {r["id"] for r in self.dicts("accounts.Organisation") if r["kind"] == "client"}
        self.owned["accounts.Organisation"] = clients
        held = list(self.dicts("accounts.Membership"))
        self.owned["accounts.Person"] = {
            row["person_id"] for row in held if row["organisation_id"] in clients
        }
        self.shared = {("organisation", r["organisation_id"]) for r in held} - {
            ("organisation", key) for key in clients
        } | {("person", r["person_id"]) for r in held if r["organisation_id"] not in clients}

    def _own_more(self) -> bool:
        before = sum(map(len, self.owned.values()))
        for label in self.rows:
            model, kept = apps.get_model(label), self.owned[label]
            pointing = [(f.attname, _label(f.related_model)) for f in pointers(model)]
            for row in self.dicts(label):
                reached = any(row[name] in self.owned[to] for name, to in pointing)
                if (reached or echoed(model)) and label not in APART:
                    kept.add(row[model._meta.pk.attname])
        return sum(map(len, self.owned.values())) > before

    def cells(self, model: type[Model], row: Mapping[str, Any]) -> list[Cell | Any]:
        """Each column of a row: its value, or how to find it for a copy."""
        ahead = model._meta.app_label == "commitments" and (
            row.get("commitment_id", row.get("id")) in self.ahead
        )
        return [
            self._cell(model, model._meta.get_field(f.name), row[f.attname], ahead=ahead)
            for f in model._meta.concrete_fields
        ]

    def _cell(self, model: type[Model], f: Field[Any, Any], value: Any, *, ahead: bool) -> Any:
        if isinstance(f, JSONField):
            return self.moved(stored(value)) if value is not None else None
        if value is None:
            return None
        if f.is_relation:
            to = f.related_model
            return _key(value, echoed(to)) if value in self.owned[_label(to)] else value
        if f.primary_key:
            return _key(value, echoed(model))
        return self._plain(model, f, value, ahead=ahead)

    def _plain(self, model: type[Model], f: Field[Any, Any], value: Any, *, ahead: bool) -> Any:
        if isinstance(value, datetime) and echoed(model):
            days = 7 if ahead else -53
            return lambda copy: value + timedelta(days=days * copy.echo)
        if isinstance(value, UUID):
            return lambda copy: uuid5(NAMESPACE, f"{value}{copy.mark}")
        if not isinstance(value, str):
            return value
        if f.unique:
            return _unique(f, self.moved(value))
        if (_label(model), f.name) in NAMED:
            return lambda copy: f"{value} {copy.copy}"
        return self.moved(value)

    def moved(self, text: str) -> Any:
        """A text whose references to other rows move with the copy."""
        found = [m for m in REFERENCE.finditer(text) if not self._stays(m[1], int(m[2]))]
        if not found:
            return text
        pieces, at = [], 0
        for match in found:
            pieces.append(text[at : match.start(2)].replace("%", "%%"))
            at = match.end()
        template = "%d".join([*pieces, text[at:].replace("%", "%%")])
        keys = [(int(m[2]), m[1] in PASSING) for m in found]
        return lambda copy: (
            template
            % tuple(key + (copy.of_history if passing else copy.of_things) for key, passing in keys)
        )

    def _stays(self, word: str, key: int) -> bool:
        return word in SHARED_WORDS or (word, key) in self.shared


def _key(value: Any, passing: Any) -> Any:
    if isinstance(value, UUID):
        return lambda copy: uuid5(NAMESPACE, f"{value}{copy.mark}")
    if isinstance(value, str):
        return lambda copy: sha256(f"{value}{copy.mark}".encode()).hexdigest()[: len(value)]
    assert value < STRIDE, "the demonstration has grown: raise STRIDE"
    if passing:
        return lambda copy: value + copy.of_history
    return lambda copy: value + copy.of_things


def _unique(f: Field[Any, Any], moved: Any) -> Cell:
    most = f.max_length or 200

    def made(copy: Copy) -> str:
        text = moved(copy) if callable(moved) else moved
        longer = f"{copy.mark[1:]}.{text}" if "@" in text else f"{text}{copy.mark}"
        return longer if len(longer) <= most else sha256(longer.encode()).hexdigest()[:most]

    return made


def pointers(model: type[Model]) -> list[Any]:
    """The foreign keys of a table."""
    return [f for f in model._meta.concrete_fields if f.is_relation and f.related_model]


def echoed(model: Any) -> bool:
    """Whether the rows of that table pile up as years go by."""
    held_by = model._meta.auto_created or model  # a table of pairs goes with what has them
    return model._meta.app_label in ECHOED and _label(held_by) not in AT_ONCE


def _label(model: Any) -> str:
    return str(model._meta.label)


def copied(told: Demonstration, label: str, copies: list[Copy]) -> Iterator[list[Any]]:
    """Every row of a table: as it is, then a row for each copy of what hangs on a client."""
    model = apps.get_model(label)
    passing, every = echoed(model), EVERY.get(label, 1)
    wanted = [copy for copy in copies if copy != (0, 0) and (passing or not copy.echo)]
    for number, row in enumerate(told.dicts(label)):
        cells = told.cells(model, row)
        first = Copy(0, 0)
        yield [_as_is(f, row[f.attname]) for f in model._meta.concrete_fields]
        if row[model._meta.pk.attname] not in told.owned[label] or number % every:
            continue
        assert first not in wanted
        for copy in wanted:
            yield [cell(copy) if callable(cell) else cell for cell in cells]


def _as_is(f: Field[Any, Any], value: Any) -> Any:
    return stored(value) if isinstance(f, JSONField) and value is not None else value
