"""The reference agreement, read once, and a way to put a question to one of its rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import tenir.conventions
from tenir.terms.agreement import Agreement
from tenir.terms.convention import Convention
from tenir.terms.judge import judge
from tenir.terms.loading import load
from tenir.terms.readings import changed_at
from tenir.terms.reasons import Reason

REFERENCE = Path(tenir.conventions.__file__).parent / "reference" / "1" / "convention.yaml"
Ask: TypeAlias = Callable[..., Any]


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    """The reference agreement, version 1, under the readings taken."""
    return load(REFERENCE.read_text("utf-8"), REFERENCE.name)


def altered(agreement: Agreement, key: str, **change: Any) -> Agreement:
    """The same agreement with a change laid over one of its terms."""
    raw = changed_at(agreement.raw, ("terms", key), change)
    return Agreement(Convention.model_validate(raw), raw, agreement.digest)


def readings(reason: Reason) -> set[str]:
    """The readings that a judgement rests on, by their ids."""
    return {reading.id for step in reason.walk() for reading in step.readings}


@pytest.fixture(scope="session")
def ask(agreement: Agreement) -> Ask:
    """ask("claim-by", month="2026-09") is the value; `from_` is said for `from`.

    `under={"5.6.months": "both"}` runs another reading.
    """

    def asked(rule: str, *, under: Mapping[str, str] | None = None, **question: Any) -> Any:
        said = {name.rstrip("_"): value for name, value in question.items()}
        return judge(agreement.reading(under or {}), rule, said).value

    return asked


@pytest.fixture
def month(ask: Ask) -> Ask:
    """The figures of the month in which the first outage begins."""

    def asked(*outages: dict[str, Any], **question: Any) -> Any:
        when = question.pop("month", outages[0]["from"][:7] if outages else "2026-09")
        return ask("availability", month=when, outages=outages, **question)

    return asked


@pytest.fixture
def counted(month: Ask) -> Ask:
    """The minutes that count in that month."""
    return lambda *outages, **question: month(*outages, **question)["counted_seconds"] / 60
