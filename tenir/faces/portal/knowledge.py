"""The knowledge base, as far as the reader's company has ordered what it is about.

Clause: 7.3.
"""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.support import queries
from tenir.faces.portal.contacts_only import speaks
from tenir.faces.portal.frame import page
from tenir.faces.portal.opened import opened
from tenir.faces.portal.requests import products_of as subscribed
from tenir.ui.addresses import to
from tenir.ui.exports import file_of, wants_file
from tenir.ui.knowledge import products_of, readings, title_of
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import clients_only, viewer_of

HERE = "knowledge"
COLUMNS = (
    Column("title", _("Article"), lambda a: title_of(a, language()), lead=True,
           href=to("portal:knowledge-one")),
    Column("about", _("About"), products_of),
    Column("updated", pgettext_lazy("an article", "Changed"), lambda a: a.published.published_at,
           sort="published__published_at", kind="moment"),
)  # fmt: skip


@clients_only
@opened("knowledge")
def knowledge(request: HttpRequest) -> HttpResponseBase:
    """What is published about what one's company has ordered, searched in both languages.

    Clause: 7.3.
    """
    viewer = viewer_of(request)
    text = request.GET.get("text", "")[:200]
    filters = (
        Filter("text", _("Words of it")),
        Filter("product", _("Product"),
               lambda rows, value: rows.filter(Q(products=value) | Q(products=None)).distinct(),
               subscribed(viewer)),
    )  # fmt: skip
    found = listing(
        request, queries.articles(viewer, text=text), columns=COLUMNS, filters=filters,
        sort="-updated", empty=_("No article is published yet about what you have ordered."),
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "knowledge")
    return page(request, "portal/knowledge", HERE, {"found": found})


@clients_only
@opened("knowledge")
def one(request: HttpRequest, id: int) -> HttpResponseBase:
    """One article, in the reader's language where it is written in it.

    Clause: 7.3.
    """
    viewer = viewer_of(request)
    found = queries.article(viewer, id)
    versions = list(queries.article_versions(viewer, id))
    asked = request.GET.get("version", "")
    latest = next(each for each in versions if each.pk == found.published_id)
    shown = next((each for each in versions if str(each.number) == asked), latest)
    said = readings(shown, language())
    told = {
        "it": found, "shown": shown, "latest": latest, "versions": versions,
        "products": products_of(found), "reading": said[0], "others": said[1:],
        "asks": speaks(viewer), "foreign": said[0].language != language(),
    }  # fmt: skip
    return page(request, "portal/knowledge_one", HERE, told)
