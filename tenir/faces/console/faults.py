"""An agreement's mistakes as the editor shows them: in which text, where, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenir.apps.agreements import services
from tenir.terms.errors import Refused
from tenir.terms.loading import FaultyConvention
from tenir.terms.phrases import Language
from tenir.viewer import NotAllowed, NotSeen, Viewer

TEXTS = {"convention.yaml": "convention", "text.fr.md": "text", "cases.yaml": "cases"}


@dataclass(frozen=True)
class Mistake:
    """One mistake: the field that it stands in, its line and column (0: of the whole text)."""

    field: str
    says: str
    line: int = 0
    column: int = 0


def mistakes_of(texts: dict[str, str], actor: Viewer, language: Language) -> list[Mistake]:
    """Every mistake of an agreement's three texts, in their order; none where it can be kept.

    Clause: 3.4.
    """
    return mistakes_in(lambda: services.checked_draft(**texts, actor=actor), language)


def mistakes_in(call: Callable[[], object], language: Language) -> list[Mistake]:
    """Why that is refused; none where it is done. NotSeen and NotAllowed stay what they are."""
    try:
        call()
    except (NotSeen, NotAllowed):
        raise
    except FaultyConvention as faulty:
        return [placed(fault, language) for fault in faulty.faults]
    except Refused as refused:
        return [placed(refused, language)]
    return []


def placed(refused: Refused, language: Language) -> Mistake:
    """Where that mistake stands, and what it says without its place."""
    name, *numbers = refused.where.split(":")
    says = refused.message(language).removeprefix(f"{refused.where}: ")
    line, column, *_ = [*_whole(numbers), 0, 0]
    return Mistake(TEXTS.get(name, name or "convention"), says[:1].upper() + says[1:], line, column)


def _whole(numbers: list[str]) -> Iterator[int]:
    return (int(number) for number in numbers if number.isdigit())
