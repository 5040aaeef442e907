"""The pages of docs/articles, as help: found where the code is, or packed with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import Http404
from django.utils.safestring import SafeString

from tenir.ui.markdown import rendered_page, title_of

PACKAGE = Path(__file__).parents[1]
OF_STAFF = {"background", "past", "replay"}  # clients are not offered them
_APART = re.compile(r"^## (?:For who changes Tenir|Pour qui modifie Tenir)$", re.MULTILINE)
_AS_RUN = re.compile(r"^```judge .*?^```\n\n?", re.MULTILINE | re.DOTALL)
PLACES = (PACKAGE / "docs/articles", PACKAGE.parent / "docs/articles")  # packed, or a checkout
FIRST = "en"  # the language in which every page is written; the others are in folders of theirs


@dataclass(frozen=True)
class Article:
    """A page of the documentation, in the language in which it is shown."""

    name: str
    title: str
    text: str
    language: str


def articles(language: str) -> Sequence[Article]:
    """Every article, by its title: in that language where it is written in it, else in English."""
    return sorted(_read_in(language).values(), key=lambda article: article.title)


def article(name: str, language: str) -> Article:
    """The article of that name, in that language or in English; Http404 where there is none."""
    found = _read_in(language).get(name)
    if found is None:
        raise Http404(name)
    return found


def shown(found: Article, folder: str) -> SafeString:
    """The article as HTML, without its title; its neighbours are in that folder of addresses."""
    return rendered_page(for_readers(found.text).partition("\n")[2], folder)


def for_readers(text: str) -> str:
    """What people read of an article: neither its examples as run, nor its last section."""
    return _AS_RUN.sub("", _APART.split(text)[0]).rstrip() + "\n"


def _read_in(language: str) -> Mapping[str, Article]:
    return {**_written(FIRST), **_written(language)}


@cache
def _written(language: str) -> Mapping[str, Article]:
    root = next((place for place in PLACES if place.is_dir()), PLACES[-1])
    folder = root if language == FIRST else root / language
    pages = {page.stem: page.read_text() for page in folder.glob("*.md") if page.stem != "README"}
    return {
        name: Article(name, title_of(text), text, language) for name, text in pages.items()
    }  # fmt: skip
