"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "maintenance.no_works": (
        "il n'y a pas de tels travaux",
        "there are no such works",
    ),
    "maintenance.announces": (
        "seules l'exploitation et les versions annoncent des travaux ; demandez-leur",
        "only operations and releases announce works; ask them",
    ),
    "maintenance.number_taken": (
        "le numéro « {given} » est déjà celui d'autres travaux ; choisissez-en un autre",
        "the number “{given}” is that of other works; choose another",
    ),
    "maintenance.backward": (
        "les travaux finissent à {end:instant}, avant de commencer à {start:instant} ; corrigez "
        "l'un des deux",
        "the works end on {end:instant}, before they begin on {start:instant}; correct one of "
        "the two",
    ),
    "maintenance.nothing_touched": (
        "ces travaux ne touchent rien ; nommez des produits ou des abonnements",
        "these works touch nothing; name products or subscriptions",
    ),
    "maintenance.unknown_kind": (
        "« {given} » n'est pas une sorte de travaux ; sortes : {known}",
        "“{given}” is no kind of works; kinds: {known}",
    ),
    "maintenance.no_reason": (
        "dites pourquoi ces travaux n'ont pas lieu",
        "say why these works do not take place",
    ),
}
