"""People and the organisations that they speak for."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from tenir.viewer import ClientRole, StaffRole

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

    def create_user(self, email: str, password: str | None = None, **rest: Any) -> Person:
        """A person who can sign in; without a password, by other means only."""
        person = self.model(email=self.normalize_email(email), **rest)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Someone who signs in (fr. utilisateur). The journal knows them by `pseudonym`."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    pseudonym = models.UUIDField(default=uuid4, unique=True, editable=False)
    language = models.CharField(max_length=2, default="fr", choices=[("fr", "fr"), ("en", "en")])
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    professional_use_at = models.DateTimeField(null=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email"),)

    def __str__(self) -> str:
        return self.name


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
