"""Forms of one's own account."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts.models import Person, Scope

# Words for what a scope lets a program do; a scope without words of its own is shown by its name.
SCOPES = {
    "read": _("read all that I see"),
    "support.write": _("write in support"),
    "availability.write": _("write in availability"),
    "availability.measure": _("tell what monitoring sees"),
    "backups.write": _("write in backups"),
    "releases.write": _("write in releases"),
    "orders.write": _("write in orders"),
    "parties.write": _("write on clients and contacts"),
    "catalogue.write": _("write in the catalogue"),
    "agreements.write": _("write on contracts and versions of the agreement"),
    "documents.write": _("keep documents"),
    "notices.write": _("act on notices and webhooks"),
    "maintenance.write": _("announce works"),
    "publishing.write": _("publish incidents"),
    "reports.write": _("freeze and revise months"),
    "background.write": _("act on background work"),
}
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
        choices=[(scope.value, SCOPES.get(scope.value, scope.value)) for scope in Scope],
    )  # fmt: skip
    days = forms.TypedChoiceField(label=_("It expires after"), choices=DAYS, coerce=int)
