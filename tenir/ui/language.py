"""The language of the page being written."""

from __future__ import annotations

from django.utils.translation import get_language

from tenir.terms.phrases import Language


def language() -> Language:
    """The reader's language."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"
