"""The doubts of an agreement: where they stand in its file, and how another reading is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from tenir.terms.cited import Reading
from tenir.terms.convention import Convention
from tenir.terms.reasons import ReadingUse
from tenir.terms.yaml_source import Path

Words: TypeAlias = Mapping[str, Mapping[str, Mapping[str, str]]]


def reading_places(found: Convention) -> Iterator[tuple[Path, Reading]]:
    """Each reading of the file with the place of the part that holds it."""
    for name, calendar in found.calendars.items():
        yield from ((("calendars", name), reading) for reading in calendar.readings)
    for key, term in found.terms.items():
        yield from ((("terms", key), reading) for reading in term.readings)
    for position, override in enumerate(found.overrides):
        yield from ((("overrides", position), reading) for reading in override.readings)


def words_of_readings(found: Convention) -> Words:
    """How each doubt may be read, the reading taken first: {id: {reading: {"fr", "en"}}}."""
    return {
        reading.id: {
            name: {"fr": words.fr, "en": words.en}
            for name, words in ((reading.taken.id, reading.taken), *reading.others.items())
        }
        for _, reading in reading_places(found)
    }


def use_of(reading: Reading, chosen: Mapping[str, str]) -> ReadingUse:
    """How a reading stands in a reason: the one applied, and the others."""
    applied = chosen.get(reading.id, reading.taken.id)
    words = reading.others.get(applied, reading.taken)
    names = [reading.taken.id, *reading.others]
    return ReadingUse(
        id=reading.id, taken=reading.taken.id, applied=applied,
        says={"fr": words.fr, "en": words.en}, basis=reading.basis,
        others=tuple(name for name in names if name != applied),
        doubt={"fr": reading.doubt.fr, "en": reading.doubt.en},
    )  # fmt: skip


def merged(node: Any, change: Any) -> Any:
    """The node with the change laid over it: mappings key by key, all else replaced."""
    if isinstance(node, Mapping) and isinstance(change, Mapping):
        return {**node, **{key: merged(node.get(key), value) for key, value in change.items()}}
    return change


def changed_at(value: Any, path: Path, change: Mapping[str, Any]) -> Any:
    """The plain value of a file with a change merged into one of its parts."""
    if not path:
        return merged(value, change)
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = changed_at(value[path[0]], path[1:], change)
    return copy
