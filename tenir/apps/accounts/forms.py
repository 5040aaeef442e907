"""Forms of the sign-in pages."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from tenir.apps.accounts.adapters import current_request, note
from tenir.apps.accounts.models import Invitation, Person, SignIn


class AcceptForm(forms.Form):
    """What an invited person says of themselves.

    Clause: 2.9, 4.3.
    """

    name = forms.CharField(label=_("Your name"), max_length=200)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    professional_use = forms.BooleanField(
        label=_("I acknowledge that my use of the services is strictly professional."),
        error_messages={
            "required": _("Access is for professional use only: tick the box to acknowledge it.")
        },
    )

    def __init__(
        self, *args: Any, invitation: Invitation, new: bool, by_provider: bool, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"name": invitation.name}
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        if not new:
            del self.fields["name"]
        if by_provider or not new:
            del self.fields["password"]

    def clean_password(self) -> str:
        """Refuses a weak password, in the reader's language."""
        password: str = self.cleaned_data["password"]
        name = self.cleaned_data.get("name", "")
        validate_password(password, Person(email=self.invitation.email, name=name))
        return password


class OrganisationForm(forms.Form):
    """Which organisation's provider to sign in through, by the address given there."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class ProfessionalUseForm(forms.Form):
    """The acknowledgement of someone who came without an invitation.

    Clause: 2.9.
    """

    professional_use = forms.BooleanField(
        label=_("I acknowledge that my use of the services is strictly professional.")
    )


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code of the second factor; a wrong one is written down."""

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        note(current_request(), SignIn.Outcome.WRONG, method=authenticator.type, person=self.user)
        super()._emit_authentication_failed(authenticator)


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The same, asked again before something that matters."""

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        note(current_request(), SignIn.Outcome.WRONG, method=authenticator.type, person=self.user)
        super()._emit_authentication_failed(authenticator)


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A security key to add; its name's label has words of ours, allauth's has none in French."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class RenamedKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """A security key given another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class KeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A security key as the second factor; a wrong one is written down."""

    def clean_credential(self) -> Any:
        """The authenticator that answered."""
        try:
            return super().clean_credential()
        except forms.ValidationError:
            note(current_request(), SignIn.Outcome.WRONG, method="webauthn", person=self.user)
            raise


class PasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password; what it claims to be is anyone's word until it answers."""

    def clean_credential(self) -> Any:
        """The authenticator that answered."""
        try:
            return super().clean_credential()
        except (forms.ValidationError, OverflowError, AttributeError) as wrong:
            note(current_request(), SignIn.Outcome.WRONG, method="passkey", person=None)
            if isinstance(wrong, forms.ValidationError):
                raise
            raise forms.ValidationError(_("Incorrect code.")) from None
