"""JSON as it comes from strangers: refused where a database could not hold it."""

from __future__ import annotations

import json
from math import isinf
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 40


class CarefulParser(Parser):
    """Reads bodies; raises ValueError for what is no JSON, or cannot be kept."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body; NaN, infinities, NUL, half characters and pits without a bottom are refused."""
        try:
            read = json.loads(request.body, parse_constant=_refused, parse_float=_finite)
        except RecursionError:
            raise ValueError("too deep") from None
        _check(read, 0)
        return cast(dict[str, Any], read)


def _refused(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError(text)
    return number


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str):
        value.encode()  # half a character: UnicodeEncodeError is a ValueError
        if "\0" in value:
            raise ValueError("NUL")
    elif isinstance(value, dict):
        for name, each in value.items():
            _check(name, depth + 1)
            _check(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _check(each, depth + 1)
