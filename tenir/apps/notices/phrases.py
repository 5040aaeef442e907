"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "notices.unseen": (
        "aucun avis ne porte ce numéro ; reprenez-le dans la liste des avis",
        "no notice has this number; take it from the list of notices",
    ),
    "notices.no_endpoint": (
        "aucun point d'écoute ne porte ce numéro ; reprenez-le dans la liste",
        "no webhook endpoint has this number; take it from the list",
    ),
    "notices.not_allowed": (
        "seule l'exploitation de l'éditeur peut faire cela ; demandez-le-lui",
        "only the publisher's operations may do this; ask them",
    ),
    "notices.not_now": (
        "cet avis est dans l'état « {state:name} », où cela n'est pas possible ; "
        "rechargez la page pour voir où il en est",
        "this notice is in the state “{state:name}”, where this cannot be done; "
        "reload the page to see where it stands",
    ),
    "notices.not_url": (
        "ce n'est pas une adresse web complète ; écrivez https://, un nom d'hôte et un chemin, "
        "sans mot de passe ni #, en 500 caractères au plus",
        "this is not a whole web address; write https://, a host name and a path, "
        "without a password or #, in at most 500 characters",
    ),
    "notices.not_https": (
        "l'adresse n'est pas en https ; les avis ne partent que chiffrés",
        "the address is not https; notices only leave encrypted",
    ),
    "notices.not_public": (
        "l'adresse mène à un réseau privé ; donnez-en une qui est joignable depuis Internet",
        "the address leads to a private network; give one that the Internet can reach",
    ),
    "notices.too_many": (
        "{most} points d'écoute existent déjà, ce qui est le plus ; modifiez-en un",
        "{most} webhook endpoints exist already, which is the most; change one of them",
    ),
}
