"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
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
    "requests.import_missing": (
        "« {name} » manque ; indiquez-le",
        "“{name}” is missing; say it",
    ),
    "requests.bad_instant": (
        "« {given} » n'est pas un instant ; écrivez 2026-05-04T09:00:00+02:00",
        "“{given}” is no instant; write 2026-05-04T09:00:00+02:00",
    ),
    "requests.bad_day": (
        "« {given} » n'est pas un jour ; écrivez 2026-05-15",
        "“{given}” is no day; write 2026-05-15",
    ),
    "requests.bad_hour": (
        "« {given} » n'est pas une heure ; écrivez 13:30",
        "“{given}” is no hour; write 13:30",
    ),
    "requests.bad_json": (
        "le fichier n'est pas du JSON lisible : {problem}",
        "the file is no JSON that can be read: {problem}",
    ),
    "requests.bad_shape": (
        "« {name} » doit être {wanted}",
        "“{name}” must be {wanted}",
    ),
    "requests.no_such_request": (
        "aucune demande du fichier n'a le numéro « {given} »",
        "no request of the file has the number “{given}”",
    ),
    "requests.unmapped": (
        "rien ne dit à quoi correspond « {given} » ; ajoutez-le à la table ({name})",
        "nothing says what “{given}” stands for; add it to the map ({name})",
    ),
    "requests.ticket_merged": (
        "{key} a été fusionné avec un autre ticket, qui a repris ses articles : ce n'est pas une "
        "demande, il est laissé de côté",
        "{key} was merged into another ticket, which holds its articles: it is no request, and is "
        "left out",
    ),
    "requests.ticket_removed": (
        "{key} a été supprimé : ce n'est pas une demande, il est laissé de côté",
        "{key} was removed: it is no request, and is left out",
    ),
    "requests.pending_unasked": (
        "{key} a été mis en attente sans rien demander au client : son délai court toujours",
        "{key} was set to pending and the client was asked nothing: its clock runs on",
    ),
    "requests.pending_close": (
        "{key} attendait sa clôture sans réponse au client : son délai court toujours",
        "{key} waited to be closed and the client had no answer: its clock runs on",
    ),
    "requests.past_states_unknown": (
        "tickets sans leur « history » : {count} ; ce qui y fut en attente avant n'est pas connu, "
        "et n'interrompt aucun délai",
        "tickets without their “history”: {count}; what was pending in them before is not known, "
        "and pauses no clock",
    ),
    "requests.files_without_data": (
        "pièces jointes de {key} sans leur « data » : {count} ; elles ne sont pas prises",
        "attachments of {key} without their “data”: {count}; they are not taken",
    ),
    "requests.file_left": (
        "{key} : « {name} » n'est pas pris : {why}",
        "{key}: “{name}” is not taken: {why}",
    ),
    "requests.no_mail": (
        "ce courriel n'existe pas, ou a déjà été traité",
        "there is no such mail, or it was seen to already",
    ),
    "requests.files_alone": ("(pièces jointes)", "(attached files)"),
    "requests.files_refused": (
        "Pièces jointes non prises :",
        "Attached files that were not taken:",
    ),
    "requests.mail_automatic": (
        "réponse automatique, envoi de masse ou boucle",
        "an automatic answer, mass mail or a loop",
    ),
    "requests.mail_unreadable": (
        "le message ne se lit pas",
        "the message cannot be read",
    ),
    "requests.mail_too_many_parts": (
        "le message a trop de parties",
        "the message has too many parts",
    ),
    "requests.mail_long_headers": (
        "l'en-tête du message est démesuré",
        "the message's headers are beyond measure",
    ),
    "requests.mail_no_sender": (
        "le message ne dit pas clairement de qui il vient",
        "the message does not say clearly whom it is from",
    ),
    "requests.mail_files_refused": (
        "le texte est joint à la demande ; une pièce jointe n'a pas été prise",
        "the words joined the request; an attached file was not taken",
    ),
    "requests.mail_opens": (
        "ouvre une demande par courriel ; l'expéditeur a reçu l'adresse du support",
        "tries to open a request by mail; its sender was told where to open one",
    ),
    "requests.mail_unanswered": (
        "ouvre une demande par courriel ; son expéditeur, inconnu, n'a pas reçu de réponse",
        "tries to open a request by mail; its sender, unknown here, was not answered",
    ),
    "requests.mail_large": (
        "le message est trop grand ; il reste entier dans la boîte",
        "the message is too large; it stays whole in the mailbox",
    ),
    "requests.mail_placed": (
        "Courriel de {sender} (ce que dit le message, non vérifié) : {title}",
        "Mail from {sender} (as the message says, not verified): {title}",
    ),
    "requests.mail_joined": ("joint à la demande {number}", "joined request {number}"),
    "requests.mail_wordless": (
        "ce courriel n'a pas de texte lisible ; lisez-le tel qu'il est arrivé",
        "this mail has no words that can be read; read it as it came",
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
    "requests.sells": (
        "seuls les gestionnaires de comptes et la finance fixent et facturent le temps",
        "only accounts managers and finance set and charge time",
    ),
    "requests.bad_terms": (
        "ces conditions ne se peuvent pas ; un arrondi d'une minute au moins, des taux positifs",
        "these terms cannot be; rounding of a minute at least, rates of nought or more",
    ),
    "requests.bad_time": (
        "ce temps ne se peut pas ; indiquez de 1 à 1440 minutes, déjà passées",
        "this time cannot be; give 1 to 1440 minutes, already spent",
    ),
    "requests.no_such_time": (
        "ce temps n'existe pas ; cherchez-le sur la page de sa demande",
        "there is no such time; look for it on the page of its request",
    ),
    "requests.own_time": (
        "le temps se corrige par qui l'a noté, ou par qui en fixe les conditions",
        "time is corrected by who put it down, or by who sets its terms",
    ),
    "requests.time_charged": (
        "{number} : ce temps est déjà facturé ; il ne change plus, sauf si l'exclusion dont il "
        "vient est levée",
        "{number}: this time is charged already; it changes no more, unless the ruling that it "
        "comes from is taken back",
    ),
    "requests.time_withdrawn": (
        "ce temps est retiré ; notez-le de nouveau s'il a été passé",
        "this time was withdrawn; put it down again if it was spent",
    ),
    "requests.time_because": (
        "le motif manque ; dites pourquoi ce temps change",
        "the reason is missing; say why this time changes",
    ),
    "requests.out_of_hours": (
        "{number} : ce temps est hors des heures ouvrées et n'est pas commandé ; demandez un devis",
        "{number}: this time is out of hours and was not ordered; ask for a quote",
    ),
    "requests.no_terms": (
        "{number} : le contrat n'a pas de conditions de facturation du temps ; fixez-les",
        "{number}: the contract has no terms for charging time; set them",
    ),
    "requests.not_announced": (
        "{number} : la facturation n'a pas été annoncée au client ; annoncez-la d'abord",
        "{number}: the client was not told that time is charged; tell them first",
    ),
    "requests.not_ruled": (
        "{number} : aucune exclusion ni commande ne permet de facturer ce temps",
        "{number}: no ruling and no order allows this time to be charged",
    ),
    "requests.no_consent": (
        "{number} : le client n'a pas accepté la facturation ; attendez son accord",
        "{number}: the client did not accept to be charged; wait for its consent",
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
