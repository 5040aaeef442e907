"""The sample form of the living page: every kind of field, right and wrong."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tenir.ui.fields import DayField, InstantField, MoneyField


class Sample(forms.Form):
    """One field of each kind, in sets."""

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Notices are sent to it."))
    kind = forms.ChoiceField(
        label=_("For"), choices=[("training", _("Training")), ("on_call", _("On-call service"))]
    )
    fee = MoneyField(label=_("Yearly fee"), required=False)
    starts_on = DayField(label=_("From"))
    warned_at = InstantField(label=_("Warned at"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), widget=forms.RadioSelect,
        choices=[("email", _("E-mail")), ("webhook", _("Webhook"))],
    )  # fmt: skip
    wish = forms.CharField(label=_("What you would like"), widget=forms.Textarea({"rows": 3}))
    page = forms.FileField(label=_("Signed page"), help_text=_("PDF, up to 50 MB."))
    sure = forms.BooleanField(label=_("I have read the conditions"))
    fieldsets: ClassVar = (
        (_("Who asks"), ("name", "email", "channel")),
        (_("What for"), ("kind", "fee", "starts_on", "warned_at"), _("Amounts exclude tax.")),
    )


def faulty() -> Sample:
    """The same, as it comes back with things to put right."""
    given = {"email": "nobody", "fee": "12,3456", "starts_on": "2026-13-45", "kind": "training"}
    return Sample(given, auto_id="faulty_%s")
