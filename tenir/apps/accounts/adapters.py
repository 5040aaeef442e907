"""Where allauth asks what to do: who may come in, what is written down, how secrets are kept."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import get_current_timezone

from tenir import clock
from tenir.apps.accounts import mailing, services
from tenir.apps.accounts.acts_people import subject_of
from tenir.apps.accounts.address import address_of
from tenir.apps.accounts.middleware import FACTOR_SEEN
from tenir.apps.accounts.models import Invitation, Organisation, Person, SignIn, SignInProvider
from tenir.apps.accounts.queries import roles_of, second_factor_required, viewer_of
from tenir.apps.accounts.reaching import Reached
from tenir.apps.accounts.secret import seal, unseal
from tenir.apps.accounts.vouching import required_provider, vouched
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.terms.phrases import Language

TOLD = {
    "mfa/email/totp_activated": "second_factor_added",
    "mfa/email/totp_deactivated": "second_factor_removed",
    "mfa/email/webauthn_added": "second_factor_added",
    "mfa/email/webauthn_removed": "second_factor_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_changed",
    "socialaccount/email/account_connected": "identity_bound",
}
TO_STRANGER, TO_READER = "account/email/unknown_account", "account/email/password_reset_key"
INVITATION = "accounts_invitation"  # in the session: the digest of the token that was followed
VOUCHED = "accounts_vouched"  # in the session: the invitation whose address a provider proved


def language() -> Language:
    """The language of the page being made."""
    return "en" if (translation.get_language() or "").startswith("en") else "fr"


def note(request: HttpRequest, outcome: str, *, method: str, person: Person | None) -> None:
    """One line of the sign-in log."""
    services.note_sign_in(
        outcome, method=method, person=person, at=clock.now(), address=address_of(request),
        user_agent=request.headers.get("User-Agent", ""),
    )  # fmt: skip


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Passwords and sessions."""

    def is_open_for_signup(self, *_: object) -> bool:
        """No one comes without an invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """As the outermost trusted proxy saw it."""
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the attempt, in the database and before the password is looked at."""
        try:
            services.begin_attempt(
                email=credentials.get("email", ""), address=address_of(request), at=clock.now()
            )
        except services.Locked as locked:
            person = _person(credentials)
            note(request, SignIn.Outcome.LOCKED, method="password", person=person)
            until = locked.values["until"].astimezone(get_current_timezone())  # type: ignore[attr-defined]
            said = services.Locked(locked.key, until=until.replace(microsecond=0))
            raise ValidationError(said.message(language())) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Looks at the password; what was right is no failure."""
        person: Person | None = super().authenticate(request, **credentials)
        if person:
            services.succeed(email=person.email, address=address_of(request), at=clock.now())
        return person

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Writes a wrong password down, not what was typed."""
        note(request, SignIn.Outcome.WRONG, method="password", person=_person(credentials))

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Refuses whoever has left, and any other way than the provider that is required."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        provider = required_provider(user)
        if response is None and provider and not _came_by(request, user, provider):
            organisation = provider.organisation.name
            refused = Refused("accounts.provider_required", organisation=organisation)
            response = _refusal(request, refused)
            clear_login(request)
        if response:
            note(request, SignIn.Outcome.REFUSED, method=_method(request, user), person=user)
        return response

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Writes down that someone came in, and how."""
        note(request, SignIn.Outcome.SIGNED_IN, method=_method(request, user), person=user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def send_notification_mail(
        self, template_prefix: str, user: Person, *args: Any, **kwargs: Any
    ) -> None:
        """Called by allauth whenever a means of sign-in changes: the journal hears of it too."""
        if fact := TOLD.get(template_prefix):
            record(
                f"accounts.{fact}", subject=subject_of(user), actor=viewer_of(user),
                at=clock.now(), after={"what": template_prefix.rpartition("/")[2]},
            )  # fmt: skip
        if fact == "second_factor_removed":
            current_request().session.pop(FACTOR_SEEN, None)  # the middleware looks again
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the words of its reader, signed by the publisher, sent beside this request.

        To whoever is not one of us nothing is sent: the words are made all the same, or the time
        of the answer would tell.
        """
        reader = Person.objects.filter(email__iexact=email).first()
        own = str(settings.TENIR.url) + reverse("accounts_account")
        told = {**context, "publisher": _publisher_name(), "own": own, "email": email}
        stranger = template_prefix == TO_STRANGER
        words = TO_READER if stranger else template_prefix
        with translation.override(reader.language if reader else translation.get_language()):
            message = self.render_mail(words, email, told)
        if not stranger:
            mailing.send_beside(message, template=template_prefix)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Organisations' own providers."""

    def is_open_for_signup(self, *_: object) -> bool:
        """A provider makes no one."""
        return False

    def list_apps(self, *args: Any, **kwargs: Any) -> list[SocialApp]:
        """The configured providers, their secrets unsealed for this request."""
        apps: list[SocialApp] = super().list_apps(*args, **kwargs)
        for app in apps:
            app.secret = unseal(app.secret)
        return apps

    def get_provider(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The provider that this request is about, whose issuer is called in it."""
        found = super().get_provider(request, *args, **kwargs)
        request.issuer = found.app.settings["server_url"]  # type: ignore[attr-defined]
        return found

    def get_requests_session(self) -> Any:
        """What a provider is called with: it leads nowhere into our own network."""
        session = super().get_requests_session()
        reached = Reached(getattr(current_request(), "issuer", ""))
        for scheme in ("https://", "http://"):
            session.mount(scheme, reached)
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Judges the provider's answer: someone known, someone invited, or a refusal."""
        try:
            found = self._vouched(request, sociallogin)
        except Refused as refused:
            known = sociallogin.user if sociallogin.is_existing else None
            note(request, SignIn.Outcome.REFUSED, method="oidc", person=known)
            raise ImmediateHttpResponse(_refusal(request, refused)) from None
        if isinstance(found, Invitation):
            request.session[INVITATION] = found.digest
            request.session[VOUCHED] = found.pk
            raise ImmediateHttpResponse(redirect("accounts_invitation"))
        if not sociallogin.is_existing:
            sociallogin.connect(request, found)
        # the identity is what we need; what else the provider told is not ours to keep
        SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """Writes down an answer that was not asked for, or that cannot be read."""
        note(request, SignIn.Outcome.WRONG, method="oidc", person=None)

    def _vouched(self, request: HttpRequest, sociallogin: Any) -> Person | Invitation:
        if request.user.is_authenticated or sociallogin.state.get("process") != "login":
            raise services.NotVouched("accounts.oidc_only_sign_in")
        told = sociallogin.account.extra_data
        claims = told.get("userinfo") or {}
        identity = told.get("id_token") or {}
        if not identity or claims.get("sub", identity.get("sub")) != identity.get("sub"):
            raise services.NotVouched("accounts.oidc_other_identity")
        provider = SignInProvider.objects.select_related("app", "organisation").get(
            app__provider_id=sociallogin.account.provider
        )
        return vouched(
            provider, uid=sociallogin.account.uid, claims={**identity, **claims}, at=clock.now()
        )


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""

    def encrypt(self, text: str) -> str:
        """A TOTP key is of no use to whoever reads the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` sealed."""
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays where an organisation requires one."""
        theirs = Authenticator.objects.filter(user=authenticator.user_id)
        others = theirs.exclude(pk=authenticator.pk).exclude(type="recovery_codes")
        return others.exists() or not second_factor_required(roles_of(authenticator.user))


def _publisher_name() -> str:
    found = Organisation.objects.filter(kind=Organisation.Kind.PUBLISHER).first()
    return found.name if found else "Tenir"


def _person(credentials: dict[str, Any]) -> Person | None:
    return Person.objects.filter(email__iexact=credentials.get("email", "").strip()).first()


def _method(request: HttpRequest, person: Person) -> str:
    """How they came: password, password+totp, passkey, oidc."""
    names = {"socialaccount": "oidc", "password": "password"}
    return "+".join(
        ("passkey" if told.get("passwordless") else told.get("type", "mfa"))
        if told["method"] == "mfa"
        else names.get(told["method"], told["method"])
        for told in get_authentication_records(request, person)
    )


def _came_by(request: HttpRequest, person: Person, provider: SignInProvider) -> bool:
    return any(
        told["method"] == "socialaccount" and told.get("provider") == provider.app.provider_id
        for told in get_authentication_records(request, person)
    )


def _refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    said = refused.message(language())
    return render(request, "accounts/refused.html", {"refused": said}, status=403)


def current_request() -> HttpRequest:
    """The request that allauth is working on."""
    request: HttpRequest = context.request
    return request
