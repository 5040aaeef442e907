"""Writing down what happens to a request: an entry, a fact of the journal, the clock replayed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from tenir.apps.documents.queries import Document
from tenir.apps.journal import services as journal
from tenir.apps.support.clocking import Agreed, Reckoned, kept
from tenir.apps.support.models import Entry, Request, State
from tenir.apps.support.promising import replayed, started
from tenir.apps.support.rights import SECURITY
from tenir.apps.support.states import ACTS, moved
from tenir.terms.support_history import EFFECTS
from tenir.viewer import NotSeen, Viewer

CLAUSES: Mapping[str, tuple[str, ...]] = {
    "sent_incomplete": ("7.10",), "recorded": ("7.7", "7.10"), "taken_in_charge": ("7.8",),
    "answered": ("7.12",), "requalified": ("7.19",), "ruled_out": ("2.2", "7.21"),
    "reinstated": ("2.2", "7.21"), "contested": ("2.2", "7.21"), "handed_over": ("7.20",),
    "taken_back": ("7.20",), "reproduced": ("7.11",), "parked": ("2.6", "7.16"),
    "time_announced": ("7.22",),
}  # fmt: skip
OTHERS = ("into", "merged_in", "new", "to")  # facts that name another request
INTERNAL = frozenset({"noted", "assigned", "reproduced", "followed", "restricted"})


def locked(id: int, actor: Viewer) -> Request:
    """The request, held until the transaction ends; NotSeen of one that the actor may not see."""
    rows = Request.objects.select_for_update(of=("self",))
    found = rows.select_related("subscription__contract", "client__organisation", "merged_into")
    request = found.filter(pk=id).first()
    if request is None or not visible(actor, request):
        raise NotSeen("requests.unknown")
    return request


def locked_where_it_goes_on(id: int, actor: Viewer) -> Request:
    """The request that one goes on in, held; itself, where the actor may not know of that other.

    What it was merged into is read unheld, as nothing undoes a merge: one row is held at a time.
    NotSeen as above.
    Clause: 7.7.
    """
    found = Request.objects.filter(pk=id).first()
    if found is None or not visible(actor, found):
        raise NotSeen("requests.unknown")
    end = end_of(found)
    held = locked(end.pk if visible(actor, end) else id, actor)
    merged_meanwhile = held.pk == end.pk and held.state == State.MERGED
    return locked_where_it_goes_on(held.pk, actor) if merged_meanwhile else held


def end_of(found: Request) -> Request:
    """Where a request goes on: at the end of what it was merged into, itself where it was not."""
    while found.state == State.MERGED and found.merged_into is not None:
        found = found.merged_into
    return found


def visible(viewer: Viewer, found: Request) -> bool:
    """Whether the viewer may know of that request: `queries.requests` says the same of rows."""
    own = viewer.person is not None and viewer.person in {found.opened_by_id, found.entered_by_id}
    own = own or (viewer.contact is not None and viewer.contact == found.caller_id)
    if found.state == "draft":
        return viewer.system or own
    if found.restricted:
        return own or viewer.has(*SECURITY)
    return viewer.sees(found.client_id)


def acted(
    found: Request,
    act: str,
    *,
    actor: Viewer,
    at: datetime,
    happened_at: datetime | None = None,
    awaited: Collection[str] | None = None,
    **more: Any,
) -> Entry:
    """An act moves the request on and leaves its event; MovedOn where it cannot start from here.

    `awaited` as `moved` has it.
    """
    found.state = moved(found, act, awaited=awaited)
    return happened(found, ACTS[act].event, actor=actor, at=at, happened_at=happened_at, **more)


def happened(
    found: Request,
    what: str,
    *,
    actor: Viewer,
    at: datetime,
    happened_at: datetime | None = None,
    text: str = "",
    facts: Mapping[str, Any] | None = None,
    channel: str = "portal",
    key: str | None = None,
    documents: Iterable[Document] = (),
    under: Agreed | None = None,
    first: Reckoned | None = None,
) -> Entry:
    """An event, or a word: one entry, one fact of the journal, and the clock where it moves it.

    `under` is what was agreed when the request was recorded, where the caller has it; `first` the
    clock of a request that is not written yet.
    """
    public = what not in INTERNAL
    entry = Entry(
        request=found, what=what, public=public, side=side_of(actor),
        author_id=actor.person, contact_id=actor.contact, channel=channel,
        happened_at=happened_at or at, recorded_at=at,
        text=text.strip(), facts=dict(facts or {}), key=key,
    )  # fmt: skip
    found.updated_at = at
    if first:
        started(found, entry, first, actor=actor, at=at)
    else:
        _written(found, entry, documents, under, actor=actor, at=at)
    _record(found, entry, actor=actor, at=at)
    return entry


def _written(
    found: Request,
    entry: Entry,
    documents: Iterable[Document],
    under: Agreed | None,
    *,
    actor: Viewer,
    at: datetime,
) -> None:
    """The entry, with its files, then what it makes of its request."""
    entry.save()
    if documents := list(documents):
        entry.documents.set(documents)
    found.last_entry = entry.pk
    if EFFECTS[entry.what] == "none":
        kept(found)
    else:
        replayed(found, actor=actor, at=at, under=under)


def side_of(actor: Viewer) -> str:
    """On whose side someone speaks."""
    if actor.system:
        return Entry.Side.SYSTEM
    return Entry.Side.STAFF if actor.is_staff else Entry.Side.CLIENT


def _record(found: Request, entry: Entry, *, actor: Viewer, at: datetime) -> None:
    """The fact, without its words. What the client may not read is not in its journal.

    Nor is another request named: it may be kept from view one day, and no fact is changed.
    """
    facts = {name: told for name, told in entry.facts.items() if name not in OTHERS}
    told = entry.public and not found.restricted
    if entry.contact_id:
        facts["contact"] = entry.contact_id
    due_at = found.promised_at
    journal.record(
        f"support.{entry.what}", subject=found.subject, actor=actor, at=at,
        happened_at=entry.happened_at, client=found.client_id if told else None,
        clauses=CLAUSES.get(entry.what, ()),
        after={
            "state": found.state, "priority": found.priority, "clock": found.clock,
            "due_at": due_at and due_at.isoformat(), **facts,
        },
        personal={"text": entry.text} if entry.text else None,
    )  # fmt: skip
