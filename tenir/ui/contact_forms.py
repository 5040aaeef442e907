"""What is asked about contacts, by whichever face."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenir.apps.parties.queries import Contact

LANGUAGES = (("fr", "Français"), ("en", "English"))
TELEPHONE = forms.TextInput({"type": "tel", "autocomplete": "off", "class": "narrow"})


class DesignationForm(forms.Form):
    """Someone who will speak for the client."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    telephone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=TELEPHONE,
        help_text=_("Called first in an incident: for example +33 1 23 45 67 89."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    invite = forms.BooleanField(
        label=_("Send them the link to come in now"), required=False, initial=True
    )


class DetailsForm(forms.Form):
    """A contact's details."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    telephone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=TELEPHONE
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class ReaderForm(forms.Form):
    """Someone who may look."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class MainChangeForm(forms.Form):
    """New details of the main contact, or who follows them: one or the other.

    Clause: 9.3.
    """

    successor = forms.TypedChoiceField(
        label=_("Another contact becomes the main one"), coerce=int, empty_value=None,
        required=False, help_text=_("Someone else must be designated as a contact first."),
    )  # fmt: skip
    name = forms.CharField(label=_("New name"), max_length=200, required=False)
    email = forms.EmailField(label=_("New e-mail"), max_length=254, required=False)
    telephone = forms.CharField(
        label=_("New telephone"), max_length=40, required=False, widget=TELEPHONE
    )
    fieldsets = (
        (_("Either another person"), ("successor",)),
        (_("Or the same person, with new details"), ("name", "email", "telephone")),
    )

    def __init__(self, given: Any, *, contacts: Iterable[Contact]) -> None:
        super().__init__(given)
        heirs = [(each.pk, f"{each.name} ({each.email})") for each in contacts if not each.main]
        self.fields["successor"].choices = [("", _("Nobody: they stay")), *heirs]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was filled in; what was left empty stays as it is."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class SignedForm(forms.Form):
    """The signed document, and who signed it.

    Clause: 9.3.
    """

    document = forms.FileField(
        label=_("Signed document"), help_text=_("A PDF or a picture of it, signed.")
    )
    signatory_name = forms.CharField(label=_("Who signed it"), max_length=200)
    signatory_title = forms.CharField(
        label=_("In what capacity"), max_length=200,
        help_text=_("A person in charge at the client: director, head of information systems…"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    because = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 3}))
