"""What is asked of works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Self

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tenir.apps.agreements import queries as agreements
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.maintenance import queries, services
from tenir.apps.parties import queries as parties
from tenir.terms.works_recurring import NTH, Recurrence
from tenir.ui.fields import BecauseForm, DayField, InstantField, words
from tenir.ui.sought import LINES, SeekingForm, SelectMultiple, SoughtField, SoughtSeveral
from tenir.ui.works import COURSES, DAYS, KINDS
from tenir.viewer import Viewer

__all__ = ["BecauseForm"]
DESPITE = _("Why then, if a client froze that time or other works hold it")


class TouchingForm(SeekingForm):
    """On what works are done."""

    products = forms.ModelMultipleChoiceField(
        catalogue.Product.objects.none(), label=_("Products"), to_field_name="key", required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text=_("Every subscription of these products is touched; everyone reads it."),
    )  # fmt: skip
    subscriptions = SoughtSeveral(
        agreements.Subscription.objects.none(), label=_("Subscriptions alone"), required=False,
        widget=SelectMultiple({"size": 6}), help_text=_("Their clients alone read it."), by=LINES,
    )  # fmt: skip

    @classmethod
    def of(cls, actor: Viewer, at: datetime, **rest: Any) -> Self:
        """The form, with what may be chosen."""
        form = cls(**rest)
        fields: Any = form.fields
        fields["products"].queryset = catalogue.products()
        lines = agreements.subscriptions(actor, on=at.date())
        fields["subscriptions"].queryset = lines.select_related("product", "contract")
        return form

    def told(self) -> dict[str, Any]:
        """As the act takes it."""
        found = dict(self.cleaned_data)
        found["products"] = [product.key for product in found["products"]]
        found["subscriptions"] = [line.pk for line in found["subscriptions"]]
        return found


class PlanForm(TouchingForm):
    """Works to come."""

    title_fr = forms.CharField(
        label=_("What is done, in French"), max_length=150,
        widget=forms.TextInput({"lang": "fr"}),
        help_text=_("One line, that clients read: “Version 2026.3 of Drive”."),
    )  # fmt: skip
    title_en = forms.CharField(
        label=_("What is done, in English"), max_length=150, required=False,
        widget=forms.TextInput({"lang": "en"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"), choices=tuple(KINDS.items()),
        help_text=_("Planned: inside an agreed window, and announced before they begin."),
    )  # fmt: skip
    because = words(_("Why they are urgent, or which force majeure asks them"), rows=2,
                    required=False)  # fmt: skip
    force_majeure = forms.BooleanField(label=_("Force majeure asks them"), required=False)
    starts_at = InstantField(label=_("From"))
    ends_at = InstantField(label=_("To"))
    course = forms.ChoiceField(
        label=_("When they begin and end"), choices=tuple(COURSES.items()), initial="person",
        help_text=_("By the clock, nobody has anything to say; as a person says, an overrun is "
                    "told where nobody said that they ended."),
    )  # fmt: skip
    despite = words(DESPITE, rows=2, required=False)
    number = forms.CharField(
        label=_("Number"), max_length=40, required=False,
        help_text=_("Left empty, they are given the next one."),
    )  # fmt: skip
    named_on_purpose = forms.BooleanField(label=_("A client is named on purpose"), required=False)
    fieldsets = (
        (_("What"), ("title_fr", "title_en", "kind", "because", "force_majeure")),
        (_("When"), ("starts_at", "ends_at", "course")),
        (_("On what"), ("products", "subscriptions")),
        (_("More"), ("despite", "number", "named_on_purpose")),
    )

    def planned(self) -> services.Planned:
        """As the act takes it."""
        return services.Planned(**self.told())

    def looked(self, actor: Viewer, at: datetime) -> dict[str, Any]:
        """What was checked, and free times of the same length where it does not stand."""
        when = replace(self.planned(), despite="").when(at)
        if when.ends_at <= when.starts_at:
            return {"checks": None, "free": ()}
        checks = queries.checked(actor, when)
        free: Any = ()
        if not all(check.stands for check in checks):
            minutes = max(1, int((when.ends_at - when.starts_at).total_seconds() // 60))
            free = queries.free_time(
                actor, products=when.products, subscriptions=when.subscriptions, after=at,
                minutes=minutes,
            )  # fmt: skip
        told = [(check, check.reason.to_json()) for check in checks]
        return {"checks": told, "free": free, "keys": when.products}


def begun_from(asked: Mapping[str, str]) -> dict[str, Any]:
    """The form as a free time of the calendar begins it."""
    found: dict[str, Any] = {"products": [asked["product"]]} if asked.get("product") else {}
    for name, key in (("starts", "starts_at"), ("ends", "ends_at")):
        try:
            at = parse_datetime(asked.get(name, ""))
        except ValueError:
            at = None
        if at is not None and at.tzinfo is not None:
            found[key] = at
    return found


class RecordForm(TouchingForm):
    """Works announced elsewhere, or that took place."""

    number = forms.CharField(label=_("Number"), max_length=40)
    title_fr = forms.CharField(
        label=_("What is done, in French"), max_length=150, required=False,
        widget=forms.TextInput({"lang": "fr"}),
    )  # fmt: skip
    title_en = forms.CharField(
        label=_("What is done, in English"), max_length=150, required=False,
        widget=forms.TextInput({"lang": "en"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=tuple(KINDS.items()))
    starts_at = InstantField(label=_("From"))
    ends_at = InstantField(label=_("To"))
    announced_at = InstantField(
        label=_("Clients were told on"), required=False,
        help_text=_("Left empty, the works were never announced."),
    )  # fmt: skip
    started_at = InstantField(label=_("Really begun"), required=False)
    ended_at = InstantField(label=_("Really ended"), required=False)
    fieldsets = (
        (_("What"), ("number", "title_fr", "title_en", "kind")),
        (_("When"), ("starts_at", "ends_at", "announced_at", "started_at", "ended_at")),
        (_("On what"), ("products", "subscriptions")),
    )


class DespiteForm(forms.Form):
    """Nothing, unless the time is frozen or taken."""

    despite = words(DESPITE, rows=2, required=False)


class MoveForm(BecauseForm):
    """When works are now, and why."""

    starts_at = InstantField(label=_("From"))
    ends_at = InstantField(label=_("To"))
    despite = words(DESPITE, rows=2, required=False)
    field_order = ("starts_at", "ends_at", "because", "despite")


class BeginForm(forms.Form):
    """When works began."""

    started_at = InstantField(label=_("Begun at"))

    @staticmethod
    def begun(_found: queries.Works, at: datetime) -> dict[str, Any]:
        """Now, to the minute."""
        return {"started_at": at.replace(second=0, microsecond=0)}


class EndForm(forms.Form):
    """When works ended."""

    ended_at = InstantField(label=_("Ended at"))

    @staticmethod
    def begun(_found: queries.Works, at: datetime) -> dict[str, Any]:
        """Now, to the minute."""
        return {"ended_at": at.replace(second=0, microsecond=0)}


class ProlongForm(BecauseForm):
    """Until when works go on, and why."""

    until = InstantField(label=_("Expected to end at"))
    field_order = ("until", "because")

    @staticmethod
    def begun(found: queries.Works, _at: datetime) -> dict[str, Any]:
        """What was said last."""
        return {"until": found.expected_at or found.ends_at}


class LivedForm(BecauseForm):
    """When works really were, and how that is known."""

    started_at = InstantField(label=_("Really begun"))
    ended_at = InstantField(label=_("Really ended"))
    field_order = ("started_at", "ended_at", "because")

    @staticmethod
    def begun(found: queries.Works, _at: datetime) -> dict[str, Any]:
        """What is on record, else the hours announced."""
        return {
            "started_at": found.started_at or found.starts_at,
            "ended_at": found.ended_at or found.ends_at,
        }


class FreezeForm(forms.Form):
    """When a client asked that nothing be touched."""

    client = SoughtField(parties.Client.objects.none(), label=_("Client"))
    starts_at = InstantField(label=_("From"))
    ends_at = InstantField(label=_("To"))
    products = forms.ModelMultipleChoiceField(
        catalogue.Product.objects.none(), label=_("Products"), to_field_name="key", required=False,
        widget=forms.SelectMultiple({"size": 6}), help_text=_("None chosen: all that it uses."),
    )  # fmt: skip
    because = words(_("Reason"), rows=2)
    asked_by = forms.CharField(label=_("Asked by"), max_length=200, required=False)

    def told(self) -> dict[str, Any]:
        """As the act takes it."""
        found = dict(self.cleaned_data)
        found["client"] = found["client"].pk
        found["products"] = [product.key for product in found["products"]]
        return found


class AgainForm(TouchingForm):
    """Works that come back."""

    number = forms.SlugField(
        label=_("Number"), max_length=30, help_text=_("Each time is numbered by it and its day.")
    )
    title_fr = forms.CharField(
        label=_("What is done, in French"), max_length=150,
        widget=forms.TextInput({"lang": "fr"}),
    )  # fmt: skip
    title_en = forms.CharField(
        label=_("What is done, in English"), max_length=150, required=False,
        widget=forms.TextInput({"lang": "en"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind, KINDS[kind]) for kind in (queries.Works.Kind.PLANNED,
                                                  queries.Works.Kind.NO_IMPACT)],
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=_("Days"), choices=tuple(DAYS.items()), widget=forms.CheckboxSelectMultiple
    )
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}))
    ends = forms.TimeField(
        label=_("To"), widget=forms.TimeInput({"type": "time"}),
        help_text=_("At or before the beginning: on the next day. Clocks of Paris, all year."),
    )  # fmt: skip
    every = forms.IntegerField(label=_("Every so many weeks"), min_value=1, max_value=52, initial=1)
    nth = forms.TypedChoiceField(
        label=_("Or once a month"), coerce=int, required=False, empty_value=None,
        choices=[("", _("No")), *((nth, _("The last") if nth < 0 else f"{nth}") for nth in NTH)],
    )  # fmt: skip
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"), required=False)
    despite = words(DESPITE, rows=2, required=False)
    fieldsets = (
        (_("What"), ("number", "title_fr", "title_en", "kind")),
        (_("When"), ("days", "starts", "ends", "every", "nth", "first_on", "last_on")),
        (_("On what"), ("products", "subscriptions", "despite")),
    )

    def again(self) -> services.Again:
        """As the act takes it."""
        told = self.told()
        rule = Recurrence(
            days=tuple(told.pop("days")), starts=f"{told.pop('starts'):%H:%M}",
            ends=f"{told.pop('ends'):%H:%M}", every=told.pop("every"), nth=told.pop("nth"),
            first_on=told.pop("first_on"), last_on=told.pop("last_on"),
        )  # fmt: skip
        return services.Again(rule=rule, **told)

    @staticmethod
    def begun(on: date) -> dict[str, Any]:
        """From today on."""
        return {"first_on": on}
