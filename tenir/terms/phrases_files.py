"""What is said of files that cannot be read: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "quantity.length": (
        "« {given} » n'a pas d'unité de temps ; écrivez un nombre entier et une unité parmi "
        "{units}",
        "“{given}” has no unit of time; write a whole number and one of {units}",
    ),
    "quantity.unit": (
        "l'unité « {given} » est inconnue ; unités acceptées : {units}",
        "the unit “{given}” is unknown; units accepted: {units}",
    ),
    "quantity.ratio": (
        "« {given} » n'a pas l'unité attendue ; écrivez par exemple « 1.5 {unit} »",
        "“{given}” lacks its unit; write for example “1.5 {unit}”",
    ),
    "quantity.amount": (
        "« {given} » n'est pas un montant ; écrivez un nombre positif, par exemple 4000.00",
        "“{given}” is not an amount; write a positive number, such as 4000.00",
    ),
    "quantity.currency": (
        "« {given} » n'a pas de monnaie ; écrivez par exemple 48000.00 EUR",
        "“{given}” has no currency; write for example 48000.00 EUR",
    ),
    "table.columns": (
        "les colonnes {missing} manquent ; colonnes attendues : {known}",
        "the columns {missing} are missing; columns expected: {known}",
    ),
    "table.unknown": (
        "la colonne « {name} » n'existe pas ; colonnes acceptées : {known}",
        "there is no column “{name}”; columns accepted: {known}",
    ),
    "table.row": (
        "la ligne a {count} valeurs au lieu de {expected}",
        "the row has {count} values instead of {expected}",
    ),
    "table.empty": (
        "le fichier est vide ; sa première ligne nomme les colonnes : {known}",
        "the file is empty; its first line names the columns: {known}",
    ),
    "table.faulty": (
        "le fichier contient {count:of|faute|fautes} :",
        "the file has {count:of|mistake|mistakes}:",
    ),
    "table.missing": (
        "la valeur de « {name} » manque",
        "the value of “{name}” is missing",
    ),
    "table.date": (
        "« {given} » n'est pas une date ; écrivez par exemple 2026-03-01",
        "“{given}” is not a date; write for example 2026-03-01",
    ),
    "works.kind": (
        "la sorte « {given} » n'existe pas ; sortes : {known}",
        "there is no kind “{given}”; kinds: {known}",
    ),
    "target.unknown": (
        "la cible « {given} » n'est pas dans les mesures ; cibles : {known}",
        "the target “{given}” is not in the samples; targets: {known}",
    ),
    "close.nothing": (
        "aucune cible n'a été mesurée en {month} ; choisissez un mois du fichier, ou aucun",
        "no target was measured in {month}; choose a month of the file, or none",
    ),
    "close.occupied": (
        "les résultats ne peuvent pas être écrits : {problem}",
        "the results cannot be written: {problem}",
    ),
    "evidence.unreadable": (
        "les preuves jointes ne peuvent pas être relues : {problem}",
        "the evidence attached cannot be read back: {problem}",
    ),
    "evidence.missing": (
        "la pièce « {name} » n'est pas jointe ; ce n'est pas un rapport de Tenir",
        "the attachment “{name}” is missing; this is no report of Tenir's",
    ),
    "silence.shape": (
        "« {given} » n'est pas une limite de silence ; écrivez none ou par exemple 26h, 90min",
        "“{given}” is no limit of silence; write none or for example 26h, 90min",
    ),
    "yaml.syntax": ("ce n'est pas du YAML : {problem}", "this is not YAML: {problem}"),
    "yaml.deep": (
        "plus de {most} parties l'une dans l'autre ; ce n'est pas une convention",
        "more than {most} parts inside one another; this is no agreement",
    ),
    "yaml.empty": (
        "le fichier est vide ; partez de `tenir convention show`",
        "the file is empty; start from `tenir convention show`",
    ),
    "convention.faulty": (
        "la convention contient {count:of|faute|fautes} :",
        "the convention has {count:of|mistake|mistakes}:",
    ),
    "term.missing": (
        "le terme « {key} » manque ; ajoutez-le sous « terms »",
        "the term “{key}” is missing; add it under “terms”",
    ),
    "term.kind": (
        "le terme « {key} » n'est pas de la sorte attendue ({kind})",
        "the term “{key}” is not of the kind expected ({kind})",
    ),
    "family.unknown": (
        "la famille « {given} » n'existe pas ; ajoutez-la sous « families »",
        "there is no family “{given}”; add it under “families”",
    ),
    "calendar.unknown": (
        "le calendrier « {given} » n'existe pas ; ajoutez-le sous « calendars »",
        "there is no calendar “{given}”; add it under “calendars”",
    ),
    "layers.order": (
        "l'ordre doit nommer chaque couche une fois : {layers}",
        "the order must name each layer once: {layers}",
    ),
    "layer.unknown": (
        "la couche « {given} » n'existe pas ; couches : {known}",
        "there is no layer “{given}”; layers: {known}",
    ),
    "override.target": (
        "le terme « {given} » n'existe pas ; « replaces » doit en nommer un",
        "there is no term “{given}”; “replaces” must name one",
    ),
    "override.empty": (
        "« {id} » doit avoir « set » ou « refers_to », et un seul des deux",
        "“{id}” must have “set” or “refers_to”, and only one of them",
    ),
    "override.twice": (
        "« {first} » et « {second} » ont le même rang ({layer}) pour le même cas ({case}) ; "
        "restreignez l'un des deux",
        "“{first}” and “{second}” have the same rank ({layer}) for the same case ({case}); "
        "narrow one of them",
    ),
    "override.change": (
        "le changement de « {id} » ne convient pas au terme : {problem}",
        "the change of “{id}” does not fit the term: {problem}",
    ),
    "reading.twice": (
        "la lecture « {id} » est écrite deux fois ; donnez-lui un autre identifiant",
        "the reading “{id}” is written twice; give it another id",
    ),
    "reading.broken": (
        "l'autre lecture « {other} » de {id} ne peut pas être appliquée : {problem}",
        "the other reading “{other}” of {id} cannot be run: {problem}",
    ),
    "reading.unknown": (
        "la lecture « {id} » n'existe pas ; lectures : {known}",
        "there is no reading “{id}”; readings: {known}",
    ),
    "reading.unknown_other": (
        "la lecture {id} n'a pas d'autre « {other} » ; choix : {known}",
        "reading {id} has no other “{other}”; choices: {known}",
    ),
    "reading.shape": (
        "« {given} » ne convient pas ; écrivez ID=AUTRE, par exemple 5.3.unmeasured=counts-down",
        "“{given}” does not fit; write ID=OTHER, for example 5.3.unmeasured=counts-down",
    ),
    "case.differs": (
        "le cas « {name} » donne {found}, et non {expected} ; corrigez le terme ou le cas",
        "case “{name}” gives {found}, not {expected}; correct the term or the case",
    ),
    "case.broken": (
        "le cas « {name} » ne peut pas être jugé : {problem}",
        "case “{name}” cannot be judged: {problem}",
    ),
    "case.shape": (
        "le cas doit avoir {needed}",
        "the case must have {needed}",
    ),
    "file.large": (
        "le fichier pèse {size} Mio, au plus {most} sont lus ; est-ce le bon fichier ?",
        "the file has {size} MiB, at most {most} are read; is it the right file?",
    ),
    "file.unreadable": (
        "le fichier ne peut pas être lu : {problem}",
        "the file cannot be read: {problem}",
    ),
    "file.encoding": (
        "le fichier n'est pas du texte UTF-8 (octet {at})",
        "the file is not UTF-8 text (byte {at})",
    ),
    "agreement.digest": (
        "aucune convention à l'empreinte {digest}… parmi {tried} ; donnez le fichier par "
        "--convention",
        "no agreement with digest {digest}… among {tried}; give its file by --convention",
    ),
    "text.missing": (
        "le texte n'a pas de passage pour la clause {number} ; ajoutez « ### {number} · … »",
        "the text has no passage for clause {number}; add “### {number} · …”",
    ),
    "diff.added": ("{where} : ajouté ({new})", "{where}: added ({new})"),
    "diff.removed": ("{where} : retiré ({old})", "{where}: removed ({old})"),
    "diff.changed": ("{where} : {old} devient {new}", "{where}: {old} becomes {new}"),
    "diff.none": ("rien n'a changé", "nothing has changed"),
    "versions.shape": (
        "la liste des versions ne convient pas : {problem}",
        "the list of versions does not fit: {problem}",
    ),
    "versions.none": (
        "aucune version de « {agreement} » n'est en vigueur le {on:day}",
        "no version of “{agreement}” is in force on {on:day}",
    ),
    "yaml.duplicate": (
        "la clé « {name} » est écrite deux fois ; gardez-en une",
        "the key “{name}” is written twice; keep one",
    ),
    "yaml.alias": (
        "un alias (« *nom ») ne se lit pas ici ; écrivez la valeur elle-même",
        "an alias (“*name”) is not read here; write the value itself",
    ),
    "schema.at": ("{path} : {problem}", "{path}: {problem}"),
    "layers.agreement": (
        "la couche « agreement » manque à « layers » ; ajoutez-la",
        "the layer “agreement” is missing from “layers”; add it",
    ),
    "override.all": (
        "« * » vise tous les termes : « {id} » ne peut que renvoyer (« refers_to »)",
        "“*” means every term: “{id}” can only refer (“refers_to”)",
    ),
    "calendar.missing": (
        "le calendrier « {given} » manque ; ajoutez-le sous « calendars »",
        "the calendar “{given}” is missing; add it under “calendars”",
    ),
}
