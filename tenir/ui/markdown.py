"""Markdown of the publisher's as HTML: no markup of its own gets through."""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_WRITER = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=64)
def rendered(text: str) -> SafeString:
    """The text as HTML, its tags escaped."""
    return mark_safe(str(_WRITER.render(text)))
