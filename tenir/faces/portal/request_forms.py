"""What a contact is asked when a request is opened, step by step.

Clause: 7.5, 7.10, 7.11, 7.18, 7.21.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.agreements import queries as agreements
from tenir.apps.support.queries import Request
from tenir.ui.fields import FilesField, one_of, words
from tenir.ui.requests import ENVIRONMENTS, IMPACTS, KINDS, URGENCIES
from tenir.viewer import Viewer


class AboutForm(forms.Form):
    """Which product, and what it is."""

    subscription = forms.TypedChoiceField(
        label=_("Product"), coerce=int, help_text=_("What your company has ordered.")
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=tuple(KINDS.items()), widget=forms.RadioSelect
    )
    environment = forms.ChoiceField(
        label=_("Where"), choices=tuple(ENVIRONMENTS.items()), widget=forms.RadioSelect,
        help_text=_("Support covers production; elsewhere it may have to be ordered (7.21)."),
    )  # fmt: skip

    def __init__(self, lines: Iterable[agreements.Subscription], *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field: Any = self.fields["subscription"]
        named = [(one.pk, f"{one.product.name} · {one.contract.number}") for one in lines]
        field.choices = one_of(named, ask=_("Choose a product"))


class Unhurried(forms.Form):
    """What is required of a request, and may be left for later: its absence is no fault yet."""

    def full_clean(self) -> None:
        """Finds no fault with what is not there."""
        asked = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, required in asked.items():
            self.fields[name].required = required


class WordsForm(Unhurried):
    """What the matter is, in plain words; what is not known yet may be left for later."""

    title = forms.CharField(label=_("In a few words"), max_length=200, required=False)
    problem = words(
        _("What is your question or your problem?"), rows=4,
        help_text=_("Precisely: support knows nothing of it yet."),
    )  # fmt: skip
    observed = words(_("What happens?"), rows=3)
    expected = words(_("What should happen?"), rows=3)
    steps = words(
        _("How can it be seen again?"), rows=4,
        help_text=_("Step by step, with the menus that you chose."),
    )  # fmt: skip
    context = words(
        _("What else helps?"), rows=3,
        help_text=_("Error messages as they are written, since when, on which machine."),
    )  # fmt: skip
    files = FilesField(  # type: ignore[assignment]  # a field, until the form is made
        label=_("Screenshots, videos, files"), required=False,
        help_text=_("Choose them, drop them here, paste a picture, or take a photo by telephone."),
    )  # fmt: skip

    def __init__(self, kind: str, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if kind != Request.Kind.SUPPORT:  # a question or a wish has no behaviour to describe
            for name in ("observed", "expected", "steps"):
                del self.fields[name]
            self.fields["context"].required = False


class GravityForm(Unhurried):
    """How many are affected, and how much: the priority follows from both."""

    impact = forms.ChoiceField(
        label=pgettext_lazy("of a request", "Who is affected?"),
        choices=tuple(IMPACTS.items()), widget=forms.RadioSelect,
        help_text=_("With several users, a workaround may cost time or the quality of data."),
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("What about your work?"), choices=tuple(URGENCIES.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip


def steps_of(kind: str) -> Mapping[str, Any]:
    """The steps that a request of that kind has, in order, with their words."""
    steps = {"about": _("About what"), "words": _("What it is"), "gravity": _("How grave it is"),
             "check": _("Check and send")}  # fmt: skip
    if kind != Request.Kind.SUPPORT:
        del steps["gravity"]
    return steps


def form_of(step: str, found: Request, viewer: Viewer, **given: Any) -> forms.Form:
    """The form of a step, filled with what was written so far."""
    if step == "about":
        initial = {"subscription": found.subscription_id, "kind": found.kind,
                   "environment": found.environment}  # fmt: skip
        return AboutForm(lines_of(viewer, found.client_id), initial=initial, **given)
    if step == "words":
        names = ("title", "problem", "observed", "expected", "steps", "context")
        initial = {name: getattr(found, name) for name in names}
        return WordsForm(found.kind, initial=initial, **given)
    initial = {"impact": found.impact, "urgency": found.urgency}
    return GravityForm(initial=initial, **given)


def lines_of(viewer: Viewer, *clients: int) -> list[agreements.Subscription]:
    """What may be asked about: the products that these clients have ordered."""
    found = agreements.subscriptions(viewer).select_related("product", "contract__client")
    return list(found.filter(contract__client__in=clients).order_by("product__name", "pk"))
