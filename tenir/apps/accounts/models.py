"""People, the organisations that they speak for, and how they are let in."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from tenir.apps.accounts.models_writing import SentForm, Unsent
from tenir.viewer import ClientRole, StaffRole

__all__ = ["SentForm", "Unsent"]
ROLES = [(role.value, role.value) for role in (*StaffRole, *ClientRole)]


class Organisation(models.Model):
    """Whom people speak for: the publisher, or one of its clients (fr. organisation)."""

    class Kind(models.TextChoices):
        PUBLISHER = "publisher"
        CLIENT = "client"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    second_factor_required = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind="publisher"), name="one_publisher"
            ),
        )

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Finds and makes people by e-mail address."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person of that address, whatever its capitals."""
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, password: str | None = None, *, hashed: str = "", **rest: Any
    ) -> Person:
        """A person who can sign in; without a password, by other means only."""
        person = self.model(email=self.normalize_email(email), **rest)
        if hashed:
            person.password = hashed
        else:
            person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Someone who signs in (fr. utilisateur). The journal knows them by `pseudonym`.

    `sessions_ended` counts how often all their sessions were ended: a session remembers the count
    that it was opened under, and dies when it moves.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    pseudonym = models.UUIDField(default=uuid4, unique=True, editable=False)
    language = models.CharField(max_length=2, default="fr", choices=[("fr", "fr"), ("en", "en")])
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    professional_use_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    sessions_ended = models.PositiveIntegerField(default=0)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email"),)

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must match to stay open: the password and the count of endings."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the secret keys of before."""
        from django.conf import settings  # noqa: PLC0415  a model is read before settings are

        yield from (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        return salted_hmac(
            "tenir.apps.accounts.models.Person.session",
            f"{self.password}:{self.sessions_ended}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Membership(models.Model):
    """A role that a person holds for an organisation (fr. rôle)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=ROLES)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], name="one_membership"
            ),
        )


class Invitation(models.Model):
    """A link that lets one person in, once, for some days (fr. invitation).

    Only a digest of the link's token is kept: who reads the table cannot use it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=ROLES)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="fr")
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=64)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="invitations")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation",
            ),
        )


class Scope(StrEnum):
    """What a program may do with a token, within what its person may (fr. portée).

    `read` lets it look at everything that its person sees; each of the others lets it write in one
    article. Nothing lets a program touch accounts.
    """

    READ = "read"
    SUPPORT_WRITE = "support.write"
    AVAILABILITY_WRITE = "availability.write"
    AVAILABILITY_MEASURE = "availability.measure"
    BACKUPS_WRITE = "backups.write"
    RELEASES_WRITE = "releases.write"
    ORDERS_WRITE = "orders.write"
    PARTIES_WRITE = "parties.write"
    CATALOGUE_WRITE = "catalogue.write"
    AGREEMENTS_WRITE = "agreements.write"
    DOCUMENTS_WRITE = "documents.write"
    NOTICES_WRITE = "notices.write"
    MAINTENANCE_WRITE = "maintenance.write"
    PUBLISHING_WRITE = "publishing.write"
    REPORTS_WRITE = "reports.write"
    BACKGROUND_WRITE = "background.write"


class ApiToken(models.Model):
    """A program's means of sign-in, on behalf of a person (fr. jeton): shown once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """What a person often asks of a list, under a name (fr. vue): theirs, or shared by staff.

    `page` is the name of the list's address, `asked` the query of the address.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    asked = models.CharField(max_length=1000, blank=True)
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "page", "name"], name="one_view"),)
        indexes = (models.Index(fields=["page"], name="accounts_view_page"),)


class SignIn(models.Model):
    """One attempt to sign in (fr. connexion). `person` is empty where the address is no one's."""

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed_in"
        WRONG = "wrong"  # the password, the code, or the account
        LOCKED = "locked"  # refused before the password was looked at
        REFUSED = "refused"  # proved who they are, and may not come in this way

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sign_ins")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    method = models.CharField(max_length=40)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-at"], name="accounts_sign_in_person"),
            models.Index(fields=["-at"], name="accounts_sign_in_at"),
        )


class Lock(models.Model):
    """Tries counted of one account or one address, and until when it waits (fr. blocage).

    `key` is a keyed digest: the table names no one, and an address that has no account is counted
    like any other.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField()


class SignInProvider(models.Model):
    """Where an organisation's people prove who they are: its own OpenID Connect (fr. fournisseur).

    `domains` are the e-mail domains that it may vouch for; `required` refuses its people any other
    way in. The issuer, the client's identifier and its sealed secret stand in `app`.
    """

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="sign_in_provider"
    )
    app = models.OneToOneField("socialaccount.SocialApp", models.PROTECT)
    required = models.BooleanField(default=False)


class ProviderDomain(models.Model):
    """An e-mail domain that one provider, and no other, may vouch for."""

    provider = models.ForeignKey(SignInProvider, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True)
