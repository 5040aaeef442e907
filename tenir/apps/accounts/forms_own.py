"""Forms of one's own account."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts.models import Person, Scope
from tenir.apps.accounts.shown import scope_of

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("365 days")))


class PreferencesForm(forms.Form):
    """How Tenir speaks to a person."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language"), choices=(("fr", "Français"), ("en", "English"))
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        names = ("name", "language", "time_zone")
        kwargs["initial"] = {name: getattr(person, name) for name in names}
        super().__init__(*args, **kwargs)
        zones = {zone for zone in available_timezones() if "/" in zone} | {person.time_zone, "UTC"}
        self.fields["time_zone"].choices = [(zone, zone) for zone in sorted(zones)]  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """A token to be made: for which program, to do what, until when."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("Which program, on which machine.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), widget=forms.CheckboxSelectMultiple,
        choices=[(scope.value, scope_of(scope.value)) for scope in Scope],
    )  # fmt: skip
    days = forms.TypedChoiceField(label=_("It expires after"), choices=DAYS, coerce=int)
