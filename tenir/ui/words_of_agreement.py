"""The agreement's own words, clause by clause, beside what is computed from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString

from tenir.apps.agreements import queries
from tenir.apps.agreements.queries import Version
from tenir.terms import clauses, passages
from tenir.terms.phrases import Language
from tenir.ui.language import language
from tenir.ui.markdown import rendered
from tenir.viewer import NotSeen, Viewer

OF_TEXT: Language = "fr"  # the language of an agreement's text


@dataclass(frozen=True)
class Shown:
    """A passage as it is shown: its number, title and words, and where it stands in the text.

    `title` is the text's own, in its language; `said` the clause's in the reader's, where another.
    """

    number: str
    title: str
    said: str
    html: SafeString
    address: str


def version_for(viewer: Viewer, *, at: datetime) -> Version | None:
    """The version that holds for the viewer: for whoever has no contract, as for everyone.

    Clause: 3.4.
    """
    for organisation in viewer.clients:
        try:
            return queries.version_of(organisation, at=at)
        except queries.NoVersionInForce:
            continue
    try:
        return queries.version_in_force(viewer, at=at)
    except NotSeen:
        return None


def version_judging(viewer: Viewer, convention: str, *, at: datetime) -> Version | None:
    """The version that judged something, by the digest kept with it; without one, that of today.

    Clause: 3.4.
    """
    found = convention and queries.versions(viewer).filter(digest=convention).last()
    return found or version_for(viewer, at=at)


def passages_in(version: Version | None, citations: Iterable[str]) -> list[Shown]:
    """What a version says under each citation, once each, in the order cited."""
    cited = list(dict.fromkeys(passages.passage_of(number) for number in citations))
    if version is None or not cited:
        return []
    whole = _passages(version.text)
    return [_shown(whole[number], version) for number in cited if number in whole]


def cited_in(reason: object) -> Iterator[str]:
    """Every clause that a tree of reasons cites, as written in its JSON."""
    if isinstance(reason, dict):
        yield from reason.get("clause") or ()
        for child in reason.get("children") or ():
            yield from cited_in(child)


def address_of(version: Version, citation: str) -> str:
    """Where a citation stands in that version's text."""
    place = f"#{passages.passage_of(citation)}"
    return reverse("public:version", args=[version.pk]) + place


def _shown(passage: passages.Passage, version: Version) -> Shown:
    address = address_of(version, passage.number)
    said = _said(passage.number, language())
    return Shown(passage.number, passage.title, said, rendered(passage.words), address)


def _said(number: str, spoken: Language) -> str:
    """The clause's title in that language; empty where the text speaks it, or it is none."""
    if spoken == OF_TEXT or not clauses.known(number):
        return ""
    return clauses.find(number).en


@lru_cache(maxsize=16)
def _passages(text: str) -> dict[str, passages.Passage]:
    return passages.passages(text)
