"""A contract's own terms against the agreement that they change."""

from __future__ import annotations

from typing import Any

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.contract_terms import FaultyContract, own_terms
from tenir.terms.phrases import Language

SPECIAL = {
    "id": "special.target", "layer": "contract.special", "replaces": "availability.target",
    "set": {"value": "99.9 %"}, "clause": "1.2",
}  # fmt: skip


def faults(agreement: Agreement, *raw: Any, language: Language = "en") -> list[str]:
    with pytest.raises(FaultyContract) as refused:
        own_terms(agreement, raw)
    return [fault.message(language) for fault in refused.value.faults]


@pytest.mark.clause("1.2")
def test_a_contracts_special_term_prevails_over_the_agreement(agreement: Agreement) -> None:
    terms = agreement.terms("drive", "shared", own_terms(agreement, [SPECIAL]))
    assert str(terms.held("availability.target").term.value) == "999/1000"


@pytest.mark.clause("1.2")
def test_a_contract_has_two_layers_of_its_own(agreement: Agreement) -> None:
    (told,) = faults(agreement, {**SPECIAL, "layer": "annex"})
    assert told == (
        "overrides[1].layer: a contract changes no terms of layer “annex”; choose one of: "
        "contract.general, contract.special"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "annex2.sunday"}, "overrides[2].id: the id “annex2.sunday” is taken"),
        ({"id": "b", "clause": "99.9"}, "overrides[2].clause: there is no clause “99.9”"),
        ({"id": "b", "set": {"value": "99"}}, "overrides[2].set.value: "),
        ({"id": "b"}, "overrides[2]: “special.target” and “b” have the same rank"),
        ({"id": "b", "when": {"product": ["abacus"]}}, "overrides[2].when.product[1]: there is no"),
        ({"id": "b", "colour": "red"}, "overrides[2].colour: "),
    ],
)
def test_a_mistake_is_placed_by_where_it_stands(
    agreement: Agreement, change: dict[str, Any], said: str
) -> None:
    told = faults(agreement, SPECIAL, {**SPECIAL, **change})
    assert any(message.startswith(said) for message in told), told


def test_what_has_not_its_shape_does_not_hide_the_mistakes_of_the_others(
    agreement: Agreement,
) -> None:
    told = faults(agreement, "x", {**SPECIAL, "replaces": "no.term"}, language="fr")
    assert [message.split(" : ")[0].split(":")[0] for message in told] == [
        "overrides[1]", "overrides[2].replaces",
    ]  # fmt: skip


def test_mistakes_are_told_in_the_contracts_own_order(agreement: Agreement) -> None:
    told = faults(agreement, *({**SPECIAL, "id": f"a{n}", "layer": "x"} for n in range(11)))
    assert [message.split("]")[0] for message in told][-2:] == ["overrides[10", "overrides[11"]


def test_nothing_changed_is_no_mistake(agreement: Agreement) -> None:
    assert own_terms(agreement, []) == ()
