"""The order in which a reader looks for words."""

from __future__ import annotations

import unicodedata


def alphabetical(text: str) -> str:
    """What words are sorted by: their letters without accents or capitals, so that É is by E."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()
