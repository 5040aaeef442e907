"""The catalogue, loaded from the agreement file."""

from datetime import UTC, datetime

import pytest

from tenir.apps.catalogue import queries
from tenir.apps.catalogue.queries import Product
from tenir.apps.catalogue.services import load_catalogue
from tenir.integrations.agreement_files import reference
from tenir.terms.agreement import Agreement
from tenir.terms.convention import Convention
from tenir.viewer import NotAllowed
from tests.cast import Cast

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.clause("A0")
def test_the_reference_agreement_has_25_products_in_27_places_of_7_families(cast: Cast) -> None:
    loaded = load_catalogue(reference(), actor=cast.rita, at=AT)
    places = Product.families.through.objects.count()
    assert (queries.products().count(), places, len(loaded.added)) == (25, 27, 25 + 7 + 2)
