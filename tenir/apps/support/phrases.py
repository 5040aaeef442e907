"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

from tenir.apps.support.phrases_brought import BROUGHT
from tenir.apps.support.phrases_time import TIME

PHRASES: Mapping[str, tuple[str, str]] = {
    **BROUGHT,
    **TIME,
    "about.request": ("demande DA-{key:0>6}", "request DA-{key:0>6}"),
    "promise.requests.response_p1": (
        "prendre en charge une demande P1",
        "take a P1 request in charge",
    ),
    "promise.requests.response": (
        "prendre en charge une demande, au mieux",
        "take a request in charge, best effort",
    ),
    "requests.requalified": (
        "demande requalifiée : ce délai ne la concerne plus",
        "request re-qualified: this delay is no longer its own",
    ),
    "requests.carried": (
        "demande fusionnée avec une autre, qui garde le délai le plus court",
        "request merged into another one, which keeps the earlier clock",
    ),
    "requests.merged_into_over": (
        "la demande {number} est dans l'état « {state:name} », rien ne s'y poursuivrait ; "
        "rouvrez-la d'abord, ou liez les deux",
        "request {number} is “{state:name}”, nothing would go on in it; reopen it first, or link "
        "the two",
    ),
    "requests.unknown": (
        "cette demande n'existe pas ; cherchez-la dans la liste des demandes",
        "there is no such request; look for it in the list of requests",
    ),
    "requests.no_clock": (
        "cette demande ne nomme pas encore de produit : aucun délai ne court",
        "this request names no product yet: no clock runs",
    ),
    "requests.no_ruling": (
        "aucune exclusion n'est en vigueur sur cette demande",
        "no ruling stands on this request",
    ),
    "requests.not_entitled": (
        "seuls les contacts désignés ouvrent une demande ; adressez-vous à : {names:list}",
        "only designated contacts open a request; ask: {names:list}",
    ),
    "requests.answers": (
        "seuls les agents du support traitent les demandes",
        "only support agents work on requests",
    ),
    "requests.moved_on": (
        "la demande {number} est dans l'état « {state:name} », où cela n'est pas possible ; "
        "rechargez la page",
        "request {number} is “{state:name}”, where this cannot be done; load the page again",
    ),
    "requests.not_now": (
        "la demande {number} est dans l'état « {state:name} », où cela n'est pas possible",
        "request {number} is “{state:name}”, where this cannot be done",
    ),
    "requests.not_requalified": (
        "la demande {number} n'a pas été requalifiée ; écrivez-y ce qui ne va pas",
        "request {number} was not re-qualified; write in it what is wrong",
    ),
    "requests.sent_already": (
        "la demande {number} est déjà envoyée ; écrivez-y plutôt une réponse",
        "request {number} has been sent already; write a reply to it instead",
    ),
    "requests.unknown_element": (
        "« {name} » n'est pas un élément d'une demande",
        "“{name}” is no element of a request",
    ),
    "requests.unknown_word": (
        "« {given} » n'est pas un choix possible ; choix : {known}",
        "“{given}” is no choice; choices: {known}",
    ),
    "requests.too_long": (
        "« {name:name} » dépasse {most} caractères ; joignez plutôt un fichier",
        "“{name:name}” is over {most} characters; attach a file instead",
    ),
    "requests.not_running": (
        "l'abonnement à {product} n'est pas en cours le {day:day} ; choisissez un autre produit",
        "the subscription to {product} does not run on {day:day}; choose another product",
    ),
    "requests.no_product": (
        "la demande ne nomme aucun produit ; choisissez-en un",
        "the request names no product; choose one",
    ),
    "requests.no_contact": (
        "ce client n'a aucun contact désigné : aucune demande ne peut être enregistrée",
        "this client has no designated contact: no request can be recorded",
    ),
    "requests.nothing_said": (
        "le message est vide ; écrivez quelque chose",
        "the message is empty; write something",
    ),
    "requests.no_reason": (
        "le motif manque ; le client le lira, écrivez-le",
        "the reason is missing; the client will read it, write it down",
    ),
    "requests.no_article": (
        "cet article n'existe pas ; cherchez-le dans la base de connaissances",
        "there is no such article; look for it in the knowledge base",
    ),
    "requests.article_half": (
        "un titre et un texte vont ensemble ; complétez, ou videz les deux",
        "a title and a text go together; fill both in, or empty both",
    ),
    "requests.article_empty": (
        "l'article est vide ; écrivez-le dans une langue au moins",
        "the article is empty; write it in one language at least",
    ),
    "requests.trains": (
        "seuls les agents et les gestionnaires de comptes enregistrent une formation",
        "only agents and accounts managers record a training",
    ),
    "requests.training_to_come": (
        "cette formation est à venir ; enregistrez-la une fois suivie",
        "this training is to come; record it once it took place",
    ),
    "requests.no_training": ("cette formation n'existe pas", "there is no such training"),
    "requests.decides": (
        "seuls les agents, les responsables des versions et les gestionnaires de comptes répondent "
        "aux suggestions",
        "only agents, those in charge of releases and accounts managers answer proposals",
    ),
    "requests.no_proposal": ("cette suggestion n'existe pas", "there is no such proposal"),
    "requests.twice": (
        "la demande « {given} » est déjà en {first} ; gardez-en une",
        "request “{given}” is at {first} already; keep one of them",
    ),
    "requests.recorded_first": (
        "l'histoire d'une demande commence par son enregistrement (recorded), une seule fois",
        "a request's history begins with its recording (recorded), and holds one",
    ),
    "requests.out_of_order": (
        "cet instant est à venir, ou avant l'événement précédent ; rangez l'histoire par instants",
        "this instant is to come, or before the event above; put the history in order of time",
    ),
    "requests.no_client": (
        "aucun client n'a le numéro « {given} » ; importez d'abord les clients",
        "no client has the number “{given}”; import the clients first",
    ),
    "requests.no_line": (
        "{client} n'est pas abonné à « {product} » ; importez d'abord son contrat",
        "{client} has no subscription to “{product}”; import its contract first",
    ),
    "requests.several_lines": (
        "{client} a plusieurs abonnements à « {product} » ; indiquez le contrat",
        "{client} has several subscriptions to “{product}”; say which contract",
    ),
    "requests.ruled_already": (
        "une exclusion est déjà en vigueur sur la demande {number} ; levez-la d'abord",
        "a ruling stands on request {number} already; take it back first",
    ),
    "requests.no_evidence": (
        "une exclusion repose sur un fait constaté ; dites lequel, le client le lira",
        "a ruling rests on something seen; say what, the client will read it",
    ),
    "requests.not_ordered": (
        "le devis {number} n'est pas accepté ; attendez-le, ou dites pourquoi la demande est "
        "couverte",
        "quote {number} is not accepted; wait for it, or say why the request is covered",
    ),
    "requests.in_time": (
        "la demande {number} n'est pas en retard",
        "request {number} is not late",
    ),
    "requests.call_before": (
        "cet appel a eu lieu avant la dernière question posée au client ; vérifiez l'heure",
        "this call took place before the client was last asked; check its time",
    ),
    "requests.how_unknown": (
        "ce lien n'est pas connu, ou il a plus de soixante jours ; dites-le sur la page de la"
        " demande",
        "this link is not known, or was of more than sixty days ago; say so on the request's page",
    ),
    "requests.score": (
        "choisissez 1, 2 ou 3",
        "choose 1, 2 or 3",
    ),
    "requests.unknown_token": (
        "ce message ne répond à aucun avis ; ouvrez la demande dans Tenir",
        "this message answers no notice; open the request in Tenir",
    ),
    "requests.other_sender": (
        "ce message ne vient pas de la personne à qui l'avis était adressé",
        "this message does not come from the person whom the notice was sent to",
    ),
    "requests.no_agent": (
        "cette personne ne répond pas aux demandes ; choisissez un agent",
        "this person does not answer requests; choose an agent",
    ),
    "requests.no_team": (
        "cette équipe n'existe pas ; choisissez-en une dans la liste",
        "there is no such team; choose one in the list",
    ),
    "requests.no_name": (
        "il manque un nom ou un texte ; complétez",
        "a name or a text is missing; fill it in",
    ),
    "requests.name_taken": (
        "« {name} » existe déjà ; choisissez un autre nom",
        "“{name}” exists already; choose another name",
    ),
    "requests.other_client": (
        "les deux demandes doivent être différentes et du même client",
        "the two requests must be different ones of the same client",
    ),
    "requests.no_software": (
        "{product} ne contient pas ce logiciel tiers ; choisissez-en un de sa liste",
        "{product} holds no such third-party software; choose one of its list",
    ),
    "requests.not_handed_over": (
        "cette demande n'est pas chez un éditeur tiers",
        "this request is not with a third party",
    ),
    "requests.state_draft": ("brouillon", "draft"),
    "requests.state_incomplete": ("à compléter", "waiting for information"),
    "requests.state_recorded": ("enregistrée", "recorded"),
    "requests.state_in_progress": ("en cours", "in progress"),
    "requests.state_waiting_client": ("en attente du client", "waiting for the client"),
    "requests.state_waiting_third_party": (
        "en attente d'un éditeur tiers",
        "waiting for a third party",
    ),
    "requests.state_parked": ("en attente de devis", "waiting for a quote"),
    "requests.state_waiting_both": (
        "en attente du client et de devis",
        "waiting for the client and for a quote",
    ),
    "requests.state_answered": ("répondue", "answered"),
    "requests.state_resolved": ("résolue", "resolved"),
    "requests.state_closed": ("close", "closed"),
    "requests.state_reopened": ("rouverte", "reopened"),
    "requests.state_refused": ("hors du support", "not covered"),
    "requests.state_merged": ("fusionnée avec une autre", "merged into another"),
}
