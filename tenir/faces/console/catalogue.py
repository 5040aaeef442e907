"""What the publisher sells: families, and a product with its versions, modules, third parties."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase

from tenir.apps.catalogue import queries
from tenir.faces.console.frame import page
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole

KEEPERS = (StaffRole.RELEASES, StaffRole.ACCOUNTS_MANAGER)


@staff_only
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The families and their products, with third-party software and outside terms.

    Clause: A0, A3, 2.7.
    """
    told = {"families": queries.families(), "silent": queries.without_conditions()}
    return page(request, "console/catalogue", "catalogue", told)


@staff_only
def product(request: HttpRequest, key: str) -> HttpResponseBase:
    """One product: its versions and what they need, its modules, the software of others inside.

    Clause: 2.5, 2.7, 4.1, 8.1.
    """
    found = queries.product(key)
    told = {
        "it": found,
        "versions": queries.versions_of(found).prefetch_related(
            "prerequisites__items", Prefetch("files", queryset=queries.update_files())
        ),
        "modules": queries.modules_of(found),
        "software": queries.software_in(found),
        "keeps": viewer_of(request).has(*KEEPERS),
    }
    return page(request, "console/product", "catalogue", told)
