"""What comes from elsewhere, in rows: brought in as a whole, or every mistake told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenir.terms.errors import Refused


@dataclass(frozen=True, slots=True)
class Mistake:
    """What cannot be kept, at whose place, in which field ("" for the whole)."""

    where: str
    field: str
    refused: Refused


@dataclass(slots=True)
class BroughtIn:
    """What came of it, by reference; or only the mistakes, and then nothing was kept."""

    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, where: str, name: str, refused: Refused) -> None:
        """One more mistake."""
        self.mistakes.append(Mistake(where, name, refused))
