"""Form fields as our pages draw them."""

from __future__ import annotations

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The field's own control, in our style, its help and errors told to screen readers."""
    style = "form-check-input" if ticked(field) else "form-control"
    return field.as_widget(attrs={"class": f"{style} is-invalid" if field.errors else style})


@register.filter
def ticked(field: BoundField) -> bool:
    """Whether the field is a box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)
