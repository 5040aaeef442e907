"""By which terms article 9 is judged on a page."""

from __future__ import annotations

from datetime import datetime

from tenir.apps.agreements import queries
from tenir.terms.resolution import Terms
from tenir.viewer import ANONYMOUS, NotSeen


def terms_for(organisation: int, *, at: datetime) -> Terms:
    """Those in force for that client; those published last for a client without a version."""
    try:
        found = queries.version_of(organisation, at=at)
    except queries.NoVersionInForce:
        return published_terms()
    return queries.agreement_of(found).terms()


def published_terms() -> Terms:
    """Those of the reference published last."""
    found = queries.versions(ANONYMOUS, agreement=queries.REFERENCE).first()
    if found is None:
        raise NotSeen("agreements.no_version")
    return queries.agreement_of(found).terms()
