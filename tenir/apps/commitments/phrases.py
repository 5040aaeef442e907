"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "commitments.unknown": (
        "cet engagement n'existe pas ; cherchez-le dans la liste des engagements",
        "there is no such commitment; look for it in the list of commitments",
    ),
    "commitments.no_reason": (
        "un engagement se lève avec son motif ; écrivez-le",
        "a commitment is waived with its reason; write it down",
    ),
    "commitments.waives": (
        "seul un gestionnaire de comptes lève un engagement ; demandez-le-lui",
        "only an accounts manager waives a commitment; ask them",
    ),
    "commitments.due_before_start": (
        "l'échéance ({due}) précède le début ({start}) ; échangez-les",
        "the due instant ({due}) comes before the start ({start}); swap them",
    ),
}
