"""The engines that wrote statements: each stays under its name, so that what it wrote recomputes.

A rule whose meaning changes gets a new name beside the old, and the statement that applies it a
new engine here. The engine that froze a month is the one that is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from tenir.terms.closing import statement
from tenir.terms.errors import Refused
from tenir.terms.months import Months

Engine: TypeAlias = Callable[[Months, str], dict[str, Any]]

ENGINE = "1"  # the one that freezes today
ENGINES: Mapping[str, Engine] = {"1": statement}


class UnknownEngine(Refused):
    """A frozen month whose engine is not here."""


def engine(name: str) -> Engine:
    """The engine of that name; UnknownEngine where this Tenir does not have it."""
    if name not in ENGINES:
        raise UnknownEngine("engine.unknown", given=name, known=", ".join(ENGINES))
    return ENGINES[name]
