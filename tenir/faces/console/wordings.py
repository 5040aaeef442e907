"""Usual words, from which incidents and updates begin: their list, and the form that keeps them.

Clause: 10.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.publishing import queries, services
from tenir.faces.console.frame import page
from tenir.faces.console.incident_forms import IMPACTS, STATES_OF
from tenir.ui.acts import act
from tenir.ui.asking import only_if
from tenir.ui.cells import button
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.exports import file_of, wants_file
from tenir.ui.language import language
from tenir.ui.listing import Column, Filter, listing
from tenir.ui.pages import staff_only, viewer_of

HERE = "incidents"
BEGINS = (("yes", _("An incident")), ("no", _("An update")))


def _says(rows: Any, value: str) -> Any:
    names = ("name_fr", "name_en", "title_fr", "title_en", "text_fr", "text_en")
    found = rows.none()
    for name in names:
        found |= rows.filter(**{f"{name}__icontains": value})
    return found


FILTERS = (
    Filter("words", _("Words"), _says),
    Filter("begins", _("Begins"), lambda rows, value: rows.filter(begins=value == "yes"), BEGINS),
    Filter("state", _("State"), lambda rows, value: rows.filter(state=value), STATES_OF),
)


class WordingForm(forms.Form):
    """What to call the words, what they say of where it stands, and the words themselves."""

    name_fr = forms.CharField(label=_("Name, in French"), max_length=100)
    name_en = forms.CharField(label=_("Name, in English"), max_length=100, required=False)
    begins = forms.TypedChoiceField(
        label=_("Begins"), choices=BEGINS, coerce=lambda value: value == "yes"
    )
    state = forms.ChoiceField(label=_("Where it stands"), choices=STATES_OF)
    impact = forms.ChoiceField(label=_("Impact"), choices=IMPACTS)
    title_fr = forms.CharField(
        label=_("Title, in French"), max_length=150, required=False,
        help_text=_("Of an incident alone: an update has none."),
    )  # fmt: skip
    title_en = forms.CharField(label=_("Title, in English"), max_length=150, required=False)
    text_fr = forms.CharField(
        label=_("Text, in French"), max_length=8000, widget=forms.Textarea({"rows": 4})
    )
    text_en = forms.CharField(
        label=_("Text, in English"), max_length=8000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        fields: dict[str, Any] = self.fields
        for key in ("fr", "en"):
            fields[f"text_{key}"].help_text = _(
                "To be written each time, in brackets: %(holes)s."
            ) % {"holes": ", ".join(queries.HOLES[key])}


@staff_only
def wordings(request: HttpRequest) -> HttpResponseBase:
    """The usual words that are offered.

    Clause: 10.4.
    """
    viewer, in_file = viewer_of(request), wants_file(request)
    keeps = viewer.has(*services.PUBLISHERS)
    new = reverse("console:wording-new")
    found = listing(
        request, queries.wordings(viewer), columns=_columns(request, whole=in_file, keeps=keeps),
        filters=FILTERS, sort="name",
        empty=_("No usual words: keep some, and incidents and updates begin from them."),
        act=(_("Keep usual words"), new) if keeps else None,
    )  # fmt: skip
    if in_file:
        return file_of(request, found, "usual-words")
    return page(request, "console/wordings", HERE, {"found": found, "keeps": keeps})


@staff_only
def wording(request: HttpRequest, id: int = 0) -> HttpResponseBase:
    """Words are kept, or changed.

    Clause: 10.4.
    """
    actor, at = viewer_of(request), clock.now()
    only_for(actor, *services.PUBLISHERS)
    found = queries.wordings(actor).filter(pk=id).first() if id else None
    only_if(found or not id)
    initial = {**vars(found), "begins": "yes" if found.begins else "no"} if found else {}
    back = reverse("console:wordings")
    deed = Deed(
        heading=found.name(language()) if found else _("Keep usual words"), button=_("Keep"),
        icon="quote", back=back, clauses=("10.4",), help="publishing",
        above=((_("Usual words"), back),),
        done=_("Kept: they are offered to whoever publishes."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=WordingForm(**given(request), initial=initial),
        call=lambda told: services.keep_wording(
            services.Words(**told), wording=id or None, actor=actor, at=at
        ),
    )  # fmt: skip


@staff_only
@require_POST
def withdraw(request: HttpRequest, id: int) -> HttpResponseBase:
    """Words are offered no more.

    Clause: 10.4.
    """
    actor, at = viewer_of(request), clock.now()
    only_if(actor.has(*services.PUBLISHERS) and queries.wordings(actor).filter(pk=id).exists())
    return act(
        request, lambda: services.withdraw_wording(id, actor=actor, at=at),
        done=_("They are offered no more."), back=reverse("console:wordings"),
    )  # fmt: skip


def _columns(request: HttpRequest, *, whole: bool, keeps: bool) -> Sequence[Column]:
    """The columns: the words whole in a file, else how the reader's begin, and an act."""
    tongues = (("french", _("In French"), "fr"), ("english", _("In English"), "en"))
    withdraw = Column("withdraw", _("Withdraw"), lambda row: button(
        request, reverse("console:wording-withdraw", args=[row.pk]), "trash", gettext("Withdraw"),
        of=row.name(language()),
    ))  # fmt: skip
    return (
        Column("name", _("Name"), lambda row: row.name(language()), sort=f"name_{language()}",
               lead=True,
               href=lambda row: reverse("console:wording", args=[row.pk]) if keeps else ""),
        Column("begins", _("Begins"), lambda row: dict(BEGINS)["yes" if row.begins else "no"],
               sort="-begins"),
        Column("state", _("State"), lambda row: f"incident.{row.state}", kind="state"),
        Column("impact", _("Impact"), lambda row: f"impact.{row.impact}", kind="state"),
        *(_said(key, label, tongue, whole=whole) for key, label, tongue in tongues
          if whole or tongue == language()),
        *((withdraw,) if keeps and not whole else ()),
    )  # fmt: skip


def _said(key: str, label: Any, tongue: str, *, whole: bool) -> Column:
    """The title, where there is one, and the text in a language."""

    def value(row: queries.Wording) -> str:
        parts = (getattr(row, f"title_{tongue}"), getattr(row, f"text_{tongue}"))
        told = " · ".join(part for part in parts if part)
        return told if whole else Truncator(told).chars(120)

    return Column(key, label, value)
