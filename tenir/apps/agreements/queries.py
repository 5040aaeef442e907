"""Questions about versions, contracts and subscriptions: each says who is looking.

What the publisher's own rules need of any client (`version_of`, `agreement_of`) takes no viewer:
its callers have looked who asks.
"""

from __future__ import annotations

from tenir.apps.agreements.asked_contracts import (
    access_open,
    amendments,
    contract,
    contracts,
    flagged_contracts,
    on_call,
    on_call_over,
    options,
    ordered_of,
    ordered_on,
    specifics,
    subscription,
    subscriptions,
)
from tenir.apps.agreements.asked_pages import PageClosed, closed_pages, must_be_open
from tenir.apps.agreements.asked_terms import (
    own_terms_of,
    resolved_terms,
    terms_of,
    terms_of_line,
    terms_of_many,
    terms_over,
)
from tenir.apps.agreements.asked_updates import update_file, update_files
from tenir.apps.agreements.asked_versions import (
    client_version,
    client_versions,
    differences,
    proofs,
    unproven_notifications,
    version,
    version_in_force,
    versions,
)
from tenir.apps.agreements.closures import closures
from tenir.apps.agreements.lines import ENVIRONMENTS
from tenir.apps.agreements.models import REFERENCE as REFERENCE
from tenir.apps.agreements.models import Access as Access
from tenir.apps.agreements.models import Amendment as Amendment
from tenir.apps.agreements.models import ClientVersion as ClientVersion
from tenir.apps.agreements.models import Closure as Closure
from tenir.apps.agreements.models import Contract as Contract
from tenir.apps.agreements.models import Option as Option
from tenir.apps.agreements.models import Ordered as Ordered
from tenir.apps.agreements.models import Specific as Specific
from tenir.apps.agreements.models import Subscription as Subscription
from tenir.apps.agreements.models import Version as Version
from tenir.apps.agreements.reading import (
    AgreementHeld,
    NoVersionInForce,
    agreement_of,
    agreements_held,
    month_start,
    version_of,
    version_of_each,
    versions_of,
    versions_over,
    versions_over_many,
)
from tenir.apps.catalogue.queries import UpdateFile

__all__ = [
    "ENVIRONMENTS",
    "REFERENCE",
    "Access",
    "AgreementHeld",
    "Amendment",
    "ClientVersion",
    "Closure",
    "Contract",
    "NoVersionInForce",
    "Option",
    "Ordered",
    "PageClosed",
    "Specific",
    "Subscription",
    "UpdateFile",
    "Version",
    "access_open",
    "agreement_of",
    "agreements_held",
    "amendments",
    "client_version",
    "client_versions",
    "closed_pages",
    "closures",
    "contract",
    "contracts",
    "differences",
    "flagged_contracts",
    "month_start",
    "must_be_open",
    "on_call",
    "on_call_over",
    "options",
    "ordered_of",
    "ordered_on",
    "own_terms_of",
    "proofs",
    "resolved_terms",
    "specifics",
    "subscription",
    "subscriptions",
    "terms_of",
    "terms_of_line",
    "terms_of_many",
    "terms_over",
    "unproven_notifications",
    "update_file",
    "update_files",
    "version",
    "version_in_force",
    "version_of",
    "version_of_each",
    "versions",
    "versions_of",
    "versions_over",
    "versions_over_many",
]
