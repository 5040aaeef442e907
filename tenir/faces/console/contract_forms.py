"""What is asked when a contract is signed, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tenir.apps.agreements.queries import Contract, Subscription
from tenir.apps.agreements.services import NewLine
from tenir.apps.parties import queries as parties
from tenir.ui.asking import field_of
from tenir.ui.contract_fields import EnvironmentsField, ModulesField, OwnTermsField, ProductField
from tenir.ui.contract_words import HOSTINGS, OPTIONS, PLATFORMS, SPECIFICS
from tenir.ui.fields import DayField, MoneyField
from tenir.ui.keys import key_of
from tenir.ui.sought import SoughtField
from tenir.viewer import Viewer

FIRST_LINES, MORE_LINES, MOST_LINES = 1, 3, 60


class LineForm(forms.Form):
    """One line: a product, and what is ordered of it."""

    product = ProductField(label=_("Product"))
    hosting = forms.ChoiceField(label=_("Hosting"), choices=tuple(HOSTINGS.items()))
    modules = ModulesField(label=_("Modules"), required=False)
    seats = forms.IntegerField(label=_("Users"), required=False)
    yearly_fee = MoneyField(label=_("Yearly fee, excl. tax"), required=False)
    starts_on = DayField(label=_("From, where later than the contract"), required=False)
    ends_on = DayField(label=_("Last day, where before the contract's"), required=False)
    environments = EnvironmentsField()
    target = forms.CharField(
        label=_("Its name in the monitoring"), required=False, max_length=80,
        help_text=_("Left empty, the contract's number and the product."),
    )  # fmt: skip

    def __init__(self, *given: Any, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.fields["product"].offer()  # type: ignore[attr-defined]
        if not self.fields["modules"].offer():  # type: ignore[attr-defined]
            del self.fields["modules"]

    def told(self) -> dict[str, Any]:
        """The line as the act takes it."""
        found = dict(self.cleaned_data)
        found["product"] = found["product"].key
        found["modules"] = modules_of(found.get("modules", ()))
        return found


def modules_of(chosen: Any) -> list[str]:
    """The keys of modules chosen as `product/module`."""
    return [item.partition("/")[2] for item in chosen]


LinesFormSet = formset_factory(
    LineForm, extra=FIRST_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES
)


class SignForm(forms.Form):
    """A contract that was signed, with its lines."""

    client = SoughtField(parties.Client.objects.none(), label=_("Client"))
    number = forms.CharField(label=_("Contract's number"), max_length=40)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Left empty, it goes on until it is ended."),
    )
    platform = forms.ChoiceField(
        label=_("The client's account gives"), choices=tuple(PLATFORMS.items()),
        initial=Contract.Platform.EXTENDED,
    )  # fmt: skip
    overrides = OwnTermsField()
    document = forms.FileField(label=_("The signed contract (PDF)"), required=False)
    lines: BaseFormSet[LineForm]

    def __init__(self, viewer: Viewer, data: Any = None, files: Any = None, **rest: Any) -> None:
        super().__init__(data, files, **rest)
        clients = parties.clients(viewer).order_by("organisation__name")
        self.fields["client"].queryset = clients  # type: ignore[attr-defined]
        self.lines = LinesFormSet(data, prefix="lines")

    def is_valid(self) -> bool:
        """Both the contract and every line."""
        return all((super().is_valid(), self.lines.is_valid()))

    @property
    def filled(self) -> list[LineForm]:
        """The lines that were filled in."""
        return [form for form in self.lines if form.has_changed() and form.cleaned_data]

    def new_lines(self) -> list[NewLine]:
        """Each of them, as the act takes it."""
        return [NewLine(**form.told()) for form in self.filled]

    def placed(self, where: str) -> tuple[forms.Form, str | None]:
        """The form and field that a fault's place names: `lines[2].seats` is the second line's."""
        number, found, rest = where.removeprefix("lines[").partition("]")
        if where.startswith("lines[") and found:
            line = self.filled[int(number) - 1]
            return line, field_of(line, rest)
        return self, field_of(self, where)

    @classmethod
    def wider(cls, viewer: Viewer, given: QueryDict) -> SignForm:
        """The same words in a form with more lines; nothing is judged yet."""
        form = cls(viewer, initial=given.dict())
        count = key_of(given.get("lines-TOTAL_FORMS", "")) or 0
        kept = [_line_given(given, number) for number in range(min(count, MOST_LINES))]
        form.lines = formset_factory(LineForm, extra=MORE_LINES, max_num=MOST_LINES)(
            prefix="lines", initial=kept
        )
        return form


def _line_given(given: QueryDict, number: int) -> Mapping[str, Any]:
    found: dict[str, Any] = {
        name: given.get(f"lines-{number}-{name}", "") for name in LineForm.base_fields
    }
    found["modules"] = given.getlist(f"lines-{number}-modules")
    return found


class AmendForm(forms.Form):
    """All the terms that the contract changes from a day on, in place of those before."""

    effective_on = DayField(label=_("From"))
    overrides = OwnTermsField()
    document = forms.FileField(label=_("The signed amendment (PDF)"), required=False)


class ExtendForm(forms.Form):
    """A later last day."""

    ends_on = DayField(
        label=_("New last day"), required=False,
        help_text=_("Left empty, it goes on without an end."),
    )  # fmt: skip


class EndForm(forms.Form):
    """The last day, and why."""

    on = DayField(label=_("Last day"), help_text=_("That day included."))
    because = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("The client reads it in the notice.")
    )


class ChangeLineForm(forms.Form):
    """What a line comes to, from a day on."""

    from_on = DayField(label=_("From"))
    modules = ModulesField(label=_("Modules"), required=False)
    seats = forms.IntegerField(label=_("Users"), required=False)
    yearly_fee = MoneyField(label=_("Yearly fee, excl. tax"), required=False)
    order = forms.CharField(label=_("Order"), required=False, max_length=60)

    def __init__(self, line: Subscription, data: Any = None, files: Any = None) -> None:
        key = line.product.key
        super().__init__(data, files, initial={
            "modules": [f"{key}/{module}" for module in line.modules],
            "seats": line.seats, "yearly_fee": line.yearly_fee,
        })  # fmt: skip
        if not self.fields["modules"].offer(key):  # type: ignore[attr-defined]
            del self.fields["modules"]
        self.kept = list(line.modules)

    def told(self) -> dict[str, Any]:
        """As the act takes it; without modules to choose from, those of before."""
        found = dict(self.cleaned_data)
        chosen = found.get("modules")
        found["modules"] = self.kept if chosen is None else modules_of(chosen)
        return found


class OptionForm(forms.Form):
    """Something ordered apart."""

    kind = forms.ChoiceField(label=_("Service"), choices=tuple(OPTIONS.items()))
    name = forms.CharField(label=_("Name"), max_length=200)
    subscription = forms.ModelChoiceField(
        Subscription.objects.none(), label=_("For one line alone"), required=False,
        empty_label=_("The whole contract"),
    )  # fmt: skip
    order = forms.CharField(label=_("Order"), required=False, max_length=60)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False)
    yearly_fee = MoneyField(label=_("Yearly fee, excl. tax"), required=False)


class SpecificForm(forms.Form):
    """What is the client's own in a subscription."""

    kind = forms.ChoiceField(label=_("Kind"), choices=tuple(SPECIFICS.items()))
    name = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    publisher = forms.CharField(
        label=_("Its publisher, of a third-party product"), required=False, max_length=120
    )
