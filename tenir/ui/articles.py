"""The pages of docs/articles, as help: found where the code is, or packed with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import Http404
from django.utils.safestring import SafeString

from tenir.ui.markdown import rendered_page, title_of

PACKAGE = Path(__file__).parents[1]
PLACES = (PACKAGE / "docs/articles", PACKAGE.parent / "docs/articles")  # packed, or a checkout


@dataclass(frozen=True)
class Article:
    """A page of the documentation; it is written in English."""

    name: str
    title: str
    text: str


def articles() -> Sequence[Article]:
    """Every article, by its title."""
    return sorted(_articles().values(), key=lambda article: article.title)


def article(name: str) -> Article:
    """The article of that name; Http404 where there is none."""
    found = _articles().get(name)
    if found is None:
        raise Http404(name)
    return found


def shown(found: Article, folder: str) -> SafeString:
    """The article as HTML, without its title; its neighbours are in that folder of addresses."""
    return rendered_page(found.text.partition("\n")[2], folder)


@cache
def _articles() -> dict[str, Article]:
    folder = next((place for place in PLACES if place.is_dir()), PLACES[-1])
    pages = {page.stem: page.read_text() for page in folder.glob("*.md") if page.stem != "README"}
    return {name: Article(name, title_of(text), text) for name, text in pages.items()}
