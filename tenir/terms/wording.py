"""The table of phrases: key → (French, English). The placeholders are the same on both sides."""

from __future__ import annotations

from collections.abc import Mapping

from tenir.terms import phrases_clauses, phrases_working_time

_FILES: Mapping[str, tuple[str, str]] = {
    "quantity.length": (
        "« {given} » n'a pas d'unité de temps ; écrivez un nombre entier et une unité parmi {units}",
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
        "le fichier contient {count} faute(s) :",
        "the file has {count} mistake(s):",
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
    "yaml.empty": (
        "le fichier est vide ; partez de `tenir convention show`",
        "the file is empty; start from `tenir convention show`",
    ),
    "yaml.duplicate": (
        "la clé « {name} » est écrite deux fois ; gardez-en une",
        "the key “{name}” is written twice; keep one",
    ),
    "schema.unknown": (
        "{path} : la clé « {name} » n'existe pas ; retirez-la (voir `tenir convention schema`)",
        "{path}: there is no key “{name}”; remove it (see `tenir convention schema`)",
    ),
    "schema.unknown_close": (
        "{path} : la clé « {name} » n'existe pas ; vouliez-vous dire « {close} » ?",
        "{path}: there is no key “{name}”; did you mean “{close}”?",
    ),
    "schema.missing": (
        "{path} : la clé « {name} » manque ; ajoutez-la",
        "{path}: the key “{name}” is missing; add it",
    ),
    "schema.choice": (
        "{path} : « {given} » n'est pas accepté ; écrivez {expected}",
        "{path}: “{given}” is not accepted; write {expected}",
    ),
    "schema.other": (
        "{path} : « {given} » ne convient pas ({problem})",
        "{path}: “{given}” does not fit ({problem})",
    ),
    "convention.faulty": (
        "la convention contient {count} faute(s) :",
        "the convention has {count} mistake(s):",
    ),
    "tiers.gap": (
        "les paliers laissent un trou au palier {at} ; faites-le commencer où finit le précédent "
        "(le dernier n'a pas de « upto »)",
        "the tiers leave a gap at tier {at}; let it begin where the one before ends "
        "(the last has no “upto”)",
    ),
    "tiers.overlap": (
        "les paliers se chevauchent au palier {at} ; faites-le commencer où finit le précédent",
        "the tiers overlap at tier {at}; let it begin where the one before ends",
    ),
    "tiers.empty": (
        "le palier {at} est vide ; « upto » doit dépasser « over »",
        "tier {at} is empty; “upto” must be more than “over”",
    ),
    "matrix.hole": (
        "la matrice ne dit rien de {at} ; donnez-lui une priorité",
        "the matrix says nothing of {at}; give it a priority",
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
    "reading.used": (
        "lecture {id} : {says} (autres : {others})",
        "reading {id}: {says} (others: {others})",
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
}
_INPUT: Mapping[str, tuple[str, str]] = {
    "instant.unreadable": (
        "« {given} » n'est pas un instant ; écrivez par exemple 2026-03-01T08:30:00+01:00",
        "“{given}” is not an instant; write for example 2026-03-01T08:30:00+01:00",
    ),
    "instant.naive": (
        "« {given} » n'a pas de décalage horaire ; ajoutez +01:00, +02:00 ou Z",
        "“{given}” has no offset from UTC; add +01:00, +02:00 or Z",
    ),
    "instant.range": (
        "« {given} » est hors des années {first} à {last}",
        "“{given}” lies outside the years {first} to {last}",
    ),
    "month.unreadable": (
        "« {given} » n'est pas un mois ; écrivez par exemple 2026-03",
        "“{given}” is not a month; write for example 2026-03",
    ),
    "month.twice": (
        "le mois {given} est donné deux fois ; gardez-en un",
        "the month {given} is given twice; keep one",
    ),
    "rate.unreadable": (
        "« {given} » n'est pas un taux ; écrivez une fraction de 1, par exemple 1339/1344",
        "“{given}” is not a rate; write a fraction of 1, such as 1339/1344",
    ),
    "span.backward": (
        "la fin {end} précède le début {start} ; échangez-les",
        "the end {end} comes before the start {start}; swap them",
    ),
    "period.backward": (
        "la période finit ({end}) avant de commencer ({start})",
        "the period ends ({end}) before it starts ({start})",
    ),
    "product.unknown": (
        "le produit « {given} » n'existe pas ; produits : {known}",
        "there is no product “{given}”; products: {known}",
    ),
    "hosting.unknown": (
        "l'hébergement « {given} » n'existe pas ; choix : {known}",
        "there is no hosting “{given}”; choices: {known}",
    ),
    "exclusion.unknown": (
        "le motif « {given} » n'existe pas (5.5) ; motifs : {known}",
        "there is no reason “{given}” (5.5); reasons: {known}",
    ),
    "calendar.name": (
        "le calendrier « {given} » n'existe pas ; calendriers : {known}, ou une description",
        "there is no calendar “{given}”; calendars: {known}, or a description",
    ),
    "release.unknown": (
        "la version « {given} » n'est pas dans la liste ({known})",
        "version “{given}” is not in the list ({known})",
    ),
    "release.twice": (
        "la version « {given} » est donnée deux fois",
        "version “{given}” is given twice",
    ),
    "release.major_reason": (
        "une version majeure se déclare avec son motif (8.1) ; ajoutez-le",
        "a major version is declared with its reason (8.1); add it",
    ),
    "incident.backward": (
        "« {second} » précède « {first} »",
        "“{second}” comes before “{first}”",
    ),
    "judge.rule": (
        "la règle « {given} » n'existe pas ; règles : {known}",
        "there is no rule “{given}”; rules: {known}",
    ),
    "judge.not_json": (
        "la ligne n'est pas du JSON ({problem})",
        "the line is not JSON ({problem})",
    ),
    "judge.not_object": (
        "la ligne doit être un objet JSON, entre accolades",
        "the line must be a JSON object, in braces",
    ),
    "judge.unknown": (
        "le champ « {name} » n'existe pas ; champs : {known}",
        "there is no field “{name}”; fields: {known}",
    ),
    "judge.missing": (
        "le champ « {name} » manque",
        "the field “{name}” is missing",
    ),
    "judge.choice": (
        "« {given} » n'est pas accepté ; écrivez {expected}",
        "“{given}” is not accepted; write {expected}",
    ),
    "judge.other": (
        "« {given} » ne convient pas ({problem})",
        "“{given}” does not fit ({problem})",
    ),
    "judge.either": (
        "donnez {expected}",
        "give {expected}",
    ),
}
_REASONS: Mapping[str, tuple[str, str]] = {
    "layer.overridden": (
        "remplacé par « {by} » ({layer})",
        "overridden by “{by}” ({layer})",
    ),
    "layer.refers": (
        "le document « {document} » a ses propres conditions pour ce produit",
        "the document “{document}” has its own terms for this product",
    ),
    "layer.product": (
        "« {id} » ne s'applique pas : {product} n'y figure pas",
        "“{id}” does not apply: {product} is not listed there",
    ),
    "layer.no_product": (
        "« {id} » ne s'applique pas : aucun produit n'est nommé",
        "“{id}” does not apply: no product is named",
    ),
    "layer.hosting": (
        "« {id} » ne s'applique pas : hébergement {hosting}, et non {wanted}",
        "“{id}” does not apply: hosting is {hosting}, not {wanted}",
    ),
    "working_time.due": (
        "{seconds:duration} de temps ouvré depuis le {start:instant} mènent au {value:deadline}",
        "{seconds:duration} of working time from {start:instant} end on {value:deadline}",
    ),
    "working_time.elapsed": (
        "{value:duration} de temps ouvré du {start:instant} au {end:instant}",
        "{value:duration} of working time from {start:instant} to {end:instant}",
    ),
    "availability.met": (
        "Disponibilité {month:month} : {rate:percent}, objectif {target:percent} tenu "
        "({counted:duration} d'indisponibilité comptée)",
        "Availability {month:month}: {rate:percent}, target {target:percent} met "
        "({counted:duration} of outage counted)",
    ),
    "availability.missed": (
        "Disponibilité {month:month} : {rate:percent}, objectif {target:percent} manqué de "
        "{shortfall:points} point ({counted:duration} d'indisponibilité comptée)",
        "Availability {month:month}: {rate:percent}, target {target:percent} missed by "
        "{shortfall:points} points ({counted:duration} of outage counted)",
    ),
    "availability.measured": (
        "t = {counted:duration} sur T = {total_seconds:duration} : {down:duration} "
        "d'indisponibilité totale dont {excluded:duration} exclues, {unmeasured:duration} non "
        "mesurées ; taux = 1 - t/T = {rate:percent}",
        "t = {counted:duration} of T = {total_seconds:duration}: {down:duration} of total outage, "
        "{excluded:duration} of it excluded, {unmeasured:duration} not measured; "
        "rate = 1 - t/T = {rate:percent}",
    ),
    "availability.excluded_by": (
        "{value:duration} exclues : {reason_id:exclusion}",
        "{value:duration} excluded: {reason_id:exclusion}",
    ),
    "availability.window": (
        "plages de maintenance applicables au produit",
        "maintenance windows that hold for the product",
    ),
    "availability.refers": (
        "« {fr} » a ses propres conditions ; tant qu'elles ne sont pas au contrat, les "
        "conditions générales valent",
        "the “{en}” has its own terms; until they are on the contract the general terms hold",
    ),
    "window.inside": (
        "{at:instant} est dans une plage de maintenance, jusqu'au {until:deadline}",
        "{at:instant} lies in a maintenance window, until {until:deadline}",
    ),
    "window.outside": (
        "{at:instant} est hors plage ; la prochaine s'ouvre le {next_opens_at:instant}",
        "{at:instant} lies outside the windows; the next opens on {next_opens_at:instant}",
    ),
    "window.between": (
        "{value:duration} de plage de maintenance du {start:instant} au {end:instant}",
        "{value:duration} of maintenance window from {start:instant} to {end:instant}",
    ),
    "notice.due": (
        "travaux du {starts_at:instant} à annoncer avant le {value:deadline} : {length} jours "
        "ouvrés comptés ({counted:list}), le jour de l'annonce non compris",
        "works of {starts_at:instant} to be announced by {value:deadline}: {length} working days "
        "counted ({counted:list}), the day of announcement not included",
    ),
    "penalty.rights": (
        "{count} mois ouvre(nt) droit à pénalité (à partir de {months} mois manqués de suite) : "
        "{amount:amount}",
        "{count} month(s) give a right to a penalty (from {months} missed months in a row): "
        "{amount:amount}",
    ),
    "penalty.right": (
        "Pénalité {month:month} : {amount:amount} = {rate:percent} x {base:money} (objectif "
        "manqué {run} mois de suite ; {history:rates} ; d = {shortfall:points} -> palier {number} ; "
        "plafond {cap:money} non atteint ; à demander avant le {claim_by:deadline})",
        "Penalty for {month:month}: {amount:amount} = {rate:percent} x {base:money} (target missed "
        "{run} months running; {history:rates}; d = {shortfall:points} -> tier {number}; cap "
        "{cap:money} not reached; claim by {claim_by:deadline})",
    ),
    "penalty.right_capped": (
        "Pénalité {month:month} : {amount:amount}, part de {rate:percent} x {base:money} sous le "
        "plafond de {cap:money} (objectif manqué {run} mois de suite ; {history:rates} ; "
        "d = {shortfall:points} -> palier {number} ; à demander avant le {claim_by:deadline})",
        "Penalty for {month:month}: {amount:amount}, the share of {rate:percent} x {base:money} "
        "under the cap of {cap:money} (target missed {run} months running; {history:rates}; "
        "d = {shortfall:points} -> tier {number}; claim by {claim_by:deadline})",
    ),
    "penalty.tier": (
        "palier {number} : d = {shortfall:points} -> {rate:percent} de {base:money} = "
        "{amount:amount}",
        "tier {number}: d = {shortfall:points} -> {rate:percent} of {base:money} = "
        "{amount:amount}",
    ),
    "penalty.cap_free": (
        "plafond {upto:percent} de {base:money} = {cap:money}, non atteint "
        "({together:amount} en tout)",
        "cap {upto:percent} of {base:money} = {cap:money}, not reached "
        "({together:amount} in all)",
    ),
    "penalty.cap_reached": (
        "plafond {upto:percent} de {base:money} = {cap:money}, dépassé ({together:amount} en "
        "tout) : partagé en proportion, {amount:amount} ici",
        "cap {upto:percent} of {base:money} = {cap:money}, exceeded ({together:amount} in all): "
        "shared in proportion, {amount:amount} here",
    ),
    "penalty.met": (
        "{month:month} : objectif tenu, pas de pénalité",
        "{month:month}: target met, no penalty",
    ),
    "penalty.first": (
        "{month:month} : objectif manqué ; il faut {months} mois de suite, c'est le n° {run}",
        "{month:month}: target missed; {months} months in a row are needed, this is no. {run}",
    ),
    "penalty.unknown": (
        "{month:month} : taux inconnu, la série s'interrompt",
        "{month:month}: rate unknown, the run is broken",
    ),
    "penalty.claim_by": (
        "pénalité de {month:month} à demander avant le {value:deadline} ({length} jours ouvrés "
        "après le mois)",
        "penalty of {month:month} to be claimed by {value:deadline} ({length} working days after "
        "the month)",
    ),
    "claim.in_time": (
        "demande du {at:instant} recevable : avant le {claim_by:deadline}",
        "claim of {at:instant} is in time: by {claim_by:deadline}",
    ),
    "claim.late": (
        "demande du {at:instant} tardive : elle devait partir avant le {claim_by:deadline}",
        "claim of {at:instant} is late: it was to be sent by {claim_by:deadline}",
    ),
    "evolution.immediate": (
        "en vigueur dès la notification du {notified_at:instant}, pour motif de {reason:motive}",
        "in force from the notification of {notified_at:instant}, the reason being {reason:motive}",
    ),
    "evolution.not_immediate": (
        "« {reason} » n'est pas un motif d'effet immédiat",
        "“{reason}” is not a reason for immediate effect",
    ),
    "evolution.notice": (
        "notifiée le {notified_at:instant} ; préavis jusqu'au {until:deadline}, en vigueur ensuite",
        "notified on {notified_at:instant}; notice runs until {until:deadline}, in force after",
    ),
    "retention.kept": (
        "{kept} copie(s) sur {copies} due(s) au {now:instant}, {future} datée(s) dans le futur "
        "gardée(s) et signalée(s)",
        "{kept} of {copies} copies owed on {now:instant}, {future} dated in the future kept and "
        "reported",
    ),
    "retention.daily": (
        "{value} gardée(s) comme dernière du jour, {length} jours",
        "{value} kept as the last of its day, for {length} days",
    ),
    "retention.weekly": (
        "{value} gardée(s) comme dernière de la semaine ISO, {length} jours",
        "{value} kept as the last of its ISO week, for {length} days",
    ),
    "retention.monthly": (
        "{value} gardée(s) comme dernière du mois, {length} mois",
        "{value} kept as the last of its month, for {length} months",
    ),
    "retention.tier": (
        "{value} gardée(s) au titre de « {tier} » ({length})",
        "{value} kept under “{tier}” ({length})",
    ),
    "rpo.kept": (
        "âge du dernier point de reprise du {start:instant} au {end:instant} : au plus "
        "{worst:duration}, promesse {limit:duration} tenue",
        "age of the newest restorable point from {start:instant} to {end:instant}: at most "
        "{worst:duration}, promise of {limit:duration} kept",
    ),
    "rpo.broken": (
        "âge du dernier point de reprise du {start:instant} au {end:instant} : jusqu'à "
        "{worst:duration}, promesse {limit:duration} rompue {count} fois",
        "age of the newest restorable point from {start:instant} to {end:instant}: up to "
        "{worst:duration}, promise of {limit:duration} broken {count} time(s)",
    ),
    "support.priority": (
        "{value} ({name_fr}) : « {urgency_fr} », « {impact_fr} »",
        "{value} ({name_en}): “{urgency_en}”, “{impact_en}”",
    ),
    "response.p1": (
        "demande {priority} enregistrée le {recorded_at:instant} : prise en charge due le "
        "{due:deadline}",
        "{priority} request recorded on {recorded_at:instant}: to be taken in charge by "
        "{due:deadline}",
    ),
    "response.all": (
        "demande {priority} enregistrée le {recorded_at:instant} : prise en charge visée le "
        "{due:deadline}",
        "{priority} request recorded on {recorded_at:instant}: aimed to be taken in charge by "
        "{due:deadline}",
    ),
    "response.hours": (
        "{seconds:duration} ouvrées depuis le {since:instant} -> {due:deadline}",
        "{seconds:duration} of working time from {since:instant} -> {due:deadline}",
    ),
    "response.hours_paused": (
        "{seconds:duration} ouvrées depuis le {since:instant}, {paused:duration} en pause -> "
        "{due:deadline}",
        "{seconds:duration} of working time from {since:instant}, {paused:duration} paused -> "
        "{due:deadline}",
    ),
    "response.days": (
        "{days} jours ouvrés après le jour d'enregistrement ({since:instant}), fin à la fermeture "
        "-> {due:deadline}",
        "{days} working days after the day of recording ({since:instant}), ending at closing -> "
        "{due:deadline}",
    ),
    "response.days_paused": (
        "{days} jours ouvrés après le jour d'enregistrement ({since:instant}), {paused:duration} "
        "en pause -> {due:deadline}",
        "{days} working days after the day of recording ({since:instant}), {paused:duration} "
        "paused -> {due:deadline}",
    ),
    "response.running": ("le délai court encore", "the clock is still running"),
    "response.stopped": ("délai arrêté le {at:instant}", "clock stopped on {at:instant}"),
    "support.admitted": (
        "demande admise au support",
        "request covered by support",
    ),
    "support.refused": (
        "demande hors du support : ce n'est pas une anomalie reproductible",
        "request not covered by support: it is no reproducible anomaly",
    ),
    "telephone.open": (
        "ligne ouverte jusqu'au {until:deadline}",
        "line open until {until:deadline}",
    ),
    "telephone.closed": (
        "ligne fermée ; elle ouvre le {opens_at:instant}",
        "line closed; it opens on {opens_at:instant}",
    ),
    "support.latest": (
        "version {installed} : la dernière, supportée le {on:day}",
        "version {installed}: the latest, supported on {on:day}",
    ),
    "support.not_released": (
        "version {installed} : pas encore sortie le {on:day}",
        "version {installed}: not released yet on {on:day}",
    ),
    "support.supported": (
        "version {installed} : supportée le {on:day}, jusqu'au {until:day} ({months} mois après la "
        "sortie de la suivante, le {next_one:day})",
        "version {installed}: supported on {on:day}, until {until:day} ({months} months after the "
        "next came out, on {next_one:day})",
    ),
    "support.ended": (
        "version {installed} : non supportée le {on:day} ; terme {until:day} (la suivante est "
        "sortie le {next_one:day}, {months} mois au plus)",
        "version {installed}: not supported on {on:day}; end {until:day} (the next came out on "
        "{next_one:day}, {months} months at most)",
    ),
    "releases.automatic": (
        "mises à jour automatiques ({product})",
        "automatic updates ({product})",
    ),
    "releases.piloted": (
        "mises à jour pilotées avec le client ({product})",
        "updates piloted with the client ({product})",
    ),
    "releases.validate_by": (
        "version reçue le {received_at:instant}, à valider avant le {due:deadline}",
        "version received on {received_at:instant}, to be validated by {due:deadline}",
    ),
    "validation.awaited": (
        "validation attendue avant le {due:deadline}",
        "validation awaited by {due:deadline}",
    ),
    "validation.validated": ("version validée", "version validated"),
    "validation.refused": (
        "version refusée : ses réserves deviennent des demandes, le déploiement n'est pas arrêté",
        "version refused: its reasons become requests, deployment is not stopped",
    ),
    "validation.lapsed": (
        "sans réponse au {due:deadline} : validation caduque",
        "no answer by {due:deadline}: validation lapsed",
    ),
    "validation.accepted": (
        "sans réponse au {due:deadline} : version acceptée",
        "no answer by {due:deadline}: version accepted",
    ),
    "version.patch": (
        "{number} après {previous} : correctif",
        "{number} after {previous}: a patch",
    ),
    "version.version": (
        "{number} après {previous} : nouvelle version",
        "{number} after {previous}: a new version",
    ),
    "version.major": (
        "{number} après {previous} : version majeure déclarée ({reason})",
        "{number} after {previous}: declared a major version ({reason})",
    ),
    "liability.lifted": (
        "l'éditeur ne répond pas de la mise à jour non faite",
        "the publisher does not answer for the update that was not done",
    ),
    "liability.holds": (
        "l'éditeur répond de la mise à jour non faite",
        "the publisher answers for the update that was not done",
    ),
    "contact.entitled": (
        "{person} est un contact désigné",
        "{person} is a designated contact",
    ),
    "contact.not_entitled": (
        "{person} n'est pas un contact désigné ; peuvent demander : {contacts:list}",
        "{person} is not a designated contact; those who may: {contacts:list}",
    ),
    "contact.enough": (
        "{count} contact(s) désigné(s), {needed} requis",
        "{count} contact(s) named, {needed} required",
    ),
    "contact.none": (
        "aucun accès ni délai : {needed} contact doit être désigné, {count} l'est",
        "no access and no clock: {needed} contact must be named, {count} is",
    ),
    "contact.removable": (
        "{person} peut être retiré(e) : il reste au moins {needed} contact",
        "{person} may be removed: at least {needed} contact stays",
    ),
    "contact.last": (
        "{person} est le dernier contact ; désignez-en un autre d'abord ({needed} au moins)",
        "{person} is the last contact; name another first (at least {needed})",
    ),
    "contact.signed": (
        "changement du contact principal ({changed:list}) : document signé et vérifié requis",
        "change about the main contact ({changed:list}): a signed and verified document is needed",
    ),
    "contact.unsigned": (
        "changement ({changed:list}) sans signature",
        "change ({changed:list}) without a signature",
    ),
    "contact.channels": (
        "gravité {priority} : {means:list}",
        "severity {priority}: {means:list}",
    ),
    "incident.times": ("durées de l'incident", "times of the incident"),
    "incident.measured": ("{measure} : {took:duration}", "{measure}: {took:duration}"),
    "incident.pending": ("{measure} : pas encore mesuré", "{measure}: not measured yet"),
    "clock.all": (
        "{count} délai(s) légal(aux) en cours",
        "{count} legal clock(s) running",
    ),
    "clock.due": (
        "{law}, {fr} : avant le {due:deadline}",
        "{law}, {en}: by {due:deadline}",
    ),
    "clock.no_delay": (
        "{law}, {fr} : dans les meilleurs délais depuis le {since:instant}",
        "{law}, {en}: without undue delay since {since:instant}",
    ),
}
_RULES: Mapping[str, tuple[str, str]] = {
    "rule.target": (
        "Objectif : {target:percent} de disponibilité par mois calendaire, en production.",
        "Target: {target:percent} of availability a calendar month, in production.",
    ),
    "rule.measure.apart": (
        "Taux = 100 % x (1 - t/T), t étant le temps d'indisponibilité totale et T tout le mois "
        "({zone}), à la seconde, sans arrondi avant comparaison ; l'affichage est tronqué. Le temps "
        "non mesuré est montré à part, ni disponible ni indisponible.",
        "Rate = 100 % x (1 - t/T), t being the time of total outage and T all of the month "
        "({zone}), to the second, not rounded before comparing; what is printed is floored. Time "
        "not measured is shown apart, neither up nor down.",
    ),
    "rule.measure.down": (
        "Taux = 100 % x (1 - t/T) à la seconde ({zone}) ; le temps non mesuré compte comme "
        "indisponible.",
        "Rate = 100 % x (1 - t/T) to the second ({zone}); time not measured counts as down.",
    ),
    "rule.measure.up": (
        "Taux = 100 % x (1 - t/T) à la seconde ({zone}) ; le temps non mesuré compte comme "
        "disponible.",
        "Rate = 100 % x (1 - t/T) to the second ({zone}); time not measured counts as up.",
    ),
    "rule.excluded.by_second": (
        "Ne comptent pas, seconde par seconde, les neuf motifs de 5.5 ; une maintenance programmée "
        "n'exclut que ce qui est à la fois annoncé avant son début et dans une plage.",
        "The nine reasons of 5.5 do not count, second by second; planned maintenance excludes only "
        "what was both notified before it began and inside a window.",
    ),
    "rule.excluded.all_or_nothing": (
        "Une indisponibilité n'est exclue pour maintenance que si elle est entière dans des travaux "
        "annoncés et une plage.",
        "An outage is excluded for maintenance only if it lies wholly inside notified works and a "
        "window.",
    ),
    "rule.window": (
        "Plages de maintenance : {spans}.",
        "Maintenance windows: {spans}.",
    ),
    "rule.allowance.counts": (
        "Arrêt du dimanche entre 0 h et 6 h : {minutes} minutes au plus sont exclues, l'excédent "
        "compte.",
        "Sunday stop between 00:00 and 06:00: up to {minutes} minutes are excluded, the excess "
        "counts.",
    ),
    "rule.allowance.whole_counts": (
        "Arrêt du dimanche entre 0 h et 6 h : exclu s'il dure moins de {minutes} minutes, sinon il "
        "compte en entier.",
        "Sunday stop between 00:00 and 06:00: excluded if under {minutes} minutes, else it counts "
        "whole.",
    ),
    "rule.trigger.completing_and_following": (
        "Un droit s'ouvre au {months}e mois manqué de suite, puis à chaque mois manqué qui suit.",
        "A right opens with missed month no. {months} in a row, then with each further missed one.",
    ),
    "rule.trigger.whole_run": (
        "Un droit s'ouvre pour chaque mois d'une série d'au moins {months} mois manqués.",
        "A right opens for each month of a run of at least {months} missed ones.",
    ),
    "rule.rate.line_monthly_fee": (
        "Pénalité en part de la redevance mensuelle HT du produit (annuelle / 12), selon "
        "d = objectif - taux : {tiers}.",
        "Penalty as a part of the product's monthly fee excl. tax (yearly / 12), by "
        "d = target - rate: {tiers}.",
    ),
    "rule.rate.contract_monthly_fee": (
        "Pénalité en part de la redevance mensuelle HT du contrat, selon d = objectif - taux : "
        "{tiers}.",
        "Penalty as a part of the contract's monthly fee excl. tax, by d = target - rate: {tiers}.",
    ),
    "rule.tier": (
        "{over:points} < d ≤ {upto:points} : {rate:percent}",
        "{over:points} < d ≤ {upto:points}: {rate:percent}",
    ),
    "rule.tier.last": (
        "d > {over:points} : {rate:percent}",
        "d > {over:points}: {rate:percent}",
    ),
    "rule.claim": (
        "À demander par écrit dans les {length} jours ouvrés qui suivent le mois.",
        "To be claimed in writing within {length} working days after the month.",
    ),
    "rule.cap.contract_monthly_fee": (
        "Plafond : {upto:percent} du total mensuel HT des lignes SaaS du contrat, partagé en "
        "proportion.",
        "Cap: {upto:percent} of the monthly total excl. tax of the contract's SaaS lines, shared "
        "in proportion.",
    ),
    "rule.cap.client_monthly_fee": (
        "Plafond : {upto:percent} du total mensuel HT de tous les contrats du client, partagé en "
        "proportion.",
        "Cap: {upto:percent} of the monthly total excl. tax of all the client's contracts, shared "
        "in proportion.",
    ),
    "day.mon": ("lun.", "Mon"), "day.tue": ("mar.", "Tue"), "day.wed": ("mer.", "Wed"),
    "day.thu": ("jeu.", "Thu"), "day.fri": ("ven.", "Fri"), "day.sat": ("sam.", "Sat"),
    "day.sun": ("dim.", "Sun"), "day.holiday": ("jours fériés", "public holidays"),
}  # fmt: skip
NAMES: Mapping[str, tuple[str, str]] = {
    "planned-maintenance": ("maintenance programmée (5.5 a)", "planned maintenance (5.5 a)"),
    "urgent-security-maintenance": (
        "maintenance urgente de sécurité (5.5 b)", "urgent security maintenance (5.5 b)"),
    "non-production": ("hors production (5.5 c)", "non-production environment (5.5 c)"),
    "client-misuse": ("utilisation non conforme (5.5 d)", "non-compliant use (5.5 d)"),
    "prerequisites-not-met": ("prérequis non respectés (5.5 e)", "prerequisites not met (5.5 e)"),
    "contrary-to-documentation": (
        "usage contraire à la documentation (5.5 f)", "use against documentation (5.5 f)"),
    "unauthorised-intervention": (
        "intervention non autorisée (5.5 g)", "unauthorised intervention (5.5 g)"),
    "client-environment": ("environnement du client (5.5 h)", "the client's environment (5.5 h)"),
    "infrastructure-destroyed": (
        "destruction du site principal (5.5 i)", "destruction of the main site (5.5 i)"),
    "security": ("sécurité", "security"),
    "law": ("loi ou règlement", "law or regulation"),
}  # fmt: skip

PHRASES: Mapping[str, tuple[str, str]] = {
    **_FILES,
    **_INPUT,
    **_REASONS,
    **_RULES,
    **phrases_clauses.PHRASES,
    **phrases_working_time.PHRASES,
}
