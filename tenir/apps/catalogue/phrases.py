"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "catalogue.no_product": (
        "aucun produit « {given} » au catalogue",
        "no product “{given}” in the catalogue",
    ),
    "catalogue.no_module": (
        "ce produit n'a pas de module « {given} »",
        "the product has no module “{given}”",
    ),
    "catalogue.no_software": (
        "aucun logiciel tiers « {given} » au catalogue",
        "no third-party software “{given}” in the catalogue",
    ),
    "catalogue.no_prerequisites": (
        "il n'y a pas de tels prérequis",
        "there are no such prerequisites",
    ),
    "catalogue.no_version": (
        "{product} n'a pas de version {given}",
        "{product} has no version {given}",
    ),
    "catalogue.no_update_file": (
        "ce fichier de mise à jour n'existe pas",
        "there is no such update file",
    ),
    "catalogue.no_major": (
        "aucune version majeure de {product} n'est connue jusqu'à la version {given} ; "
        "enregistrez-la d'abord",
        "no major version of {product} is on record up to version {given}; record it first",
    ),
    "catalogue.keepers_only": (
        "seul le personnel en charge des versions ou des clients tient le catalogue",
        "only staff in charge of releases or of clients keep the catalogue",
    ),
    "catalogue.contacts_acknowledge": (
        "seul un contact du client prend connaissance des prérequis en son nom",
        "only a contact of the client acknowledges prerequisites in its name",
    ),
    "catalogue.version_taken": (
        "{product} a déjà une version {number} ; donnez un autre numéro",
        "{product} has a version {number} already; give another number",
    ),
    "catalogue.conditions_missing": (
        "les conditions de l'éditeur tiers manquent ; écrivez-les en français et en anglais",
        "the third party's conditions are missing; write them in French and in English",
    ),
    "catalogue.faulty_promise": (
        "« {given} » ne se lit pas ; promesses connues : {known} (par exemple « 99,5 % » ou "
        "« 8 heures ouvrées »)",
        "“{given}” cannot be read; promises known: {known} (for example “99.5 %” or "
        "“8 working hours”)",
    ),
    "catalogue.faulty_url": (
        "« {given} » n'est pas une adresse de page ; écrivez par exemple https://exemple.fr/cgu",
        "“{given}” is no address of a page; write for example https://example.org/terms",
    ),
    "catalogue.nothing_needed": (
        "la liste des prérequis est vide ; donnez-en au moins un",
        "the list of prerequisites is empty; give at least one",
    ),
    "catalogue.required_too_soon": (
        "des prérequis publiés aujourd'hui ne peuvent valoir dès le {given:day} ; laissez au "
        "client jusqu'à un jour à venir",
        "prerequisites published today cannot hold from {given:day}; leave the client until a day "
        "to come",
    ),
    "catalogue.faulty_prerequisite": (
        "prérequis n° {number} : il y faut une nature ({kinds}), une source ({sources}), sa "
        "référence et un texte dans les deux langues",
        "prerequisite no. {number}: it needs a kind ({kinds}), a source ({sources}), its reference "
        "and a text in both languages",
    ),
    "promise.catalogue.acknowledge_prerequisites": (
        "prendre connaissance des prérequis",
        "acknowledge the prerequisites",
    ),
    "risk.prerequisites-not-met": (
        "une indisponibilité due à un prérequis non respecté ne compte pas (5.5 e)",
        "an outage due to a prerequisite that is not met does not count (5.5 e)",
    ),
}
