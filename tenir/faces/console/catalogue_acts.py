"""Acts on the catalogue: versions, what they need, modules, third parties' conditions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries, services
from tenir.apps.catalogue.queries import Prerequisite, Product, ProductVersion
from tenir.faces.console.catalogue import KEEPERS, WITHDRAW_MODULE, promised_in_words
from tenir.faces.console.frame import page
from tenir.terms.resolution import Terms
from tenir.terms.third_party import Promised
from tenir.ui.acts import act_if_sure
from tenir.ui.asking import only_if
from tenir.ui.confirming import Sure
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.fields import DayField
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import ANONYMOUS, NotSeen

HERE = "catalogue"
MOST_NEEDS, MORE_NEEDS = 40, 3
KINDS = {
    Prerequisite.Kind.TECHNICAL: _("Technical"),
    Prerequisite.Kind.CONFIGURATION: pgettext_lazy("a prerequisite", "Configuration"),
    Prerequisite.Kind.SYSTEM_SOFTWARE: _("System software"),
}
SOURCES = {
    Prerequisite.Source.DOCUMENTATION: _("Product documentation"),
    Prerequisite.Source.OFFER: pgettext_lazy("a prerequisite", "Offer"),
    Prerequisite.Source.RECOMMENDATION: _("Recommendation"),
}
PROMISES = {
    "availability": _("Availability, such as 99 %"),
    "response_p1": _("Response to what is blocking, such as 8 working hours"),
    "response": _("Response to the rest, such as 2 working days"),
    "restorable": _("Age of what can be restored, such as 24 hours"),
}


def _above(product: Product) -> list[tuple[Any, str]]:
    return [(product.name, _back(product.key))]


def _back(key: str) -> str:
    return reverse("console:product", args=[key])


def _terms() -> Terms:
    """Those of the reference published last."""
    found = agreements.versions(ANONYMOUS, agreement=agreements.REFERENCE).first()
    if found is None:
        raise NotSeen("agreements.no_version")
    return agreements.agreement_of(found).terms()


class ReleaseForm(forms.Form):
    """A version that came out."""

    number = forms.CharField(label=_("Number"), max_length=40)
    released_on = DayField(label=_("Came out on"))
    major = forms.BooleanField(
        label=_("A major version"), required=False,
        help_text=_("It ends the support of the version before the last, twelve months on or "
                    "earlier."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why it is major"), required=False, max_length=500)


@staff_only
def release(request: HttpRequest, key: str) -> HttpResponseBase:
    """A version of a product came out.

    Clause: 2.3, 8.1.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.product(key)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Release a version"), button=_("Put the version on record"), icon="rocket",
        back=_back(key), clauses=("2.3", "8.1"), above=_above(found),
        done=_("The version is on record."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=ReleaseForm(**given(request)),
        call=lambda told: services.release_version(
            found, **told, terms=_terms(), actor=actor, at=at
        ),
    )  # fmt: skip


class NeedForm(forms.Form):
    """One thing that a version needs, in both languages."""

    kind = forms.ChoiceField(label=_("Kind"), choices=tuple(KINDS.items()))
    text_fr = forms.CharField(label=_("In French"), max_length=2000)
    text_en = forms.CharField(label=_("In English"), max_length=2000)
    source = forms.ChoiceField(label=_("Written in"), choices=tuple(SOURCES.items()))
    reference = forms.CharField(label=_("Document, page or offer"), max_length=500)


class NeedsForm(forms.Form):
    """All that a version needs, from a day on."""

    required_from = DayField(label=_("Required from"))
    items: BaseFormSet[NeedForm]

    def __init__(self, version: ProductVersion, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        last = queries.prerequisites_of(version)
        held = [{name: getattr(item, name) for name in NeedForm.base_fields}
                for item in (last.items.all() if last else ())]  # fmt: skip
        sets = formset_factory(
            NeedForm, extra=MORE_NEEDS, max_num=MOST_NEEDS, absolute_max=MOST_NEEDS, can_delete=True
        )
        self.items = sets(data, prefix="items", initial=held)

    def is_valid(self) -> bool:
        """The day and every thing."""
        return all((super().is_valid(), self.items.is_valid()))

    def told(self) -> list[services.Needed]:
        """What is needed, as the act takes it."""
        names = NeedForm.base_fields
        return [
            services.Needed(**{name: form.cleaned_data[name] for name in names})
            for form in self.items
            if form.cleaned_data.get("text_fr") and not form.cleaned_data.get("DELETE")
        ]


@staff_only
def publish_prerequisites(request: HttpRequest, key: str, version: int) -> HttpResponseBase:
    """What a version needs is published, and told to the clients that have the product.

    Clause: 4.1, 5.11.
    """
    actor, at = viewer_of(request), clock.now()
    product = queries.product(key)
    found = queries.versions_of(product).filter(pk=version).first()
    only_for(actor, *KEEPERS)
    if found is None:
        raise NotSeen("catalogue.no_prerequisites")
    concerned = list(
        agreements.contracts(actor, on=at.date()).filter(subscriptions__product=product)
        .values_list("client", flat=True).distinct().order_by("client")
    )  # fmt: skip
    form = NeedsForm(found, **given(request))
    deed = Deed(
        heading=_("Publish prerequisites"), button=_("Publish and tell the clients"), icon="send",
        back=_back(key), clauses=("4.1", "5.11"), above=_above(product),
        done=_("Published: each client concerned is being told, and owes to have read them."),
        extra={"concerned": len(concerned), "version": found}, template="console/needs",
        sure=Sure(
            question=_("Publish these prerequisites?"), yes=_("Publish and tell the clients"),
            follows=_("The clients that have the product will be told, and will owe to have read "
                      "them. What is published is taken back no more."), plain=True,
        ),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda told: services.publish_prerequisites(
            found, items=form.told(), required_from=told["required_from"], concerned=concerned,
            actor=actor, at=at,
        ),
    )  # fmt: skip


class ModuleForm(forms.Form):
    """A part of a product that may be ordered alone."""

    key = forms.SlugField(label=_("Key"), max_length=60, help_text=_("As orders name it."))
    name_fr = forms.CharField(label=_("In French"), max_length=120)
    name_en = forms.CharField(label=_("In English"), max_length=120)


@staff_only
def add_module(request: HttpRequest, key: str) -> HttpResponseBase:
    """A module is put on offer, or renamed.

    Clause: 2.5.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.product(key)
    only_for(actor, *KEEPERS)
    deed = Deed(
        heading=_("Add a module"), button=_("Put it on offer"), icon="plus", back=_back(key),
        clauses=("2.5",), above=_above(found), done=_("The module is on offer."),
        about=_("The same key again renames it."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=ModuleForm(**given(request)),
        call=lambda told: services.add_module(found, **told, actor=actor, at=at),
    )  # fmt: skip


@staff_only
@require_POST
def withdraw_module(request: HttpRequest, key: str, module: str) -> HttpResponseBase:
    """A module is no longer ordered; contracts that have it keep it.

    Clause: 2.5.
    """
    actor, at = viewer_of(request), clock.now()
    found = queries.product(key)
    only_if(queries.modules_of(found).filter(key=module).exists())
    return act_if_sure(
        request, lambda: services.withdraw_module(found, key=module, actor=actor, at=at),
        sure=WITHDRAW_MODULE, page=page, here=HERE, back=_back(key),
        done=_("Withdrawn: contracts that have it keep it."),
    )  # fmt: skip


class ConditionsForm(forms.Form):
    """A third party's conditions, and what it promises itself."""

    conditions_fr = forms.CharField(
        label=_("Its conditions, in French"), max_length=8000, widget=forms.Textarea({"rows": 4})
    )
    conditions_en = forms.CharField(
        label=_("Its conditions, in English"), max_length=8000, widget=forms.Textarea({"rows": 4})
    )
    url = forms.CharField(label=_("Their address"), required=False, max_length=500)
    fieldsets = (
        ("", ("conditions_fr", "conditions_en", "url")),
        (_("What it promises"), tuple(Promised.model_fields),
         _("Left empty, it promises nothing of the kind. A contract that promises more is "
           "flagged.")),
    )  # fmt: skip

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in Promised.model_fields:
            label = PROMISES.get(name, name)
            self.fields[name] = forms.CharField(label=label, required=False, max_length=60)

    def told(self) -> dict[str, Any]:
        """As the act takes it."""
        found = dict(self.cleaned_data)
        promises = {name: found.pop(name) for name in Promised.model_fields}
        return {**found, "promises": {name: value for name, value in promises.items() if value}}


@staff_only
def state_conditions(request: HttpRequest, key: str, software: str) -> HttpResponseBase:
    """The conditions of a third party are put on record.

    Clause: 2.7, A3.
    """
    actor, at = viewer_of(request), clock.now()
    product = queries.product(key)
    held = queries.software_in(product).filter(key=software).first()
    only_for(actor, *KEEPERS)
    if held is None:
        raise NotSeen("catalogue.no_software", given=software)
    initial = {
        **promised_in_words(held.promises),
        "url": held.url,
        "conditions_fr": held.conditions_fr,
        "conditions_en": held.conditions_en,
    }
    form = ConditionsForm(**given(request), initial=initial)
    deed = Deed(
        heading=held.name, button=_("Put the conditions on record"), icon="check",
        back=_back(key), clauses=("2.7",), above=_above(product),
        done=_("On record: pages of products and subscriptions show them."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=form,
        call=lambda _told: services.state_conditions(
            software, **form.told(), actor=actor, at=at
        ),
    )  # fmt: skip
