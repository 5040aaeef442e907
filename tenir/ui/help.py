"""The help pages, in whichever frame the reader is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from tenir.ui import articles


def page_of(face: str, name: str) -> dict[str, Any]:
    """What a face shows of an article, its links within the face; Http404 where there is none."""
    language, folder = _language(), reverse(f"{face}:help")
    found = articles.article(name, language)
    return {
        "heading": found.title,
        "text": articles.shown(found, folder),
        "language": found.language,
        "list": folder,
        "others": [
            {**_told(other, folder), "here": other == found}
            for other in _offered(face, language)
        ],
    }  # fmt: skip


def contents_of(face: str) -> dict[str, Any]:
    """The list of articles."""
    folder = reverse(f"{face}:help")
    return {"articles": [_told(each, folder) for each in _offered(face, _language())]}


def _offered(face: str, language: str) -> list[articles.Article]:
    """The articles that a face lists: those for staff in the console alone."""
    return [
        each for each in articles.articles(language)
        if face == "console" or each.name not in articles.OF_STAFF
    ]  # fmt: skip


def _told(article: articles.Article, folder: str) -> Mapping[str, Any]:
    return {
        "title": article.title, "address": f"{folder}{article.name}/", "language": article.language
    }  # fmt: skip


def _language() -> str:
    return (get_language() or articles.FIRST).partition("-")[0]
