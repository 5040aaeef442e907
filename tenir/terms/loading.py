"""From the text of a convention file to an agreement that can be applied, or all its mistakes."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tenir.terms import convention as shapes
from tenir.terms.agreement import Agreement
from tenir.terms.consistency import mistakes
from tenir.terms.convention import Convention, Shape
from tenir.terms.errors import Refused
from tenir.terms.phrases import Language
from tenir.terms.readings import changed_at, reading_places
from tenir.terms.yaml_source import Path, Source, read


class Fault(Refused):
    """One mistake in a file, with its line and what to do."""


class FaultyConvention(Refused):
    """A convention file with mistakes: all of them, in the order of the file."""

    def __init__(self, faults: Iterable[Fault], key: str = "convention.faulty") -> None:
        self.faults = sorted(set(faults), key=lambda f: (_place(f.where), f.key))
        super().__init__(key, count=len(self.faults))

    def message(self, language: Language = "en") -> str:
        """The count, then a line a mistake."""
        head = super().message(language)
        return "\n".join([head, *(fault.message(language) for fault in self.faults)])


def load(text: str, name: str = "convention.yaml") -> Agreement:
    """The agreement of that file, or FaultyConvention with every mistake at once."""
    source = read(text, name)
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    found = validated(source.value)
    if isinstance(found, ValidationError):
        raise FaultyConvention(schema_faults(found, source))
    faults = [
        Fault(key, source.where(path), **values) for path, key, values in mistakes(found)
    ] + list(_reading_faults(found, source))
    if faults:
        raise FaultyConvention(faults)
    return Agreement(convention=found, raw=source.value, digest=digest, name=name)


def validated(raw: object) -> Convention | ValidationError:
    """The convention of that plain value, or what pydantic found wrong."""
    try:
        return Convention.model_validate(raw)
    except ValidationError as error:
        return error


def schema_faults(error: ValidationError, source: Source) -> Iterator[Fault]:
    for item in error.errors():
        path = _real_path(item["loc"], source.value)
        key, values = _explained(item)
        yield Fault(key, source.where(path), path=".".join(map(str, path)), **values)


def _real_path(loc: Iterable[int | str], value: Any) -> Path:
    """The error's place in the file: pydantic also names the branches of its unions."""
    path: Path = ()
    for part in loc:
        inside = isinstance(value, Mapping) and part in value
        if inside or (isinstance(value, list) and isinstance(part, int) and part < len(value)):
            path, value = (*path, part), value[part]
    return path


def _explained(item: ErrorDetails) -> tuple[str, dict[str, Any]]:
    kind, name, context = item["type"], str(item["loc"][-1]), item.get("ctx", {})
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(name, _known_keys(), n=1)
        return ("schema.unknown_close", {"name": name, "close": close[0]}) if close else (
            "schema.unknown", {"name": name})  # fmt: skip
    if kind == "missing":
        return "schema.missing", {"name": name}
    if kind in ("literal_error", "union_tag_invalid"):
        expected = context.get("expected", context.get("expected_tags", ""))
        return "schema.choice", {"given": _shown(item["input"]), "expected": expected}
    if kind == "value_error":
        return _own_words(context["error"])
    return "schema.other", {"given": _shown(item["input"]), "problem": item["msg"]}


def _own_words(error: ValueError) -> tuple[str, dict[str, Any]]:
    if isinstance(error, Refused):
        return error.key, dict(error.values)
    key, _, at = str(error).partition("|")
    return key, {"at": at}


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _known_keys() -> list[str]:
    models = [m for m in vars(shapes).values() if isinstance(m, type) and issubclass(m, Shape)]
    return sorted({f.alias or n for m in models for n, f in m.model_fields.items()})


def _reading_faults(found: Convention, source: Source) -> Iterator[Fault]:
    """A reading whose other cannot be run is a mistake of the file."""
    for path, reading in reading_places(found):
        for other, change in reading.others.items():
            error = validated(changed_at(source.value, path, change.set))
            found_wrong = (
                next(iter(schema_faults(error, source))).message()
                if isinstance(error, ValidationError)
                else next((key for _, key, _ in mistakes(error)), None)
            )
            if found_wrong:
                yield Fault("reading.broken", source.where(path), id=reading.id, other=other, problem=found_wrong)  # fmt: skip


def _place(where: str) -> tuple[int, int]:
    parts = where.rsplit(":", 2)
    return (int(parts[1]), int(parts[2])) if len(parts) == 3 else (0, 0)
