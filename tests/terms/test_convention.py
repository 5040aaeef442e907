"""The reference agreement: what its file says, against the text's own figures and lists."""

from pathlib import Path

import pytest

from tenir.terms.agreement import Agreement, UnknownProduct
from tenir.terms.cases import case_count, failing_cases
from tenir.terms.clauses import CLAUSES, find
from tenir.terms.kinds_availability import Window
from tenir.terms.kinds_service import Choice
from tenir.terms.needed import KIND_OF
from tests.terms.conftest import REFERENCE

CASES = Path(REFERENCE.parent / "cases.yaml").read_text("utf-8")

PILOTED = {
    "drive", "employee-portal", "real-estate-suite", "techcenter", "process",
    "quality-management", "quality-process", "customer-relationship-chatbot", "hr-chatbot",
    "customer-service-portal", "field-service-management", "spare-part-catalog",
    "b2b-e-commerce",
}  # fmt: skip
PILOTED_IF_DEDICATED = {"mobile-sales", "sales-force-automation"}
SUNDAY = {
    "document-viewer", "employee-documents", "quality-documents", "spare-part-catalog",
    "accountant-documents", "customer-documents", "enterprise-documents",
    "insurance-accountant-documents", "b2b-e-commerce", "mobile-sales",
}  # fmt: skip


def cited(agreement: Agreement) -> set[str]:
    found = agreement.convention
    parts = [*found.terms.values(), *found.calendars.values(), *found.overrides]
    return {find(number).number for part in parts for number in part.clause}


def mode(agreement: Agreement, product: str, hosting: str) -> str:
    return agreement.terms(product, hosting).get("releases.mode", Choice).term.value


def test_the_catalogue_has_25_products_in_27_places_of_7_families(agreement: Agreement) -> None:
    """Clause: A0."""
    found = agreement.convention
    places = [family for product in found.products.values() for family in product.families]
    assert (len(found.products), len(places), len(found.families)) == (25, 27, 7)
    assert set(places) == set(found.families)


def test_document_viewer_stands_in_three_families_and_all_others_in_one(
    agreement: Agreement,
) -> None:
    """Clause: A0."""
    several = {
        id: p.families for id, p in agreement.convention.products.items() if len(p.families) > 1
    }
    assert several == {"document-viewer": ("employee-engagement", "compliance", "customer-service")}


def test_thirteen_products_are_piloted_for_all_and_two_for_dedicated_clients_only(
    agreement: Agreement,
) -> None:
    """Clause: A1."""
    modes = {
        hosting: {
            product for product in agreement.convention.products
            if mode(agreement, product, hosting) == "piloted"
        }
        for hosting in agreement.convention.hostings
    }  # fmt: skip
    assert (len(PILOTED), modes["shared"]) == (13, PILOTED)
    assert modes["dedicated"] == PILOTED | PILOTED_IF_DEDICATED


def test_ten_products_have_the_sunday_stop_in_place_of_the_general_windows(
    agreement: Agreement,
) -> None:
    """Clause: A2, 5.16."""
    windows = {
        product: agreement.terms(product).get("maintenance.window", Window).term
        for product in agreement.convention.products
    }
    stopped = {product for product, term in windows.items() if term.allowance}
    assert (len(SUNDAY), stopped) == (10, SUNDAY)
    assert all(windows[product].weekly == () for product in SUNDAY)
    assert all(windows[product].weekly for product in windows.keys() - SUNDAY)


def test_three_products_carry_third_party_software(agreement: Agreement) -> None:
    """Clause: A3."""
    found = {id: p.third_party for id, p in agreement.convention.products.items() if p.third_party}
    assert found == {
        "transformation-diagnostic": ("AirSaaS",),
        "real-estate-suite": ("K2 Geospatial",),
        "risk-insurance-management": ("K2 Geospatial",),
    }


def test_every_computed_clause_has_a_term_or_an_override(agreement: Agreement) -> None:
    resolved = {"2.4"}  # the order of the layers states it
    computed = {number for number, clause in CLAUSES.items() if clause.computed}
    assert computed - cited(agreement) - resolved == set()


def test_every_term_that_a_rule_reads_is_stated(agreement: Agreement) -> None:
    silent = {"support.pages"}  # 7.3 leaves it to contracts: the rule says what holds without it
    assert set(KIND_OF) - set(agreement.convention.terms) == silent


def test_no_figure_stands_without_its_unit(agreement: Agreement) -> None:
    """Clause: 5.6, 5.8, 6.2, 7.13."""
    said = {
        key: term.model_dump(mode="json", by_alias=True)
        for key, term in agreement.convention.terms.items()
    }
    assert said["penalty.rate"]["tiers"][1] == {"over": "1.5 pt", "upto": "5 pt", "rate": "4 %"}
    assert said["penalty.cap"]["upto"] == "10 %"
    assert said["backups.rpo"]["upto"] == "24 hours"
    assert said["support.response.p1"]["length"] == "8 working_hours"


def test_each_acceptance_case_comes_out_as_it_says(agreement: Agreement) -> None:
    assert [fault.message() for fault in failing_cases(agreement, CASES)] == []
    assert case_count(CASES) > 70


@pytest.mark.parametrize(("product", "hosting"), [("drives", None), ("drive", "cloud")])
def test_a_product_or_hosting_that_is_not_there_is_refused(
    agreement: Agreement, product: str, hosting: str | None
) -> None:
    with pytest.raises(UnknownProduct, match=r"drives|cloud"):
        agreement.terms(product, hosting)
