"""What the API says to programs and their authors: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "api.status_400": ("requête illisible", "unreadable request"),
    "api.status_401": ("personne n’est reconnu", "nobody is known"),
    "api.status_403": ("pas permis", "not allowed"),
    "api.status_404": ("introuvable", "not found"),
    "api.status_405": ("méthode inconnue ici", "no such method here"),
    "api.status_409": ("plus possible dans cet état", "no longer possible in this state"),
    "api.status_412": ("modifié entre-temps", "changed in the meantime"),
    "api.status_413": ("trop volumineux", "too large"),
    "api.status_422": ("demande refusée", "request refused"),
    "api.status_428": ("condition manquante", "condition missing"),
    "api.status_429": ("trop d’appels", "too many calls"),
    "api.status_500": ("panne de notre côté", "a failure of ours"),
    "api.plain_400": (
        "la requête ne peut pas être lue ; vérifier l’adresse, les en-têtes et le corps",
        "the request cannot be read; check its address, headers and body",
    ),
    "api.plain_403": ("cela ne vous est pas permis", "you may not do this"),
    "api.plain_404": (
        "aucune opération n’a cette adresse ; voir /api/v1/openapi.json",
        "no operation has this address; see /api/v1/openapi.json",
    ),
    "api.plain_405": (
        "cette adresse n’a pas cette méthode ; l’en-tête Allow dit lesquelles elle a",
        "this address does not have that method; the Allow header says which it has",
    ),
    "api.plain_413": (
        "le corps dépasse 64 Mo ; envoyer moins à la fois",
        "the body is over 64 MB; send less at a time",
    ),
    "api.plain_500": (
        "nous n’avons pas pu répondre ; réessayer, puis nous donner la valeur de X-Request-ID",
        "we could not answer; try again, then give us the value of X-Request-ID",
    ),
    "api.unreadable": (
        "le corps n’est pas du JSON ; envoyer du JSON en UTF-8, sous Content-Type: "
        "application/json",
        "the body is not JSON; send JSON in UTF-8, with Content-Type: application/json",
    ),
    "api.faulty": (
        "{count:of|champ|champs} à corriger ; errors dit lesquels",
        "{count:of|field|fields} to correct; errors says which",
    ),
    "api.unknown_parameters": (
        "{count:of|paramètre inconnu|paramètres inconnus} : {names} ; cette opération a {known} ; "
        "voir /api/v1/docs/#{operation}",
        "{count:of|unknown parameter|unknown parameters}: {names}; this operation has {known}; "
        "see /api/v1/docs/#{operation}",
    ),
    "api.no_parameters": (
        "{count:of|paramètre inconnu|paramètres inconnus} : {names} ; cette opération n’en a "
        "aucun ; voir /api/v1/docs/#{operation}",
        "{count:of|unknown parameter|unknown parameters}: {names}; this operation has none; see "
        "/api/v1/docs/#{operation}",
    ),
    "api.unknown_parameter": (
        "le paramètre « {name} » n’existe pas ici ; retirez-le",
        "there is no parameter “{name}” here; remove it",
    ),
    "api.unknown_parameter_close": (
        "le paramètre « {name} » n’existe pas ici ; vouliez-vous dire « {close} » ?",
        "there is no parameter “{name}” here; did you mean “{close}”?",
    ),
    "api.parameter_twice": (
        "le paramètre « {name} » est donné plusieurs fois ; donnez-le une fois",
        "the parameter “{name}” is given several times; give it once",
    ),
    "api.unauthenticated": (
        "jeton absent, expiré, révoqué ou inconnu ; en créer un dans Tenir et l’envoyer dans "
        "Authorization: Bearer …",
        "token missing, expired, revoked or unknown; create one in Tenir and send it in "
        "Authorization: Bearer …",
    ),
    "api.held_back": (
        "une étape est due avant tout le reste (usage professionnel, second facteur) ; se "
        "connecter à Tenir avec un navigateur",
        "something is due before anything else (professional use, second factor); sign in to "
        "Tenir with a browser",
    ),
    "api.csrf": (
        "le jeton CSRF de la page manque ; l’envoyer dans X-CSRFToken, ou utiliser un jeton "
        "d’accès",
        "the page's CSRF token is missing; send it in X-CSRFToken, or use an access token",
    ),
    "api.too_many": (
        "plus de {limit} appels en une minute ; réessayer dans {seconds} s",
        "more than {limit} calls in a minute; try again in {seconds} s",
    ),
    "api.key": (
        "une clé a au plus {most} caractères ASCII visibles ; un UUID convient",
        "a key has at most {most} visible ASCII characters; a UUID will do",
    ),
    "api.other_request": (
        "cette clé a déjà servi à une autre demande ; une clé par création",
        "this key has served for another request; one key per creation",
    ),
    "api.condition_missing": (
        "dire ce qui a été lu : If-Match avec l’ETag de la lecture, ou * pour écraser",
        "say what was read: If-Match with the ETag that came with it, or * to overwrite",
    ),
    "api.changed": (
        "cela a changé depuis la lecture ; relire, puis redemander le changement",
        "it has changed since it was read; read it again, then ask for the change again",
    ),
    "api.staff_only": (
        "réservé à l’éditeur",
        "for the publisher's staff alone",
    ),
    "api.reauthenticate": (
        "redonner son mot de passe d’abord : /account/reauthenticate/",
        "give your password again first: /account/reauthenticate/",
    ),
    "api.no_such": (
        "cela n’existe pas, ou vous n’y avez pas accès",
        "there is no such thing, or you have no access to it",
    ),
}
