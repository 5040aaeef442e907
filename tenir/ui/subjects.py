"""What a notice, a promise or a document is about: in words, with its page where it can be opened.

What can be found is read as the search reads it (tenir/ui/searching.py); the rest is in MORE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.parties import queries as parties
from tenir.apps.penalties import queries as penalties
from tenir.apps.publishing import queries as publishing
from tenir.terms import phrases
from tenir.ui import searching
from tenir.ui.fact_words import KINDS, subject_in_words
from tenir.ui.language import language
from tenir.ui.month import month_in_words
from tenir.ui.searching import Words
from tenir.viewer import Viewer

LONGEST = 18  # digits of a key: more is no key, and no database's number
OPENED_BY = {"article": "knowledge", "closure": "planning", "works": "planning"}  # by 7.3
UNNUMBERED = {"person", "document", "product"}  # what their subjects name them by is no row's key


@dataclass(frozen=True)
class Told:
    """What something is about: its kind, how it is called, where it is read ("" where nowhere)."""

    words: str
    address: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of subject that no search finds; `by` is the field that its key is of."""

    rows: Any
    by: str
    title: Words
    pages: Mapping[str, Words]


def _page(name: str, key: str = "pk") -> Words:
    return lambda row: reverse(name, args=[getattr(row, key)])


def _list(name: str) -> Words:
    return lambda _row: reverse(name)


MORE: Mapping[str, Kind] = {
    "claim": Kind(lambda viewer, _at: penalties.claims(viewer), "pk",
                  lambda c: f"{c.subscription.product.name} · {month_in_words(c.month)}",
                  {"console": _page("console:claim"), "portal": _page("portal:claim")}),
    "client_version": Kind(lambda viewer, _at: agreements.client_versions(viewer), "pk",
                           lambda v: f"{v.version} · {v.client.organisation.name}",
                           {"console": _page("console:client-version"),
                            "portal": _list("portal:agreement")}),
    "closure": Kind(lambda _viewer, _at: agreements.Closure.objects, "pk",
                    lambda c: phrases.day(c.on, language()),
                    {"console": _list("console:closures"), "portal": _list("portal:planning")}),
    "contact-change": Kind(lambda viewer, _at: parties.changes(viewer), "pk",
                           lambda c: c.contact.name,
                           {"console": _page("console:contact-change"),
                            "portal": _page("portal:contact-change")}),
    "incident": Kind(lambda viewer, _at: publishing.incidents(viewer), "reference",
                     lambda i: i.title(language()),
                     {"console": _page("console:incident", "reference"),
                      "portal": _page("portal:incident", "reference")}),
    "penalty": Kind(lambda viewer, at: penalties.rights(viewer, at=at), "pk", lambda r: r.number,
                    {"console": _page("console:penalty"), "portal": _page("portal:penalty")}),
    "works": Kind(lambda viewer, _at: maintenance.works(viewer), "number", lambda w: w.number,
                  {"console": _page("console:works-one", "number"),
                   "portal": _list("portal:planning")}),
}  # fmt: skip


def told(viewer: Viewer, subject: str, *, face: str, at: datetime) -> Told:
    """What “request/43” is for the viewer: its kind and name, and its page in that face.

    What the viewer may not know of is told by its kind and key alone, as the journal tells it.
    """
    kind, _slash, key = subject.partition("/")
    found = _searched(viewer, kind, key, face) or _another(viewer, kind, key, face, at)
    if found is None:
        return Told(subject_in_words(subject))
    title, address = found
    return Told(f"{KINDS[kind]} · {title}", "" if _closed(viewer, kind, face, at) else address)


def _searched(viewer: Viewer, kind: str, key: str, face: str) -> tuple[str, str] | None:
    known = next((each for each in searching.KINDS if each.key == kind), None)
    if known is None or face not in known.pages or kind in UNNUMBERED or not _is_key(key):
        return None
    row = next(iter(known.read(viewer, [key])), None)
    return None if row is None else (str(known.title(row)), known.pages[face](row))


def _another(
    viewer: Viewer, kind: str, key: str, face: str, at: datetime
) -> tuple[str, str] | None:
    known = MORE.get(kind)
    if known is None or face not in known.pages or not (known.by != "pk" or _is_key(key)):
        return None
    row = known.rows(viewer, at).filter(**{known.by: key}).first()
    return None if row is None else (str(known.title(row)), known.pages[face](row))


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= LONGEST


def _closed(viewer: Viewer, kind: str, face: str, at: datetime) -> bool:
    """Whether that page is one that the viewer's contract does not open."""
    page = OPENED_BY.get(kind)
    return page is not None and face == "portal" and page in agreements.closed_pages(viewer, at=at)
