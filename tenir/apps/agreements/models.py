"""Versions of an agreement, and which of them holds for whom; contracts stand beside."""

from __future__ import annotations

from django.db import models

from tenir.apps.agreements.models_contracts import (
    REFERENCE,
    Access,
    Amendment,
    Closure,
    Contract,
    Option,
    Ordered,
    Specific,
    Subscription,
)

__all__ = [
    "REFERENCE", "Access", "Amendment", "ClientVersion", "Closure", "Contract", "Option", "Ordered",
    "Specific", "Subscription", "Version",
]  # fmt: skip


class Version(models.Model):
    """A version of an agreement, whole, never changed once published (fr. version).

    A trigger of the database refuses the change; `digest` is that of `convention`, as `load` takes
    it. `because` says in words what the reason was of a version in force at once.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    agreement = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    digest = models.CharField(max_length=80, db_index=True)
    convention = models.TextField()  # the YAML file
    text = models.TextField(blank=True)  # the agreement's words, in Markdown
    cases = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)  # 3.5: security or law
    because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_at__isnull=False),
                name="published_on_a_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agreement} {self.number}"


class ClientVersion(models.Model):
    """What a version is for one client (fr. version notifiée): told when, in force when.

    `proven_at` is when its notification was proven, null until it is; without a proof a month of
    notice does not end. A version signed with the contract is its own proof.
    """

    class State(models.TextChoices):
        NOTIFIED = "notified"
        ACCEPTED = "accepted"
        TERMINATED = "terminated"
        DEEMED_ACCEPTED = "deemed_accepted"

    class Basis(models.TextChoices):
        SIGNATURE = "signature"
        NOTICE = "notice"  # 3.1
        IMMEDIATE = "immediate"  # 3.5

    client = models.ForeignKey("parties.Client", models.PROTECT, related_name="versions")
    version = models.ForeignKey(Version, models.PROTECT, related_name="clients")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.NOTIFIED)
    notified_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=20, blank=True)  # signature, email, post, portal, answer
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    reasons = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["client", "version"],
                condition=~models.Q(state="terminated"),
                name="one_client_version",
            ),
            models.CheckConstraint(
                condition=models.Q(state="notified") | models.Q(settled_at__isnull=False),
                name="version_settled_on_a_date",
            ),
        )
        indexes = (models.Index(fields=["state", "effective_at"], name="client_version_due"),)

    @property
    def subject(self) -> str:
        """What notices, promises and the journal call it."""
        return f"client_version/{self.pk}"
