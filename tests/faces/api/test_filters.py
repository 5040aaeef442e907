"""Each filter of each list: taken, and what it leaves is what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tenir.faces.api.article import MANNERS
from tests.faces.api.programs import Program, shown
from tests.faces.api.test_hidden import LISTS, PLACES, asked_by
from tests.faces.api.test_operations import SAMPLES, Callers, arguments
from tests.faces.api.test_operations import _at_noon as _at_noon  # noqa: PLC0414
from tests.faces.api.test_operations import callers as callers  # noqa: PLC0414
from tests.stories.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
INSTANT = "2026-10-01T00:00:00Z"
ONLY_TWO = {"true": True, "false": False}


def values(schema: Any) -> list[str]:
    """What a filter of that shape may be asked."""
    kinds = schema.get("anyOf", [schema])
    found = [each for kind in kinds for each in kind.get("enum", ()) if each != ""]
    if found:
        return found
    (kind, *_) = kinds
    if kind["type"] == "boolean":
        return list(ONLY_TWO)
    if kind["type"] == "integer":
        return ["1"]
    if "format" in kind:
        return [INSTANT if kind["format"] == "date-time" else INSTANT[:10]]
    return ["2026-09"] if "19[7-9]" in kind.get("pattern", "") else ["a"]


def filters(name: str) -> Iterator[tuple[str, str]]:
    """Each filter of that list, and each thing that it may be asked."""
    for each, schema in asked_by(name):
        if each not in {*PLACES, "sort"} - {"after_id"}:
            yield from ((each, value) for value in values(schema))


def items(adam: Program, place: str, /, **asked: str) -> list[dict[str, Any]]:
    join = "&" if "?" in place else "?"
    found: list[dict[str, Any]] = shown(adam.get(f"{place}{join}{urlencode(asked)}"))["items"]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_what_a_filter_leaves_is_what_it_says(world: World, callers: Callers, name: str) -> None:
    sample = SAMPLES[name]
    adam = callers.of("adam", sample)
    address = arguments(world, sample, world.sides[0]).address(name)
    wrong = []
    for each, value in filters(name):
        for item in items(adam, address, per_page="200", **{each: value}):
            there = item.get(each, ...)
            if isinstance(there, bool | str):
                meant = ONLY_TWO.get(value, value)
                same = there == meant or (value == "a" and "a" in str(there).lower())
                wrong += [] if same else [f"{each}={value} leaves {there}"]
    assert wrong == []


def test_a_filter_of_several_fields_finds_by_any_of_them(world: World, callers: Callers) -> None:
    adam, side = callers.of("adam", SAMPLES["list_wordings"]), world.sides[0]
    by_name = items(adam, "/incident-wordings", text=side.word.upper())
    assert [each["id"] for each in by_name] == [side.wording]
    by_text = items(adam, "/incident-wordings", text="la cause est", state="identified")
    assert side.wording in [each["id"] for each in by_text]
    for title in (f"panne chez {side.word}", f"outage at {side.word}"):
        found = items(adam, "/incidents", title=title)
        assert [each["reference"] for each in found] == [side.incident]
    assert items(adam, "/incidents", title="zzyzx") == []


def test_what_was_taken_back_is_told_from_what_holds(world: World, callers: Callers) -> None:
    adam, side = callers.of("adam", SAMPLES["list_exclusions"]), world.sides[0]
    every = items(adam, "/exclusions", per_page="200")
    holding = items(adam, "/exclusions", per_page="200", holds="true")
    reversed_ = items(adam, "/exclusions", per_page="200", holds="false")
    assert side.exclusion in [each["id"] for each in holding]
    assert {each["reversed_at"] for each in holding} == {None}
    assert len(holding) + len(reversed_) == len(every)


def test_what_is_to_be_paid_is_told_from_what_is_paid(world: World, callers: Callers) -> None:
    adam = callers.of("adam", SAMPLES["list_credit_notes"])
    to_pay = items(adam, "/credit-notes", open="true")
    assert {each["paid_on"] for each in to_pay} == {None}
    assert all(each["paid_on"] for each in items(adam, "/credit-notes", open="false"))
    assert to_pay


def test_requests_are_narrowed_to_a_product_and_to_days(world: World, callers: Callers) -> None:
    adam, side = callers.of("adam", SAMPLES["list_requests"]), world.sides[0]
    (asked,) = (
        each for each in items(adam, "/requests", per_page="200") if each["id"] == side.request
    )
    recorded = asked["recorded_at"]
    assert side.request in [each["id"] for each in items(adam, "/requests", since=recorded)]
    assert side.request not in [each["id"] for each in items(adam, "/requests", until=recorded)]
    assert items(adam, "/requests", product="none-such") == []
    assert side.request in [each["id"] for each in items(adam, "/requests", product="drive")]


def test_every_list_is_looked_at() -> None:
    assert {name for name, manner in MANNERS.items() if manner.kind == "list"} == set(LISTS)
