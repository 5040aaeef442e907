"""The part of a faulty convention file that can be checked all the same: no mistake waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tenir.terms.convention import Convention
from tenir.terms.yaml_source import Path

_SECTIONS = ("calendars", "families", "products", "terms", "overrides")
# Stands for a header with a mistake of its own, so that the rest is checked.
_HEADER = {
    "id": "x", "version": "1", "name": {"fr": "x", "en": "x"}, "language": "fr",
    "timezone": "UTC", "currency": "EUR",
}  # fmt: skip
_LISTED_AS = {
    "term.missing": ("terms", "key"),
    "override.target": ("terms", "given"),
    "calendar.unknown": ("calendars", "given"),
    "calendar.missing": ("calendars", "given"),
    "family.unknown": ("families", "given"),
    "product.unknown": ("products", "given"),
}  # fmt: skip


@dataclass(frozen=True)
class SoundPart:
    """A convention without the parts that have not their shape.

    `gone` are those parts' names by section; `kept` the first positions of the overrides left;
    `further` the mistakes of shape that only showed once others were out of the way.
    """

    convention: Convention
    raw: Any
    gone: Mapping[str, frozenset[str | int]] = field(default_factory=dict)
    kept: tuple[int, ...] | None = None
    further: tuple[ErrorDetails, ...] = ()

    def placed(self, path: Path) -> Path:
        """The place in the whole file of a part of this one."""
        return path if self.kept is None else _placed(path, self.kept)

    def lacks(self, key: str, values: Mapping[str, Any]) -> bool:
        """Whether a mistake only says that a part is missing which was taken out here."""
        section, quoted = _LISTED_AS.get(key, ("", ""))
        return values.get(quoted) in self.gone.get(section, ())


def validated(raw: object) -> Convention | ValidationError:
    """The convention of that plain value, or what pydantic found wrong."""
    try:
        return Convention.model_validate(raw)
    except ValidationError as error:
        return error


def sound_part(raw: Any, error: ValidationError) -> SoundPart | None:
    """What is left without the faulty parts; None where the frame itself is faulty."""
    left, gone, further = raw, defaultdict[str, set[str | int]](set), list[ErrorDetails]()
    listed = raw.get("overrides") if isinstance(raw, Mapping) else None
    kept = tuple(range(len(listed))) if isinstance(listed, list) else ()
    found: Convention | ValidationError = error
    while isinstance(found, ValidationError):
        cuts = {_cut(item, left) for item in found.errors()}
        if () in cuts:
            return None
        for section, *names in (_placed(path, kept) for path in cuts):
            if len(names) == 1:
                gone[str(section)].update(names)
        left = _cut_out(left, cuts)
        kept = tuple(at for n, at in enumerate(kept) if ("overrides", n) not in cuts)
        found = validated(left)
        if isinstance(found, ValidationError):
            further += [_moved(item, kept) for item in found.errors()]
    named = {section: frozenset(names) for section, names in gone.items()}
    return SoundPart(found, left, named, kept, tuple(further))


def _placed(path: Path, kept: tuple[int, ...]) -> Path:
    if path[:1] == ("overrides",) and len(path) > 1:
        return ("overrides", kept[int(path[1])], *path[2:])
    return path


def _moved(item: ErrorDetails, kept: tuple[int, ...]) -> ErrorDetails:
    return {**item, "loc": _placed(item["loc"], kept)}


def _cut_out(left: Any, cuts: Iterable[Path]) -> Any:
    for path in sorted(cuts, key=_last_first, reverse=True):
        left = {**left, "agreement": _HEADER} if path == ("agreement",) else _without(left, path)
    return left


def _cut(item: ErrorDetails, raw: Any) -> Path:
    """What must go for one error: the key that is too much, or the part that holds the error.

    () where nothing can go, as the file would have no frame any more.
    """
    path = real_path(item["loc"], raw)
    if item["type"] == "extra_forbidden":
        return path
    if path[:1] == ("agreement",):
        return path[:1]
    return path[:2] if path[:1] and path[0] in _SECTIONS and len(path) > 1 else ()


def _last_first(path: Path) -> tuple[tuple[bool, int, str], ...]:
    """An order in which later members of a list are cut before earlier ones."""
    return tuple(
        (isinstance(part, int), part if isinstance(part, int) else 0, str(part)) for part in path
    )


def real_path(loc: Iterable[int | str], value: Any) -> Path:
    """The error's place in the file: pydantic also names the branches of its unions."""
    path: Path = ()
    for part in loc:
        inside = isinstance(value, Mapping) and part in value
        if inside or (isinstance(value, list) and isinstance(part, int) and part < len(value)):
            path, value = (*path, part), value[part]
    return path


def _without(value: Any, path: Path) -> Any:
    """The value without the part at that place."""
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    if len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = _without(copy[path[0]], path[1:])
    return copy
