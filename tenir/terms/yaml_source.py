"""A YAML document whose every value remembers the line on which it stands.

YAML 1.2 core schema only: a plain `8:30`, `no` or `010` is what it looks like, and a key
written twice is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from tenir.terms.errors import Refused

Path: TypeAlias = tuple[str | int, ...]


class UnreadableYaml(Refused):
    """A document that is not YAML, or whose keys stand twice."""


@dataclass(frozen=True)
class Source:
    """A document's value, and where each part of it stands."""

    name: str
    value: Any
    lines: Mapping[Path, tuple[int, int]] = field(repr=False)

    def where(self, path: Path) -> str:
        """`file:line:column` of the part, or of the nearest part that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        line, column = self.lines.get(path, (1, 1))
        return f"{self.name}:{line}:{column}"


def read(text: str, name: str) -> Source:
    """The document of that text; UnreadableYaml says the line and the column."""
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise UnreadableYaml("yaml.syntax", place, problem=error.problem or "") from None
    if node is None:
        raise UnreadableYaml("yaml.empty", name)
    reader = _Reader(name)
    return Source(name, reader.value_of(node, ()), reader.lines)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path, tuple[int, int]] = {}

    def value_of(self, node: Node, path: Path) -> Any:
        self.lines[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value_of(item, (*path, i)) for i, item in enumerate(node.value)]
        return _scalar(str(node.tag).rsplit(":", 1)[-1], str(node.value))

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                mark = key_node.start_mark
                place = f"{self.name}:{mark.line + 1}:{mark.column + 1}"
                raise UnreadableYaml("yaml.duplicate", place, name=key)
            found[key] = self.value_of(value_node, (*path, key))
            self.lines[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return found


def _scalar(kind: str, text: str) -> Any:
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int":
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    return text  # floats and dates stay text: a figure keeps its decimals and its unit
