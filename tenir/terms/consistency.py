"""What a convention file must keep beyond its shape: its parts refer to one another rightly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, TypeAlias, get_args

from pydantic import ValidationError

from tenir.terms import clauses
from tenir.terms.cited import Term
from tenir.terms.convention import Convention, Override
from tenir.terms.errors import Refused
from tenir.terms.hours_read import day_range
from tenir.terms.kinds_availability import Exclusions, Threshold, Window
from tenir.terms.kinds_service import Counting, Delay, Precedence
from tenir.terms.misfits import fields_of, misfit
from tenir.terms.needed import KIND_OF, NEEDED, NEEDED_CALENDARS
from tenir.terms.public_holidays import public_holidays
from tenir.terms.readings import merged, reading_places
from tenir.terms.resolution import AGREEMENT_LAYER, ANY_TERM
from tenir.terms.yaml_source import Path
from tenir.terms.zones import zone_named

Mistake: TypeAlias = tuple[Path, str, dict[str, Any]]
_SOME_YEAR = 2026  # any year tells whether a country is known
# Our tests have tried these; to ask of a country takes the better part of a second.
_COUNTRIES_TRIED = ("none", "FR", "FR-57")


def mistakes(found: Convention) -> Iterator[Mistake]:
    """Each mistake with its place in the file, the key of its phrase and what that quotes."""
    yield from _header(found)
    yield from _clauses(found)
    yield from _needed(found)
    yield from _calendars(found)
    yield from _families(found)
    for key, term in found.terms.items():
        yield from _term(found, key, term)
    yield from _overrides(found)
    yield from _doubled_readings(found)


def _refused(path: Path, refused: Refused) -> Mistake:
    return path, refused.key, dict(refused.values)


def _header(found: Convention) -> Iterator[Mistake]:
    try:
        zone_named(found.agreement.timezone)
    except Refused as refused:
        yield _refused(("agreement", "timezone"), refused)
    if AGREEMENT_LAYER not in found.layers:
        yield ("layers",), "layers.agreement", {}


def _clauses(found: Convention) -> Iterator[Mistake]:
    parts: list[tuple[Path, tuple[str, ...]]] = [
        *((("calendars", name), part.clause) for name, part in found.calendars.items()),
        *((("terms", key), part.clause) for key, part in found.terms.items()),
        *((("overrides", i), part.clause) for i, part in enumerate(found.overrides)),
    ]
    for path, numbers in parts:
        yield from clause_mistakes((*path, "clause"), numbers)


def clause_mistakes(path: Path, numbers: tuple[str, ...]) -> Iterator[Mistake]:
    """The numbers that name no clause."""
    for number in numbers:
        try:
            clauses.find(number)
        except Refused as refused:
            yield _refused(path, refused)


def _needed(found: Convention) -> Iterator[Mistake]:
    for key in NEEDED:
        if key not in found.terms:
            yield ("terms",), "term.missing", {"key": key}
    for name in NEEDED_CALENDARS:
        if name not in found.calendars:
            yield ("calendars",), "calendar.missing", {"given": name}


def _calendars(found: Convention) -> Iterator[Mistake]:
    for name, calendar in found.calendars.items():
        for position, hours in enumerate(calendar.hours):
            try:
                day_range(*hours.split("-"))
            except Refused as refused:
                yield _refused(("calendars", name, "hours", position), refused)
        yield from _country(("calendars", name, "holidays"), calendar.holidays)


def _country(path: Path, code: str) -> Iterator[Mistake]:
    try:
        if code not in _COUNTRIES_TRIED:
            public_holidays(code, year=_SOME_YEAR)
    except Refused as refused:
        yield _refused(path, refused)


def _families(found: Convention) -> Iterator[Mistake]:
    for id, item in found.products.items():
        for position, family in enumerate(item.families):
            if family not in found.families:
                path = ("products", id, "families", position)
                yield path, "family.unknown", {"given": family}


def _term(found: Convention, key: str, term: Term) -> Iterator[Mistake]:
    path = ("terms", key)
    wanted = KIND_OF.get(key, Term)
    if not isinstance(term, wanted):
        yield (*path, "kind"), "term.kind", {"key": key, "kind": kind_name(wanted)}
    if isinstance(term, Precedence) and sorted(term.order) != sorted(found.layers):
        yield (*path, "order"), "layers.order", {"layers": ", ".join(found.layers)}
    if isinstance(term, Threshold) and key in NEEDED and term.value is None:
        yield path, "misfit.missing", {"name": "value"}
    if isinstance(term, Delay) and term.before and term.length.unit != "working_days":
        yield (*path, "length"), "delay.before", {"key": key}
    if isinstance(term, Window):
        yield from _country((*path, "holidays"), term.holidays)
    yield from _references(found, path, term)


def _references(found: Convention, path: Path, term: Term) -> Iterator[Mistake]:
    for field, calendar in _calendars_of(term):
        if calendar not in found.calendars:
            yield (*path, field), "calendar.unknown", {"given": calendar}
    for position, item in enumerate(term.items if isinstance(term, Exclusions) else ()):
        if item.within is not None and item.within not in found.terms:
            yield (*path, "items", position), "term.missing", {"key": item.within}


def kind_name(term: type[Term]) -> str:
    """The word that stands under `kind` for that kind of term."""
    return str(get_args(term.model_fields["kind"].annotation)[0])


def _calendars_of(term: Term) -> list[tuple[str, str]]:
    if isinstance(term, Delay) and term.calendar is not None:
        return [("calendar", term.calendar)]
    return [("working_days", term.working_days)] if isinstance(term, Counting) else []


def _overrides(found: Convention) -> Iterator[Mistake]:
    for position, override in enumerate(found.overrides):
        yield from override_mistakes(found, override, ("overrides", position))
    for (_, first), (j, second) in combinations(enumerate(found.overrides), 2):
        yield from rank_mistakes(found, first, second, ("overrides", j))


def override_mistakes(found: Convention, override: Override, path: Path) -> Iterator[Mistake]:
    """The mistakes of one override, the agreement's or a contract's."""
    if override.layer not in found.layers:
        known = ", ".join(found.layers)
        yield (*path, "layer"), "layer.unknown", {"given": override.layer, "known": known}
    if override.replaces != "*" and override.replaces not in found.terms:
        yield (*path, "replaces"), "override.target", {"given": override.replaces}
    if (override.set is None) == (override.refers_to is None):
        yield path, "override.empty", {"id": override.id}
    elif override.replaces == "*" and override.set is not None:
        yield (*path, "replaces"), "override.all", {"id": override.id}
    yield from _when(found, override, (*path, "when"))
    yield from _broken_change(found, override, (*path, "set"))


def rank_mistakes(
    found: Convention, first: Override, second: Override, path: Path
) -> Iterator[Mistake]:
    """Two overrides of one layer over one term for one case: an error, never an order."""
    if case := _shared_case(found, first, second):
        quoted = {"first": first.id, "second": second.id, "case": case, "layer": first.layer}
        yield path, "override.twice", quoted


def _when(found: Convention, override: Override, path: Path) -> Iterator[Mistake]:
    for field, given, known in (
        ("product", override.when.product or (), tuple(found.products)),
        ("hosting", override.when.hosting or (), found.hostings),
    ):
        for position, item in enumerate(given):
            if item not in known:
                quoted = {"given": item, "known": ", ".join(known)}
                yield (*path, field, position), f"{field}.unknown", quoted


def _broken_change(found: Convention, override: Override, path: Path) -> Iterator[Mistake]:
    base = found.terms.get(override.replaces)
    if base is None or override.set is None:
        return
    raw = base.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"kind": base.kind}
    try:
        ANY_TERM.validate_python(merged(raw, override.set))
    except ValidationError as error:
        for item in error.errors():
            problem = misfit(item, fields=fields_of(type(base)))
            place = tuple(item["loc"])[1:]  # the first names the kind
            yield (*path, *place), "override.change", {"id": override.id, "problem": problem}


def _shared_case(found: Convention, first: Override, second: Override) -> str:
    """A case in which both hold with the same rank over the same term, or nothing."""
    same_act = (first.set is None) == (second.set is None)
    if first.layer != second.layer or first.replaces != second.replaces or not same_act:
        return ""
    for item, hosting in product(found.products, found.hostings):
        if _holds(first, item, hosting) and _holds(second, item, hosting):
            return f"{item} · {hosting}"
    return ""


def _holds(override: Override, item: str, hosting: str) -> bool:
    when = override.when
    products, hostings = when.product or (item,), when.hosting or (hosting,)
    return item in products and hosting in hostings


def _doubled_readings(found: Convention) -> Iterator[Mistake]:
    seen: set[str] = set()
    for path, reading in reading_places(found):
        if reading.id in seen:
            yield path, "reading.twice", {"id": reading.id}
        seen.add(reading.id)
