"""What each client answers of a new version that it was handed."""

from __future__ import annotations

from datetime import datetime

from django.db import models

KIND = "releases.validation"  # of the client's promise


class Validation(models.Model):
    """A version handed to a client for one of its lines (fr. validation d'une version).

    `reasons` is the tree of the rule that gave `due_at`, under the agreement whose file has the
    digest `convention`; `outcome` those of what it came to. `because` says why it was refused, or
    withdrawn; `request` is what support answers of a refusal. A line has one of a version, and
    another once the first is withdrawn.
    """

    class State(models.TextChoices):
        AWAITED = "awaited"
        VALIDATED = "validated"
        REFUSED = "refused"
        LAPSED = "lapsed"  # nobody answered in time, and silence is no acceptance
        ACCEPTED = "accepted"  # the same, under an agreement where silence accepts
        WAIVED = "waived"  # the subscription ended first
        WITHDRAWN = "withdrawn"  # by the publisher, before an answer

    version = models.ForeignKey(
        "catalogue.ProductVersion", models.PROTECT, related_name="validations"
    )
    subscription = models.ForeignKey(
        "agreements.Subscription", models.PROTECT, related_name="validations"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="validations"
    )
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    convention = models.CharField(max_length=80)
    reasons = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.AWAITED)
    settled_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    because = models.TextField(blank=True)
    outcome = models.JSONField(default=list)
    request = models.ForeignKey("support.Request", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "subscription"],
                condition=~models.Q(state="withdrawn"),
                name="one_validation",
            ),
            models.CheckConstraint(
                condition=models.Q(state="awaited", settled_at__isnull=True)
                | (~models.Q(state="awaited") & models.Q(settled_at__isnull=False)),
                name="validation_settled_on_a_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["refused", "withdrawn"]) | ~models.Q(because=""),
                name="validation_refused_with_reasons",
            ),
        )
        indexes = (models.Index(fields=["state", "due_at"], name="validation_due"),)

    def __str__(self) -> str:
        return f"{self.version} · {self.subscription}"

    @classmethod
    def answerable(cls, at: datetime) -> models.Q:
        """What may still be answered at that instant: silence has not answered it."""
        return models.Q(state=cls.State.AWAITED, due_at__gt=at)

    @property
    def reference(self) -> str:
        """What notices, promises and the journal call it."""
        return f"validation/{self.pk}"

    @property
    def promise(self) -> str:
        """The key of what the client owes."""
        return f"{KIND}/{self.pk}"


HELD = tuple(each for each in Validation.State if each != Validation.State.WITHDRAWN)
