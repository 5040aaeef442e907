"""Figures with their unit, exact: lengths of time, percentages, points, amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, cast, get_args

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from tenir.terms.errors import Refused

Unit: TypeAlias = Literal[
    "seconds", "minutes", "hours", "days", "weeks", "months", "working_hours", "working_days"
]
SECONDS_OF = {"seconds": 1, "minutes": 60, "hours": 3600, "working_hours": 3600}
_AT_LEAST: Mapping[Unit, int] = {
    "seconds": 1, "minutes": 60, "hours": 3600, "working_hours": 3600, "days": 86400,
    "working_days": 86400, "weeks": 7 * 86400, "months": 28 * 86400,
}  # fmt: skip
_CENTURY = 100 * 365 * 86400
_LENGTH = re.compile(r"([0-9]{1,12})\s+([a-z_]+)")
_RATIO = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,18})?)\s*(%|pt)")


class BadQuantity(Refused):
    """A figure without its unit, or with one that is not understood."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long: a whole number of a unit, such as 10 working days."""

    count: int
    unit: Unit

    @property
    def seconds(self) -> int:
        """The length in seconds, for the units that have one."""
        return self.count * SECONDS_OF[self.unit]

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"


def length_of(text: object) -> Length:
    """`10 working_days` as a length; BadQuantity where the unit is missing or unknown."""
    if isinstance(text, Length):
        return text
    found = _LENGTH.fullmatch(str(text))
    units = get_args(Unit)
    if not found:
        raise BadQuantity("quantity.length", given=text, units=", ".join(units))
    unit = found[2] if found[2].endswith("s") else found[2] + "s"
    if unit not in units:
        raise BadQuantity("quantity.unit", given=found[2], units=", ".join(units))
    length = Length(int(found[1]), cast(Unit, unit))
    if length.count * _AT_LEAST[length.unit] > _CENTURY:
        raise BadQuantity("quantity.too_long", given=text)
    return length


def ratio_of(text: object, unit: str) -> Fraction:
    """`99.5 %` or `1.5 pt` as a fraction of 1."""
    if isinstance(text, Fraction):
        return text
    found = _RATIO.fullmatch(str(text))
    if not found or found[2] != unit:
        raise BadQuantity("quantity.ratio", given=text, unit=unit)
    return Fraction(found[1]) / 100


def amount_of(text: object) -> Decimal:
    """An exact amount from a string or a whole number; never from a NaN or an infinity.

    BadQuantity from 10^15 on, or with over 30 decimals: 1e999999999 is no amount.
    """
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        raise BadQuantity("quantity.amount", given=text) from None
    exponent = amount.as_tuple().exponent  # a letter for NaN and infinity
    sized = isinstance(exponent, int) and exponent >= -30 and amount.adjusted() < 15
    if not sized or amount < 0:
        raise BadQuantity("quantity.amount", given=text)
    return amount


def _as_schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_LENGTH_SCHEMA = _as_schema(f"^\\d+ ({'|'.join(u + '?' for u in get_args(Unit))})$", "5 days")
_SAID = PlainSerializer(str, return_type=str)


def _percent_text(ratio: Fraction) -> str:
    return f"{decimal_text(ratio * 100)} %"


def decimal_text(value: Fraction) -> str:
    """A fraction with a finite decimal form, written out in full."""
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


if TYPE_CHECKING:
    LengthText: TypeAlias = Length
    Percent: TypeAlias = Fraction
    Points: TypeAlias = Fraction
else:
    LengthText = Annotated[Any, BeforeValidator(length_of), _LENGTH_SCHEMA, _SAID]
    Percent = Annotated[
        Any,
        BeforeValidator(lambda text: ratio_of(text, "%")),
        _as_schema(r"^\d+(\.\d+)? ?%$", "99.5 %"),
        PlainSerializer(_percent_text, return_type=str),
    ]
    Points = Annotated[
        Any,
        BeforeValidator(lambda text: ratio_of(text, "pt")),
        _as_schema(r"^\d+(\.\d+)? ?pt$", "1.5 pt"),
        PlainSerializer(lambda ratio: f"{decimal_text(ratio * 100)} pt", return_type=str),
    ]
