"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "documents.not_seen": (
        "ce document n'existe pas, ou ne vous est pas ouvert ; vérifiez l'adresse",
        "there is no such document, or it is not open to you; check the address",
    ),
}
