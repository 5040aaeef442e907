"""The terms that one contract changes, checked against the agreement that they change.

They have the shape of the agreement's own overrides, on the contract's two layers.

Clause: 1.2, 2.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tenir.terms.agreement import Agreement
from tenir.terms.consistency import Mistake, clause_mistakes, override_mistakes, rank_mistakes
from tenir.terms.convention import Convention, Override
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault, FaultyConvention
from tenir.terms.misfits import fields_of, misfit
from tenir.terms.yaml_source import Path, Source


class FaultyContract(FaultyConvention):
    """A contract with mistakes: all of them, in its own order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        Refused.__init__(self, "contract.faulty", count=len(self.faults))


CONTRACT_LAYERS = ("contract.general", "contract.special")


class _Form(Source):
    """A value that came by no file: its parts are told by where they stand in it."""

    def where(self, path: Path) -> str:
        """`overrides[2].set.value`, counted from one."""
        named = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
        return named.removeprefix(".")


def own_terms(agreement: Agreement, raw: Sequence[Mapping[str, Any]]) -> tuple[Override, ...]:
    """A contract's own terms, or FaultyContract with every mistake at once.

    Each mistake is placed as `overrides[2].set.value`.
    Clause: 1.2.
    """
    source = _Form("", {"overrides": list(raw)}, {})
    found, faults = _shaped(source)
    for path, key, values in _mistakes(agreement.convention, found):
        faults.append(Fault(key, source.where(path), **values))
    if faults:
        raise FaultyContract(sorted(faults, key=_number))
    return tuple(override for _, override in found)


def _number(fault: Fault) -> int:
    return int(fault.where.removeprefix("overrides[").partition("]")[0])


def _shaped(source: Source) -> tuple[list[tuple[int, Override]], list[Fault]]:
    """The overrides that have their shape, each with its position; what is wrong with the rest."""
    found: list[tuple[int, Override]] = []
    faults: list[Fault] = []
    for number, raw in enumerate(source.value["overrides"]):
        try:
            found.append((number, Override.model_validate(raw)))
        except ValidationError as error:
            faults += [_shape_fault(source, number, item) for item in error.errors()]
    return found, faults


def _shape_fault(source: Source, number: int, item: ErrorDetails) -> Fault:
    problem = misfit(item, fields=fields_of(Override))
    return Fault(problem.key, source.where(("overrides", number, *item["loc"])), **problem.values)


def _mistakes(convention: Convention, found: Sequence[tuple[int, Override]]) -> Iterator[Mistake]:
    taken = {override.id for override in convention.overrides}
    for count, (number, override) in enumerate(found):
        path: Path = ("overrides", number)
        if override.layer not in CONTRACT_LAYERS:
            known = ", ".join(CONTRACT_LAYERS)
            yield (*path, "layer"), "contract.layer", {"given": override.layer, "known": known}
            continue
        if override.id in taken:
            yield (*path, "id"), "contract.id_taken", {"id": override.id}
        taken.add(override.id)
        yield from clause_mistakes((*path, "clause"), override.clause)
        yield from override_mistakes(convention, override, path)
        for _, earlier in found[:count]:
            yield from rank_mistakes(convention, earlier, override, path)
