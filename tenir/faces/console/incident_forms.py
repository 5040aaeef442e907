"""The forms of incidents, and what they begin from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenir.apps.availability import queries as availability
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.parties import queries as parties
from tenir.apps.publishing import queries, services
from tenir.ui.fields import InstantField
from tenir.ui.keys import key_of
from tenir.ui.language import language
from tenir.ui.pages import viewer_of
from tenir.ui.sought import SoughtField
from tenir.ui.states import STATES
from tenir.viewer import NotSeen, Viewer


def _choices(kind: str, values: list[str]) -> list[tuple[str, Any]]:
    return [(value, STATES[f"{kind}.{value}"].word) for value in values]


def _text(label: Any, **rest: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": 4})
    return forms.CharField(label=label, max_length=8000, widget=widget, **rest)


STATES_OF = _choices("incident", queries.State.values)
IMPACTS = _choices("impact", queries.Impact.values)


class SaidForm(forms.Form):
    """What an update says."""

    state = forms.ChoiceField(label=_("Where it stands"), choices=STATES_OF)
    impact = forms.ChoiceField(label=_("Impact"), choices=IMPACTS)
    text_fr = _text(_("Text, in French"))
    text_en = _text(
        _("Text, in English"), required=False,
        help_text=_("Left empty, English readers are given the French."),
    )  # fmt: skip
    named_on_purpose = forms.BooleanField(
        label=_("A client is named on purpose"), required=False,
        help_text=_("Without it, what everyone reads may hold no client's name."),
    )  # fmt: skip

    def said(self) -> services.Said:
        """As the acts take it."""
        told = self.cleaned_data
        return services.Said(
            state=told["state"], impact=told["impact"], text_fr=told["text_fr"],
            text_en=told["text_en"],
        )  # fmt: skip


class UpdateForm(SaidForm):
    """Where an incident stands now."""

    resolved_at = InstantField(
        label=_("It was over on"), required=False,
        help_text=_("Where it is resolved: left empty, it was over now."),
    )  # fmt: skip
    field_order = ("state", "impact", "resolved_at", "text_fr", "text_en", "named_on_purpose")

    def told(self) -> dict[str, Any]:
        """As the act takes it."""
        kept = {name: self.cleaned_data[name] for name in ("resolved_at", "named_on_purpose")}
        return {"said": self.said(), **kept}


class IncidentForm(SaidForm):
    """What went wrong, for whom, since when."""

    title_fr = forms.CharField(label=_("Title, in French"), max_length=150)
    title_en = forms.CharField(label=_("Title, in English"), max_length=150, required=False)
    client = SoughtField(
        parties.Client.objects.none(), label=_("For one client alone"), required=False,
        empty_label=_("No: everyone reads it"),
        help_text=_("What concerns one client's own environment is told to it alone."),
    )  # fmt: skip
    products = forms.ModelMultipleChoiceField(
        catalogue.Product.objects.none(), label=_("Products touched"), to_field_name="key",
        required=False, widget=forms.SelectMultiple({"size": 8}),
    )  # fmt: skip
    platform = forms.BooleanField(label=_("The support platform is touched"), required=False)
    began_at = InstantField(label=_("It began on"), required=False)
    field_order = (
        "title_fr", "title_en", "state", "impact", "client", "products", "platform", "began_at",
        "text_fr", "text_en", "named_on_purpose",
    )  # fmt: skip

    @classmethod
    def of(cls, viewer: Viewer, **rest: Any) -> IncidentForm:
        """The form, with what it may be about."""
        made = cls(**rest)
        fields: Any = made.fields
        fields["client"].queryset = parties.clients(viewer)
        fields["products"].queryset = catalogue.products()
        return made

    def told(self) -> dict[str, Any]:
        """As the act takes it."""
        told = self.cleaned_data
        names = ("title_fr", "title_en", "platform", "began_at", "named_on_purpose")
        return {
            "said": self.said(), **{name: told[name] for name in names},
            "client": told["client"].pk if told["client"] else None,
            "products": [product.key for product in told["products"]],
        }  # fmt: skip


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=500)


def worded_from(viewer: Viewer, key: str) -> dict[str, Any]:
    """The usual words of that key, as a form begins from them."""
    known = key_of(key)
    found = queries.wordings(viewer).filter(pk=known).first() if known is not None else None
    names = ("state", "impact", "title_fr", "title_en", "text_fr", "text_en")
    return {each: getattr(found, each) for each in names} if found else {}


def begun_from(viewer: Viewer, outage: str) -> dict[str, Any]:
    """A line of the ledger, as a form begins from it: its product, its client, its beginning."""
    known = key_of(outage)
    if known is None:
        return {}
    try:
        found = availability.outage(viewer, known)
    except NotSeen:
        return {}
    line = found.subscription
    shared = line.hosting == "shared"
    return {
        "products": [line.product.key], "began_at": found.start,
        "client": None if shared else line.contract.client_id,
        "impact": "critical" if found.state == "down" else "minor",
    }  # fmt: skip


def wordings(request: HttpRequest, *, begins: bool) -> list[tuple[str, str]]:
    """The usual words to begin from: what to call each, and its address."""
    found = []
    for each in queries.wordings(viewer_of(request)).filter(begins=begins):
        asked = request.GET.copy()
        asked["wording"] = str(each.pk)
        found.append((each.name(language()), f"{request.path}?{asked.urlencode()}"))
    return found
