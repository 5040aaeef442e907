"""What is said of requests that come by mail, or from another tool."""

from collections.abc import Mapping

BROUGHT: Mapping[str, tuple[str, str]] = {
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
    "requests.mail_seen_to": (
        "ce courriel a déjà été traité autrement ; rechargez la page pour lire comment",
        "this mail was seen to otherwise already; load the page again to read how",
    ),
    "requests.mail_wordless": (
        "ce courriel n'a pas de texte lisible ; lisez-le tel qu'il est arrivé",
        "this mail has no words that can be read; read it as it came",
    ),
}
