"""Markdown of the publisher's as HTML: no markup of its own gets through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_WRITER = MarkdownIt("commonmark", {"html": False}).enable("table")
_CLAUSE = re.compile(r"([0-9]+\.[0-9]+|A[0-9]) · ")
_ARTICLE = re.compile(r"(?:Article|Annexe) ([0-9]+)")
_UNPLACED = re.compile(r"[^\w\- ]")
_PAGE = re.compile(r"(?P<name>[a-z]+)\.md(?P<place>#.*)?")


@lru_cache(maxsize=512)
def rendered(text: str) -> SafeString:
    """The text as HTML, its tags escaped; a clause's heading can be linked to, as #5.6."""
    return _drawn(_placed(_WRITER.parse(text)))


@lru_cache(maxsize=64)
def rendered_page(text: str, folder: str) -> SafeString:
    """A page of the documentation as HTML: links to its neighbours lead into that folder.

    Each heading can be linked to.
    """
    parsed = _WRITER.parse(text)
    for opening, inside in pairwise(parsed):
        if opening.type == "heading_open":
            opening.attrSet("id", place_of(inside.content))
        for child in inside.children or ():
            _relink(child, folder)
    return _drawn(_placed(parsed))


def place_of(heading: str) -> str:
    """What is written after # to lead to that heading, as forges name it."""
    return _UNPLACED.sub("", heading.lower()).replace(" ", "-")


def contents_of(text: str) -> list[tuple[str, str]]:
    """The articles and annexes of an agreement: what leads to each after #, and its heading."""
    parsed = _WRITER.parse(text)
    headings = (inside.content for opening, inside in pairwise(parsed)
                if opening.type == "heading_open")  # fmt: skip
    return [
        (found[0].lower().replace(" ", "-"), heading)
        for heading in headings if (found := _ARTICLE.match(heading))
    ]  # fmt: skip


def title_of(text: str) -> str:
    """The first heading of a page."""
    return text.partition("\n")[0].removeprefix("# ").strip()


def _drawn(tokens: Sequence[Token]) -> SafeString:
    environment: dict[str, Any] = {}
    return mark_safe(str(_WRITER.renderer.render(tokens, _WRITER.options, environment)))


def _placed(tokens: list[Token]) -> list[Token]:
    for opening, inside in pairwise(tokens):
        if opening.type == "table_open":
            opening.attrSet("tabindex", "0")  # a wide one is scrolled, by the keyboard too
        if opening.type == "heading_open":
            if found := _CLAUSE.match(inside.content):
                opening.attrSet("id", found[1])
            elif found := _ARTICLE.match(inside.content):
                opening.attrSet("id", found[0].lower().replace(" ", "-"))
    return tokens


def _relink(token: Token, folder: str) -> None:
    """A page's link to its neighbour leads to it here; one to elsewhere in the code, nowhere."""
    if token.type != "link_open":
        return
    address = str(token.attrGet("href") or "")
    if found := _PAGE.fullmatch(address):
        token.attrSet("href", f"{folder}{found['name']}/{found['place'] or ''}")
    elif not address.startswith(("http", "#")):
        token.attrs.pop("href", None)
