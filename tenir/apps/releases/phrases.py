"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "promise.releases.validation": (
        "valider une nouvelle version, ou la refuser avec ses raisons",
        "validate a new version, or refuse it with reasons",
    ),
    "risk.update-not-validated": (
        "sans réponse, la validation est caduque ; l'éditeur ne répond pas d'une mise à jour "
        "pilotée qui n'a pas été faite faute d'action du client (8.12)",
        "without an answer, validation lapses; the publisher does not answer for a piloted update "
        "that was not done for want of the client's action (8.12)",
    ),
    "releases.unknown": (
        "il n'y a pas de telle version à valider ; cherchez-la dans la liste",
        "there is no such version to validate; look for it in the list",
    ),
    "releases.releasers_only": (
        "seul le personnel en charge des versions les met à disposition des clients, ou les retire",
        "only staff in charge of releases make versions available to clients, or withdraw them",
    ),
    "releases.contacts_answer": (
        "seul un contact désigné du client valide une version ou la refuse",
        "only a designated contact of the client validates a version or refuses it",
    ),
    "releases.patch": (
        "{version} est un correctif : un correctif n'est pas soumis à validation (8.9)",
        "{version} is a patch: a patch is not subject to validation (8.9)",
    ),
    "releases.not_out": (
        "{version} ne sort que le {on:day} ; mettez-la à disposition à partir de ce jour",
        "{version} comes out on {on:day} only; make it available from that day on",
    ),
    "releases.not_a_line": (
        "un abonnement choisi ne porte pas sur le produit de {version}, ou ne court pas ; "
        "retirez-le du choix",
        "a subscription chosen is not on the product of {version}, or does not run; leave it out",
    ),
    "releases.no_reason": (
        "une version se refuse avec ses raisons ; écrivez ce qui ne va pas",
        "a version is refused with reasons; write what is wrong",
    ),
    "releases.validated_already": (
        "{version} est déjà validée ; pour ce qui ne va pas, ouvrez une demande",
        "{version} is validated already; for what is wrong, open a request",
    ),
    "releases.refused_already": (
        "{version} est déjà refusée ; suivez la demande qui en est née",
        "{version} is refused already; follow the request that came of it",
    ),
    "releases.lapsed_already": (
        "{version} était à valider avant le {due:deadline} : la validation est caduque ; pour ce "
        "qui ne va pas, ouvrez une demande",
        "{version} was to be validated by {due:deadline}: validation has lapsed; for what is "
        "wrong, open a request",
    ),
    "releases.accepted_already": (
        "{version} était à valider avant le {due:deadline} : le silence l'a acceptée ; pour ce qui "
        "ne va pas, ouvrez une demande",
        "{version} was to be validated by {due:deadline}: silence has accepted it; for what is "
        "wrong, open a request",
    ),
    "releases.waived_already": (
        "l'abonnement a pris fin : il n'y a plus à valider {version}",
        "the subscription has ended: {version} need not be validated any more",
    ),
    "releases.withdrawn_already": (
        "{version} a été retirée par l'éditeur : il n'y a plus à répondre",
        "{version} was withdrawn by the publisher: no answer is asked for any more",
    ),
    "releases.withdrawn_without_reason": (
        "une version se retire avec une raison, que ses clients liront ; écrivez-la",
        "a version is withdrawn with a reason, which its clients will read; write it",
    ),
    "releases.refusal_title": ("Refus de {version}", "Refusal of {version}"),
    "releases.subscription_ended": (
        "l'abonnement a pris fin le {on:day}",
        "the subscription ended on {on:day}",
    ),
}
