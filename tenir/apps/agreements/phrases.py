"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "agreements.no_update": (
        "il n'y a pas de telle mise à jour parmi celles de vos abonnements en cours",
        "there is no such update among those of your running subscriptions",
    ),
    "agreements.no_contract": (
        "il n'y a pas de tel contrat",
        "there is no such contract",
    ),
    "agreements.no_subscription": (
        "il n'y a pas de tel abonnement",
        "there is no such subscription",
    ),
    "agreements.no_version": (
        "il n'y a pas de telle version de la convention",
        "there is no such version of the agreement",
    ),
    "agreements.no_client_version": (
        "il n'y a pas de telle notification de version",
        "there is no such notification of a version",
    ),
    "agreements.no_option": (
        "il n'y a pas de telle option",
        "there is no such option",
    ),
    "agreements.no_specific": (
        "il n'y a rien de tel parmi les spécifiques",
        "there is nothing of the kind among the specifics",
    ),
    "agreements.keepers": (
        "cela revient aux gestionnaires de comptes ; demandez à l'un d'eux",
        "that is for accounts managers; ask one of them",
    ),
    "agreements.recorders": (
        "cela revient aux gestionnaires de comptes, aux agents du support et aux responsables des "
        "versions ; demandez à l'un d'eux",
        "that is for accounts managers, support agents and release managers; ask one of them",
    ),
    "agreements.openers": (
        "cela revient aux gestionnaires de comptes, aux agents du support et à l'exploitation ; "
        "demandez à l'un d'eux",
        "that is for accounts managers, support agents and operations; ask one of them",
    ),
    "agreements.changed": (
        "le texte de la version {version} n'est plus celui de son empreinte {digest} ; "
        "restaurez-la d'une sauvegarde",
        "the text of version {version} is no longer that of its digest {digest}; "
        "restore it from a backup",
    ),
    "agreements.shipped": (
        "la version {version} installée n'est pas celle qui est livrée ; une version "
        "publiée ne change pas : livrez la suivante sous un autre numéro",
        "version {version} as installed is not the one that ships; a published version "
        "does not change: ship the next one under another number",
    ),
    "agreements.none_in_force": (
        "aucune version de la convention « {agreement} » n'est en vigueur pour ce "
        "client le {at:instant} ; signez d'abord un contrat",
        "no version of the agreement “{agreement}” is in force for that client on "
        "{at:instant}; sign a contract first",
    ),
    "agreements.none_published": (
        "aucune version de la convention « {agreement} » n'est publiée ; publiez-en "
        "une, ou installez celle de référence",
        "no version of the agreement “{agreement}” is published; publish one, or "
        "install the reference",
    ),
    "agreements.not_a_draft": (
        "la version {version} est publiée : elle ne change plus ; écrivez la suivante "
        "sous un autre numéro",
        "version {version} is published: it changes no more; write the next one under "
        "another number",
    ),
    "agreements.version_number": (
        "un numéro de version a de 1 à {most} caractères",
        "a version's number has from 1 to {most} characters",
    ),
    "agreements.because": (
        "le motif « {reason:name} » appelle une explication ; dites quelle faille ou "
        "quel texte l'impose",
        "the reason “{reason:name}” needs words; say which flaw or which law requires it",
    ),
    "agreements.reason": (
        "« {given} » ne permet pas de se passer de préavis ; motifs admis : {known:list}",
        "“{given}” does not do without notice; reasons accepted: {known:list}",
    ),
    "agreements.number": (
        "« {given} » n'est pas un numéro de contrat : de 1 à 40 caractères",
        "“{given}” is no contract number: from 1 to 40 characters",
    ),
    "agreements.number_taken": (
        "le contrat « {given} » existe déjà ; choisissez un autre numéro",
        "the contract “{given}” exists already; choose another number",
    ),
    "agreements.platform": (
        "la plateforme « {given} » n'existe pas ; choisissez l'une de : {known}",
        "there is no platform “{given}”; choose one of: {known}",
    ),
    "agreements.page_closed": (
        "votre contrat n'ouvre pas {page:name} (7.3) ; demandez la plateforme étendue à votre"
        " interlocuteur",
        "your contract does not open {page:name} (7.3); ask your publisher for the extended"
        " platform",
    ),
    "agreements.past": (
        "un changement ne remonte pas au {given:day} ; choisissez le {first:day} ou une"
        " date ultérieure",
        "a change does not reach back to {given:day}; choose {first:day} or a later date",
    ),
    "agreements.not_on_offer": (
        "le produit « {given} » n'est pas au catalogue ; chargez d'abord le catalogue",
        "the product “{given}” is not on offer; load the catalogue first",
    ),
    "agreements.outside": (
        "hors de la durée du contrat, du {start} au {end}",
        "outside the contract's time, from {start} to {end}",
    ),
    "agreements.module": (
        "{product} n'a pas de module « {given} » ; modules du catalogue : {known}",
        "{product} has no module “{given}”; modules of the catalogue: {known}",
    ),
    "agreements.seats": (
        "{given} n'est pas un nombre d'utilisateurs ; écrivez au moins 1, ou rien",
        "{given} is no number of seats; write at least 1, or nothing",
    ),
    "agreements.fee": (
        "« {given} » n'est pas une redevance : deux décimales, moins de dix milliards",
        "“{given}” is no fee: two decimals, under ten billion",
    ),
    "agreements.environment_name": (
        "« {given} » ne nomme pas un environnement ; donnez à chacun un nom à lui",
        "“{given}” does not name an environment; give each a name of its own",
    ),
    "agreements.environment_kind": (
        "« {given} » n'est pas une sorte d'environnement ; choisissez l'une de : {known}",
        "“{given}” is no kind of environment; choose one of: {known}",
    ),
    "agreements.environment_field": (
        "un environnement n'a pas de champ « {given} » ; écrivez name, kind, address",
        "an environment has no field “{given}”; write name, kind, address",
    ),
    "agreements.production": (
        "{count:of|environnement|environnements} de production ; il en faut un, et un seul",
        "{count:of|production environment|production environments}; there must be one, no more",
    ),
    "agreements.target": (
        "« {given} » ne peut pas nommer une cible de surveillance ; lettres, chiffres, "
        "point, tiret, 80 caractères au plus",
        "“{given}” cannot name a monitoring target; letters, digits, dot, dash, at most"
        " 80 characters",
    ),
    "agreements.target_taken": (
        "la cible « {given} » est déjà celle d'un abonnement ; choisissez-en une autre",
        "the target “{given}” is another subscription's; choose another",
    ),
    "agreements.kind": (
        "« {given} » n'est pas de ces sortes : {known}",
        "“{given}” is none of these kinds: {known}",
    ),
    "agreements.name": (
        "« {given} » ne convient pas : de 1 à {most} caractères",
        "“{given}” will not do: from 1 to {most} characters",
    ),
    "agreements.no_contact": (
        "{client} n'a désigné aucun contact : aucun accès ne s'ouvre avant (4.2) ; "
        "demandez-lui d'en désigner un",
        "{client} has designated no contact: no access opens before it does (4.2); ask "
        "it to designate one",
    ),
    "agreements.not_running": (
        "l'abonnement va du {start} au {end} : pas d'accès hors de ces dates",
        "the subscription runs from {start} to {end}: no access outside these dates",
    ),
    "agreements.not_begun": (
        "cela ne commence que le {start:day} ; pour l'annuler, écrivez la veille",
        "it begins on {start:day} only; to call it off, write the day before",
    ),
    "agreements.ended_already": (
        "cela a déjà pris fin le {on:day}",
        "it ended on {on:day} already",
    ),
    "agreements.ends_before": (
        "cela prend fin le {end:day} ; donnez ce jour ou un jour d'avant",
        "it ends on {end:day}; give that day or an earlier one",
    ),
    "agreements.answered": (
        "cette version n'attend plus de réponse (préavis jusqu'au "
        "{until:deadline}) ; ensuite, seules les conditions générales du contrat "
        "permettent de partir",
        "that version awaits no answer any more (notice until "
        "{until:deadline}); afterwards only the contract's general terms let you leave",
    ),
    "agreements.answered_by": (
        "cette réponse revient à : {who}",
        "that answer is for: {who}",
    ),
    "agreements.no_letter": (
        "joignez le courrier par lequel le client a répondu",
        "attach the letter in which the client answered",
    ),
    "agreements.proven": (
        "cette notification est déjà prouvée, ou l'envoi précède la notification du "
        "{since:instant}",
        "that notification is proven already, or the sending comes before the "
        "notification of {since:instant}",
    ),
    "agreements.more_changes": (
        "et {count:of|autre différence|autres différences} à lire en ligne",
        "and {count:of|more difference|more differences}, to be read online",
    ),
    "agreements.client_unknown": (
        "aucun client n'a le numéro « {given} » ; enregistrez-le d'abord",
        "no client has the number “{given}”; register it first",
    ),
    "agreements.differs": (
        "ce qui est enregistré est autre ({names}) ; un import ne change rien : faites un avenant",
        "what is on record differs ({names}); an import changes nothing: amend the contract",
    ),
    "agreements.two_contracts": (
        "les colonnes du contrat ne sont pas celles de {first}",
        "the contract's columns are not those of {first}",
    ),
    "agreements.rows": (
        "plus de {most} lignes ; partagez le fichier",
        "over {most} rows; split the file",
    ),
    "agreements.csv": (
        "ce n'est pas un tableau CSV : {problem}",
        "this is no CSV table: {problem}",
    ),
    "agreements.json": (
        "« {given} » n'est pas une liste JSON de dérogations",
        "“{given}” is no JSON list of overrides",
    ),
    "agreements.key_taken": (
        "la clé « {given} » est celle d'une option d'un autre contrat",
        "the key “{given}” is that of an option of another contract",
    ),
    "agreements.not_later": (
        "le contrat va déjà jusqu'au {end} ; donnez une date ultérieure",
        "the contract runs until {end} already; give a later date",
    ),
    "promise.agreements.notification": (
        "preuve d'envoi de la notification d'une version de la convention",
        "proof that a version of the agreement was notified",
    ),
    "promise.agreements.answer": (
        "réponse à une nouvelle version de la convention",
        "answer to a new version of the agreement",
    ),
    "risk.agreements.moved": (
        "le préavis ne court que du jour de l'envoi prouvé",
        "the notice runs from the day of the proven sending only",
    ),
    "risk.agreements.deemed_accepted": (
        "la version est réputée acceptée",
        "the version is deemed accepted",
    ),
    "agreements.closes": (
        "seuls les gestionnaires de comptes et l'exploitation annoncent une fermeture",
        "only accounts managers and operations announce a closure",
    ),
    "agreements.closure_backward": (
        "la fermeture finit avant de commencer ; corrigez ses heures",
        "the closure ends before it begins; correct its hours",
    ),
    "agreements.closure_over": (
        "cette fermeture serait déjà finie ; corrigez son jour",
        "that closure would be over already; correct its day",
    ),
    "agreements.closure_untold": (
        "une fermeture ne peut pas avoir été annoncée plus tard que maintenant",
        "a closure cannot have been announced later than now",
    ),
    "agreements.closure_why": (
        "dites pourquoi le support ferme : les clients le liront",
        "say why support closes: clients will read it",
    ),
}
