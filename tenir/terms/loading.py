"""From the text of a convention file to an agreement that can be applied, or all its mistakes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tenir.terms.agreement import Agreement
from tenir.terms.cited import Shape
from tenir.terms.consistency import Mistake, mistakes
from tenir.terms.errors import Refused
from tenir.terms.misfits import fields_of, misfit
from tenir.terms.phrases import Language
from tenir.terms.readings import changed_at, reading_places
from tenir.terms.sound_part import SoundPart, real_path, sound_part, validated
from tenir.terms.yaml_source import Source, read


class Fault(Refused):
    """One mistake in a file, with its line and what to do."""


class FaultyConvention(Refused):
    """A convention file with mistakes: all of them, in the order of the file."""

    def __init__(self, faults: Iterable[Fault], key: str = "convention.faulty") -> None:
        told = {fault.message(): fault for fault in faults}
        self.faults = sorted(told.values(), key=lambda f: (_place(f.where), f.key))
        super().__init__(key, count=len(self.faults))

    def message(self, language: Language = "en") -> str:
        """The count, then a line a mistake."""
        head = super().message(language)
        return "\n".join([head, *(fault.message(language) for fault in self.faults)])


def load(text: str, name: str = "convention.yaml") -> Agreement:
    """The agreement of that file, or FaultyConvention with every mistake at once."""
    source = read(text, name)
    faults = [Fault("yaml.duplicate", source.at(at), name=key) for key, at in source.doubled]
    found = validated(source.value)
    if isinstance(found, ValidationError):
        faults += schema_faults(found, source)
        part = sound_part(source.value, found)
        if part is not None:
            faults += [_shape_fault(item, source) for item in part.further]
            faults += _faults_of(part, source)
        raise FaultyConvention(faults)
    faults += _faults_of(SoundPart(found, source.value), source)
    if faults:
        raise FaultyConvention(faults)
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Agreement(convention=found, raw=source.value, digest=digest, name=name)


def _faults_of(part: SoundPart, source: Source) -> Iterator[Fault]:
    """What is wrong with the part of a file that has the right shape."""
    own = list(mistakes(part.convention))
    for path, key, values in own:
        if not part.lacks(key, values):
            yield Fault(key, source.where(part.placed(path)), **values)
    for path, reading in reading_places(part.convention):
        for other, change in reading.others.items():
            problem = _broken(changed_at(part.raw, path, change.set), own)
            if problem is not None:
                where = source.where((*part.placed(path), "readings"))
                yield Fault("reading.broken", where, id=reading.id, other=other, problem=problem)


def _broken(raw: Any, own: list[Mistake]) -> Refused | None:
    """What is wrong in the file that another reading makes, beyond the file's own mistakes."""
    found = validated(raw)
    if isinstance(found, ValidationError):
        return misfit(found.errors()[0], fields=_known_fields())
    new = (
        Refused(key, **values)
        for path, key, values in mistakes(found)
        if (path, key, values) not in own
    )
    return next(new, None)


def schema_faults(error: ValidationError, source: Source) -> Iterator[Fault]:
    """Each part of a file that does not have its shape."""
    for item in error.errors():
        yield _shape_fault(item, source)


def _shape_fault(item: ErrorDetails, source: Source) -> Fault:
    path = real_path(item["loc"], source.value)
    if item["type"] == "union_tag_invalid":
        path = (*path, "kind")
    where, problem = source.where(path), misfit(item, fields=_known_fields())
    if not path:
        return Fault(problem.key, where, **problem.values)
    return Fault("schema.at", where, path=".".join(map(str, path)), problem=problem)


@cache
def _known_fields() -> frozenset[str]:
    return frozenset(field for model in _shapes(Shape) for field in fields_of(model))


def _shapes(shape: type[Shape]) -> Iterator[type[Shape]]:
    for inner in shape.__subclasses__():
        yield inner
        yield from _shapes(inner)


def _place(where: str) -> tuple[int, int]:
    parts = where.rsplit(":", 2)
    return (int(parts[1]), int(parts[2])) if len(parts) == 3 else (0, 0)
