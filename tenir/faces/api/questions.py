"""What an operation may be asked in its address: what it does not know is refused, not dropped."""

from __future__ import annotations

import difflib
from typing import Any

from django.http import HttpRequest

from tenir.terms.errors import Refused


class UnknownParameter(Refused):
    """A parameter that an operation does not have."""


class UnknownParameters(Refused):
    """All of them that a request has, and those that the operation knows."""

    faults: tuple[UnknownParameter, ...] = ()


def known_to(operation: Any) -> tuple[str, ...]:
    """The parameters in the address that an operation has, as they are written there."""
    asked = [each for each in operation.models if each.__ninja_param_source__ == "query"]
    return tuple(name for each in asked for name in each.__ninja_flatten_map__)


def only_known(request: HttpRequest, known: tuple[str, ...], *, operation: str) -> None:
    """Refuses what the operation does not know; the refusal says what it does, and where to look.

    Raises UnknownParameters.
    """
    unknown = [name for name in request.GET if name not in known]
    if not unknown:
        return
    refused = UnknownParameters(
        "api.unknown_parameters" if known else "api.no_parameters", count=len(unknown),
        names=", ".join(unknown), known=", ".join(known), operation=operation,
    )  # fmt: skip
    refused.faults = tuple(_fault(name, known) for name in unknown)
    raise refused


def _fault(name: str, known: tuple[str, ...]) -> UnknownParameter:
    close = difflib.get_close_matches(name[:60], known, n=1)
    if close:
        return UnknownParameter("api.unknown_parameter_close", name, name=name, close=close[0])
    return UnknownParameter("api.unknown_parameter", name, name=name)
