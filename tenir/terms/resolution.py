"""Which layer's term holds for this product, hosting and contract; and why not the others.

Clause: 1.2, 2.4, 5.16, A1, A2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter

from tenir.terms.cited import Reading, Said, Term
from tenir.terms.convention import AnyTerm, Override, WeekCalendar
from tenir.terms.errors import Refused
from tenir.terms.kinds_service import Precedence
from tenir.terms.layers import overridden_by
from tenir.terms.phrases import both
from tenir.terms.readings import merged, use_of
from tenir.terms.reasons import LayerUse, ReadingUse, Reason

if TYPE_CHECKING:
    from tenir.terms.agreement import Agreement

AGREEMENT_LAYER = "agreement"
Kind = TypeVar("Kind", bound=Term)
ANY_TERM: TypeAdapter[Any] = TypeAdapter(AnyTerm)


class MissingTerm(Refused):
    """A rule needs a term that the agreement does not state, or states as another kind."""


@dataclass(frozen=True)
class Held(Generic[Kind]):
    """A term as it holds in one case: where it comes from, and what was looked at."""

    key: str
    term: Kind
    clauses: tuple[str, ...]
    layers: tuple[LayerUse, ...]
    readings: tuple[Reading, ...]
    refers_to: Said | None
    agreement: Agreement

    def because(
        self, phrase: str, value: Any, *children: Reason, reading: str | None = "", **inputs: Any
    ) -> Reason:
        """A reason that cites this term; `reading` limits it to one doubt (None: to none)."""
        used = self._uses if reading == "" else [use for use in self._uses if use.id == reading]
        return Reason(
            rule=self.key, phrase=phrase, value=value, clauses=self.clauses, inputs=inputs,
            layers=self.layers, children=children, readings=tuple(used),
        )  # fmt: skip

    @cached_property
    def _uses(self) -> tuple[ReadingUse, ...]:
        return tuple(use_of(reading, self.agreement.readings) for reading in self.readings)


class Terms:
    """The terms of one case: a product, a kind of hosting, a contract's own terms."""

    def __init__(
        self,
        agreement: Agreement,
        product: str | None,
        hosting: str | None,
        contract: tuple[Override, ...],
    ) -> None:
        self.agreement = agreement
        self.product = product
        self.hosting = hosting
        self.own = contract
        self._overrides = (*agreement.convention.overrides, *contract)
        self._held: dict[str, Held[Any]] = {}

    @property
    def zone(self) -> str:
        """The zone in which the agreement's days are counted."""
        return self.agreement.zone

    @property
    def product_named(self) -> str:
        """The product as the agreement calls it, by its key where it does not; empty for none."""
        known = self.agreement.convention.products.get(self.product or "")
        return known.name if known else self.product or ""

    @property
    def refers_to(self) -> Said | None:
        """The outside document that has its own terms for this product, where there is one."""
        for override in self._overrides:
            if override.refers_to and override.replaces == "*" and self._holds(override):
                return override.refers_to
        return None

    def with_calendar(self, name: str, calendar: WeekCalendar) -> Terms:
        """The same terms with other opening hours under that name: an on-call service's.

        Clause: 7.16.
        """
        calendars = {**self.agreement.convention.calendars, name: calendar}
        convention = self.agreement.convention.model_copy(update={"calendars": calendars})
        agreement = replace(self.agreement, convention=convention)
        return Terms(agreement, self.product, self.hosting, self.own)

    def held(self, key: str) -> Held[Any]:
        """The term that holds under that key, of whatever kind; MissingTerm where there is none."""
        if key not in self._held:
            self._held[key] = self._resolve(key)
        return self._held[key]

    def get(self, key: str, kind: type[Kind]) -> Held[Kind]:
        """The term that holds under that key; MissingTerm where there is none of that kind."""
        held = self.held(key)
        if not isinstance(held.term, kind):
            raise MissingTerm("term.kind", key=key, kind=kind.__name__)
        return held

    def _resolve(self, key: str) -> Held[Any]:
        raw = self.agreement.raw["terms"].get(key)
        if raw is None:
            raise MissingTerm("term.missing", key=key)
        base = self.agreement.convention.terms[key]
        order = list(self.agreement.convention.layers)
        if key != "agreement.precedence":
            order = list(self.get("agreement.precedence", Precedence).term.order)
        return self._layered(key, raw, base, order)

    def _layered(self, key: str, raw: Any, base: Term, order: list[str]) -> Held[Any]:
        base_rank = order.index(AGREEMENT_LAYER)
        applied = sorted(
            (o for o in self._touching(key) if self._holds(o) and o.set is not None),
            key=lambda o: order.index(o.layer),
        )
        above = [o for o in applied if order.index(o.layer) > base_rank]
        for override in above:
            raw = merged(raw, override.set)
        winner = above[-1] if above else None
        clauses = winner.clause if winner else base.clause
        return Held(
            key=key, term=ANY_TERM.validate_python(raw) if above else base, clauses=tuple(clauses),
            layers=tuple(self._layers(key, base, winner, order)),
            readings=(
                *base.readings, *(r for o in above for r in o.readings), *self._ranked(above),
            ),
            refers_to=self.refers_to, agreement=self.agreement,
        )  # fmt: skip

    def _ranked(self, above: list[Override]) -> tuple[Reading, ...]:
        """The doubts about the order of the layers, where two of them would change one term."""
        if len({override.layer for override in above}) < 2:
            return ()
        return self.get("agreement.precedence", Precedence).readings

    def _touching(self, key: str) -> list[Override]:
        named = [o for o in self._overrides if o.replaces == key]
        return named + [o for o in self._overrides if o.replaces == "*" and self._holds(o)]

    def _layers(
        self, key: str, base: Term, winner: Override | None, order: list[str]
    ) -> Iterator[LayerUse]:
        outcome = "overridden" if winner else "applied"
        why = overridden_by(winner.id, winner.layer) if winner else {}
        yield LayerUse(AGREEMENT_LAYER, outcome, base.clause[0], why=why)
        for override in sorted(self._touching(key), key=lambda o: order.index(o.layer)):
            yield self._use(override, winner)

    def _use(self, override: Override, winner: Override | None) -> LayerUse:
        if not self._holds(override):
            outcome, why = "not_applicable", self._mismatch(override)
        elif override.set is None:
            said = override.refers_to or Said(fr="", en="")
            outcome, why = "refers", {
                "fr": both("layer.refers", document=said.fr)["fr"],
                "en": both("layer.refers", document=said.en)["en"],
            }  # fmt: skip
        elif override is winner:
            outcome, why = "applied", {}
        else:
            by = winner.id if winner else AGREEMENT_LAYER
            layer = winner.layer if winner else AGREEMENT_LAYER
            outcome, why = "overridden", overridden_by(by, layer)
        return LayerUse(override.layer, outcome, override.clause[0], override.id, why)

    def _holds(self, override: Override) -> bool:
        """Whether the override is for this case."""
        when = override.when
        return (when.product is None or self.product in when.product) and (
            when.hosting is None or self.hosting in when.hosting
        )

    def _mismatch(self, override: Override) -> dict[str, str]:
        """Why an override that is not for this case does not hold."""
        when = override.when
        if when.product is None or self.product in when.product:
            return both(
                "layer.hosting", id=override.id, hosting=self.hosting or "—",
                wanted=when.hosting or (),
            )  # fmt: skip
        if self.product is None:
            return both("layer.no_product", id=override.id)
        return both("layer.product", id=override.id, product=self.product_named)
