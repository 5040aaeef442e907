"""An act of upkeep that cannot go on: what is in the way, and what to do."""

from __future__ import annotations

from tenir.faults import Pair
from tenir.terms.phrases import Language


class Stopped(Exception):
    """Nothing was changed; the words say why, in both languages."""

    def __init__(self, french: str, english: str) -> None:
        self.words: Pair = (french, english)
        super().__init__(english)

    def message(self, language: Language) -> str:
        """The reader's half."""
        return self.words[0] if language == "fr" else self.words[1]
