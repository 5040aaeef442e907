"""Which words find a promise: what was promised in both languages, to whom, by which clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import prefetch_related_objects

from tenir.apps.accounts.queries import Organisation
from tenir.apps.commitments.models import Commitment
from tenir.apps.commitments.warning import named
from tenir.apps.search.services import Findable, index
from tenir.terms.phrases import LANGUAGES

KIND = "commitment"


def findables() -> Iterator[Findable]:
    """Every promise."""
    rows = Commitment.objects.select_related("organisation").order_by("pk")
    return map(_findable, rows.iterator(chunk_size=2000))


def index_promises(promises: Sequence[Commitment]) -> None:
    """Promises are found from now on."""
    prefetch_related_objects(promises, "organisation")
    index([_findable(promise) for promise in promises])


def _findable(promise: Commitment) -> Findable:
    side: Organisation | None = promise.organisation
    return Findable(
        KIND, str(promise.pk), "client" if side else "staff",
        [named(promise, language) for language in LANGUAGES],
        [*promise.clauses, promise.subject, side.name if side else ""],
        organisation=side.pk if side else None, at=promise.started_at,
    )  # fmt: skip
