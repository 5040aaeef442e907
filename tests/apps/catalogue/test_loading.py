"""The catalogue, loaded from the agreement file."""

from datetime import UTC, datetime

import pytest

from tenir.apps.catalogue import queries
from tenir.apps.catalogue.queries import Product, Software
from tenir.apps.catalogue.services import load_catalogue
from tenir.apps.journal.queries import Entry
from tenir.integrations.agreement_files import reference
from tenir.terms.agreement import Agreement
from tenir.terms.convention import Convention
from tenir.viewer import NotAllowed, NotSeen
from tests.cast import Cast

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 1, 6, 9, tzinfo=UTC)


def changed(**products: dict[str, object] | None) -> Agreement:
    """The reference agreement with products renamed, added, or (None) no longer listed."""
    raw = {**reference().raw, "products": {**reference().raw["products"]}}
    for key, product in products.items():
        key = key.replace("_", "-")
        if product is None:
            del raw["products"][key]
            raw["overrides"] = [_without(key, override) for override in raw["overrides"]]
        else:
            raw["products"][key] = {**raw["products"].get(key, {}), **product}
    return Agreement(Convention.model_validate(raw), raw, "sha256:changed")


def _without(key: str, override: dict[str, dict[str, list[str]]]) -> object:
    listed = [name for name in override["when"]["product"] if name != key]
    return {**override, "when": {**override["when"], "product": listed}}


@pytest.mark.clause("A0")
def test_the_reference_agreement_has_25_products_in_27_places_of_7_families(
    catalogue: Cast,
) -> None:
    places = sum(len(family.products.all()) for family in queries.families())
    assert (queries.products().count(), places, queries.families().count()) == (25, 27, 7)


@pytest.mark.clause("A0")
def test_document_viewer_stands_in_three_families(catalogue: Cast) -> None:
    viewer = queries.product("document-viewer")
    assert {family.key for family in viewer.families.all()} == {
        "employee-engagement", "compliance", "customer-service",
    }  # fmt: skip


@pytest.mark.clause("A3")
def test_three_products_hold_software_of_two_other_publishers(catalogue: Cast) -> None:
    inside = {
        product.key: [software.name for software in product.third_party.all()]
        for product in queries.products() if product.third_party.all()
    }  # fmt: skip
    assert inside == {
        "transformation-diagnostic": ["AirSaaS"],
        "real-estate-suite": ["K2 Geospatial"],
        "risk-insurance-management": ["K2 Geospatial"],
    }


@pytest.mark.clause("A2")
def test_cyber_waf_alone_refers_to_its_own_offer(catalogue: Cast) -> None:
    (waf,) = Product.objects.exclude(refers_fr="")
    assert (waf.key, waf.refers_fr) == ("cyber-waf", "offre Cyber WAF")


def test_loading_the_same_again_changes_and_records_nothing(catalogue: Cast) -> None:
    entries = Entry.objects.count()
    assert not load_catalogue(reference(), actor=catalogue.rita, at=TUESDAY)
    assert Entry.objects.count() == entries


def test_a_newer_agreement_adds_and_renames(catalogue: Cast) -> None:
    newer = changed(
        drive={"name": "Drive One", "formerly": "Drive"},
        lens={"name": "Lens", "families": ["compliance"], "third_party": ["Optic"]},
    )
    loaded = load_catalogue(newer, actor=catalogue.rita, at=TUESDAY)
    assert loaded.added == ["software/optic", "product/lens"]
    assert loaded.changed == ["product/drive"]
    assert queries.product("drive").formerly == "Drive"


def test_what_is_no_longer_listed_is_withdrawn_and_comes_back(catalogue: Cast) -> None:
    loaded = load_catalogue(changed(drive=None), actor=catalogue.rita, at=TUESDAY)
    assert loaded.withdrawn == ["product/drive"]
    assert queries.product("drive").withdrawn_at == TUESDAY
    assert not queries.products().filter(key="drive").exists()
    load_catalogue(reference(), actor=catalogue.rita, at=TUESDAY)
    assert queries.products().filter(key="drive").exists()


def test_conditions_on_record_outlive_a_loading(catalogue: Cast) -> None:
    Software.objects.filter(key="airsaas").update(promises={"availability": "99 %"})
    load_catalogue(reference(), actor=catalogue.rita, at=TUESDAY)
    assert Software.objects.get(key="airsaas").promises == {"availability": "99 %"}


def test_only_staff_in_charge_keeps_the_catalogue(cast: Cast) -> None:
    done = set()
    for name, who in cast.everyone:
        try:
            load_catalogue(reference(), actor=who, at=MONDAY)
            done.add(name)
        except NotAllowed:
            pass
    assert done == {"rita", "anna", "adam"}


def test_no_product_of_that_key_is_not_seen(catalogue: Cast) -> None:
    with pytest.raises(NotSeen, match="excel"):
        queries.product("excel")
