"""Forms of the sign-in pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
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


class Credential(forms.JSONField):
    """What a key answered, as its browser posts it: anyone may have written it."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """What it says; a pit without a bottom says nothing."""
        try:
            return super().to_python(value)
        except RecursionError:
            raise forms.ValidationError(_("Incorrect code.")) from None

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002  Django's signature
        """Nothing: an answer serves once."""
        return initial

    def prepare_value(self, value: Any) -> str:  # noqa: ARG002  Django's signature
        """Nothing: its script fills it in."""
        return ""


# What allauth and fido2 raise of words that no key has written.
NO_ANSWER = (
    AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError,
)  # fmt: skip


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A security key to add; its name's label has words of ours, allauth's has none in French."""

    credential = Credential()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")

    def clean(self) -> Any:
        """What the key answered, which is refused where no key has written it."""
        try:
            return super().clean()
        except NO_ANSWER as wrong:
            if isinstance(wrong, forms.ValidationError):
                raise
            raise forms.ValidationError(_("Incorrect code.")) from None


class RenamedKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """A security key given another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class KeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A security key as the second factor; a wrong one is written down."""

    credential = Credential()

    def clean_credential(self) -> Any:
        """The authenticator that answered."""
        return _answered(super().clean_credential, method="webauthn", person=self.user)


class KeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The same, asked again before something that matters."""

    credential = Credential()

    def clean_credential(self) -> Any:
        """The authenticator that answered."""
        return _answered(super().clean_credential, method="webauthn", person=self.user)


class PasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password; what it claims to be is anyone's word until it answers."""

    credential = Credential()

    def clean_credential(self) -> Any:
        """The authenticator that answered."""
        return _answered(super().clean_credential, method="passkey", person=None)


def _answered(ask: Callable[[], Any], *, method: str, person: Person | None) -> Any:
    """The authenticator that answered; a wrong answer is written down, whatever is wrong of it."""
    try:
        return ask()
    except (forms.ValidationError, *NO_ANSWER) as wrong:
        note(current_request(), SignIn.Outcome.WRONG, method=method, person=person)
        if isinstance(wrong, forms.ValidationError):
            raise
        raise forms.ValidationError(_("Incorrect code.")) from None
