"""What an address or a form may say to an operation: what it does not know is refused."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from tenir.faces.api.problems import Faulty
from tenir.terms.errors import Refused
from tenir.terms.misfits import misfit

CSRF = "csrfmiddlewaretoken"  # what a browser's form says beside


class UnknownParameter(Refused):
    """A parameter that an operation does not have."""


class RepeatedParameter(Refused):
    """A parameter that is given twice, where one of the values would be dropped."""


class UnknownParameters(Refused):
    """All of them that a request has, and those that the operation knows."""

    faults: tuple[UnknownParameter, ...] = ()


def known_to(operation: Any, *sources: str) -> tuple[str, ...]:
    """What an operation takes from those sources ("query", "form", "file"), as it is written."""
    return tuple(name for each in _told(operation, *sources) for name in _names(each))


def lists_of(operation: Any) -> frozenset[str]:
    """The parameters in the address that may be given several times."""
    told = _told(operation, "query")
    return frozenset(name for each in told for name in each.__ninja_collection_fields__)


def _told(operation: Any, *sources: str) -> list[Any]:
    return [each for each in operation.models if each.__ninja_param_source__ in sources]


def _names(model: Any) -> Iterable[str]:
    flat = getattr(model, "__ninja_flatten_map__", None)
    return flat or [field.alias or name for name, field in model.model_fields.items()]


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


def only_once(request: HttpRequest, lists: frozenset[str]) -> None:
    """Refuses a parameter with two values where it is no list. Raises RepeatedParameter."""
    for name, given in request.GET.lists():
        if len(given) > 1 and name not in lists:
            raise RepeatedParameter("api.parameter_twice", name, name=name)


def only_known_fields(request: HttpRequest, known: tuple[str, ...]) -> None:
    """Refuses the fields and files of a form that the operation does not know. Raises Faulty."""
    unknown = [
        name for name in (*request.POST, *request.FILES) if name not in known and name != CSRF
    ]
    if unknown:
        refused = Faulty("api.faulty", count=len(unknown))
        refused.faults = tuple(
            misfit({"type": "extra_forbidden", "loc": (name,), "msg": "", "input": ""},
                   fields=known, where=name)
            for name in unknown
        )  # fmt: skip
        raise refused


def _fault(name: str, known: tuple[str, ...]) -> UnknownParameter:
    close = difflib.get_close_matches(name[:60], known, n=1)
    if close:
        return UnknownParameter("api.unknown_parameter_close", name, name=name, close=close[0])
    return UnknownParameter("api.unknown_parameter", name, name=name)
