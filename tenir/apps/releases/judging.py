"""By which terms a version is validated: those that held when it was received."""

from __future__ import annotations

from tenir.apps.agreements import queries as agreements
from tenir.apps.releases.models import Validation
from tenir.terms.dates import epoch, local
from tenir.terms.resolution import Terms


def terms_of(found: Validation) -> Terms:
    """The terms of the line in the version of the agreement under which it was handed out."""
    line = found.subscription
    read = agreements.agreement_of(agreements.Version(digest=found.convention))
    day = local(epoch(found.received_at), read.zone).date()
    own = agreements.own_terms_of([line.contract_id], on=day).get(line.contract_id, ())
    return read.terms(line.product.key, line.hosting, own)
