"""Form fields as our pages draw them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts.shown import browser_of, method_of, scope_of
from tenir.terms.phrases import Language, instant

register = template.Library()
OWN_PAGES = (
    ("accounts_account", _("My account")),
    ("mfa_index", _("Second factor")),
    ("account_change_password", _("Password")),
    ("usersessions_list", _("Sessions")),
    ("accounts_tokens", _("Access tokens")),
)


@register.simple_tag(takes_context=True)
def own_pages(context: template.Context) -> list[dict[str, Any]]:
    """The pages of one's own account; the one that is open is `here`."""
    path = context["request"].path
    found = [(label, reverse(name)) for name, label in OWN_PAGES]
    nearest = max(
        (address for _, address in found if path.startswith(address)), key=len, default=""
    )
    return [
        {"label": label, "address": address, "here": address == nearest} for label, address in found
    ]


@register.filter
def to_the_minute(at: datetime) -> str:
    """An instant in words, in the reader's zone."""
    said_in: Language = "en" if (get_language() or "fr").startswith("en") else "fr"
    return instant(timezone.localtime(at).replace(second=0, microsecond=0), said_in)


register.filter("browser", browser_of)
register.filter("method", method_of)
register.filter("scope", scope_of)


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The field's own control, in our style, its help and errors told; its label is said once."""
    if isinstance(field.field.widget, forms.CheckboxSelectMultiple):
        return field.as_widget()
    style = "form-check-input" if ticked(field) else "form-control"
    if isinstance(field.field.widget, forms.Select):
        style = "form-select"
    style = f"{style} is-invalid" if field.errors else style
    return field.as_widget(attrs={"class": style, "placeholder": False})


@register.filter
def ticked(field: BoundField) -> bool:
    """Whether the field is a box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)
