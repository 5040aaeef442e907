"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "parties.no_client": ("il n'y a pas de tel client", "there is no such client"),
    "parties.no_contact": (
        "ce client n'a pas de tel contact",
        "the client has no such contact",
    ),
    "parties.no_change": ("il n'y a pas de tel changement", "there is no such change"),
    "parties.number_taken": (
        "le numéro « {given} » est déjà celui d'un client ; choisissez-en un autre",
        "the number “{given}” is another client's; choose another",
    ),
    "parties.missing": (
        "la valeur de « {name} » manque",
        "the value of “{name}” is missing",
    ),
    "parties.too_long": (
        "« {name} » dépasse {most} caractères ; raccourcissez-le",
        "“{name}” is over {most} characters; shorten it",
    ),
    "parties.not_one_line": (
        "« {name} » n'est pas sur une seule ligne, ou un signe invisible en change le sens de "
        "lecture ; saisissez-le de nouveau au clavier",
        "“{name}” is not on one line, or an invisible sign turns its order of reading; type it "
        "again",
    ),
    "parties.faulty_siren": (
        "« {given} » n'est pas un SIREN : neuf chiffres, le dernier vérifie les autres",
        "“{given}” is no SIREN: nine digits, the last of which checks the others",
    ),
    "parties.faulty_vat": (
        "« {given} » n'est pas un numéro de TVA ; écrivez par exemple FR40303265045",
        "“{given}” is no VAT number; write for example FR40303265045",
    ),
    "parties.faulty_country": (
        "« {given} » n'est pas un pays ; écrivez ses deux lettres : FR, BE, CH",
        "“{given}” is no country; write its two letters: FR, BE, CH",
    ),
    "parties.faulty_zone": (
        "« {given} » n'est pas un fuseau horaire ; écrivez par exemple Europe/Paris",
        "“{given}” is no time zone; write for example Europe/Paris",
    ),
    "parties.faulty_language": (
        "« {given} » n'est pas une langue proposée ; écrivez fr ou en",
        "“{given}” is no language on offer; write fr or en",
    ),
    "parties.faulty_address": (
        "« {given} » n'est pas une adresse de courriel ; écrivez par exemple nom@exemple.fr",
        "“{given}” is no e-mail address; write for example name@example.org",
    ),
    "parties.faulty_telephone": (
        "« {given} » n'est pas un numéro de téléphone ; écrivez par exemple +33 1 23 45 67 89",
        "“{given}” is no telephone number; write for example +33 1 23 45 67 89",
    ),
    "parties.main_taken": (
        "ce client a déjà un contact principal ; pour le remplacer, demandez un changement et "
        "joignez le document signé (9.3)",
        "the client has a main contact already; to replace it, ask for a change and attach the "
        "signed document (9.3)",
    ),
    "parties.needs_signature": (
        "c'est le contact principal : demandez un changement et joignez le document signé par une "
        "personne responsable (9.3). {why}",
        "this is the main contact: ask for a change and attach the document signed by a person in "
        "charge (9.3). {why}",
    ),
    "parties.main_stays": (
        "{name} est le contact principal ; demandez d'abord que quelqu'un d'autre le devienne, "
        "avec le document signé (9.3)",
        "{name} is the main contact; first ask for someone else to become it, with the signed "
        "document (9.3)",
    ),
    "parties.erases": (
        "seul un administrateur, en personne, efface qui quelqu'un était ; demandez-le à l'un "
        "d'eux",
        "only an administrator, in person, erases who someone was; ask one of them",
    ),
    "parties.erase_designated": (
        "{name} est encore un contact désigné de {client} ; retirez d'abord ce contact, puis "
        "effacez",
        "{name} is still a designated contact of {client}; remove that contact first, then erase",
    ),
    "parties.erase_main_first": (
        "{name} est encore le contact principal de {client} ; faites d'abord prendre sa suite, "
        "avec le document signé (9.3), retirez le contact, puis effacez",
        "{name} is still the main contact of {client}; first have someone follow them, with the "
        "signed document (9.3), remove the contact, then erase",
    ),
    "parties.erase_change_first": (
        "un changement du contact principal de {client} attend et concerne {name} ; menez-le à son "
        "terme ou retirez-le, puis effacez",
        "a change of the main contact of {client} waits and is about {name}; see it through or "
        "withdraw it, then erase",
    ),
    "parties.last_contact": ("{why} (9.1)", "{why} (9.1)"),
    "parties.address_taken": (
        "{given} est déjà l'adresse d'un contact de ce client",
        "{given} is the address of a contact of this client already",
    ),
    "parties.one_change": (
        "indiquez ce qui change : un nom, une adresse ou un téléphone, ou bien un successeur",
        "give what changes: a name, an address or a telephone number, or else a successor",
    ),
    "parties.no_reader": (
        "ce client n'a pas de tel lecteur",
        "the client has no such reader",
    ),
    "parties.change_in_progress": (
        "un changement du contact principal attend déjà ; menez-le à son terme ou retirez-le",
        "a change about the main contact waits already; see it through or withdraw it",
    ),
    "parties.change_over": (
        "ce changement n'attend pas cela ; rechargez la page pour voir où il en est",
        "the change does not wait for that; load the page again to see where it stands",
    ),
    "parties.signatory_needed": (
        "indiquez le nom et la fonction de la personne responsable qui a signé (9.3)",
        "give the name and the title of the person in charge who signed (9.3)",
    ),
    "parties.reason_needed": (
        "dites pourquoi le changement est refusé",
        "say why the change is refused",
    ),
    "parties.successor_left": (
        "{name} n'est plus un contact de ce client ; refusez ce changement et demandez-en un autre",
        "{name} is no longer a contact of this client; refuse this change and ask for another",
    ),
    "parties.keeps_clients": (
        "seul le personnel en charge des clients peut faire cela",
        "only staff in charge of clients may do this",
    ),
    "parties.manages_contacts": (
        "seuls le contact principal du client et le personnel en charge des clients peuvent faire "
        "cela",
        "only the client's main contact and staff in charge of clients may do this",
    ),
    "parties.speaks_for_client": (
        "seuls les contacts du client et le personnel en charge des clients peuvent faire cela",
        "only the client's contacts and staff in charge of clients may do this",
    ),
    "parties.verified_by_people": (
        "le document signé est vérifié par une personne, non par un programme (9.3)",
        "the signed document is verified by a person, not by a program (9.3)",
    ),
    "parties.twice": (
        "« {given} » y est déjà, en {first} ; ne gardez qu'une des deux",
        "“{given}” is there already, at {first}; keep one of the two",
    ),
    "parties.two_mains": (
        "ce client a déjà son contact principal, en {first} ; il n'y en a qu'un",
        "the client has its main contact already, at {first}; there is one only",
    ),
    "parties.unknown_number": (
        "aucun client n'a le numéro « {given} » ; ajoutez-le aux clients, ou corrigez-le",
        "no client has the number “{given}”; add it to the clients, or correct it",
    ),
    "parties.other_name": (
        "ce numéro est celui de « {known} », non de « {given} » ; corrigez l'un ou l'autre",
        "that number is “{known}”'s, not “{given}”'s; correct the one or the other",
    ),
    "parties.main_by_document": (
        "devenir ou ne plus être le contact principal demande un document signé (9.3) : "
        "demandez-le dans Tenir, pas par un fichier",
        "to become the main contact or to cease to be takes a signed document (9.3): ask for it in "
        "Tenir, not by a file",
    ),
    "parties.two_rows": (
        "ce client est décrit autrement en {first} ; donnez les mêmes valeurs, ou une seule fois",
        "the client is told otherwise at {first}; give the same values, or give them once",
    ),
    "parties.yes_or_no": (
        "« {given} » ne se lit pas ; écrivez oui ou non",
        "“{given}” cannot be read; write yes or no",
    ),
    "parties.csv": (
        "le fichier ne se lit pas comme un tableau CSV : {problem}",
        "the file cannot be read as a CSV table: {problem}",
    ),
    "parties.utf16": (
        "le fichier est en UTF-16 ; enregistrez-le en « CSV UTF-8 »",
        "the file is in UTF-16; save it as “CSV UTF-8”",
    ),
    "parties.rows": (
        "plus de {most} lignes ; partagez le fichier",
        "more than {most} rows; split the file",
    ),
    "promise.parties.confirm_contacts": (
        "confirmer les contacts désignés",
        "confirm the designated contacts",
    ),
    "risk.contacts-out-of-date": (
        "ne pas pouvoir vous joindre lors d'un incident, où seuls les contacts désignés reçoivent "
        "une réponse (9.4)",
        "not reaching you in an incident, in which only designated contacts are answered (9.4)",
    ),
}
