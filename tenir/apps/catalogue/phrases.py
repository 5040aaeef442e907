"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "catalogue.no_product": (
        "aucun produit « {given} » au catalogue",
        "no product “{given}” in the catalogue",
    ),
    "catalogue.keepers_only": (
        "seul le personnel en charge des versions ou des clients tient le catalogue",
        "only staff in charge of releases or of clients keep the catalogue",
    ),
}
