"""Which addresses of the faces take a post: found in the code that answers them."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.stories.test_matrix import CONVERTER

FACES = ("console", "portal", "public")
OURS = ("tenir.faces", "tenir.ui")


@dataclass(frozen=True)
class Page:
    """An address: its name, as `console:bill`, itself without converters, and what answers it."""

    name: str
    route: str
    view: Any


def pages() -> list[Page]:
    """Those of the faces."""
    return [
        Page(
            f"{face.namespace}:{each.name}",
            CONVERTER.sub(r"<\1>", f"{face.pattern}{each.pattern}"),
            each.callback,
        )
        for face in get_resolver().url_patterns
        if isinstance(face, URLResolver) and face.namespace in FACES
        for each in face.url_patterns
        if isinstance(each, URLPattern)
    ]


def takes_a_post(view: Any) -> bool:
    """Whether it does something of its own with a post: it asks for one, or reads what it says."""
    while hasattr(view, "__wrapped__"):
        if _asks_for_a_post(view):
            return True
        view = view.__wrapped__
    return any(_reads_a_post(each) for each in _called(view))


def _asks_for_a_post(view: Any) -> bool:
    """What Django's `require_POST` makes of a view."""
    return "POST" in inspect.getclosurevars(view).nonlocals.get("request_method_list", ())


def _reads_a_post(function: FunctionType) -> bool:
    return any("POST" in (*code.co_names, *code.co_consts) for code in _codes(function.__code__))


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _called(view: FunctionType) -> set[FunctionType]:
    """That function, and all of the faces' that it may call."""
    found, left = {view}, [view]
    while left:
        new = set(_named(left.pop())) - found
        found |= new
        left += new
    return found


def _named(function: FunctionType) -> Iterator[FunctionType]:
    """The faces' functions that it names: by themselves, or as those of a module that it names."""
    for code in _codes(function.__code__):
        for each, after in pairwise(dis.get_instructions(code)):
            there = function.__globals__.get(each.argval) if each.opname == "LOAD_GLOBAL" else None
            if isinstance(there, ModuleType):
                there = vars(there).get(after.argval)
            plain = inspect.unwrap(there) if callable(there) else None
            if isinstance(plain, FunctionType) and plain.__module__.startswith(OURS):
                yield plain
