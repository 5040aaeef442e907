"""Versions of the agreement, contracts and subscriptions."""

from django.db import models


class Version(models.Model):
    """A version of an agreement, whole, never changed once notified (fr. version)."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    agreement = models.CharField(max_length=60)
    number = models.CharField(max_length=20)
    digest = models.CharField(max_length=80)
    convention = models.TextField()  # the YAML file
    text = models.TextField(blank=True)  # the agreement's words, in Markdown
    cases = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)  # 3.5: security or law

    class Meta:
        constraints = (models.UniqueConstraint(fields=["agreement", "number"], name="one_version"),)


class Contract(models.Model):
    """A contract with a client (fr. contrat)."""

    client = models.ForeignKey("parties.Client", models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=40, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    overrides = models.JSONField(default=list)  # contract-level terms, as the agreement's overrides

    def __str__(self) -> str:
        return self.number


class Subscription(models.Model):
    """A line of a contract: a product, with the support that goes with it (fr. abonnement)."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="subscriptions")
    product = models.ForeignKey("catalogue.Product", models.PROTECT)
    target = models.CharField(max_length=80, unique=True)  # its name in the monitoring
    hosting = models.CharField(max_length=20)
    modules = models.JSONField(default=list)
    seats = models.PositiveIntegerField(null=True)
    environments = models.JSONField(default=list)
    yearly_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
