"""Every fact, written once, and its export, which proves itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar, Literal

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query
from pydantic import Field

from tenir import clock
from tenir.apps.journal import queries
from tenir.apps.parties import queries as parties
from tenir.faces.api.article import Article, Scope
from tenir.faces.api.asking import Asked, paged
from tenir.faces.api.shapes import Id, Instant, Line, Moment, Rules, Shown, Told
from tenir.terms.journal_chain import Mark
from tenir.ui.pages import viewer_of

article = Article("Journal")


class EntryShown(Shown):
    """One fact (fr. écriture): who (a pseudonym), what, when it was true and when recorded."""

    id: int = Field(alias="pk")
    verb: str
    subject: str
    client: int | None
    actor: str
    happened_at: Moment
    recorded_at: Moment
    clauses: list[str]
    before: Rules | None
    after: Rules | None
    position: int | None
    digest: str
    link: str


class EntriesAsked(Asked):
    """Which entries. To follow the journal, ask for those after the last one that you have."""

    sort: Literal["id", "-id"] = "-id"
    after_id: int | None = Field(None, ge=0, le=2**63 - 1, description="Written after that one.")
    client: Id | None = None
    verb: Line = Field("", description="That verb, or its beginning: agreements.")
    subject: Line = ""
    actor: Line = ""
    clause: Line = ""
    text: Line = Field(
        "",
        description="Standing in what was before or after, in the latest 5,000 of the rest.",
    )
    since: Instant | None = None
    until: Instant | None = None

    sorts: ClassVar[Mapping[str, str]] = {"id": "id"}
    narrows: ClassVar[Mapping[str, str]] = {"after_id": "id__gt"}


class PersonalShown(Shown):
    """What an entry says of people, null where it was erased."""

    told: Rules | None


class HeadShown(Shown):
    """How far the chain goes, and its last link."""

    position: int
    link: str


class JournalFaultShown(Shown):
    """What is wrong, where, and with which entry."""

    kind: str
    position: int
    id: int | None


class VerdictShown(Shown):
    """What a verification found."""

    holds: bool
    entries: int
    head: HeadShown
    fault: JournalFaultShown | None
    unsealed: int
    erased: int


class MarkTold(Told):
    """The head of an earlier verification; nothing, the first time."""

    position: int = Field(0, ge=0, le=2**63 - 1)
    link: Line = ""


@article.many("/journal", EntryShown)
def list_entries(request: HttpRequest, asked: Query[EntriesAsked]) -> Any:
    """List the entries that you may read."""
    given = asked.model_dump(exclude={"page", "per_page", "sort", "after_id"})
    return paged(request, asked, queries.entries(viewer_of(request), **given))


@article.one("/journal/{id}", EntryShown)
def read_entry(request: HttpRequest, id: Id) -> Any:
    """Read an entry: before, after, and its place in the chain."""
    return queries.entries(viewer_of(request)).get(pk=id)


@article.one("/journal/{id}/personal", PersonalShown)
def read_entry_personal(request: HttpRequest, id: Id) -> Any:
    """Read what an entry says of people.

    For administrators, accounts managers and security officers.
    """
    viewer = viewer_of(request)
    found = queries.entries(viewer).get(pk=id)
    return {"told": queries.personal_of(viewer, [found.pk]).get(found.pk)}


@article.act("/journal-verification", VerdictShown, need=Scope.READ)
def verify_journal(request: HttpRequest, told: MarkTold) -> Any:
    """Go through the whole journal again: whether it still is what was sealed.

    For the publisher's people. A million entries take a minute or two. Keep the head that is
    answered elsewhere, and give it the next time: without one, whoever owns the database could have
    written the chain anew.
    """
    mark = Mark(told.position, told.link) if told.link else None
    found = queries.verify(viewer_of(request), mark=mark)
    return {"holds": found.holds, **asdict(found)}


@article.file("/clients/{id}/journal-export", "application/jsonl")
def export_journal(request: HttpRequest, id: Id) -> Any:
    """Export a client's journal as JSON Lines: `tenir journal verify FILE` proves it, anywhere."""
    viewer = viewer_of(request)
    client = parties.client(viewer, id)
    lines = queries.export(viewer, client.pk, number=client.number, made_at=clock.now())
    return StreamingHttpResponse(
        (f"{line.rstrip()}\n" for line in lines), content_type="application/jsonl"
    )
