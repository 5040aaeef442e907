"""Questions to the journal: staff read all of it, a client's people their own, nobody else any."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Collate, Lower, StrIndex
from django.db.models.lookups import GreaterThan

from tenir.apps.journal.citing import citing as citing
from tenir.apps.journal.models import Entry as Entry
from tenir.apps.journal.models import Personal, Reserved, ReservedReader
from tenir.apps.journal.sealing import content_of
from tenir.apps.journal.verification import verify as verify
from tenir.terms.journal import CONTENT, instant
from tenir.terms.journal_chain import Mark
from tenir.terms.journal_export import header, line_of, withheld_line_of
from tenir.viewer import NotAllowed, NotSeen, StaffRole, Viewer

LOOKED_THROUGH = 5_000  # entries for a text, which no index finds: narrow by the rest
READ_PERSONAL = (StaffRole.ACCOUNTS_MANAGER, StaffRole.SECURITY_OFFICER, StaffRole.ADMINISTRATOR)


def entries(
    viewer: Viewer,
    *,
    client: int | None = None,
    verb: str = "",
    subject: str = "",
    actor: str = "",
    clause: str = "",
    text: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """The entries that the viewer may read, the latest first.

    `verb` may be a beginning (“agreements.”), `actor` is a pseudonym, the period is half-open and
    of when entries were recorded; `text` stands in what was before or after, and for those who may
    read it in what names people: it is looked for in the latest LOOKED_THROUGH entries of the rest.
    """
    found = Entry.objects.filter(_readable(viewer)).order_by("-id")
    found = found.exclude(subject__in=reserved_from(viewer))
    given: Mapping[str, Any] = {
        "client": client, "subject": subject, "actor": actor,
        "recorded_at__gte": since, "recorded_at__lt": until,
    }  # fmt: skip
    found = found.filter(
        **{name: value for name, value in given.items() if value not in ("", None)}
    )
    if verb:
        found = found.filter(beginning("verb", verb))
    if clause:
        found = citing(found, clause)
    if text:
        found = _containing(found, _as_stored(text), personal=viewer.has(*READ_PERSONAL))
    return found


def beginning(field: str, text: str) -> Q:
    """The entries whose field begins so: on SQLite a span of its index, which LIKE reads whole."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": f"{text}\U0010ffff"})
    return Q(**{f"{field}__startswith": text})


def reserved_from(viewer: Viewer) -> QuerySet[Reserved, str]:
    """The subjects that the viewer may not know of, in whatever app they show: see `reserve`.

    For the queries of other apps: `rows.exclude(subject__in=reserved_from(viewer))`.
    """
    kept = Reserved.objects.all()
    if viewer.has(StaffRole.SECURITY_OFFICER):
        kept = kept.none()
    elif viewer.person is not None:
        own = ReservedReader.objects.filter(person=viewer.person)
        kept = kept.exclude(pk__in=own.values("reserved"))
    return kept.values_list("subject", flat=True)


def readers_of(subject: str) -> frozenset[int] | None:
    """Who knows of a reserved subject beside security officers; None where it is not reserved."""
    kept = Reserved.objects.filter(subject=subject).first()
    return frozenset(kept.readers.values_list("person", flat=True)) if kept else None


def _readable(viewer: Viewer) -> Q:
    return Q(**viewer.within("client"))


def _as_stored(text: str) -> str:
    """A text as it stands inside the stored JSON: SQLite's escapes what is not ASCII."""
    return json.dumps(text, ensure_ascii=connection.vendor == "sqlite")[1:-1]


def _containing(found: QuerySet[Entry], text: str, *, personal: bool) -> QuerySet[Entry]:
    """The latest of them that say it, what names people included where that may be read."""
    # from nought: SQLite, which knows its rows, would sort all of an index for the one so far back
    keys = found.filter(id__gt=0).order_by("-id").values_list("id", flat=True)
    last = keys[LOOKED_THROUGH : LOOKED_THROUGH + 1]
    after = last[0] if last else 0
    found = found.filter(id__gt=after)
    says = Q(_says("before", text)) | Q(_says("after", text))
    if personal:  # row by row: joined, all that was ever said of people would be read
        own = Personal.objects.filter(entry=OuterRef("pk")).values(said=_says("told", text))
        says |= Q(Subquery(own, output_field=BooleanField()))
    return found.filter(says)


def _says(field: str, text: str) -> GreaterThan:
    """Whether what is stored there has the text, whatever the case of its letters from A to Z."""
    stored: Any = Cast(field, TextField())
    if connection.vendor == "postgresql":  # which knows the case of all letters, ten times slower
        stored = Collate(stored, "C")
    return GreaterThan(StrIndex(Lower(stored), Lower(Value(text))), 0)


def personal_of(viewer: Viewer, keys: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """What those entries say of people, by the entry's key; none where it was erased.

    For administrators, accounts managers and security officers.
    """
    if not viewer.has(*READ_PERSONAL):
        raise NotAllowed("journal.personal_not_allowed")
    return dict(Personal.objects.filter(pk__in=list(keys)).values_list("pk", "told"))


def export(
    viewer: Viewer, client: int, *, number: str, made_at: datetime, personal: bool = False
) -> Iterator[str]:
    """The lines of a client's journal, which proves itself: nothing left out, nothing altered.

    Of what is reserved from the viewer, a line has the place and the seals alone.

    `client` is the key of its organisation, `number` the client's. What names people is in it
    where asked for by those who may read it. Seal first, to have the latest entries.
    """
    if not viewer.sees(client):
        raise NotSeen("journal.not_seen")
    if personal and not viewer.has(*READ_PERSONAL):
        raise NotAllowed("journal.personal_not_allowed")
    kept = frozenset(reserved_from(viewer))
    return _export(client, number, instant(made_at), kept, personal=personal)


def _export(
    client: int, number: str, made_at: str, reserved: Collection[str], *, personal: bool
) -> Iterator[str]:
    chain = Entry.objects.filter(client=client).exclude(client_position=None)
    last = chain.order_by("-client_position").first()
    head = Mark(last.client_position or 0, last.client_link) if last else Mark()
    yield header(client=client, number=number, head=head, made_at=made_at)
    rows = chain.filter(client_position__lte=head.position).order_by("client_position").values_list(
        "client_position", "client_link", "digest", "position", "personal__salt",
        "personal__told", *CONTENT,
    )  # fmt: skip
    for own, link, digest, position, salt, told, *content in rows.iterator(chunk_size=1_000):
        sealed = {"client_position": own, "client_link": link, "digest": digest}
        if (told_of := content_of(content))["subject"] in reserved:
            yield withheld_line_of(sealed)
            continue
        kept = {"salt": salt, "told": told} if personal and salt else None
        yield line_of({**told_of, **sealed, "position": position}, personal=kept)


def unsealed_since() -> datetime | None:
    """When the oldest entry that waits for its seal was recorded: late means that no tick runs."""
    waiting = Entry.objects.filter(position=None).order_by("id")
    return waiting.values_list("recorded_at", flat=True).first()
