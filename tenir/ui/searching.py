"""What a search shows, to whoever it is: each thing found is read again by its app's own query.

A kind of thing has a line in KINDS: how it is read for who is looking, how it is called, and where
its page is in each face.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts import queries as accounts
from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.commitments import queries as commitments
from tenir.apps.documents import queries as documents
from tenir.apps.orders import queries as orders
from tenir.apps.parties import queries as parties
from tenir.apps.search import queries
from tenir.apps.support import queries as support
from tenir.terms import phrases
from tenir.terms.clauses import Clause
from tenir.ui import promises, quotes
from tenir.ui.answers import version_named
from tenir.ui.knowledge import products_of, title_of
from tenir.ui.language import language
from tenir.viewer import Viewer

Words = Callable[[Any], Any]
PAGE, ALONE, PALETTE = 6, 50, 4  # results of a kind: among others, alone, while typing


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found; `pages` names where it is shown, by face."""

    key: str
    label: Any
    icon: str
    read: Callable[[Viewer, Sequence[str]], Iterable[Any]]
    title: Words
    detail: Words
    pages: Mapping[str, Words]


@dataclass(frozen=True)
class Result:
    """One thing found, as it is called today; the words asked for are marked."""

    title: SafeString
    detail: SafeString
    address: str
    key: str = ""


@dataclass(frozen=True)
class Group:
    """The things found of one kind."""

    key: str
    label: Any
    icon: str
    results: Sequence[Result]


def _page(name: str, key: Words = lambda row: row.pk) -> Words:
    return lambda row: reverse(name, args=[key(row)])


def _list(name: str) -> Words:
    return lambda _row: reverse(name)


def day_of(at: datetime) -> str:
    """The day of an instant, in the reader's zone and manner."""
    return phrases.day(timezone.localtime(at).date(), language())


ARTICLES = "article"
KINDS = (
    Kind("client", _("Clients"), "building",
         lambda viewer, keys: parties.clients(viewer).filter(pk__in=map(int, keys)),
         lambda c: c.organisation.name, lambda c: c.number,
         {"console": _page("console:client"), "portal": _list("portal:contacts")}),
    Kind("contact", _("Contacts"), "users",
         lambda viewer, keys: parties.contacts(viewer).filter(pk__in=keys)
         .select_related("client__organisation"),
         lambda c: c.name, lambda c: f"{c.email} · {c.client}",
         {"console": _page("console:client", lambda c: c.client_id),
          "portal": _list("portal:contacts")}),
    Kind("person", _("People"), "user",
         lambda viewer, keys: accounts.people(viewer).filter(pk__in=keys).distinct(),
         lambda p: p.name, lambda p: p.email,
         {"console": _list("console:people"), "portal": _list("portal:contacts")}),
    Kind("contract", _("Contracts"), "file-certificate",
         lambda viewer, keys: agreements.contracts(viewer).filter(pk__in=keys),
         lambda c: c.number, lambda c: str(c.client),
         {"console": _page("console:client", lambda c: c.client_id),
          "portal": _list("portal:subscriptions")}),
    Kind("subscription", _("Subscriptions"), "package",
         lambda viewer, keys: agreements.subscriptions(viewer).filter(pk__in=keys),
         lambda s: s.product.name, lambda s: f"{s.contract.number} · {s.contract.client}",
         {"console": _page("console:terms"), "portal": _page("portal:terms")}),
    Kind("request", _("Requests"), "lifebuoy",
         lambda viewer, keys: support.requests(viewer).filter(pk__in=keys),
         lambda r: f"{r.number} · {r.title}",
         lambda r: " · ".join(filter(None, [
             r.priority, r.subscription and r.subscription.product.name,
             r.client.organisation.name])),
         {"console": _page("console:request"), "portal": _page("portal:request")}),
    Kind(ARTICLES, _("Knowledge base"), "bulb",
         lambda viewer, keys: support.articles(viewer).filter(pk__in=keys),
         lambda a: title_of(a, language()), products_of,
         {"console": _page("console:knowledge-one"), "portal": _page("portal:knowledge-one")}),
    Kind("quote", _("Quotes and orders"), "receipt",
         lambda viewer, keys: orders.quotes(viewer).filter(pk__in=keys),
         lambda q: f"{q.number} · {quotes.kind_of(q.kind)}",
         lambda q: f"{q.contract.number} · {q.contract.client}",
         {"console": _page("console:quote"), "portal": _page("portal:quote")}),
    Kind("commitment", _("Commitments"), "list-check",
         lambda viewer, keys: commitments.commitments(viewer).filter(pk__in=keys),
         lambda c: promises.first_up(promises.named(c)),
         lambda c: " · ".join([*c.clauses, *([c.organisation.name] if c.organisation else [])]),
         {"console": _page("console:commitment"), "portal": _page("portal:commitment")}),
    Kind("document", _("Documents"), "file-text",
         lambda viewer, keys: documents.documents(viewer).filter(pk__in=keys),
         lambda d: d.title, lambda d: d.filename,
         {"console": _page("console:document-page"), "portal": _page("portal:document")}),
    Kind("version", _("Agreement versions"), "book",
         lambda viewer, keys: agreements.versions(viewer).filter(pk__in=keys),
         lambda v: version_named(v.number),
         lambda v: day_of(v.published_at) if v.published_at else _("Draft"),
         {"console": _page("console:version"), "portal": _page("public:version")}),
    Kind("product", _("Products"), "package",
         lambda _viewer, keys: catalogue.products().filter(pk__in=keys),
         lambda p: p.name, lambda p: p.formerly,
         {"console": _list("console:catalogue"), "portal": _list("portal:prerequisites")}),
)  # fmt: skip
CLAUSES = ("clause", _("Clauses"), "book")


def kinds(face: str) -> list[tuple[str, Any]]:
    """What can be searched in a face, by key and in words."""
    return [(kind.key, kind.label) for kind in _of(face)] + [(CLAUSES[0], CLAUSES[1])]


def groups(
    viewer: Viewer,
    text: str,
    *,
    face: str,
    only: str = "",
    most: int = 0,
    closed: Collection[str] = (),
) -> list[Group]:
    """What the viewer finds, kind by kind; `only` one of them, and then more of it.

    `closed`: the pages that the viewer's contract does not open (agreements.closed_pages).
    """
    hidden = {ARTICLES} if "knowledge" in closed else set()
    shown = [kind for kind in _of(face) if only in {"", kind.key} and kind.key not in hidden]
    most = most or (ALONE if only else PAGE)
    hits = queries.found(viewer, text, kinds=[kind.key for kind in shown], most=most)
    exact = {hit.kind for hit in hits if hit.exact}
    told = []
    for kind in sorted(shown, key=lambda kind: kind.key not in exact):
        keys = [hit.of for hit in hits if hit.kind == kind.key]
        if keys:
            told.append(_group(viewer, kind, keys, text, face))
    if only in {"", CLAUSES[0]}:
        told.append(Group(*CLAUSES, [_clause(c, text, face) for c in _clauses(text, most)]))
    return [group for group in told if group.results]


def _of(face: str) -> list[Kind]:
    return [kind for kind in KINDS if face in kind.pages]


def _group(viewer: Viewer, kind: Kind, keys: Sequence[str], text: str, face: str) -> Group:
    """In the order of the index; what the viewer's own query does not give is not there."""
    rows = {str(row.pk): row for row in kind.read(viewer, keys)}
    words = queries.asked(text)
    results = [
        Result(
            marked(str(kind.title(row)), words), marked(str(kind.detail(row)), words),
            kind.pages[face](row), str(row.pk),
        )
        for row in (rows[key] for key in keys if key in rows)
    ]  # fmt: skip
    return Group(kind.key, kind.label, kind.icon, results)


def _clauses(text: str, most: int) -> list[Clause]:
    return queries.clauses(text, most=most)


def _clause(clause: Clause, text: str, face: str) -> Result:
    title = clause.fr if language() == "fr" else clause.en
    where = "console:versions" if face == "console" else "public:versions"
    words = queries.asked(text)
    number = marked(clause.number, words)
    return Result(marked(title, words), number, reverse(where), clause.number)


_PIECES = re.compile(r"([^\W_]+)")


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text with the beginnings of words that were asked for marked, whatever their accents."""
    return format_html_join("", "{}", ((_marked(each, words),) for each in _PIECES.split(text)))


def _marked(piece: str, words: Sequence[str]) -> str:
    plain = queries.folded(piece)
    long = max((len(word) for word in words if plain.startswith(word)), default=0)
    if not long:
        return piece
    cut = next(n for n in range(1, len(piece) + 1) if len(queries.folded(piece[:n])) >= long)
    return format_html("<mark>{}</mark>{}", piece[:cut], piece[cut:])
