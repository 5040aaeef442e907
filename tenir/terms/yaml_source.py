"""A YAML document whose every value remembers the line on which it stands.

YAML 1.2 core schema only: a plain `8:30`, `no` or `010` is what it looks like, figures with
decimals stay text, and a key written twice is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import yaml
from yaml import MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode, YAMLError
from yaml.events import CollectionEndEvent, CollectionStartEvent

from tenir.terms.errors import Refused

Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]

_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}")  # anything longer is no figure of an agreement
_BASED = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_NULLS = ("", "~", "null", "Null", "NULL")
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")

# The loader only finds the parts and their places: what a scalar is, `_scalar` says. libyaml's
# reads an agreement in 6 ms, Python's own in 110 ms.
_DEEPEST = 50  # parts inside parts; an agreement has eight
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableYaml(Refused):
    """A document that is not YAML, or one of whose parts cannot be read."""


@dataclass(frozen=True)
class Source:
    """A document's value, and where each part of it stands.

    `doubled` are the keys written twice: the first of them holds.
    """

    name: str
    value: Any
    lines: Mapping[Path, Place] = field(repr=False)
    doubled: tuple[tuple[str, Place], ...] = ()

    def where(self, path: Path) -> str:
        """`file:line:column` of the part, or of the nearest part that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.at(self.lines.get(path, (1, 1)))

    def at(self, place: Place) -> str:
        """`file:line:column` of a place."""
        return f"{self.name}:{place[0]}:{place[1]}"


def read(text: str, name: str) -> Source:
    """The document of that text; UnreadableYaml says the line and the column."""
    node = _composed(text, name)
    reader = _Reader(name)
    value = reader.value_of(node, ())
    return Source(name, value, reader.lines, tuple(reader.doubled))


def _composed(text: str, name: str) -> Node:
    try:
        _check_depth(text, name)
        node: Node | None = yaml.compose(text, Loader=_LOADER)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.count("\n")  # the end of a file is told as a line after it
        place = f"{name}:{min(mark.line, last) + 1}:{mark.column + 1}" if mark else name
        raise UnreadableYaml("yaml.syntax", place, problem=error.problem or "") from None
    except (YAMLError, RecursionError) as error:  # a control character, a thousand brackets
        problem = str(error).splitlines()[0]
        raise UnreadableYaml("yaml.syntax", name, problem=problem) from None
    if node is None:
        raise UnreadableYaml("yaml.empty", name)
    return node


def _check_depth(text: str, name: str) -> None:
    """libyaml's composer calls itself for each part inside a part: too deep, it would crash."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            raise UnreadableYaml("yaml.deep", name, most=_DEEPEST)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path, Place] = {}
        self.doubled: list[tuple[str, Place]] = []
        self._met: set[int] = set()

    def value_of(self, node: Node, path: Path) -> Any:
        if id(node) in self._met:  # an alias: it might hold itself, and would have two places
            line, column = self.lines.get(path) or self.lines[path[:-1]]
            raise UnreadableYaml("yaml.alias", f"{self.name}:{line}:{column}")
        self._met.add(id(node))
        self.lines.setdefault(path, _place(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value_of(item, (*path, i)) for i, item in enumerate(node.value)]
        return _scalar(cast(ScalarNode, node))

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                self.doubled.append((key, _place(key_node)))
                continue
            self.lines[(*path, key)] = _place(key_node)
            found[key] = self.value_of(value_node, (*path, key))
        return found


def _place(node: Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _scalar(node: ScalarNode) -> Any:
    """Floats and dates stay text: a figure keeps its decimals and its unit."""
    text = str(node.value)
    if node.style:  # quoted, or a block of text
        return text
    if text in _NULLS:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _DECIMAL.fullmatch(text):
        return int(text)
    return int(text, 0) if _BASED.fullmatch(text) else text
