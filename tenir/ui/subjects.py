"""What a notice, a promise or a document is about: in words, with its page where it can be opened.

What can be found is read as the search reads it (tenir/ui/searching.py); the rest is in MORE.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tenir.apps.agreements import queries as agreements
from tenir.apps.commitments.queries import Alike, Commitment
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.parties import queries as parties
from tenir.apps.penalties import queries as penalties
from tenir.apps.publishing import queries as publishing
from tenir.apps.releases import queries as releases
from tenir.apps.support import queries as support
from tenir.terms import phrases
from tenir.ui import searching
from tenir.ui.answers import version_named
from tenir.ui.fact_words import KINDS, subject_in_words
from tenir.ui.keys import key_of
from tenir.ui.language import language
from tenir.ui.month import month_in_words
from tenir.ui.searching import Words
from tenir.viewer import Viewer

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
                           lambda v: f"{version_named(v.version.number)} · "
                                     f"{v.client.organisation.name}",
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
    "validation": Kind(lambda viewer, _at: releases.validations(viewer), "pk",
                       lambda v: f"{v.version} · {v.subscription.contract.number}",
                       {"console": _page("console:validation"),
                        "portal": _page("portal:validation")}),
    "works": Kind(lambda viewer, _at: maintenance.works(viewer), "number", lambda w: w.number,
                  {"console": _page("console:works-one", "number"),
                   "portal": _list("portal:planning")}),
}  # fmt: skip


# Of what many promises are about: the fields that its name is made of, and the name. Lists of fifty
# of them read nothing else.
BRIEF: Mapping[str, tuple[tuple[str, ...], Callable[..., str]]] = {
    "client_version": (("version__number", "client__organisation__name"),
                       lambda _key, number, client: f"{version_named(number)} · {client}"),
    "request": (("title",), lambda key, title: f"{support.number_of(key)} · {title}"),
    "subscription": (("product__name",), lambda _key, product: product),
    "validation": (("version__product__name", "version__number", "subscription__contract__number"),
                   lambda _key, product, number, contract: f"{product} {number} · {contract}"),
}  # fmt: skip


def told(viewer: Viewer, subject: str, *, face: str, at: datetime) -> Told:
    """What “request/43” is for the viewer: its kind and name, and its page in that face.

    What the viewer may not know of is told by its kind and key alone, as the journal tells it.
    """
    kind, _slash, key = subject.partition("/")
    found = _read(viewer, kind, [key], face, at).get(key)
    if found is None:
        return Told(subject_in_words(subject))
    title, address = found
    return Told(f"{KINDS[kind]} · {title}", "" if _closed(viewer, kind, face, at) else address)


def name_all(viewer: Viewer, rows: Iterable[Any], *, face: str, at: datetime) -> None:
    """Each row with a `subject` is told how that is called, as `about`: a query for each kind.

    Empty where nothing is called so, where the viewer may not know of it, and for a client: the
    row names it already.
    """
    asked = [(row, *row.subject.partition("/")[::2]) for row in rows]
    kinds = {kind for _row, kind, _key in asked} - {"client"}
    named = {
        kind: _names(viewer, kind, {key for _row, of, key in asked if of == kind}, face, at)
        for kind in kinds
    }
    for row, kind, key in asked:
        vars(row)["about"] = named.get(kind, {}).get(key, "")


def tell_promises(viewer: Viewer, rows: Sequence[Commitment], *, face: str, at: datetime) -> None:
    """Each is told what it is about, and when it is due where a closing has yet to move its clock.

    Clause: 7.15.
    """
    support.catch_up_promises(rows, at=at)
    name_all(viewer, rows, face=face, at=at)


def tell_lines(viewer: Viewer, found: Iterable[Alike], *, face: str, at: datetime) -> None:
    """Each line of a home page is told the same; one of several alike names none of them.

    Clause: 7.15.
    """
    every = list(found)
    support.catch_up_promises([each.first for each in every], at=at)
    name_all(viewer, [each.first for each in every if each.number == 1], face=face, at=at)


def _names(
    viewer: Viewer, kind: str, keys: Collection[str], face: str, at: datetime
) -> Mapping[str, str]:
    """How each is called that the viewer may know of, by its key."""
    if kind not in BRIEF:
        found = _read(viewer, kind, keys, face, at)
        return {key: title for key, (title, _address) in found.items()}
    fields, name = BRIEF[kind]
    _known, by, rows = _rows(viewer, kind, keys, face, at)
    told = rows.values_list(by, *fields) if isinstance(rows, QuerySet) else ()
    return {str(key): name(key, *values) for key, *values in told}


def _read(
    viewer: Viewer, kind: str, keys: Collection[str], face: str, at: datetime
) -> Mapping[str, tuple[str, str]]:
    """The title and the page of each that the viewer may know of, by its key."""
    known, by, rows = _rows(viewer, kind, keys, face, at)
    if known is None:
        return {}
    page = known.pages[face]
    return {str(getattr(row, by)): (str(known.title(row)), page(row)) for row in rows}


def _rows(
    viewer: Viewer, kind: str, keys: Collection[str], face: str, at: datetime
) -> tuple[searching.Kind | Kind | None, str, Any]:
    """The kind, the field that its key is of, and the rows; none where that face has no page."""
    known = next((each for each in searching.KINDS if each.key == kind), None)
    if known is not None and face in known.pages and kind not in UNNUMBERED:
        keys = [key for key in keys if key_of(key) is not None]
        return known, "pk", known.read(viewer, keys) if keys else ()
    other = MORE.get(kind)
    if other is None or face not in other.pages:
        return None, "", ()
    keys = [key for key in keys if other.by != "pk" or key_of(key) is not None]
    by = f"{other.by}__in"
    return other, other.by, other.rows(viewer, at).filter(**{by: keys}) if keys else ()


def _closed(viewer: Viewer, kind: str, face: str, at: datetime) -> bool:
    """Whether that page is one that the viewer's contract does not open."""
    page = OPENED_BY.get(kind)
    return page is not None and face == "portal" and page in agreements.closed_pages(viewer, at=at)
