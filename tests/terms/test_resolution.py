"""Which layer's term holds in a case, and why the others gave way."""

from typing import Any

import pytest

from tenir.terms.agreement import Agreement
from tenir.terms.consistency import override_mistakes, rank_mistakes
from tenir.terms.convention import Override
from tenir.terms.kinds_availability import Threshold, Window
from tenir.terms.kinds_service import Choice, Delay
from tenir.terms.resolution import Held, MissingTerm


def override(layer: str, replaces: str, change: dict[str, Any], **more: Any) -> Override:
    said = {"id": "ours", "layer": layer, "replaces": replaces, "set": change, "clause": "1.2"}
    return Override.model_validate(said | more)


def target(agreement: Agreement, *contract: Override) -> Held[Threshold]:
    return agreement.terms("drive", None, contract).get("availability.target", Threshold)


def outcomes(held: Held[Any]) -> list[tuple[str, str]]:
    return [(use.id or use.layer, use.outcome) for use in held.layers]


def test_without_anything_else_the_agreement_holds(agreement: Agreement) -> None:
    """Clause: 1.2."""
    held = agreement.terms().get("maintenance.window", Window)
    assert held.clauses == ("5.15",)
    assert outcomes(held) == [("agreement", "applied"), ("annex2.sunday", "not_applicable")]


def test_an_annex_prevails_for_its_products_and_its_clause_is_cited(agreement: Agreement) -> None:
    """Clause: 1.2, 2.4."""
    held = agreement.terms("document-viewer").get("maintenance.window", Window)
    assert held.clauses == ("5.16", "A2")
    assert outcomes(held)[:2] == [("agreement", "overridden"), ("annex2.sunday", "applied")]
    assert held.layers[0].why["fr"] == "remplacé par « arrêt du dimanche » (annexe)"


DEDICATED = "“piloted updates on dedicated hosting”"


@pytest.mark.parametrize(
    ("product", "hosting", "why"),
    [
        ("drive", None, f"{DEDICATED} does not apply: Drive is not listed there"),
        (None, None, f"{DEDICATED} does not apply: no product is named"),
        (
            "mobile-sales",
            "shared",
            f"{DEDICATED} does not apply: hosting is shared, not dedicated",
        ),
        ("mobile-sales", None, f"{DEDICATED} does not apply: hosting is —, not dedicated"),
    ],
)
def test_why_not_annex_1_is_answered(
    agreement: Agreement, product: str | None, hosting: str | None, why: str
) -> None:
    """Clause: 1.2, A1."""
    held = agreement.terms(product, hosting).get("releases.mode", Choice)
    assert [use.why["en"] for use in held.layers if use.id == "annex1.dedicated"] == [why]


def test_a_contract_s_general_terms_give_way_to_the_agreement(agreement: Agreement) -> None:
    """Clause: 1.2."""
    held = target(agreement, override("contract.general", "availability.target", {"value": "90 %"}))
    assert held.term.value is not None
    assert float(held.term.value) == 0.995
    assert ("ours", "overridden") in outcomes(held)
    assert held.layers[0].outcome == "applied"


def test_a_contract_s_signed_special_terms_prevail(agreement: Agreement) -> None:
    """Clause: 1.2."""
    better = override("contract.special", "availability.target", {"value": "99.9 %"})
    held = target(agreement, better)
    assert float(held.term.value or 0) == 0.999
    assert held.clauses == ("1.2",)
    assert held.term.scope == {"environment": "production"}


MODE = override("contract.special", "releases.mode", {"value": "automatic"})


def test_special_terms_prevail_over_an_annex_and_the_doubt_is_named(agreement: Agreement) -> None:
    """Clause: 1.2, 2.4."""
    held = agreement.terms("drive", None, (MODE,)).get("releases.mode", Choice)
    assert held.term.value == "automatic"
    assert ("annex1.piloted", "overridden") in outcomes(held)
    assert [reading.id for reading in held.readings] == ["1.2.special"]


def test_the_annex_prevails_over_them_under_the_other_reading(agreement: Agreement) -> None:
    """Clause: 1.2, 2.4."""
    under = agreement.reading({"1.2.special": "annexes-prevail"})
    held = under.terms("drive", None, (MODE,)).get("releases.mode", Choice)
    assert held.term.value == "piloted"
    assert ("ours", "overridden") in outcomes(held)


def test_where_one_layer_alone_changes_a_term_their_order_is_in_no_doubt(
    agreement: Agreement,
) -> None:
    """Clause: 1.2."""
    held = agreement.terms("document-viewer", None, (MODE,)).get("releases.mode", Choice)
    assert (held.term.value, held.readings) == ("automatic", ())


def test_cyber_waf_refers_to_its_own_offer_and_the_general_terms_hold_meanwhile(
    agreement: Agreement,
) -> None:
    """Clause: A2."""
    terms = agreement.terms("cyber-waf")
    held = terms.get("maintenance.window", Window)
    assert terms.refers_to is not None
    assert terms.refers_to.fr == "offre Cyber WAF"
    assert held.term.weekly
    assert ("annex2.cyber-waf", "refers") in outcomes(held)
    (why,) = [use.why["fr"] for use in held.layers if use.outcome == "refers"]
    assert why == "le document « offre Cyber WAF » a ses propres conditions pour ce produit"


def test_no_other_product_refers_elsewhere(agreement: Agreement) -> None:
    """Clause: A2."""
    assert agreement.terms("drive").refers_to is None


def test_terms_without_a_contract_are_found_once(agreement: Agreement) -> None:
    assert agreement.terms("drive") is agreement.terms("drive")
    assert agreement.terms("drive", None, (MODE,)) is not agreement.terms("drive", None, (MODE,))


def test_a_term_that_is_missing_or_of_another_kind_says_so(agreement: Agreement) -> None:
    terms = agreement.terms()
    with pytest.raises(MissingTerm, match=r"“penalty\.bonus” is missing"):
        terms.get("penalty.bonus", Delay)
    with pytest.raises(MissingTerm, match="not of the kind expected"):
        terms.get("availability.target", Delay)


def test_a_reason_may_cite_one_doubt_of_a_term_or_none(agreement: Agreement) -> None:
    held = agreement.terms().get("support.response.p1", Delay)
    all_of_them = held.because("response.running", None)
    assert [use.id for use in all_of_them.readings] == ["7.13.stop", "7.13.edge"]
    one = held.because("response.running", None, reading="7.13.edge")
    assert [use.id for use in one.readings] == ["7.13.edge"]
    assert held.because("response.running", None, reading=None).readings == ()


# --- a contract's own mistakes


def test_two_special_terms_of_one_contract_for_one_case_are_an_error(agreement: Agreement) -> None:
    """Clause: 1.2."""
    again = override("contract.special", "releases.mode", {"value": "piloted"}, id="again")
    dedicated, shared = (
        override("contract.special", "releases.mode", {"value": mode}, when={"hosting": [hosting]})
        for hosting, mode in (("dedicated", "piloted"), ("shared", "piloted"))
    )
    found = [key for _, key, _ in rank_mistakes(agreement.convention, MODE, again, ())]
    assert found == ["override.twice"]
    assert list(rank_mistakes(agreement.convention, dedicated, shared, ())) == []


def test_a_special_term_that_does_not_fit_is_told_at_its_field(agreement: Agreement) -> None:
    """Clause: 1.2."""
    wrong = override("contract.special", "releases.mode", {"value": "manual"})
    ((path, key, values),) = override_mistakes(agreement.convention, wrong, ("overrides", 0))
    assert (path, key) == (("overrides", 0, "set", "value"), "override.change")
    assert "“manual” is not accepted" in values["problem"].message()
