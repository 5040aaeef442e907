"""A CSV table handed in: looked at first, every fault at once, then kept, all or nothing.

It travels with the answer, so that what was looked at is what is kept.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 2 << 20


class TableForm(forms.Form):
    """A table, as a file or as it came back from the preview."""

    table = forms.FileField(label=_("Table (CSV)"), required=False)
    carried = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LARGEST * 2)
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        # Shown as needed where no preview holds one already; `clean` says so in its own words.
        self.fields["table"].required = not (self.is_bound or self.initial.get("carried"))

    def clean(self) -> dict[str, Any]:
        """The file's bytes under `content`."""
        told = super().clean() or self.cleaned_data
        file = told.get("table")
        if file is not None:
            if file.size > LARGEST:
                raise forms.ValidationError(_("Over 2 MB: take it in by `tenir`, or in parts."))
            told["content"], told["name"] = file.read(), str(file.name)
        else:
            told["content"] = _carried(told.get("carried", ""))
        if not told["content"]:
            raise forms.ValidationError(_("Choose a table."))
        return told


def carried(content: bytes) -> str:
    """A table as the preview carries it."""
    return base64.b64encode(content).decode()


def _carried(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
