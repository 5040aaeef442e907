"""Which words find a promise: what was promised in both languages, to whom, by which clause."""

from __future__ import annotations

from collections.abc import Iterator

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


def index_promise(promise: Commitment) -> None:
    """A promise is found from now on."""
    index([_findable(promise)])


def _findable(promise: Commitment) -> Findable:
    side: Organisation | None = promise.organisation
    return Findable(
        KIND, str(promise.pk), "client" if side else "staff",
        [named(promise, language) for language in LANGUAGES],
        [*promise.clauses, promise.subject, side.name if side else ""],
        organisation=side.pk if side else None, at=promise.started_at,
    )  # fmt: skip
