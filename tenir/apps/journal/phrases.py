"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

from tenir.terms import phrases_journal

PHRASES: Mapping[str, tuple[str, str]] = {
    **phrases_journal.PHRASES,
    "journal.not_seen": (
        "ce journal n'existe pas, ou ne vous est pas ouvert ; vérifiez le client",
        "there is no such journal, or it is not open to you; check the client",
    ),
    "journal.verify_not_allowed": (
        "seul l'éditeur vérifie tout le journal ; demandez l'export de vos écritures, et "
        "vérifiez-le par `tenir journal verify`",
        "only the publisher verifies the whole journal; ask for the export of your entries, and "
        "verify it with `tenir journal verify`",
    ),
    "journal.personal_not_allowed": (
        "ce que le journal dit de personnes se lit par un administrateur, un responsable de "
        "comptes ou de la sécurité ; adressez-vous à l'un d'eux",
        "what the journal says of people is read by administrators, accounts managers and "
        "security officers; ask one of them",
    ),
    "journal.erase_not_allowed": (
        "seul un administrateur efface ce que le journal dit de personnes ; adressez-vous à l'un "
        "d'eux",
        "only an administrator erases what the journal says of people; ask one of them",
    ),
}
