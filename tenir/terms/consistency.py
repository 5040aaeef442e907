"""What a convention file must keep beyond its shape: its parts refer to one another rightly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, TypeAlias

from pydantic import ValidationError

from tenir.terms import clauses
from tenir.terms.convention import Convention, Counting, Delay, Exclusions, Override, Precedence
from tenir.terms.readings import merged, reading_places
from tenir.terms.resolution import ANY_TERM
from tenir.terms.errors import Refused
from tenir.terms.yaml_source import Path
from tenir.terms.zones import zone_named

Mistake: TypeAlias = tuple[Path, str, dict[str, Any]]

NEEDED = (
    "agreement.precedence", "agreement.delays", "availability.target", "availability.measure",
    "availability.excluded", "penalty.trigger", "penalty.rate", "penalty.claim", "penalty.cap",
    "maintenance.notice", "maintenance.window", "backups.rpo", "backups.retention",
    "support.priority", "support.response.p1", "support.response.all", "releases.support",
    "releases.mode", "releases.validation", "evolution.notice", "evolution.immediate",
)  # fmt: skip


def mistakes(found: Convention) -> Iterator[Mistake]:
    """Each mistake with its place in the file, the key of its phrase and what that quotes."""
    yield from _zone(found)
    yield from _clauses(found)
    yield from _needed(found)
    yield from _references(found)
    yield from _overrides(found)
    yield from _doubled_readings(found)


def _zone(found: Convention) -> Iterator[Mistake]:
    try:
        zone_named(found.agreement.timezone)
    except Refused as refused:
        yield ("agreement", "timezone"), refused.key, dict(refused.values)


def _clauses(found: Convention) -> Iterator[Mistake]:
    parts: list[tuple[Path, tuple[str, ...]]] = [
        *((("calendars", name), part.clause) for name, part in found.calendars.items()),
        *((("terms", key), part.clause) for key, part in found.terms.items()),
        *((("overrides", i), part.clause) for i, part in enumerate(found.overrides)),
    ]
    for path, numbers in parts:
        for number in numbers:
            try:
                clauses.find(number)
            except Refused as refused:
                yield (*path, "clause"), refused.key, dict(refused.values)


def _needed(found: Convention) -> Iterator[Mistake]:
    for key in NEEDED:
        if key not in found.terms:
            yield ("terms",), "term.missing", {"key": key}


def _references(found: Convention) -> Iterator[Mistake]:
    for id, item in found.products.items():
        for family in item.families:
            if family not in found.families:
                yield ("products", id, "families"), "family.unknown", {"given": family}
    for key, term in found.terms.items():
        path = ("terms", key)
        if isinstance(term, Precedence) and sorted(term.order) != sorted(found.layers):
            yield path, "layers.order", {"layers": ", ".join(found.layers)}
        for calendar in _calendars_of(term):
            if calendar not in found.calendars:
                yield path, "calendar.unknown", {"given": calendar}
        if isinstance(term, Exclusions):
            for item_of in term.items:
                if item_of.within is not None and item_of.within not in found.terms:
                    yield path, "term.missing", {"key": item_of.within}


def _calendars_of(term: object) -> list[str]:
    if isinstance(term, Delay) and term.calendar is not None:
        return [term.calendar]
    return [term.working_days] if isinstance(term, Counting) else []


def _overrides(found: Convention) -> Iterator[Mistake]:
    for position, override in enumerate(found.overrides):
        yield from override_mistakes(found, override, ("overrides", position))
    for (i, first), (j, second) in combinations(enumerate(found.overrides), 2):
        if case := _shared_case(found, first, second):
            yield (
                ("overrides", j), "override.twice",
                {"first": first.id, "second": second.id, "case": case, "layer": first.layer},
            )  # fmt: skip


def override_mistakes(found: Convention, override: Override, path: Path) -> Iterator[Mistake]:
    """The mistakes of one override, the agreement's or a contract's."""
    if override.layer not in found.layers:
        yield path, "layer.unknown", {"given": override.layer, "known": ", ".join(found.layers)}
    if override.replaces != "*" and override.replaces not in found.terms:
        yield path, "override.target", {"given": override.replaces}
    if (override.set is None) == (override.refers_to is None):
        yield path, "override.empty", {"id": override.id}
    for item in override.when.product or ():
        if item not in found.products:
            yield (*path, "when", "product"), "product.unknown", {
                "given": item, "known": ", ".join(found.products)}  # fmt: skip
    for item in override.when.hosting or ():
        if item not in found.hostings:
            yield (*path, "when", "hosting"), "hosting.unknown", {
                "given": item, "known": ", ".join(found.hostings)}  # fmt: skip
    yield from _broken_change(found, override, path)


def _broken_change(found: Convention, override: Override, path: Path) -> Iterator[Mistake]:
    base = found.terms.get(override.replaces)
    if base is None or override.set is None:
        return
    raw = base.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"kind": base.kind}
    try:
        ANY_TERM.validate_python(merged(raw, override.set))
    except ValidationError as error:
        problem = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        yield (*path, "set"), "override.change", {"id": override.id, "problem": problem}


def _shared_case(found: Convention, first: Override, second: Override) -> str:
    """A case in which both hold with the same rank over the same term, or nothing."""
    same_term = first.replaces == second.replaces
    if first.layer != second.layer or not same_term or first.set is None or second.set is None:
        return ""
    for item, hosting in product(found.products, found.hostings):
        if all(_holds(o.when.product, item) and _holds(o.when.hosting, hosting) for o in (first, second)):  # fmt: skip
            return f"{item} · {hosting}"
    return ""


def _holds(accepted: tuple[str, ...] | None, given: str) -> bool:
    return accepted is None or given in accepted


def _doubled_readings(found: Convention) -> Iterator[Mistake]:
    seen: set[str] = set()
    for path, reading in reading_places(found):
        if reading.id in seen:
            yield path, "reading.twice", {"id": reading.id}
        seen.add(reading.id)
