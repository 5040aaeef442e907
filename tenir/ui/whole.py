"""Whether a form arrived whole: its last field says so, for a connection may be cut before it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LAST = "whole"


def must_be_whole(form: forms.Form) -> None:
    """Finds a form faulty whose end did not arrive: what was cut is never taken for what was meant.

    Such a form has tenir/whole.html right before its end.
    """
    if form.is_bound and form.data.get(LAST) != "1":
        form.add_error(None, _("The connection was cut before all of it arrived. Send it again."))
