"""A running desk brought in: open and closed requests with what happened to them, clocks replayed.

Nobody is written to. What is over makes no promise; what still waits is promised from its own
recording, so that the first month is right.

Clause: 7.7, 7.13, 7.14.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

from django.db import transaction

from tenir.apps.accounts.queries import Person
from tenir.apps.agreements import queries as agreements
from tenir.apps.documents import queries as documents
from tenir.apps.documents import services as keeping
from tenir.apps.journal import services as journal
from tenir.apps.parties import queries as parties
from tenir.apps.support.brought import (
    Brought,
    BroughtIn,
    ImportRefused,
    Mistake,
    Past,
    mistakes_of,
)
from tenir.apps.support.clocking import Agreed, agreed_over, lived, reckoned_from, written
from tenir.apps.support.closing_days import Closed, was_closed
from tenir.apps.support.elements import WORDS
from tenir.apps.support.findable import index_request
from tenir.apps.support.happening import INTERNAL
from tenir.apps.support.mailing import Attached
from tenir.apps.support.models import Entry, Request, Ruling, State
from tenir.apps.support.promising import replayed
from tenir.apps.support.ruling import REASONS
from tenir.apps.support.states import ACTS, moved
from tenir.apps.support.working import LEADERS
from tenir.terms.errors import Refused
from tenir.terms.support_history import EFFECTS, Happened, awaited
from tenir.viewer import SYSTEM, NotAllowed, Viewer

_ACT_OF = {step.event: name for name, step in ACTS.items()}
_OURS = frozenset({"taken_in_charge", "answered", "client_asked", "requalified", "ruled_out",
                   "reinstated", "resolved", "noted", "assigned", "reproduced", "parked",
                   "unparked"})  # fmt: skip
ASKED = 5_000


@transaction.atomic
def bring_in(
    rows: Sequence[Brought],
    *,
    closures: Sequence[Closed] = (),
    dry_run: bool = False,
    actor: Viewer,
    at: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> BroughtIn:
    """Requests of another desk, with their history, as if they had been here: all or nothing.

    With one mistake or more nothing is kept, and all are told; a dry run keeps nothing either. One
    that was brought in before is left as it is. `closures` are those that clients were told of
    there, which clocks count. `progress` is told after each how many are done,
    of how many. Raises NotAllowed.
    Clause: 7.7, 7.13, 7.14.
    """
    if not actor.has(*LEADERS):
        raise NotAllowed("requests.answers")
    found = BroughtIn()
    _closed(closures, found, actor=actor, at=at)
    bringing = _Bringing(actor, at, dry_run=dry_run)
    met: dict[str, str] = {}
    known = _known([row.key for row in rows])
    for number, row in enumerate(rows, start=1):
        if met.setdefault(row.key, row.where) != row.where:
            twice = ImportRefused("requests.twice", given=row.key, first=met[row.key])
            found.mistakes.append(Mistake(row.where, "key", twice))
        elif row.key in known:
            found.unchanged += 1
        else:
            bringing.one(row, found)
        progress(number, len(rows))
    if found.mistakes or dry_run:
        transaction.set_rollback(True)
    return found


def _closed(closures: Sequence[Closed], found: BroughtIn, *, actor: Viewer, at: datetime) -> None:
    """The closings are recorded before any clock is replayed; a faulty one is a mistake."""
    for each in closures:
        try:
            was_closed(each, actor=actor, at=at)
        except Refused as refused:
            found.mistakes.append(Mistake(each.where, "", refused))


def _known(keys: Sequence[str]) -> set[str | None]:
    """Those that were brought in before; a database takes so many values at once."""
    found: set[str | None] = set()
    for first in range(0, len(keys), ASKED):
        rows = Request.objects.filter(origin__in=keys[first : first + ASKED])
        found |= set(rows.values_list("origin", flat=True))
    return found


class _Bringing:
    """Brings rows in one after the other; whom and what they name is looked up once."""

    def __init__(self, actor: Viewer, at: datetime, *, dry_run: bool) -> None:
        self.actor, self.at, self.dry_run = actor, at, dry_run
        self.people: dict[str, Person | None] = {}
        self.clients = {each.number: each for each in parties.clients(SYSTEM)}
        self.lines: dict[int, list[agreements.Subscription]] = {}
        self.under: dict[int, Callable[[agreements.Subscription, datetime], Agreed]] = {}
        self.closures = agreements.closures()

    def one(self, row: Brought, found: BroughtIn) -> None:
        """One request; its mistakes are added to those of the others."""
        mistakes = mistakes_of(row, at=self.at)
        line = self._line(row, mistakes)
        if mistakes or line is None:
            found.mistakes += mistakes
            return
        try:
            with transaction.atomic():
                kept = self._kept(row, line, found)
        except Refused as refused:
            found.mistakes.append(Mistake(refused.where or row.where, "", refused))
            return
        found.entries += len(row.history)
        over = kept.state in {State.CLOSED, State.RESOLVED, State.REFUSED}
        (found.closed if over else found.opened).append(row.key)

    def _line(self, row: Brought, mistakes: list[Mistake]) -> agreements.Subscription | None:
        client = self.clients.get(row.client)
        if client is None:
            refused = ImportRefused("requests.no_client", given=row.client[:60])
            mistakes.append(Mistake(row.where, "client", refused))
            return None
        if client.pk not in self.lines:
            self.lines[client.pk] = list(agreements.subscriptions(SYSTEM, client=client.pk))
            self.under[client.pk] = agreed_over(self.lines[client.pk])
        named = [
            each
            for each in self.lines[client.pk]
            if each.product.key == row.product and row.contract in {"", each.contract.number}
        ]
        if row.history:
            day = row.history[0].at.date()
            named = [each for each in named if each.runs_on(day)] or named[:1]
        if len(named) != 1:
            key = "requests.several_lines" if named else "requests.no_line"
            refused = ImportRefused(key, product=row.product[:60], client=row.client)
            mistakes.append(Mistake(row.where, "product", refused))
            return None
        return named[0]

    def _kept(self, row: Brought, line: agreements.Subscription, told: BroughtIn) -> Request:
        first = row.history[0]
        person = self._person(row.contact)
        found = Request.objects.create(
            client=line.contract.client, subscription=line, kind=row.kind, channel="import",
            origin=row.key, state=State.DRAFT, opened_by=person, started_at=first.at,
            caller=None if person else _contact(row.contact, line.contract.client_id),
            updated_at=self.at, impact=first.impact, urgency=first.urgency,
            satisfaction=row.satisfaction, **{name: getattr(row, name) for name in WORDS},
        )  # fmt: skip
        if not found.title:
            found.title = next(iter(found.problem.strip().splitlines()), row.key)[:200]
        entries = [self._lived(found, row.history[: n + 1]) for n in range(len(row.history))]
        Entry.objects.bulk_create(entries)
        for entry, past in zip(entries, row.history, strict=True):
            self._filed(found, entry, past, told)
        self._clocked(found, line, entries)
        index_request(found)
        journal.record(
            "support.brought_in", subject=found.subject, actor=self.actor, at=self.at,
            happened_at=first.at, client=found.client_id, clauses=("7.7",),
            after={"origin": row.key, "state": found.state, "priority": found.priority,
                   "entries": len(row.history)},
        )  # fmt: skip
        return found

    def _lived(self, found: Request, history: Sequence[Past]) -> Entry:
        """The request as the last of those events leaves it, and the entry of it."""
        past = history[-1]
        waits = _awaited(history) if past.what == "reinstated" else None
        if act := _ACT_OF.get(past.what):
            try:
                found.state = moved(found, act, awaited=waits)
            except Refused as refused:
                raise type(refused)(refused.key, past.where, **refused.values) from None
        person = self._person(past.by)
        facts: dict[str, str] = {} if person or not past.by else {"by": past.by}
        _marked(found, past, person)
        if past.what in {"recorded", "requalified"}:
            facts |= {"impact": past.impact, "urgency": past.urgency}
        if past.what == "ruled_out":
            facts |= {"reason": past.reason, "clause": REASONS[past.reason]}
            Ruling.objects.create(
                request=found, reason=past.reason, evidence=past.text.strip(),
                decided_by=person, decided_at=past.at,
            )  # fmt: skip
        if past.what == "reinstated":
            found.rulings.filter(reversed_at=None).update(
                reversed_at=past.at, reversed_by=person, reversed_because=past.text.strip()
            )
        side = Entry.Side.STAFF if past.what in _OURS else Entry.Side.CLIENT
        return Entry(
            request=found, what=past.what, public=past.what not in INTERNAL, side=side,
            author=person, channel="import", happened_at=past.at, recorded_at=self.at,
            text=past.text.strip(), facts=facts,
        )  # fmt: skip

    def _filed(self, found: Request, entry: Entry, past: Past, told: BroughtIn) -> None:
        """The files of an event hang on its entry; one that is refused is told."""
        kept: list[documents.Document] = []
        for each in past.files:
            try:
                if self.dry_run:
                    keeping.look_into(BytesIO(each.content), filename=each.name,
                                      claimed=each.claimed)  # fmt: skip
                else:
                    kept.append(self._document(found, entry, each))
                told.files += 1
            except keeping.ScannerSilent:
                raise
            except keeping.FileRefused as refused:
                told.told.append(ImportRefused(
                    "requests.file_left", past.where, key=found.origin, name=each.name[:120],
                    why=type(refused)(refused.key, **refused.values),
                ))  # fmt: skip
        if kept:
            entry.documents.set(kept)

    def _document(self, found: Request, entry: Entry, each: Attached) -> documents.Document:
        with transaction.atomic():
            return keeping.keep(
                BytesIO(each.content), filename=each.name, title=each.name, purpose="support",
                claimed=each.claimed, organisation=found.client_id, subject=found.subject,
                audience="client" if entry.public else "staff", actor=self.actor, at=self.at,
            )  # fmt: skip

    def _clocked(
        self, found: Request, line: agreements.Subscription, entries: Sequence[Entry]
    ) -> None:
        """What still waits is promised; of what is over the clock is written alone."""
        under = self.under[found.client_id](line, found.recorded_at or self.at)
        history = [lived(one) for one in entries if one.what in EFFECTS]
        now = reckoned_from(found, under, history, self.closures)
        found.recorded_at = now.clock.recorded_at
        if now.clock.state in {"running", "paused"}:
            replayed(found, actor=self.actor, at=self.at)
        else:
            written(now)

    def _person(self, address: str) -> Person | None:
        address = address.strip().lower()
        if address and address not in self.people:
            self.people[address] = Person.objects.filter(email__iexact=address).first()
        return self.people.get(address)


def _contact(address: str, client: int) -> parties.Contact | None:
    """The contact of that client who has that address."""
    told = address.strip().lower()
    held = parties.contacts_held(client) if told else ()
    return next((one for one in held if one.email.lower() == told), None)


def _awaited(history: Sequence[Past]) -> frozenset[str]:
    return awaited([Happened(one.what, one.at) for one in history if one.what in EFFECTS])


def _marked(found: Request, past: Past, person: Person | None) -> None:
    """The columns that say when the request was where."""
    if past.what == "taken_in_charge":
        found.taken_in_charge_at = found.taken_in_charge_at or past.at
        found.assignee = found.assignee or person
    elif past.what == "recorded":
        found.recorded_at = past.at
    elif past.what == "requalified":
        found.impact, found.urgency = past.impact, past.urgency
    elif past.what == "resolved":
        found.resolved_at = past.at
    elif past.what == "closed":
        found.closed_at = past.at
    elif past.what == "reopened":
        found.reopenings += 1
        found.resolved_at = found.closed_at = None
