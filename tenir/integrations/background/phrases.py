"""What the background work says to operators: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "background.no_job": (
        "il n'y a pas de travail en échec sous ce numéro ; il a peut-être été repris ou écarté",
        "there is no failed job of that number; it may have been retried or discarded",
    ),
    "background.not_allowed": (
        "seule l'exploitation reprend ou écarte un travail ; demandez-lui",
        "only operations retries or discards a job; ask them",
    ),
}
