"""The help pages, in whichever frame the reader is."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tenir.ui import articles


def page_of(face: str, name: str) -> dict[str, Any]:
    """What a face shows of an article, its links within the face; Http404 where there is none."""
    found = articles.article(name)
    folder = reverse(f"{face}:help")
    return {
        "heading": found.title,
        "text": articles.shown(found, folder),
        "list": folder,
        "others": [
            {"title": other.title, "address": f"{folder}{other.name}/", "here": other == found}
            for other in articles.articles()
        ],
    }


def contents_of(face: str) -> dict[str, Any]:
    """The list of articles."""
    folder = reverse(f"{face}:help")
    every = articles.articles()
    return {"articles": [{"title": a.title, "address": f"{folder}{a.name}/"} for a in every]}
