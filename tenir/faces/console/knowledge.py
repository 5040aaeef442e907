"""The knowledge base: articles written, looked at, published, corrected, withdrawn.

Clause: 7.3.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.support import queries, services
from tenir.apps.support.queries import Article
from tenir.faces.console.frame import page
from tenir.ui.acts import act
from tenir.ui.addresses import to
from tenir.ui.asking import only_if
from tenir.ui.deeds import Deed, given, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.fields import words
from tenir.ui.knowledge import product_choices, products_of, readings, title_of
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import NotSeen, Viewer

HERE = "knowledge"
TEXTS = ("title_fr", "body_fr", "title_en", "body_en")
STATES = (
    ("published", pgettext_lazy("an article", "Published")),
    ("draft", pgettext_lazy("an article", "Draft")),
    ("withdrawn", pgettext_lazy("an article", "Withdrawn")),
)


def state_of(found: Article) -> str:
    """Withdrawn, never published, published, or published with a draft that waits."""
    if found.withdrawn_at:
        return "article.withdrawn"
    if found.published is None:
        return "article.draft"
    last = getattr(found, "last_number", found.published.number)
    return "article.changed" if last > found.published.number else "article.published"


def _in_state(rows: Any, value: str) -> Any:
    if value == "withdrawn":
        return rows.exclude(withdrawn_at=None)
    return rows.filter(withdrawn_at=None, published__isnull=value == "draft")


COLUMNS = (
    Column("title", _("Article"), lambda a: title_of(a, language()), lead=True,
           href=to("console:knowledge-one")),
    Column("about", _("About"), products_of),
    Column("for", _("For"), lambda a: "inside" if a.inside else "article.clients", kind="state"),
    Column("state", _("State"), state_of, kind="state"),
    Column("updated", pgettext_lazy("an article", "Changed"), lambda a: a.updated_at,
           sort="updated_at", kind="moment"),
)  # fmt: skip


@staff_only
def knowledge(request: HttpRequest) -> HttpResponseBase:
    """Every article, drafts and withdrawn ones too, the last changed first.

    Clause: 7.3.
    """
    viewer = viewer_of(request)
    writes = services.may_answer(viewer)
    asked = {name: request.GET.get(name, "")[:200] for name in ("text", "product")}
    filters = (
        Filter("text", _("Words of it")),
        Filter("product", _("Product"), None, product_choices()),
        Filter("state", _("State"), _in_state, STATES),
    )
    found = listing(
        request, queries.articles(viewer, **asked), columns=COLUMNS, filters=filters,
        sort="-updated", empty=_("Write what is asked again and again: clients find it before "
                                 "they ask."),
        act=(_("Write an article"), reverse("console:knowledge-new")) if writes else None,
    )  # fmt: skip
    if wants_file(request):
        return file_of(request, found, "knowledge")
    return page(request, "console/knowledge", HERE, {"found": found, "writes": writes})


@staff_only
def one(request: HttpRequest, id: int) -> HttpResponseBase:
    """One article: its last version, or the one that is asked for, in its languages.

    Clause: 7.3.
    """
    viewer = viewer_of(request)
    found = queries.article(viewer, id)
    versions = list(queries.article_versions(viewer, id).select_related("written_by"))
    asked = request.GET.get("version", "")
    shown = next((each for each in versions if str(each.number) == asked), versions[0])
    told = {
        "it": found, "shown": shown, "versions": versions, "state": state_of(found),
        "readings": readings(shown, language()), "products": products_of(shown),
        "writes": services.may_answer(viewer), "title": title_of(found, language()),
        "waits": found.withdrawn_at or found.published_id != versions[0].pk,
    }  # fmt: skip
    return page(request, "console/knowledge_one", HERE, told)


class ArticleForm(forms.Form):
    """An article in one language or both, whom it is for and what changed."""

    title_fr = forms.CharField(label=_("Title"), max_length=200, required=False,
                               widget=forms.TextInput({"lang": "fr"}))  # fmt: skip
    body_fr = words(_("Text"), rows=12, required=False)
    title_en = forms.CharField(label=_("Title"), max_length=200, required=False,
                               widget=forms.TextInput({"lang": "en"}))  # fmt: skip
    body_en = words(_("Text"), rows=12, required=False)
    products = forms.MultipleChoiceField(
        label=_("Products"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Its readers subscribe to one of them; none chosen: every client reads it."),
    )  # fmt: skip
    inside = forms.BooleanField(label=_("For staff alone"), required=False)
    because = forms.CharField(label=_("What changed"), max_length=500, required=False)
    fieldsets = (
        (_("In French"), ("title_fr", "body_fr")),
        (_("In English"), ("title_en", "body_en")),
        (_("Whom it is for"), ("products", "inside", "because")),
    )

    def __init__(self, *args: Any, first: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        fields: dict[str, Any] = self.fields
        fields["products"].choices = product_choices()
        if first:
            del fields["because"]


@staff_only
def write(request: HttpRequest, id: int = 0) -> HttpResponseBase:
    """An article, or its next version, is written: looked at first, then kept as a draft.

    Clause: 7.3.
    """
    actor, at = viewer_of(request), clock.now()
    only_if(services.may_answer(actor))
    found = queries.article(actor, id) if id else None
    form = ArticleForm(**given(request), initial=_written(actor, found), first=found is None)
    deed = Deed(
        heading=_("Write the next version") if found else _("Write an article"),
        button=pgettext_lazy("an article", "Keep as a draft"), icon="pencil", clauses=("7.3",),
        about=_("In one language or both, in Markdown. Nobody but staff reads it before it is "
                "published."),
        back=reverse("console:knowledge-one", args=[id]) if found else reverse("console:knowledge"),
        above=_above(found), done=_("Kept as a draft: look at it, then publish it."),
        after=lambda made: reverse("console:knowledge-one", args=[made.article_id]),
        template="console/knowledge_write",
    )  # fmt: skip
    if request.POST.get("act") == "look" and form.is_valid():
        seen = readings(SimpleNamespace(**form.cleaned_data), language())
        return page(request, deed.template, HERE, {"deed": deed, "form": form, "seen": seen})
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.write_article(**told, article=id or None, actor=actor, at=at),
    )  # fmt: skip


def _written(viewer: Viewer, found: Article | None) -> dict[str, Any]:
    """What the last version says, to go on from."""
    if found is None:
        return {}
    last = queries.article_versions(viewer, found.pk)[0]
    texts = {name: getattr(last, name) for name in TEXTS}
    keys = [each.key for each in last.products.all()]
    return {**texts, "products": keys, "inside": last.inside}


@staff_only
@require_POST
def publish(request: HttpRequest, id: int) -> HttpResponseBase:
    """Its last version is what readers see.

    Clause: 7.3.
    """
    actor, at = viewer_of(request), clock.now()
    _writes(actor, id)
    return act(
        request, lambda: services.publish_article(id, actor=actor, at=at),
        done=_("Published: its readers find it now."),
        back=reverse("console:knowledge-one", args=[id]),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


@staff_only
def withdraw(request: HttpRequest, id: int) -> HttpResponseBase:
    """Readers see it no more; it may be published again.

    Clause: 7.3.
    """
    actor, at = viewer_of(request), clock.now()
    found = _writes(actor, id)
    deed = Deed(
        heading=_("Withdraw the article"), button=_("Withdraw it"), icon="ban", clauses=("7.3",),
        danger=True, back=reverse("console:knowledge-one", args=[id]), above=_above(found),
        done=_("Withdrawn: clients read it no more."),
        about=_("Clients find it no more; staff does, and may publish it again."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=WithdrawForm(**given(request)),
        call=lambda told: services.withdraw_article(id, **told, actor=actor, at=at),
    )  # fmt: skip


def _above(found: Article | None) -> tuple[tuple[Any, str], ...]:
    if found is None:
        return ()
    return ((title_of(found, language()), reverse("console:knowledge-one", args=[found.pk])),)


def _writes(actor: Viewer, id: int) -> Article:
    found = queries.article(actor, id)
    if not services.may_answer(actor):
        raise NotSeen("requests.no_article")
    return found
