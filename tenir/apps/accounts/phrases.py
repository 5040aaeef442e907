"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "accounts.no_publisher": (
        "l'éditeur n'est pas encore créé : lancer la mise en place (tenir serve la fait)",
        "the publisher has not been created yet: run the set-up (tenir serve does it)",
    ),
    "accounts.organisation_not_seen": (
        "cette organisation n'existe pas, ou vous n'y avez pas accès",
        "there is no such organisation, or you have no access to it",
    ),
    "accounts.person_not_seen": (
        "cette personne n'existe pas, ou vous n'y avez pas accès",
        "there is no such person, or you have no access to them",
    ),
    "accounts.wrong_role": (
        "{role} n'est pas un rôle chez {organisation} ; choisir parmi : {roles:list}",
        "{role} is no role at {organisation}; choose among: {roles:list}",
    ),
    "accounts.not_by_token": (
        "un programme muni d'un jeton ne gère pas les comptes : se connecter en personne",
        "a program with a token does not look after accounts: sign in in person",
    ),
    "accounts.administrator_only": (
        "seul un administrateur peut le faire : lui demander",
        "only an administrator may do this: ask one",
    ),
    "accounts.managers_only": (
        "seuls l'interlocuteur principal du client, un chargé de compte ou un administrateur "
        "peuvent le faire : leur demander",
        "only the client's main contact, an accounts manager or an administrator may do this: "
        "ask one of them",
    ),
    "accounts.main_contact_by_publisher": (
        "l'interlocuteur principal ne change qu'avec un document signé, vérifié par l'éditeur "
        "(9.3) : le déposer parmi les interlocuteurs",
        "the main contact changes only with a signed document that the publisher has verified "
        "(9.3): hand it in with the contacts",
    ),
    "accounts.last_administrator": (
        "il s'agit du dernier administrateur : en nommer un autre d'abord",
        "this is the last administrator: name another one first",
    ),
    "accounts.person_closed": (
        "ce compte est fermé : inviter la personne de nouveau",
        "this account is closed: invite the person again",
    ),
    "accounts.faulty_address": (
        "« {email} » n'est pas une adresse électronique : la corriger",
        "“{email}” is not an e-mail address: correct it",
    ),
    "accounts.faulty_name": (
        "le nom est vide ou dépasse 200 caractères : le corriger",
        "the name is empty or longer than 200 characters: correct it",
    ),
    "accounts.faulty_language": (
        "« {language} » n'est pas une langue connue : choisir fr ou en",
        "“{language}” is not a known language: choose fr or en",
    ),
    "accounts.faulty_zone": (
        "« {zone} » n'est pas un fuseau horaire connu : écrire par exemple Europe/Paris",
        "“{zone}” is not a known time zone: write for instance Europe/Paris",
    ),
    "accounts.address_taken": (
        "quelqu'un a déjà l'adresse {email} : lui donner un rôle plutôt que de le créer de nouveau",
        "someone has the address {email} already: give them a role rather than adding them again",
    ),
}
