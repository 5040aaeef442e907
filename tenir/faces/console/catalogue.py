"""What the publisher sells: families, and a product with its versions, modules, third parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenir import clock
from tenir.apps.catalogue import queries
from tenir.apps.releases import queries as handed
from tenir.apps.releases import services as releases
from tenir.faces.console.frame import page
from tenir.terms import phrases
from tenir.ui.confirming import Sure
from tenir.ui.exports import file_of, wants_file
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import StaffRole

PROMISED = {
    "availability": _("Availability"),
    "response_p1": _("Response to what is blocking"),
    "response": _("Response to the rest"),
    "restorable": _("Age of what can be restored"),
}
KEEPERS = (StaffRole.RELEASES, StaffRole.ACCOUNTS_MANAGER)
WITHDRAW_FILE = Sure(
    question=_("Withdraw this file?"), yes=_("Withdraw"),
    follows=_("Nobody fetches it any more; whoever did keeps it."),
)  # fmt: skip
WITHDRAW_MODULE = Sure(
    question=_("Withdraw this module?"), yes=_("Withdraw"),
    follows=_("It is no longer ordered; contracts that have it keep it."),
)  # fmt: skip


def _said(row: Any, what: str) -> str:
    """What is written in both languages, in the reader's."""
    return str(getattr(row, f"{what}_{language()}"))


def _family(row: Any) -> str:
    return ", ".join(_said(each, "name") for each in row.families.all())


COLUMNS = (
    Column("name", _("Product"), lambda p: p.name, sort="name", lead=True,
           href=lambda p: reverse("console:product", args=[p.key]),
           note=lambda p: _("formerly %(name)s") % {"name": p.formerly} if p.formerly else ""),
    Column("place", _("Family"), _family, sort="position"),
    Column("software", _("Third-party software"),
           lambda p: ", ".join(each.name for each in p.third_party.all())),
    Column("refers", _("Other terms"), lambda p: _said(p, "refers")),
)  # fmt: skip


def _filters() -> Sequence[Filter]:
    families = [
        (each.key, _said(each, "name")) for each in queries.families().prefetch_related(None)
    ]
    return (
        Filter("name", _("Product"),
               lambda rows, value: rows.filter(Q(name__icontains=value)
                                               | Q(formerly__icontains=value))),
        Filter("family", _("Family"),
               lambda rows, value: rows.filter(families__key=value, families__withdrawn_at=None),
               families),
        Filter("software", _("Third-party software"),
               lambda rows, value: rows.filter(third_party__name__icontains=value).distinct()),
    )  # fmt: skip


@staff_only
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The products on offer with their families, third-party software and outside terms.

    Clause: A0, A3, 2.7.
    """
    found = listing(
        request, queries.products(), columns=COLUMNS, filters=_filters(), sort="place",
        empty=_("No product yet: “tenir migrate” loads those of the agreement."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "catalogue")
    told = {"found": found, "silent": queries.without_conditions()}
    return page(request, "console/catalogue", "catalogue", told)


def _promised(software: queries.Software) -> list[tuple[Any, str]]:
    """What a third party promises for its software, in words."""
    told = promised_in_words(software.promises)
    return [(PROMISED.get(name, name), value) for name, value in told.items()]


def promised_in_words(promises: Mapping[str, Any]) -> dict[str, Any]:
    """Each promise as people write it."""
    return {
        name: value if name == "availability" else phrases.length(value, language())
        for name, value in promises.items()
    }


@staff_only
def product(request: HttpRequest, key: str) -> HttpResponseBase:
    """One product: its versions and what they need, its modules, the software of others inside.

    Clause: 2.5, 2.7, 4.1, 8.1.
    """
    viewer, found = viewer_of(request), queries.product(key)
    versions = queries.versions_of(found).prefetch_related(
        "prerequisites__items", Prefetch("files", queryset=queries.update_files())
    )
    went = handed.held(viewer, found, versions, at=clock.now())
    told = {
        "it": found,
        "versions": [(each, went.get(each.pk)) for each in versions],
        "modules": queries.modules_of(found),
        "software": [(each, _promised(each)) for each in queries.software_in(found)],
        "keeps": viewer.has(*KEEPERS),
        "releases": releases.may_release(viewer),
        "withdrawing_file": WITHDRAW_FILE,
        "withdrawing_module": WITHDRAW_MODULE,
    }
    return page(request, "console/product", "catalogue", told)
