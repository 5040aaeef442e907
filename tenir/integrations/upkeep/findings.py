"""What a check found: its state, in words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tenir.faults import Pair
from tenir.terms.phrases import Language


class State(StrEnum):
    """How bad it is: `failed` means that a promise of Tenir itself does not hold."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `tenir doctor`: what was looked at, how it stands, what to do."""

    of: str
    state: State
    found: Pair
    remedy: Pair = ("", "")

    def told(self, language: Language) -> dict[str, str]:
        """As data, in the reader's language."""
        index = 0 if language == "fr" else 1
        return {
            "of": self.of,
            "state": str(self.state),
            "found": self.found[index],
            "remedy": self.remedy[index],
        }


def ok(of: str, french: str, english: str) -> Finding:
    """All is well."""
    return Finding(of, State.OK, (french, english))


def warning(of: str, found: Pair, remedy: Pair) -> Finding:
    """It works, and will hurt one day."""
    return Finding(of, State.WARNING, found, remedy)


def failed(of: str, found: Pair, remedy: Pair) -> Finding:
    """It does not work."""
    return Finding(of, State.FAILED, found, remedy)
