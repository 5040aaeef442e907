"""How a client asks for the reports of every month, on either face.

Clause: 5.4.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tenir.ui.deeds import Deed


class EveryMonthForm(forms.Form):
    """On request, or each month unasked."""

    every_month = forms.TypedChoiceField(
        label=_("Availability reports"), coerce=lambda value: value == "yes",
        choices=[("yes", _("Sent each month, once it is frozen")),
                 ("no", _("On request: they are there to download"))],
        widget=forms.RadioSelect,
    )  # fmt: skip


def every_month_deed(client: str, back: str) -> Deed:
    """The page that asks it."""
    return Deed(
        heading=_("Reports of each month"), button=_("Save"), icon="mail", back=back,
        clauses=("5.4",), help="frozen", done=_("Saved."), about=client,
    )  # fmt: skip
